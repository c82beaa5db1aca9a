import io
import sys
import time

import pytest

from linli.engines.tile_log.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("seconds", "shown"), [(1.9, ""), (2.1, "\r[######                   ] 256 of 1000 entries")]
)
def test_progress_is_shown_when_a_check_takes_long(monkeypatch, seconds, shown):
    clock = iter([100.0, 100.0 + seconds, 100.0 + seconds])
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    progress = Progress()
    progress(256, 1000)
    progress(257, 1000)
    assert terminal.getvalue() == shown
