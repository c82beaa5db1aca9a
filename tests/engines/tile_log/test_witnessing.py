"""Both sides of the witness protocol, status by status as the specification has them."""

from http import HTTPStatus

import pytest

from linli.engines.tile_log import (
    WITNESS_KEY,
    AddCheckpoint,
    Checkpoint,
    FormatError,
    MemoryTree,
    Note,
    SignatureError,
    answer_request,
    make_signer,
    parse_answer,
    parse_request,
    sign_checkpoint,
)
from tests.engines.tile_log.building import ORIGIN, SIGNER, VERIFIER, make_entries

TREE = MemoryTree()
TREE.append(make_entries(0, 20))
WITNESS = make_signer("witness.example/w", seed=bytes(32), kind=WITNESS_KEY)
CONFLICT = "text/x.tlog.size"


def checkpoint(size, root=None, origin=ORIGIN):
    return Checkpoint(origin, size, TREE.root(size) if root is None else root)


def request(old, size, *, proof=None, note=None):
    note = note or sign_checkpoint(checkpoint(size), [SIGNER])
    return AddCheckpoint(old, TREE.consistency_proof(old, size) if proof is None else proof, note)


def answer(body, latest=None):
    known = {} if latest is None else {ORIGIN: latest}
    return answer_request(
        body, logs={ORIGIN: [VERIFIER]}, latest=known, cosigner=WITNESS, time=1_700_000_000
    )


@pytest.mark.parametrize(("old", "size"), [(0, 0), (0, 7), (5, 5), (5, 7), (8, 20)])
def test_witness_cosigns_what_extends_what_it_knows(old, size):
    sent = request(old, size)
    given = answer(sent.encode(), checkpoint(old) if old else None)
    assert (given.status, given.content_type) == (HTTPStatus.OK, "text/plain; charset=utf-8")
    assert given.accepted.checkpoint == checkpoint(size)
    assert parse_answer(given.body, sent.checkpoint, [WITNESS.verifier]) == (
        WITNESS.cosign(sent.checkpoint.text, time=1_700_000_000),
    )


def refusals():
    signed = sign_checkpoint(checkpoint(9), [SIGNER])
    stranger = make_signer(ORIGIN, seed=bytes(32))
    unknown = make_signer("other.example", seed=bytes(32))
    forked = sign_checkpoint(checkpoint(5, bytes(32)), [SIGNER])
    elsewhere = sign_checkpoint(checkpoint(9, origin=unknown.name), [unknown])
    return {
        "garbage": (b"old 5\n", None, 400, None),
        "control character": (request(0, 9).encode().replace(b"old", b"old\t"), None, 400, None),
        "old over new": (request(10, 9, proof=(), note=signed).encode(), checkpoint(10), 400, None),
        "unknown log": (request(0, 9, note=elsewhere).encode(), None, 404, None),
        "unknown key": (
            request(0, 9, note=sign_checkpoint(checkpoint(9), [stranger])).encode(),
            None,
            403,
            None,
        ),
        "wrong signature": (
            request(0, 9, note=Note(checkpoint(9).text, forked.signatures)).encode(),
            None,
            403,
            None,
        ),
        "old behind": (request(3, 9).encode(), checkpoint(5), 409, b"5\n"),
        "old ahead": (request(7, 9).encode(), checkpoint(5), 409, b"5\n"),
        "old where none is known": (request(7, 9).encode(), None, 409, b"0\n"),
        "fork of the same size": (
            request(5, 5, proof=(), note=forked).encode(),
            checkpoint(5),
            409,
            b"5\n",
        ),
        "wrong proof": (
            request(5, 9, proof=TREE.consistency_proof(4, 9)).encode(),
            checkpoint(5),
            422,
            None,
        ),
        "fork": (request(5, 9).encode(), checkpoint(5, bytes(32)), 422, None),
        "proof from nothing": (request(0, 9, proof=(bytes(32),)).encode(), None, 422, None),
    }


@pytest.mark.parametrize("name", refusals())
def test_witness_refuses_with_the_status_of_the_specification(name):
    body, latest, status, size = refusals()[name]
    given = answer(body, latest)
    assert (given.status, given.accepted) == (status, None)
    if size is not None:
        assert (given.body, given.content_type) == (size, CONFLICT)


def test_request_is_read_back():
    sent = request(5, 20)
    assert parse_request(sent.encode()) == sent


@pytest.mark.parametrize(
    "change",
    [
        (b"old 5", b"old 05"),
        (b"old 5", b"new 5"),
        (b"old 5\n", b"old 5\nAAAA\n"),
        (b"old 5\n", b"old 5\n" + b"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n" * 64),
    ],
)
def test_request_that_the_specification_forbids_is_refused(change):
    with pytest.raises(FormatError):
        parse_request(request(5, 20).encode().replace(*change, 1))


def test_answer_by_nobody_known_or_for_another_checkpoint_is_refused():
    sent = sign_checkpoint(checkpoint(9), [SIGNER])
    stranger = make_signer(WITNESS.name, seed=bytes([1] * 32), kind=WITNESS_KEY)
    other = WITNESS.cosign(checkpoint(8).text, time=1)
    for line in (stranger.cosign(sent.text, time=1).line, other.line):
        with pytest.raises(SignatureError):
            parse_answer(line.encode(), sent, [WITNESS.verifier])
    with pytest.raises(FormatError):
        parse_answer(b"", sent, [WITNESS.verifier])


def test_answer_counts_a_witness_once_however_often_it_signed():
    sent = sign_checkpoint(checkpoint(9), [SIGNER])
    lines = [WITNESS.cosign(sent.text, time=time) for time in range(100)]
    found = parse_answer("".join(line.line for line in lines).encode(), sent, [WITNESS.verifier])
    assert found == (lines[-1],)
