"""script/server serves from an empty data folder, and a second time without preparing again."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PREPARING = "Preparing the database"
START_SECONDS = 120

pytestmark = pytest.mark.journey


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(port: int, data_dir: Path) -> Iterator["subprocess.Popen[str]"]:
    """The server, answering; killed with all its children if the test leaves it running."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LINLI_")}
    server = subprocess.Popen(
        [ROOT / "script" / "server", "--port", str(port), "--no-demo"],
        env=kept | {"LINLI_DATA_DIR": str(data_dir)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_until_it_answers(server, port)
        yield server
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


def wait_until_it_answers(server: "subprocess.Popen[str]", port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while health(port) is None:
        if server.poll() is not None or time.monotonic() > deadline:
            server.kill()
            pytest.fail(f"the server did not start:\n{server.communicate()[0]}")
        time.sleep(0.1)


def health(port: int) -> dict | None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return json.load(answer)
    except OSError:
        return None


def stop(server: "subprocess.Popen[str]") -> str:
    """All that it said, after it ended in order."""
    time.sleep(0.5)  # the greeting follows the first answer
    server.send_signal(signal.SIGTERM)
    said, _ = server.communicate(timeout=60)
    assert server.returncode == 0, said
    return said


def found_a_community(data_dir: Path) -> None:
    """Until there is one, every start says with which code it is founded."""
    answers = {"name": "Poplar", "admin-name": "Li", "contact": "13812345678"}
    options = [part for name, said in answers.items() for part in (f"--{name}", said)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LINLI_")}
    subprocess.run(
        [ROOT / ".venv" / "bin" / "linli", "setup", *options],
        env=kept | {"LINLI_DATA_DIR": str(data_dir)},
        check=True,
        capture_output=True,
    )


def test_server_prepares_once_and_greets_each_time(port, tmp_path):
    with serving(port, tmp_path) as server:
        assert health(port)["status"] == "ok"
        first = stop(server)
    found_a_community(tmp_path)
    with serving(port, tmp_path) as server:
        assert health(port)["database"] == "sqlite"
        second = stop(server)
    assert PREPARING in first
    assert PREPARING not in second
    assert f"http://127.0.0.1:{port}" in second
    assert "/demo" not in second


def test_server_names_a_port_that_is_taken(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = [ROOT / "script" / "server", "--port", str(port)]
        env = os.environ | {"LINLI_DATA_DIR": str(tmp_path)}
        refused = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert f"Port {port} is taken" in refused.stderr
