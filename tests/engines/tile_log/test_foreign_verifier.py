"""The log as read by a verifier in Go that shares no line with the engine."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from linli.engines.tile_log import LogWriter, make_signer
from tests.engines.tile_log.building import (
    ORIGIN,
    SIGNER,
    VERIFIER,
    build_log,
    make_entries,
    serving_folder,
)
from tests.engines.tile_log.test_checkpoints import TESSERA_KEY

SOURCE = Path(__file__).parent / "foreign_verifier" / "main.go"
GO_PATH = Path("/usr/share/gocode")
NEEDED = "Debian's golang-go and golang-golang-x-mod-dev"
SIZE = 700


@pytest.fixture(scope="module")
def verifier(tmp_path_factory):
    if not shutil.which("go") or not (GO_PATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"the foreign verifier needs {NEEDED}")
        pytest.skip(f"NOT CHECKED BY FOREIGN TOOLS: this needs {NEEDED}")
    folder = tmp_path_factory.mktemp("go")
    environment = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(GO_PATH),
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
    }
    command = ["go", "build", "-o", str(folder / "verifier"), str(SOURCE)]
    subprocess.run(command, check=True, env=environment)
    return folder / "verifier"


@pytest.fixture
def check(verifier):
    def run(folder, *arguments, key=VERIFIER.vkey):
        with serving_folder(folder) as address:
            command = [verifier, address, key, *arguments]
            return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    return run


@pytest.fixture
def log(tmp_path):
    build_log(tmp_path / "log", 5, 300, SIZE)
    return tmp_path / "log"


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, SIZE])
def test_foreign_verifier_finds_every_entry_included(check, tmp_path, size):
    build_log(tmp_path, size)
    result = check(tmp_path)
    assert (result.returncode, result.stdout) == (0, f"verified {size} entries\n")


@pytest.mark.parametrize("size", [1, 5, 256, 300, SIZE])
def test_foreign_verifier_finds_older_checkpoints_consistent(check, log, tmp_path, size):
    old = tmp_path / "old"
    old.write_bytes(build_log(tmp_path / "shorter", size))
    assert check(log, old).returncode == 0


def test_foreign_verifier_refuses_another_history(check, log, tmp_path):
    with LogWriter(tmp_path / "fork", [SIGNER]) as writer:
        writer.append([b"another", *make_entries(1, 300)])
        writer.publish()
    result = check(log, tmp_path / "fork/checkpoint")
    assert result.returncode == 1
    assert result.stderr.startswith("refused:")


@pytest.mark.parametrize(
    "path",
    ["checkpoint", "tile/entries/000", "tile/entries/002.p/188", "tile/0/001", "tile/1/000.p/2"],
)
def test_foreign_verifier_refuses_a_tampered_copy(check, log, path):
    assert check(log).returncode == 0
    changed = bytearray((log / path).read_bytes())
    changed[len(changed) // 2] ^= 1
    (log / path).write_bytes(changed)
    result = check(log)
    assert result.returncode == 1
    assert result.stderr.startswith("refused:")


def test_foreign_verifier_refuses_another_key(check, log):
    assert check(log, key=make_signer(ORIGIN, seed=bytes(32)).verifier.vkey).returncode == 1


def test_foreign_verifier_reads_another_projects_log_as_we_do(check, shared_log_data):
    """So that its verdicts on ours are worth something."""
    folder = shared_log_data / "tessera-log"
    result = check(folder, folder / "checkpoint.7", key=TESSERA_KEY)
    assert (result.returncode, result.stdout) == (0, "verified 15 entries\n")
