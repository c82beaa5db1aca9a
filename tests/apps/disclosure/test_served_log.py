"""The running server's log, read over HTTP by a verifier in Go that shares no line with ours."""

import subprocess
from threading import Event, Thread
from time import monotonic, sleep
from urllib.request import urlopen

import pytest

from linli.apps.disclosure.selectors import find_standing
from linli.apps.disclosure.services import Sequencer, get_log_folder, seal_now
from tests.engines.tile_log.test_foreign_verifier import verifier
from tests.factories import make_scene, report_case

__all__ = ["verifier"]
pytestmark = pytest.mark.django_db(transaction=True)
MANY = 60


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def check(verifier, live_server):
    """What the verifier says of the log at the server's address."""

    def run(*arguments):
        address = f"{live_server.url}/log"
        with urlopen(f"{address}/verifier-key", timeout=10) as answer:
            key = answer.read().decode().strip()
        line = [verifier, address, key, *arguments]
        return subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)

    return run


def test_log_is_verified_while_it_grows_and_found_consistent_with_every_earlier_state(
    scene, check, tmp_path
):
    stop, kept = Event(), []
    thread = Thread(target=Sequencer().run, args=(stop,))
    thread.start()
    try:
        for number in range(MANY):
            report_case(scene)
            if number % 20 == 0:
                kept.append(keep(tmp_path, number))
                assert check().returncode == 0
        wait_for(MANY)
    finally:
        stop.set()
        thread.join()
    result = check()
    size = find_standing().size
    assert size >= MANY
    assert (result.returncode, result.stdout) == (0, f"verified {size} entries\n")
    assert [check(path).returncode for path in kept] == [0, 0, 0]


@pytest.mark.parametrize("path", ["checkpoint", "tile/entries/000.p/5", "tile/0/000.p/5"])
def test_log_that_was_tampered_with_is_refused(scene, check, path):
    for _ in range(5):
        report_case(scene)
    assert seal_now()
    assert check().returncode == 0
    file = get_log_folder() / path
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 2] ^= 1
    file.write_bytes(changed)
    result = check()
    assert (result.returncode, result.stderr.split(":")[0]) == (1, "refused")


def keep(folder, number):
    """The checkpoint as it is now, once there is one."""
    wait_for(1)
    path = folder / f"checkpoint.{number}"
    path.write_bytes((get_log_folder() / "checkpoint").read_bytes())
    return path


def wait_for(size):
    deadline = monotonic() + 60
    while (standing := find_standing()) is None or standing.size < size:
        assert monotonic() < deadline, "nothing was published within a minute"
        sleep(0.1)
