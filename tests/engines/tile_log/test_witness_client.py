"""A log asks witnesses for cosignatures over HTTP, before it publishes."""

import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from time import monotonic

import pytest

from linli.engines.tile_log import (
    WITNESS_KEY,
    FolderSource,
    LogWriter,
    Note,
    ProofError,
    SignatureError,
    SourceError,
    WitnessPolicy,
    WitnessStore,
    make_signer,
    request_cosignature,
    verify_log,
)
from tests.engines.tile_log.building import ORIGIN, SIGNER, VERIFIER, make_entries, serving

WITNESS = make_signer("witness.example/w", seed=bytes(32), kind=WITNESS_KEY)
POLICY = WitnessPolicy((WITNESS.verifier,), 1)


@contextmanager
def witnessing(folder):
    store = WitnessStore(folder, cosigner=WITNESS, logs={ORIGIN: [VERIFIER]})

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = store.answer(body, time=1_700_000_000)
            status = answer.status if self.path == "/w/add-checkpoint" else 404
            self.send_response(status)
            self.send_header("Content-Type", answer.content_type)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *args):
            """Says nothing."""

    with serving(Handler) as address:
        yield f"{address}/w"


@pytest.fixture(scope="module")
def witness(tmp_path_factory):
    with witnessing(tmp_path_factory.mktemp("witness")) as address:
        yield address


def publish_cosigned(writer, address):
    note = writer.prepare()
    lines = request_cosignature(address, note, tree=writer.tree(), witness=WITNESS.verifier)
    return writer.publish(Note(note.text, note.signatures + lines))


def test_log_gets_cosignatures_at_each_size_and_is_verified_by_them(tmp_path, witness):
    with LogWriter(tmp_path, [SIGNER]) as writer:
        for size in (0, 5, 5, 300):
            writer.append(make_entries(writer.size, size))
            publish_cosigned(writer, witness)
    verdict = verify_log(FolderSource(tmp_path), [VERIFIER], policy=POLICY)
    assert verdict.ok
    assert [seen.time for seen in verdict.signed.cosignatures] == [1_700_000_000]


def test_log_with_another_history_gets_none(tmp_path):
    with witnessing(tmp_path / "witness") as address:
        with LogWriter(tmp_path / "log", [SIGNER]) as writer:
            writer.append(make_entries(0, 5))
            publish_cosigned(writer, address)
        with LogWriter(tmp_path / "fork", [SIGNER]) as writer:
            writer.append(make_entries(1, 4))
            with pytest.raises(ProofError) as refused:
                publish_cosigned(writer, address)
            assert refused.value.code == "shrunk"
            for size, reason in ((2, "holds another tree"), (1, "answers 422")):
                writer.append(make_entries(50, 50 + size))
                with pytest.raises(SourceError, match=reason):
                    publish_cosigned(writer, address)


def test_witness_with_another_key_or_address_is_refused(tmp_path, witness):
    other = make_signer(WITNESS.name, seed=bytes([1] * 32), kind=WITNESS_KEY).verifier
    with LogWriter(tmp_path, [SIGNER]) as writer:
        writer.append(make_entries(0, 300))
        note, tree = writer.prepare(), writer.tree()
    with pytest.raises(SignatureError):
        request_cosignature(witness, note, tree=tree, witness=other)
    for address in (f"{witness}/elsewhere", "ftp://witness.example"):
        with pytest.raises(SourceError):
            request_cosignature(address, note, tree=tree, witness=WITNESS.verifier)


@contextmanager
def dripping(beginning):
    """The port of a witness that answers a byte at a time and comes to no end."""
    stop = threading.Event()

    def drip(stream):
        with stream:
            stream.sendall(beginning)
            while not stop.wait(0.02):
                try:
                    stream.sendall(b"a")
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=lambda: drip(server.accept()[0]))
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            stop.set()
            thread.join()


@pytest.mark.parametrize(
    ("scheme", "beginning"),
    [
        ("http", b""),
        ("http", b"HTTP/1.1 200 OK\r\nA: "),
        ("http", b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n"),
        ("http", b"HTTP/1.0 200 OK\r\n\r\n"),
        ("https", b"\x16\x03\x03\x3f\xff\x02\x00\x3f\x00"),
    ],
)
def test_witness_whose_answer_comes_to_no_end_is_given_up_in_time(tmp_path, scheme, beginning):
    with LogWriter(tmp_path, [SIGNER]) as writer, dripping(beginning) as port:
        asked = monotonic()
        with pytest.raises(SourceError) as refused:
            request_cosignature(
                f"{scheme}://127.0.0.1:{port}",
                writer.prepare(),
                tree=writer.tree(),
                witness=WITNESS.verifier,
                timeout=0.3,
            )
        assert refused.value.code == "unreachable"
        assert monotonic() - asked < 3
