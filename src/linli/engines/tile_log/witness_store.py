"""A witness's memory: the latest checkpoint that it cosigned of each log, in a folder.

From reading that checkpoint to having stored the new one a witness holds a lock, and it stores
before it answers, so that it can never vouch for two histories, whatever crashes.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from linli.engines.tile_log.checkpoints import Checkpoint, open_checkpoint
from linli.engines.tile_log.durable import DurableFolder
from linli.engines.tile_log.errors import FormatError, SignatureError, StorageError
from linli.engines.tile_log.keys import Signer, Verifier
from linli.engines.tile_log.lock import LOCK_NAME
from linli.engines.tile_log.witnessing import Answer, answer_request


class WitnessStore:
    """A small witness for the given logs, which go by origin.

    When a log changes its key, keep the old one in `logs` until a checkpoint by the new one
    has been cosigned: what is stored is the log's own signed note.
    """

    def __init__(
        self, folder: Path, *, cosigner: Signer, logs: Mapping[str, Sequence[Verifier]]
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._cosigner = cosigner
        self._logs = logs

    def answer(self, body: bytes, *, time: int) -> Answer:
        """What to send back to an `add-checkpoint` request at `time`, seconds since 1970.

        Several processes may share the folder; they wait for each other.
        """
        with self._locked():
            latest = self.read_latest()
            answer = answer_request(
                body, logs=self._logs, latest=latest, cosigner=self._cosigner, time=time
            )
            if answer.accepted is not None:
                name = name_file(answer.accepted.checkpoint.origin)
                DurableFolder(self._folder).replace(name, answer.accepted.note.encode())
            return answer

    def read_latest(self) -> dict[str, Checkpoint]:
        """The latest cosigned checkpoints by origin; raises `StorageError` if one is damaged."""
        found = {}
        for origin, keys in self._logs.items():
            try:
                data = (self._folder / name_file(origin)).read_bytes()
                found[origin] = open_checkpoint(data, keys).checkpoint
            except FileNotFoundError:
                continue
            except (FormatError, SignatureError) as error:
                raise StorageError("damaged", f"what was cosigned of {origin} is lost") from error
        return found

    @contextmanager
    def _locked(self) -> Iterator[None]:
        descriptor = os.open(self._folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def name_file(origin: str) -> str:
    """Where the checkpoint of that log is kept; an origin may hold what no file name can."""
    return hashlib.sha256(origin.encode()).hexdigest()
