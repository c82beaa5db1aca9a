"""Compiles the message catalogues that Django reads, when their sources changed."""

from .paths import LOCALE, PYTHON
from .progress import run, step
from .stamps import Stamp, digest

STAMP = Stamp(LOCALE / ".compiled.mo")


def compile_all() -> None:
    sources = list(LOCALE.glob("*/LC_MESSAGES/*.po"))
    wanted = digest(sources)
    missing = [path for path in sources if not path.with_suffix(".mo").exists()]
    if not sources or (STAMP.read() == wanted and not missing):
        return
    with step("编译译文", "Compiling translations"):
        run([PYTHON, "-m", "script._lib.messages", "compile"])
    STAMP.write(wanted)
