"""Two communities witness each other; too few witnesses hold back; a second history is proved."""

import threading
from contextlib import contextmanager
from time import monotonic

import pytest
from django.core.exceptions import ImproperlyConfigured

from linli.apps.disclosure.selectors import find_standing
from linli.apps.disclosure.services import Sequencer, get_log_folder, load_signers
from linli.apps.disclosure.services.cosigning import Witness, Witnesses, read_witnesses
from linli.engines.tile_log import (
    WITNESS_KEY,
    FolderSource,
    LogWriter,
    WitnessPolicy,
    WitnessStore,
    check_split,
    make_signer,
    open_checkpoint,
    parse_split,
    request_cosignature,
    verify_log,
)
from linli.engines.tile_log.witness_server import WitnessServer
from tests.factories import report_case

ONE, OTHER = (
    make_signer(name, seed=bytes([number] * 32), kind=WITNESS_KEY)
    for number, name in enumerate(("poplar.example/witness", "elm.example/witness"), start=1)
)


@contextmanager
def witnessing(folder, signer, *keys):
    """A running witness; its address."""
    logs = {key.name: [key] for key in keys}
    store = WitnessStore(folder, cosigner=signer, logs=logs)
    with WitnessServer(("127.0.0.1", 0), store, vkey=signer.verifier.vkey) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def seal(witnesses):
    sequencer = Sequencer(witnesses=witnesses)
    try:
        sequencer.take_turn(covers=0, at_once=True)
    finally:
        sequencer.close()


def published():
    return (get_log_folder() / "checkpoint").read_bytes()


def test_checkpoint_carries_the_cosignatures_of_all_who_answer(scene, tmp_path):
    key = load_signers()[0].verifier
    report_case(scene)
    with (
        witnessing(tmp_path / "one", ONE, key) as one,
        witnessing(tmp_path / "other", OTHER, key) as other,
    ):
        members = (Witness(ONE.verifier, one), Witness(OTHER.verifier, other))
        seal(Witnesses(members, 2))
        report_case(scene)
        seal(Witnesses(members, 2))
        policy = WitnessPolicy((ONE.verifier, OTHER.verifier), 2)
        signed = open_checkpoint(published(), [key], policy=policy)
    assert signed.checkpoint.size == 2
    assert [seen.witness.name for seen in signed.cosignatures] == [
        "poplar.example/witness",
        "elm.example/witness",
    ]
    assert verify_log(FolderSource(get_log_folder()), [key], policy=policy).ok


def test_nothing_is_published_while_too_few_witnesses_answer(scene, tmp_path):
    key = load_signers()[0].verifier
    with witnessing(tmp_path / "one", ONE, key) as one:
        silent = Witness(OTHER.verifier, "http://127.0.0.1:9")
        members = (Witness(ONE.verifier, one), silent)
        report_case(scene)
        seal(Witnesses(members, 2))
        assert not (get_log_folder() / "checkpoint").exists()
        seal(Witnesses(members, 1))
    assert open_checkpoint(published(), [key]).checkpoint.size == 1


def test_nobody_waits_for_a_witness_that_takes_too_long(scene, tmp_path, monkeypatch):
    key, free = load_signers()[0].verifier, threading.Event()

    def ask(url, *rest, **options):
        if url == "http://slow.example":
            free.wait(20)
        return request_cosignature(url, *rest, **options)

    monkeypatch.setattr("linli.apps.disclosure.services.cosigning.request_cosignature", ask)
    monkeypatch.setattr("linli.apps.disclosure.services.cosigning.TIMEOUT_SECONDS", 1.0)
    report_case(scene)
    with witnessing(tmp_path / "one", ONE, key) as one:
        slow = Witness(OTHER.verifier, "http://slow.example")
        asked = monotonic()
        try:
            seal(Witnesses((slow, Witness(ONE.verifier, one)), 1))
        finally:
            free.set()
        assert monotonic() - asked < 10
    policy = WitnessPolicy((ONE.verifier, OTHER.verifier), 1)
    signed = open_checkpoint(published(), [key], policy=policy)
    assert [seen.witness for seen in signed.cosignatures] == [ONE.verifier]


def test_page_of_the_log_says_who_cosigned(scene, tmp_path, client, settings):
    key = load_signers()[0].verifier
    report_case(scene)
    with witnessing(tmp_path / "one", ONE, key) as one:
        settings.LINLI_LOG_WITNESSES = (
            (ONE.verifier.vkey, one),
            (OTHER.verifier.vkey, "http://127.0.0.1:9"),
        )
        settings.LINLI_LOG_QUORUM = 1
        seal(read_witnesses())
    seen = find_standing().witnesses
    assert [(each.name, each.at is None) for each in seen] == [
        ("poplar.example/witness", False),
        ("elm.example/witness", True),
    ]
    page = client.get("/log", headers={"Accept-Language": "en"}).content.decode()
    assert "1 of 2 must have signed before anything is published." in page
    assert page.count("has not signed the latest checkpoint") == 1


def test_witnesses_who_are_named_later_cosign_without_a_new_entry(scene, tmp_path, settings):
    key = load_signers()[0].verifier
    report_case(scene)
    seal(Witnesses())
    with witnessing(tmp_path / "one", ONE, key) as one:
        settings.LINLI_LOG_WITNESSES = ((ONE.verifier.vkey, one),)
        settings.LINLI_LOG_QUORUM = 1
        assert find_standing().size == 1
        assert find_standing().witnesses[0].at is None
        seal(read_witnesses())
    assert find_standing().witnesses[0].at is not None


@pytest.mark.parametrize(
    ("witnesses", "quorum"),
    [
        ((("nonsense", "http://w.example"),), 0),
        ((), 1),
        (((make_signer("a", seed=bytes(32)).verifier.vkey, "http://w.example"),), 0),
    ],
)
def test_wrong_settings_are_refused(settings, witnesses, quorum):
    settings.LINLI_LOG_WITNESSES, settings.LINLI_LOG_QUORUM = witnesses, quorum
    with pytest.raises(ImproperlyConfigured):
        read_witnesses()


def test_view_that_was_split_between_two_readers_is_refused_by_the_witness_and_proved(
    scene, tmp_path
):
    """The operator shows one reader a log, and another one a second, signed by the same key."""
    signers = load_signers()
    key = signers[0].verifier
    for _ in range(3):
        report_case(scene)
    seal(Witnesses())
    shown_to_one = published()
    with LogWriter(tmp_path / "second", signers) as writer:
        writer.append([b"another past", b"and", b"another", b"present"])
        writer.publish()
    second = FolderSource(tmp_path / "second")
    with witnessing(tmp_path / "one", ONE, key) as one:
        witnesses = Witnesses((Witness(ONE.verifier, one),), 1)
        sequencer = Sequencer(witnesses=witnesses)
        try:
            report_case(scene)
            sequencer.take_turn(covers=0, at_once=True)
        finally:
            sequencer.close()
        with LogWriter(tmp_path / "second", signers) as writer:
            writer.append([b"more"])
            note = witnesses.cosign(writer.prepare(), writer.tree())
            assert not witnesses.suffices(note)
    since = open_checkpoint(shown_to_one, [key])
    verdict = verify_log(second, [key], since=since)
    assert [fault.code for fault in verdict.faults] == ["rewritten"]
    check_split(parse_split(verdict.split.encode()), [key])
