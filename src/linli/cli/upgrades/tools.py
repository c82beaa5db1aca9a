"""The client tools of PostgreSQL, run on the configured database."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from linli.cli.upgrades.errors import UpgradeError

LONGEST_REASON = 400


def run_tool(name: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """The tool, ended.  Raises UpgradeError where it is not installed."""
    return subprocess.run(  # noqa: S603 - a tool of our own choice with our own settings
        [_find_tool(name), *arguments], capture_output=True, check=False, process_group=0
    )


def start_tool(name: str, *arguments: str, **streams: Any) -> "subprocess.Popen[bytes]":
    """The tool, running.  Raises UpgradeError where it is not installed.

    In a process group of its own: Ctrl-C at a terminal is for us, not for a restore.
    """
    command = [_find_tool(name), *arguments]
    return subprocess.Popen(command, process_group=0, **streams)  # noqa: S603 - see above


def describe_failure(name: str, said: bytes, status: int) -> UpgradeError:
    """What the tool said last, or how it ended where it said nothing."""
    reason = said.decode(errors="replace").strip()[-LONGEST_REASON:]
    ended = _("It ended with status %(status)d.") % {"status": status}
    return UpgradeError(f"{name}: {reason or ended}")


@contextmanager
def reaching_database() -> Iterator[tuple[str, ...]]:
    """The options by which a tool reaches the database, good inside the block.

    The password lies in a file of the process alone: on the command line everybody on the machine
    could read it.
    """
    with tempfile.NamedTemporaryFile("w", prefix="linli-") as passwords:
        passwords.write(f"*:*:*:*:{_escape(connection.settings_dict['PASSWORD'] or '', ':')}\n")
        passwords.flush()
        yield f"--dbname={_conninfo(passwords.name)}", "--no-password"


def _find_tool(name: str) -> str:
    tool = shutil.which(name)
    if tool is None:
        raise UpgradeError(
            _(
                "%(tool)s is not installed; install the client tools of PostgreSQL (apt install "
                "postgresql-client)."
            )
            % {"tool": name}
        )
    return tool


def _conninfo(passfile: str) -> str:
    settings = connection.settings_dict
    told = {
        "host": settings["HOST"],
        "port": str(settings["PORT"] or ""),
        "user": settings["USER"],
        "dbname": settings["NAME"],
        "passfile": passfile,
    }
    return " ".join(f"{key}='{_escape(str(value))}'" for key, value in told.items() if value)


def _escape(text: str, signs: str = "'") -> str:
    """With a backslash before it and before each of the signs, as libpq reads it."""
    for sign in f"\\{signs}":
        text = text.replace(sign, f"\\{sign}")
    return text
