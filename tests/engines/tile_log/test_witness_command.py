"""linli witness: a witness that anybody can run, from a folder and a log's key."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from linli.engines.tile_log import (
    LogWriter,
    make_signer,
    parse_verifier,
    request_cosignature,
)
from linli.engines.tile_log.witness_command import KEY_NAME, command, load_signer
from tests.engines.tile_log.building import SIGNER, VERIFIER

NAME = "witness.example/street"
LINLI = Path(sys.executable).with_name("linli")


def start(folder, *options):
    line = [LINLI, "witness", str(folder), "--log", VERIFIER.vkey, "--port", "0", *options]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_witness_cosigns_and_keeps_key_and_memory_over_a_restart(tmp_path):
    folder = tmp_path / "witness"
    with LogWriter(tmp_path / "log", [SIGNER]) as log:
        seen = []
        for options in (["--name", NAME], []):
            with start(folder, *options) as witness:
                vkey, url = (witness.stdout.readline().strip() for _ in range(2))
                log.append([b"entry"])
                key = parse_verifier(vkey)
                lines = request_cosignature(url, log.prepare(), tree=log.tree(), witness=key)
                seen.append((vkey, [line.name for line in lines]))
                witness.send_signal(signal.SIGTERM)
                assert witness.wait(10) == 0
    assert seen[0] == seen[1]
    assert seen[0][1] == [NAME]
    assert stat.S_IMODE((folder / KEY_NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--log", VERIFIER.vkey], "give a new witness a --name"),
        (["--log", "nonsense", "--name", NAME], "not an Ed25519 verifier key"),
        (["--log", make_signer("w", seed=bytes(32), kind=4).verifier.vkey], "not that of a log"),
        (["--name", NAME], "Missing option '--log'"),
    ],
)
def test_what_makes_no_witness_is_refused(tmp_path, options, said):
    result = CliRunner().invoke(command, [str(tmp_path / "witness"), *options])
    assert result.exit_code != 0
    assert said in result.output
    assert not (tmp_path / "witness").exists()


def test_folder_of_another_witness_is_refused(tmp_path):
    (tmp_path / KEY_NAME).write_text(f"{make_signer('a', seed=bytes(32), kind=4).skey}\n")
    line = [str(tmp_path), "--log", VERIFIER.vkey, "--name", NAME]
    result = CliRunner().invoke(command, line)
    assert (result.exit_code, f"the witness in {tmp_path} is a" in result.output) == (2, True)


def test_key_of_a_witness_is_on_the_disk_with_its_folder_before_it_is_used(tmp_path, monkeypatch):
    flushed = []
    monkeypatch.setattr(
        os, "fsync", lambda number: flushed.append(Path(f"/proc/self/fd/{number}").readlink())
    )
    folder = tmp_path / "witness"
    signer = load_signer(folder, NAME)
    assert flushed[-2:] == [folder, tmp_path]
    assert load_signer(folder, None) == signer
