import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from linli.engines.tile_log import (
    WITNESS_KEY,
    Handover,
    LogWriter,
    Note,
    check_split,
    command,
    encode_handovers,
    make_signer,
    parse_split,
)
from tests.engines.tile_log.building import (
    ORIGIN,
    SIGNER,
    VERIFIER,
    build_log,
    read_files,
    serving_folder,
)

WITNESSES = [
    make_signer(f"witness.example/{number}", seed=bytes([number] * 32), kind=WITNESS_KEY)
    for number in range(2)
]
KEY = ("--vkey", VERIFIER.vkey)


def run(*arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def log(tmp_path):
    build_log(tmp_path / "log", 3, 300)
    return tmp_path / "log"


def test_right_log_is_verified_with_status_0(log):
    result = run(log, *KEY)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-2:] == [
        "Checked     300 entries, from number 0 on",
        "VERIFIED",
    ]


def test_log_is_verified_from_its_address(log):
    with serving_folder(log) as address:
        result = run(address, *KEY)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "VERIFIED")


def test_wrong_log_is_refused_with_status_1(log):
    path = log / "tile/entries/001.p/44"
    path.write_bytes(path.read_bytes().replace(b"entry 299", b"entry 298"))
    result = run(log, *KEY)
    assert result.exit_code == 1
    assert "Fault       tile/entries/001.p/44: the entries do not hash" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("REFUSED")


def test_key_is_taken_from_the_log_with_a_warning(log):
    result = run(log)
    assert result.exit_code == 0
    assert "not whose it is" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "the log shows no verifier key: give --vkey"),
        (["nowhere", *KEY], "checkpoint is not in nowhere"),
        (["http://127.0.0.1:9/log", *KEY], "127.0.0.1:9"),
        (["http://", *KEY], "not the address of a log"),
    ],
)
def test_log_that_cannot_be_read_gives_status_2(arguments, message):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--vkey", "linli.example/log+00000000+AAAA", "verifier key"),
        ("--vkey", WITNESSES[0].verifier.vkey, "type 4, not 1"),
        ("--witness", VERIFIER.vkey, "type 1, not 4"),
        ("--from", "nowhere", "does not exist"),
    ],
)
def test_wrong_option_gives_status_2(log, option, value, message):
    result = run(log, option, value)
    assert result.exit_code == 2
    assert message in result.stderr


def test_quorum_over_the_witnesses_gives_status_2(log):
    result = run(log, *KEY, "--quorum", 1)
    assert (result.exit_code, result.stderr) == (2, "Not checked: 1 of 0 witnesses cannot sign\n")


def test_named_witnesses_have_to_have_cosigned(log):
    with LogWriter(log, [SIGNER]) as writer:
        note = writer.prepare()
        seen = WITNESSES[0].cosign(note.text, time=1)
        writer.publish(Note(note.text, (*note.signatures, seen)))
    one, other = (("--witness", witness.verifier.vkey) for witness in WITNESSES)
    assert run(log, *KEY, *one).exit_code == 0
    assert run(log, *KEY, *one, *other).exit_code == 1
    assert run(log, *KEY, *one, *other, "--quorum", 1).exit_code == 0


def test_checkpoint_is_kept_for_the_next_check_of_the_new_part(log, tmp_path):
    kept = tmp_path / "kept"
    assert run(log, *KEY, "--keep", kept).exit_code == 0
    assert kept.read_bytes() == (log / "checkpoint").read_bytes()
    build_log(log, 310)
    result = run(log, *KEY, "--from", kept, "--keep", kept, "--json")
    described = json.loads(result.stdout)
    assert (result.exit_code, described["from"], described["checked"]) == (0, 300, 10)
    assert kept.read_bytes() == (log / "checkpoint").read_bytes()


def test_rewritten_log_leaves_the_kept_checkpoint_and_writes_evidence(log, tmp_path):
    kept, evidence = tmp_path / "kept", tmp_path / "evidence.json"
    run(log, *KEY, "--keep", kept)
    before = kept.read_bytes()
    with LogWriter(tmp_path / "new", [SIGNER]) as writer:
        writer.append([b"another"] * 320)
        writer.publish()
    result = run(tmp_path / "new", *KEY, "--from", kept, "--keep", kept, "--evidence", evidence)
    assert result.exit_code == 1
    assert kept.read_bytes() == before
    check_split(parse_split(evidence.read_bytes()), [VERIFIER])
    assert not [path for path in read_files(tmp_path) if path.endswith(".new")]


def test_kept_checkpoint_by_another_key_gives_status_2(log, tmp_path):
    with LogWriter(tmp_path / "other", [make_signer(ORIGIN, seed=bytes(32))]) as writer:
        writer.publish()
    result = run(log, *KEY, "--from", tmp_path / "other/checkpoint")
    assert result.exit_code == 2
    assert f"{tmp_path}/other/checkpoint: no known key of the log signed" in result.stderr


NEW = make_signer(ORIGIN, seed=bytes([7] * 32))


def change_key(folder):
    """Two keys sign the log that is there; the handover from the old to the new one."""
    with LogWriter(folder, [SIGNER, NEW]) as writer:
        note = writer.publish().note.encode().decode()
    with LogWriter(folder, [NEW]) as writer:
        writer.append([b"after"])
        writer.publish()
    return Handover(VERIFIER.vkey, NEW.verifier.vkey, note)


def keep(log, tmp_path):
    kept = tmp_path / "kept"
    assert run(log, *KEY, "--keep", kept).exit_code == 0
    return kept


def test_log_of_another_key_in_its_place_is_refused(log, tmp_path):
    kept = keep(log, tmp_path)
    with LogWriter(tmp_path / "other", [NEW]) as writer:
        writer.append([b"another"] * 320)
        writer.publish()
    result = run(tmp_path / "other", "--from", kept)
    message = (
        "no key of this log signed the kept checkpoint, and no handover leads from one that did"
    )
    assert (result.exit_code, result.stdout.splitlines()) == (
        1,
        [
            f"Fault       verifier-key: {message}",
            "REFUSED: do not rely on this log until this is explained",
        ],
    )


@pytest.mark.parametrize("name", ["handovers.json", "handovers"])
def test_kept_checkpoint_is_followed_over_a_change_of_the_key(log, tmp_path, name):
    kept = keep(log, tmp_path)
    handover = change_key(log)
    assert run(log, "--from", kept).exit_code == 1
    (log / name).write_bytes(encode_handovers([handover]))
    result = run(log, "--from", kept)
    assert (result.exit_code, result.stdout.splitlines()[-2:]) == (
        0,
        ["Checked     1 entries, from number 300 on", "VERIFIED"],
    )
    assert run(log, "--vkey", NEW.verifier.vkey, "--from", kept).exit_code == 0


def test_handover_that_the_old_key_did_not_sign_leads_nowhere(log, tmp_path):
    kept = keep(log, tmp_path)
    handover = change_key(log)
    forged = replace(handover, note=(log / "checkpoint").read_text())
    for content in (encode_handovers([forged]), b"{}", b"[1]"):
        (log / "handovers.json").write_bytes(content)
        assert run(log, "--from", kept).exit_code == 1


def test_verdict_is_shown_where_nothing_can_be_kept(log, tmp_path):
    result = run(log, *KEY, "--keep", tmp_path / "no/such/kept")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (2, "VERIFIED")
    assert result.stderr.startswith("Not kept: ")


def test_log_is_refused_where_the_proof_cannot_be_written(log, tmp_path):
    kept = keep(log, tmp_path)
    with LogWriter(tmp_path / "new", [SIGNER]) as writer:
        writer.append([b"another"] * 320)
        writer.publish()
    missing = tmp_path / "no/such/evidence"
    result = run(tmp_path / "new", *KEY, "--from", kept, "--evidence", missing)
    assert (result.exit_code, result.stdout.splitlines()[-1][:7]) == (1, "REFUSED")
    assert result.stderr.startswith("Not kept: ")
