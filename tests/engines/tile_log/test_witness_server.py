"""The witness over HTTP, as its own client and as strangers ask it."""

import http.client
import threading

import pytest

from linli.engines.tile_log import (
    WITNESS_KEY,
    LogWriter,
    SourceError,
    WitnessStore,
    make_signer,
    request_cosignature,
)
from linli.engines.tile_log.witness_server import MAX_REQUEST_BYTES, WitnessServer
from tests.engines.tile_log.building import ORIGIN, SIGNER, VERIFIER, make_entries

WITNESS = make_signer("witness.example/w", seed=bytes(32), kind=WITNESS_KEY)


@pytest.fixture
def server(tmp_path):
    store = WitnessStore(tmp_path / "witness", cosigner=WITNESS, logs={ORIGIN: [VERIFIER]})
    with WitnessServer(("127.0.0.1", 0), store, vkey=WITNESS.verifier.vkey) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def ask(server):
    def ask(method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        status, data = answer.status, answer.read()
        connection.close()
        return status, data

    return ask


def test_log_that_only_grows_is_cosigned_each_time(server, tmp_path):
    url = f"http://127.0.0.1:{server.server_port}/some/prefix"
    with LogWriter(tmp_path / "log", [SIGNER]) as log:
        for size in (3, 300):
            log.append(make_entries(log.size, size))
            note = log.prepare()
            lines = request_cosignature(url, note, tree=log.tree(), witness=WITNESS.verifier)
            assert [line.name for line in lines] == ["witness.example/w"]
    assert server.store.read_latest()[ORIGIN].size == 300


def test_second_history_is_refused(server, tmp_path):
    url = f"http://127.0.0.1:{server.server_port}"
    for folder, first in (("one", b"a"), ("other", b"b")):
        with LogWriter(tmp_path / folder, [SIGNER]) as log:
            log.append([first, b"c"])
            note = log.prepare()
            if folder == "one":
                request_cosignature(url, note, tree=log.tree(), witness=WITNESS.verifier)
                continue
            with pytest.raises(SourceError, match="holds another tree of 2 entries"):
                request_cosignature(url, note, tree=log.tree(), witness=WITNESS.verifier)


def test_key_is_shown(ask):
    assert ask("GET", "/verifier-key") == (200, f"{WITNESS.verifier.vkey}\n".encode())


TOO_MUCH = {"Content-Length": str(MAX_REQUEST_BYTES + 1)}


@pytest.mark.parametrize(
    ("request_line", "body", "headers", "status"),
    [
        ("GET /", None, {}, 404),
        ("POST /", b"", {}, 404),
        ("POST /add-checkpoint", b"nonsense", {}, 400),
        ("POST /add-checkpoint", None, TOO_MUCH, 413),
        ("POST /add-checkpoint", None, {"Content-Length": "many"}, 413),
    ],
)
def test_what_is_no_request_is_refused(ask, request_line, body, headers, status):
    assert ask(*request_line.split(), body, **headers)[0] == status


def test_memory_that_was_damaged_is_not_gone_over(server, ask, tmp_path):
    url = f"http://127.0.0.1:{server.server_port}"
    with LogWriter(tmp_path / "log", [SIGNER]) as log:
        log.append([b"a"])
        tree, note = log.tree(), log.prepare()
        request_cosignature(url, note, tree=tree, witness=WITNESS.verifier)
        (kept,) = [path for path in (tmp_path / "witness").iterdir() if len(path.name) == 64]
        kept.write_bytes(b"damaged")
        with pytest.raises(SourceError, match="answers 500"):
            request_cosignature(url, note, tree=tree, witness=WITNESS.verifier)
