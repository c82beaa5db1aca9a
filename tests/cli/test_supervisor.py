"""Children are kept alive, and never outlive their supervisor."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from linli.cli.supervisor import LONGEST_PAUSE, pause_after

# Each child appends its process id to a file of its name, then does what the test asks of it.
PROGRAM = """
import sys
from linli.cli.supervisor import Child, Supervisor
folder, tries, *bodies = sys.argv[1:]
children = [
    Child(name, [sys.executable, "-c", body, f"{folder}/{name}"], tries=int(tries) or None)
    for name, body in zip("ab", bodies)
]
sys.exit(Supervisor(children).run())
"""
NOTE = """
import os, signal, sys, time
with open(sys.argv[1], "a") as file:
    print(os.getpid(), file=file)
"""
SLEEP = "time.sleep(600)"
FAIL = "sys.exit(3)"


@contextmanager
def supervising(folder: Path, *bodies: str, tries: int = 0) -> Iterator["subprocess.Popen[bytes]"]:
    command = [
        sys.executable,
        "-c",
        PROGRAM,
        str(folder),
        str(tries),
        *(NOTE + body for body in bodies),
    ]
    supervisor = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        yield supervisor
    finally:
        supervisor.kill()
        supervisor.wait()


def pids(folder: Path, name: str, count: int = 1) -> list[int]:
    """The processes that ran as this child so far, once there are `count`."""
    path = folder / name

    def lines() -> list[str]:
        return path.read_text().split() if path.exists() else []

    wait_until(lambda: len(lines()) >= count)
    return [int(line) for line in lines()]


def wait_until(condition, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """Not so for one that ended and that nobody has asked about yet."""
    status = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_killed_child_is_started_again(tmp_path):
    with supervising(tmp_path, SLEEP, SLEEP):
        first, other = pids(tmp_path, "a")[0], pids(tmp_path, "b")[0]
        os.kill(first, signal.SIGKILL)
        second = pids(tmp_path, "a", 2)[1]
        assert is_running(second)
        assert is_running(other)
        assert not is_running(first)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_stopped_supervisor_stops_its_children_and_exits_zero(tmp_path, number):
    with supervising(tmp_path, SLEEP, SLEEP) as supervisor:
        children = pids(tmp_path, "a") + pids(tmp_path, "b")
        supervisor.send_signal(number)
        assert supervisor.wait(10) == 0
    assert [is_running(pid) for pid in children] == [False, False]


def test_child_ends_its_work_before_it_is_stopped(tmp_path):
    finish = (
        "signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.5), open("
        "sys.argv[1] + '.finished', 'w').close(), sys.exit(0)))\n" + NOTE + SLEEP
    )
    with supervising(tmp_path, finish) as supervisor:
        pids(tmp_path, "a", 2)
        supervisor.terminate()
        assert supervisor.wait(10) == 0
    assert (tmp_path / "a.finished").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a parent's end")
def test_killed_supervisor_takes_its_children_along(tmp_path):
    with supervising(tmp_path, SLEEP, SLEEP) as supervisor:
        children = pids(tmp_path, "a") + pids(tmp_path, "b")
        supervisor.kill()
        supervisor.wait()
        wait_until(lambda: not any(is_running(pid) for pid in children))


def test_child_that_never_comes_up_ends_the_supervisor_with_one(tmp_path):
    with supervising(tmp_path, FAIL, SLEEP, tries=3) as supervisor:
        other = pids(tmp_path, "b")[0]
        assert supervisor.wait(15) == 1
    assert len(pids(tmp_path, "a")) == 3
    assert not is_running(other)


def test_pause_doubles_up_to_its_limit():
    assert [pause_after(failures) for failures in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert pause_after(10_000) == LONGEST_PAUSE
