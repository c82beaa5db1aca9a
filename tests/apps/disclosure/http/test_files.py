"""The log's files over HTTP: as they lie in the folder, cached for ever or for a moment."""

import pytest

from linli.apps.disclosure.services import (
    get_log_folder,
    load_signers,
    renew_key,
    retire_key,
    seal_now,
)
from tests.factories import report_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(scene):
    for _ in range(3):
        report_case(scene)
    assert seal_now()
    return get_log_folder()


@pytest.mark.parametrize("path", ["tile/entries/000.p/3", "tile/0/000.p/3"])
def test_tile_is_served_as_it_lies_there_and_never_changes(client, log, path):
    answer = client.get(f"/log/{path}")
    assert (answer.status_code, answer.content) == (200, (log / path).read_bytes())
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer


@pytest.mark.parametrize("path", ["checkpoint", "verifier-key"])
def test_what_is_replaced_is_cached_for_a_second(client, log, path):
    answer = client.get(f"/log/{path}")
    assert (answer.status_code, answer.content) == (200, (log / path).read_bytes())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=1"


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/" + "x123/" * 1500 + "001",
        "tile/0/000",
        "tile/0/000.p/2/",
        "tile/00/000.p/3",
        "tile/entries/../../checkpoint",
        "tile/entries/..%2f..%2f..%2fkeys/linli_log_key",
        "tile/%2e%2e/.journal",
        ".journal",
        ".lock",
        "keys/linli_log_key",
    ],
)
def test_nothing_else_is_served(client, log, path):
    assert client.get(f"/log/{path}").status_code == 404


def test_log_that_does_not_exist_yet_is_missing(client, scene):
    paths = ("checkpoint", "verifier-key", "tile/0/000")
    assert [client.get(f"/log/{path}").status_code for path in paths] == [404, 404, 404]


def test_files_are_there_for_reading_alone(client, log):
    assert client.post("/log/checkpoint").status_code == 405
    head = client.head("/log/checkpoint")
    assert (head.status_code, head.content) == (200, b"")


def test_changes_of_the_key_are_served_with_their_proofs(client, log):
    assert client.get("/log/handovers").json() == {"handovers": []}
    renew_key()
    assert seal_now()
    old = retire_key()
    answer = client.get("/log/handovers")
    (handover,) = answer.json()["handovers"]
    assert handover["old"] == old.verifier.vkey
    assert handover["new"] == load_signers()[0].verifier.vkey
    assert handover["note"].encode() == (log / "checkpoint").read_bytes()
    assert answer["Cache-Control"] == "public, max-age=1"
