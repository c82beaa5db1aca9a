"""`linli verify`: whether a log is what it says, for anybody and from anywhere."""

import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from linli.engines.tile_log.checkpoints import SignedCheckpoint, open_checkpoint
from linli.engines.tile_log.errors import FormatError, LogError, MissingError, SignatureError
from linli.engines.tile_log.faults import Fault
from linli.engines.tile_log.handovers import list_earlier_keys, read_handovers
from linli.engines.tile_log.http_source import HttpSource
from linli.engines.tile_log.key_texts import parse_keys, parse_verifier
from linli.engines.tile_log.keys import LOG_KEY, WITNESS_KEY, Verifier
from linli.engines.tile_log.opening import KEYS_NAME
from linli.engines.tile_log.progress import Progress
from linli.engines.tile_log.report import describe_verdict, format_verdict
from linli.engines.tile_log.sources import FolderSource, Source
from linli.engines.tile_log.verification import Verdict, verify_log
from linli.engines.tile_log.witnesses import WitnessPolicy

REFUSED = 1
NOT_CHECKED = 2


class _KeyType(click.ParamType[Verifier]):
    """A verifier key of one kind, so that a wrong one is told apart from a wrong log."""

    name = "vkey"

    def __init__(self, kind: int) -> None:
        self._kind = kind

    def convert(
        self, value: str | Verifier, param: click.Parameter | None, ctx: click.Context | None
    ) -> Verifier:
        try:
            key = parse_verifier(value) if isinstance(value, str) else value
        except LogError as error:
            self.fail(str(error), param, ctx)
        if key.kind != self._kind:
            self.fail(f"{key.name} has a key of type {key.kind}, not {self._kind}", param, ctx)
        return key


@click.command("verify")
@click.argument("target")
@click.option(
    "--vkey",
    "vkeys",
    type=_KeyType(LOG_KEY),
    multiple=True,
    help="The log's verifier key, from a place that you trust. Repeat after a change of key.",
)
@click.option(
    "--from",
    "since",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A checkpoint kept from an earlier check: only what is new is read.",
)
@click.option(
    "--witness",
    "witnesses",
    type=_KeyType(WITNESS_KEY),
    multiple=True,
    help="A witness's verifier key; all that are named must have cosigned.",
)
@click.option("--quorum", type=click.IntRange(min=0), help="So many of the witnesses suffice.")
@click.option(
    "--keep",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to keep the checkpoint, once verified, for the next --from.",
)
@click.option(
    "--evidence",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the proof, if the log shows two histories.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
def command(
    *,
    target: str,
    vkeys: tuple[Verifier, ...],
    since: Path | None,
    witnesses: tuple[Verifier, ...],
    quorum: int | None,
    keep: Path | None,
    evidence: Path | None,
    as_json: bool,
) -> None:
    """Check the log at TARGET, an address or a folder, entry by entry.

    Exit status: 0 verified, 1 refused, 2 it could not be checked.
    """
    try:
        policy = WitnessPolicy(witnesses, len(witnesses) if quorum is None else quorum)
        verdict = _check(target, vkeys, since, policy)
    except (LogError, OSError) as error:
        click.echo(f"Not checked: {error}", err=True)
        sys.exit(NOT_CHECKED)
    report = json.dumps(describe_verdict(verdict), ensure_ascii=False, indent=2) + "\n"
    click.echo(report if as_json else format_verdict(verdict), nl=False)
    try:
        _keep_files(verdict, keep, evidence)
    except OSError as error:
        click.echo(f"Not kept: {error}", err=True)
        sys.exit(NOT_CHECKED if verdict.ok else REFUSED)
    sys.exit(0 if verdict.ok else REFUSED)


def _check(
    target: str, vkeys: Sequence[Verifier], since: Path | None, policy: WitnessPolicy
) -> Verdict:
    with ExitStack() as stack:
        source: Source
        if target.startswith(("http://", "https://")):
            source = stack.enter_context(HttpSource(target))
        else:
            source = FolderSource(Path(target))
        keys = vkeys or _read_keys(source)
        try:
            known = None if since is None else _read_kept(since, source, keys)
        except SignatureError as error:
            if vkeys or error.code != "unsigned":
                raise
            return _refuse_keys()
        return verify_log(source, keys, policy=policy, since=known, progress=Progress())


def _read_keys(source: Source) -> tuple[Verifier, ...]:
    """The keys that the log itself shows, with a word on what that is worth."""
    try:
        keys = parse_keys(source.read(KEYS_NAME))
    except MissingError as error:
        raise MissingError(error.code, "the log shows no verifier key: give --vkey") from error
    click.echo(
        "The key was taken from the log itself: this shows that the log agrees with itself, "
        "not whose it is. Compare the key with a printed one, or give --vkey.",
        err=True,
    )
    return keys


def _read_kept(path: Path, source: Source, keys: Sequence[Verifier]) -> SignedCheckpoint:
    """The kept checkpoint, signed by one of these keys or by an earlier one that proved handovers
    lead from; `SignatureError` "unsigned" where it is neither."""
    data = path.read_bytes()
    try:
        return _open_kept(path, data, keys)
    except SignatureError as error:
        if error.code != "unsigned":
            raise
    return _open_kept(path, data, _list_earlier(source, keys))


def _open_kept(path: Path, data: bytes, keys: Sequence[Verifier]) -> SignedCheckpoint:
    try:
        return open_checkpoint(data, keys)
    except LogError as error:
        raise type(error)(error.code, f"{path}: {error}") from error


def _list_earlier(source: Source, keys: Sequence[Verifier]) -> Sequence[Verifier]:
    try:
        return list_earlier_keys(read_handovers(source), keys)
    except FormatError:
        return keys


def _refuse_keys() -> Verdict:
    """Whoever took the log's place shows keys of his own: that is no reason to believe them."""
    message = (
        "no key of this log signed the kept checkpoint, and no handover leads from one that did"
    )
    return Verdict(None, 0, 0, (Fault("another-key", KEYS_NAME, message),))


def _keep_files(verdict: Verdict, keep: Path | None, evidence: Path | None) -> None:
    if keep is not None and verdict.ok and verdict.signed is not None:
        _write_whole(keep, verdict.signed.note.encode())
    if evidence is not None and verdict.split is not None:
        _write_whole(evidence, verdict.split.encode())


def _write_whole(path: Path, data: bytes) -> None:
    """Never half a file: an interrupted run leaves the one of last time."""
    staged = path.with_name(f".{path.name}.new")
    staged.write_bytes(data)
    staged.replace(path)
