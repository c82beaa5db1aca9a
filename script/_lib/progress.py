"""Says what set-up is doing, in Chinese and English, and runs its commands quietly."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from .paths import ROOT


class StepFailedError(Exception):
    """A step of set-up did not work; the message is for the person who started it."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(chinese: str, english: str) -> Iterator[None]:
    """One line for one step, ended by the seconds that it took."""
    started = time.monotonic()
    print(f"· {chinese} {english} …", end=" ", file=sys.stderr, flush=True)
    try:
        yield
    except BaseException:
        say("✗")
        raise
    say(f"{time.monotonic() - started:.1f} s")


def run(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, tells: bool = False
) -> str:
    """The command's output.  Raises StepFailedError with all that it printed if it fails.

    With `tells` what it says of its progress is passed on as it comes, and not kept.
    """
    result = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=dict(os.environ if env is None else env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=None if tells else subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode:
        line = " ".join(str(part) for part in command)
        raise StepFailedError(f"{line}\n{result.stdout}\nexit status {result.returncode}")
    return result.stdout
