"""Everything that a checkout needs before it can serve or test, in the order it needs it."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from . import catalogues, frontend, node_packages, python_packages
from .paths import PYTHON, SETUP_LOCK, VENV
from .progress import StepFailedError, say


def ensure(*, development: bool) -> None:
    """Installs and builds what is missing or outdated; ends the process with a message if it
    cannot."""
    try:
        with _alone():
            python_packages.install(development=development)
            node_packages.install(development=development)
            frontend.build()
            catalogues.compile_all()
    except StepFailedError as error:
        say(str(error))
        sys.exit(1)


def enter(*, development: bool) -> None:
    """Like `ensure`; then goes on in the project's own Python, starting over if need be."""
    ensure(development=development)
    if sys.prefix != str(VENV):
        os.execv(PYTHON, [str(PYTHON), *sys.orig_argv[1:]])


@contextmanager
def _alone() -> Iterator[None]:
    """Two commands started at once set up one after the other."""
    SETUP_LOCK.parent.mkdir(exist_ok=True)
    with SETUP_LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    ensure(development="--development" in sys.argv[1:])
