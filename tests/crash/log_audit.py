"""`python -m tests.crash.log_audit SECONDS`: the public log after the kills, as JSON.

Waits at most so long until everything is published.  Standard input: every checkpoint that was
ever shown, in order.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import django

django.setup()

from linli.apps.disclosure.models import Ledger, Seal
from linli.apps.disclosure.public import (
    compare_entries,
    compare_records,
    load_signers,
    open_published,
)
from linli.core.records.models import Record
from linli.engines.tile_log import (
    FolderSource,
    LogError,
    TileTree,
    open_checkpoint,
    verify_log,
)
from linli.ground.communities.models import Community


def audit(notes: Sequence[str], *, seconds: float) -> dict[str, Any]:
    """Everything that a kill could have done to what was promised."""
    _wait_until_published(seconds)
    source, signed = open_published()
    size = signed.checkpoint.size
    verdict = verify_log(source, [signer.verifier for signer in load_signers()])
    differences = [
        *compare_entries(source, size),
        *(each for community in Community.objects.all() for each in compare_records(community)),
    ]
    return {
        "verified": verdict.ok,
        "unpublished": Ledger.objects.get().size - size,
        "lost": Record.objects.filter(seal__isnull=True).count(),
        "twice": _list_repeated(source, size),
        "differences": [f"{each.code} {each.where}" for each in differences],
        "contradicted": [note for note in notes if not _holds(note, source, size)],
        "shrunk": _shrank(notes),
    }


def _wait_until_published(seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not _is_published() and time.monotonic() < deadline:
        time.sleep(0.2)


def _is_published() -> bool:
    unsealed = Record.objects.filter(seal__isnull=True).exists()
    return not unsealed and open_published()[1].checkpoint.size == Seal.objects.count()


def _list_repeated(source: FolderSource, size: int) -> list[str]:
    """Entries that stand in the log more than once; each act here is the only one of its matter."""
    tree = TileTree(source, size)
    acts = (json.loads(tree.entry(index)) for index in range(size))
    counted = Counter(act.get("matter", act.get("veiled")) for act in acts)
    return sorted(name for name, times in counted.items() if times > 1)


def _holds(note: str, source: FolderSource, size: int) -> bool:
    """Whether a checkpoint that was shown is signed, and the beginning of the log as it is now."""
    try:
        shown = open_checkpoint(note.encode(), [signer.verifier for signer in load_signers()])
        checkpoint = shown.checkpoint
        return TileTree(source, size).root(checkpoint.size) == checkpoint.root
    except LogError:
        return False


def _shrank(notes: Sequence[str]) -> bool:
    sizes = list(_list_sizes(notes))
    return sizes != sorted(sizes)


def _list_sizes(notes: Sequence[str]) -> Iterator[int]:
    return (int(note.split("\n")[1]) for note in notes)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(audit(json.load(sys.stdin), seconds=float(sys.argv[1]))))
