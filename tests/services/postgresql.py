"""A PostgreSQL server of the tests' own, that is gone when they are.

Durable like a real one (`fsync` stays on), because tests stop it in the middle of its work.
"""

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.services.postgresql_binaries import embedded_package, find_binaries

USER = "linli"
START_SECONDS = 30
STOP_SECONDS = 20
PR_SET_PDEATHSIG = 1


class NoServerError(Exception):
    """There is no PostgreSQL on this machine, or it does not start."""


class PostgresqlServer:
    """One server on a free port of 127.0.0.1, with its data in a folder of its own."""

    def __init__(self, binaries: Path) -> None:
        self.folder = _temporary_folder()
        self._password = secrets.token_urlsafe(24)
        self._owner = _unprivileged_user() if os.geteuid() == 0 else None
        self._binaries = binaries
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def dsn(self) -> str:
        """The address of its superuser in the database `postgres`."""
        return f"postgresql://{USER}:{self._password}@127.0.0.1:{self.port}/postgres"

    def create(self) -> None:
        """Makes the data folder.  Raises NoServerError if the programs refuse."""
        password_file = self.folder / "password"
        password_file.write_text(self._password)
        if self._owner:
            self._binaries = _reachable(self._binaries, self.folder)
            os.chown(self.folder, *self._owner)
            os.chown(password_file, *self._owner)
        command = [self._program("initdb"), "--pgdata", str(self._data), "--username", USER]
        command += ["--pwfile", str(password_file), "--auth", "scram-sha-256"]
        command += ["--encoding", "UTF8", "--no-locale", "--no-sync"]
        made = self._popen(command, subprocess.PIPE)
        output, _ = made.communicate()
        if made.returncode:
            raise NoServerError(f"initdb failed:\n{output.decode()}")

    def start(self) -> None:
        """Serves on a free port; after a crash, on the same one."""
        self.port = self.port or _free_port()
        settings = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "max_connections": 200,
            "shared_buffers": "128MB",
        }
        command = [self._program("postgres"), "-D", str(self._data)]
        command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self._log.open("ab") as log:
            self._process = self._popen(command, log)
        self._wait_until_ready()

    def stop(self) -> None:
        """Ends it in order: running transactions are rolled back."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """Ends it as a power cut would: without any last write.

        An immediate shutdown rather than the end of its first process alone, whose children would
        hold the shared memory for a while, in which it cannot be started again.
        """
        self._end(signal.SIGQUIT)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def _program(self, name: str) -> str:
        return str(self._binaries / name)

    def _popen(self, command: list[str], output: int | IO[bytes]) -> "subprocess.Popen[bytes]":
        """PostgreSQL refuses to run as root, so root runs it as the user who owns nothing."""
        user, group = self._owner or (None, None)
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            user=user,
            group=group,
            extra_groups=() if self._owner else None,
            preexec_fn=_end_with_parent(),  # noqa: PLW1509 - one C call, looked up before
        )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        probe = [self._program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(probe, check=False).returncode:
            assert self._process
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise NoServerError(f"PostgreSQL did not start:\n{self._log.read_text()}")
            time.sleep(0.05)

    def _end(self, number: int) -> None:
        if self._process is None:
            return
        self._process.send_signal(number)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


@contextmanager
def running_server() -> Iterator[PostgresqlServer]:
    """A started server, stopped and removed at the end.  Raises NoServerError if there is none."""
    binaries = find_binaries()
    if binaries is None:
        raise NoServerError("No PostgreSQL 14 or newer was found on this machine.")
    server = PostgresqlServer(binaries)
    try:
        server.create()
        server.start()
        yield server
    finally:
        server.stop()
        server.remove()


def _temporary_folder() -> Path:
    """Where the server's user may go: /tmp, if the usual folder is closed to him."""
    usual = Path(tempfile.gettempdir()).resolve()
    place = usual if os.geteuid() or _open_to_all(usual) else Path("/tmp")
    return Path(tempfile.mkdtemp(prefix="linli-postgresql-", dir=place))


def _unprivileged_user() -> tuple[int, int]:
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _open_to_all(folder: Path) -> bool:
    return all(part.stat().st_mode & stat.S_IXOTH for part in (folder, *folder.parents))


def _reachable(binaries: Path, folder: Path) -> Path:
    """The same programs where every user may run them: copied, with the libraries that they look
    for beside them, if they lie under somebody's closed home."""
    package = embedded_package()
    if _open_to_all(binaries) or package is None or not binaries.is_relative_to(package):
        return binaries
    libraries = package.with_name(f"{package.name}.libs")
    for source in (package, libraries):
        if source.exists():
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("include"))
    return folder / package.name / binaries.relative_to(package)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end_with_parent() -> Callable[[], object] | None:
    """Asks Linux to stop the server when the process that started it is killed."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGINT)
