"""A verdict in words for a terminal, and as JSON for a program."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from linli.engines.tile_log.encoding import encode_base64
from linli.engines.tile_log.verification import Verdict

_YEAR_9999 = 253_402_300_799
"""The last second that has a four-digit year."""


def describe_verdict(verdict: Verdict) -> dict[str, Any]:
    """The verdict as JSON values; `log` is null where the checkpoint itself was refused."""
    signed = verdict.signed
    log = None
    if signed is not None:
        log = {
            "origin": signed.checkpoint.origin,
            "size": signed.checkpoint.size,
            "root": encode_base64(signed.checkpoint.root),
            "signed_by": [key.vkey for key in signed.signed_by],
            "witnesses": [
                {"name": seen.witness.name, "time": seen.time} for seen in signed.cosignatures
            ],
        }
    return {
        "verified": verdict.ok,
        "log": log,
        "from": verdict.start,
        "checked": verdict.checked,
        "faults": [
            {"code": fault.code, "where": fault.where, "message": fault.message}
            for fault in verdict.faults
        ],
        "notices": list(verdict.notices),
        "split_view": verdict.split is not None,
    }


def format_verdict(verdict: Verdict) -> str:
    """A few lines that end in VERIFIED or REFUSED and why."""
    return "".join(f"{line}\n" for line in _list_lines(verdict))


def _list_lines(verdict: Verdict) -> Iterator[str]:
    signed = verdict.signed
    if signed is not None:
        yield f"Log         {signed.checkpoint.origin}"
        yield f"Checkpoint  {signed.checkpoint.size} entries"
        yield f"            root {encode_base64(signed.checkpoint.root)}"
        yield from (f"Signed by   {key.vkey}" for key in signed.signed_by)
        yield from (
            f"Witness     {seen.witness.name}, {format_time(seen.time)}"
            for seen in signed.cosignatures
        )
        yield f"Checked     {verdict.checked} entries, from number {verdict.start} on"
    yield from (f"Note        {notice}" for notice in verdict.notices)
    yield from (f"Fault       {fault.where}: {fault.message}" for fault in verdict.faults)
    if verdict.split is not None:
        yield "Split view  the log signed two histories; both notes together prove it"
    yield "VERIFIED" if verdict.ok else "REFUSED: do not rely on this log until this is explained"


def format_time(seconds: int) -> str:
    """UTC to the second, or the bare number where no calendar reaches."""
    if seconds > _YEAR_9999:
        return f"{seconds} s after 1970"
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
