"""Go with its checksum-database packages, for the test that reads the log with foreign tools."""

import shutil
from pathlib import Path

from . import debian
from .progress import StepFailedError, say, step

PACKAGES = ("golang-go", "golang-golang-x-mod-dev")
SOURCES = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")


def provide() -> bool:
    """Whether the verifier can be built now; installed where the machine permits it."""
    if not is_there() and debian.can_install():
        try:
            with step("安装 Go", "Installing Go"):
                debian.install(*PACKAGES)
        except StepFailedError as error:
            say(str(error))
    return is_there()


def is_there() -> bool:
    return shutil.which("go") is not None and SOURCES.is_dir()
