"""How far a long check has come, for somebody at a terminal."""

import sys
import time

import click

_PATIENCE_SECONDS = 2.0


class Progress:
    """A line on a terminal's standard error, once the check takes longer than two seconds."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._shown = -1

    def __call__(self, checked: int, todo: int) -> None:
        done, percent = checked >= todo, 100 * checked // max(todo, 1)
        late = time.monotonic() - self._begun > _PATIENCE_SECONDS
        if late and percent != self._shown and sys.stderr.isatty():
            self._shown = percent
            bar = "#" * (percent // 4)
            click.echo(f"\r[{bar:<25}] {checked} of {todo} entries", err=True, nl=done)
