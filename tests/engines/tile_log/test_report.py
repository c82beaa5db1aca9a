import pytest

from linli.engines.tile_log import (
    WITNESS_KEY,
    FolderSource,
    LogWriter,
    Note,
    WitnessPolicy,
    make_signer,
    open_checkpoint,
    verify_log,
)
from linli.engines.tile_log.report import describe_verdict, format_time, format_verdict
from tests.engines.tile_log.building import ORIGIN, SIGNER, VERIFIER, build_log, make_entries

WITNESS = make_signer("witness.example/w", seed=bytes(32), kind=WITNESS_KEY)


@pytest.fixture
def verdict(tmp_path):
    with LogWriter(tmp_path, [SIGNER]) as writer:
        writer.append(make_entries(0, 5))
        note = writer.prepare()
        seen = WITNESS.cosign(note.text, time=1_700_000_000)
        writer.publish(Note(note.text, (*note.signatures, seen)))
    (tmp_path / "README").touch()
    policy = WitnessPolicy((WITNESS.verifier,), 1)
    return verify_log(FolderSource(tmp_path), [VERIFIER], policy=policy)


def test_report_says_whose_log_it_is_and_what_was_checked(verdict):
    root = describe_verdict(verdict)["log"]["root"]
    assert format_verdict(verdict) == (
        "Log         linli.example/log\n"
        "Checkpoint  5 entries\n"
        f"            root {root}\n"
        f"Signed by   {VERIFIER.vkey}\n"
        "Witness     witness.example/w, 2023-11-14 22:13:20 UTC\n"
        "Checked     5 entries, from number 0 on\n"
        "Note        README is no part of the log: not checked\n"
        "VERIFIED\n"
    )


def test_report_for_programs_has_the_same(verdict):
    described = describe_verdict(verdict)
    assert described == {
        "verified": True,
        "log": {
            "origin": ORIGIN,
            "size": 5,
            "root": described["log"]["root"],
            "signed_by": [VERIFIER.vkey],
            "witnesses": [{"name": "witness.example/w", "time": 1_700_000_000}],
        },
        "from": 0,
        "checked": 5,
        "faults": [],
        "notices": ["README is no part of the log: not checked"],
        "split_view": False,
    }


def test_report_of_a_refused_log_names_the_faults(tmp_path):
    old = open_checkpoint(build_log(tmp_path / "old", 5), [VERIFIER])
    with LogWriter(tmp_path / "new", [SIGNER]) as writer:
        writer.append([b"another"] * 5)
        writer.publish()
    verdict = verify_log(FolderSource(tmp_path / "new"), [VERIFIER], since=old)
    assert format_verdict(verdict).splitlines()[-3:] == [
        "Fault       checkpoint: the first 5 entries are not those of the kept checkpoint",
        "Split view  the log signed two histories; both notes together prove it",
        "REFUSED: do not rely on this log until this is explained",
    ]
    described = describe_verdict(verdict)
    assert (described["verified"], described["split_view"]) == (False, True)
    assert [fault["code"] for fault in described["faults"]] == ["rewritten"]


def test_report_of_an_unsigned_log_names_no_log(tmp_path):
    build_log(tmp_path, 5)
    stranger = make_signer(ORIGIN, seed=bytes(32)).verifier
    described = describe_verdict(verify_log(FolderSource(tmp_path), [stranger]))
    assert (described["verified"], described["log"], described["checked"]) == (False, None, 0)


def test_time_past_every_calendar_is_given_as_a_number():
    assert format_time((1 << 63) - 1) == "9223372036854775807 s after 1970"
    assert format_time(253_402_300_799) == "9999-12-31 23:59:59 UTC"
