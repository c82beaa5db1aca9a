"""Pages about the log: for everybody what is for everybody, of a closed matter nothing."""

import json
from unittest.mock import ANY

import pytest

from linli.apps.cases.models import Category
from linli.apps.disclosure.models import Seal, SealSalt
from linli.apps.disclosure.services import assign_places, load_signers, seal_now
from linli.apps.disclosure.services.acts import spell_time
from linli.core.records.commitments import commit
from linli.core.records.models import RecordPart
from linli.engines.tile_log import check_receipt, parse_receipt
from tests.core.rest.calls import on_duty
from tests.factories import give_receipt, report_case, take, walk

pytestmark = pytest.mark.django_db


def restrict(scene):
    Category.objects.filter(community=scene.community, code="roads.lamp").update(restricted=True)


def enter_receipt(client, matter):
    secret = give_receipt(matter)
    client.post("/receipt", {"number": matter.number, "secret": secret})
    return secret


def test_page_of_the_log_shows_its_size_key_and_commands(client, scene):
    report_case(scene)
    seal_now()
    page = client.get("/log").content.decode()
    vkey = load_signers()[0].verifier.vkey
    assert page.count(f"<code>{vkey}</code>") == 1
    assert '<dd class="num" data-size>1</dd>' in page
    assert "curl -s https://linli.example/log/tile/entries/000.p/1" in page


def test_page_of_a_log_that_is_not_there_yet(client, scene):
    assert (
        "Nothing is published yet"
        in client.get("/log", headers={"Accept-Language": "en"}).content.decode()
    )


def test_number_leads_to_the_entries_of_the_matter(client, scene):
    matter = report_case(scene).matter
    answer = client.get("/log", {"matter": matter.number.lower()})
    assert (answer.status_code, answer["Location"]) == (302, f"/matters/{matter.number}/log")
    assert client.get("/log", {"matter": "BS-2026-0000"}).status_code == 404


def test_entries_of_a_matter_name_their_places_and_open_what_the_reader_may_read(client, scene):
    matter = report_case(scene, words="The lamp is out", hidden=True).matter
    walk(scene, matter, "accepted")
    take(scene, matter, "publish", public_title="Lamp", public_words="A lamp is out")
    seal_now()
    entries = client.get(f"/matters/{matter.number}/log.json").json()["entries"]
    assert [entry["index"] for entry in entries] == [0, 1, 2]
    assert entries[0]["record"] == {
        "step": "report",
        "from": "",
        "to": "reported",
        "at": spell_time(matter.opened_at),
        "role": "resident",
        "opened": {"accept": ANY},
    }
    assert [[text["name"] for text in entry["texts"]] for entry in entries] == [
        ["record.facts"],
        ["record.facts"],
        ["record.facts", "public_title", "public_words"],
    ]
    sealed = Seal.objects.get(index=2).record.commitments
    for text in entries[2]["texts"][1:]:
        assert (
            commit(text["name"], text["text"], bytes.fromhex(text["salt"])) == sealed[text["name"]]
        )
    enter_receipt(client, matter)
    own = client.get(f"/matters/{matter.number}/log.json")
    assert [text["name"] for text in own.json()["entries"][0]["texts"]] == [
        "record.facts",
        "words",
    ]
    assert own["Cache-Control"] == "no-store"


def test_nobody_is_told_whether_a_reporter_hides(client, scene):
    matter = report_case(scene, hidden=True).matter
    seal_now()
    for reader in (client, on_duty(scene, "dispatcher"), on_duty(scene, "handler")):
        assert b"hidden" not in reader.get(f"/matters/{matter.number}/log.json").content


@pytest.mark.parametrize("path", ["log", "log.json", "proof", "proof/0"])
def test_closed_matter_does_not_exist_for_others(client, scene, path):
    restrict(scene)
    matter = report_case(scene).matter
    seal_now()
    address = f"/matters/{matter.number}/{path}"
    assert client.get(address).status_code == 404
    assert on_duty(scene, "dispatcher").get(address).status_code == 200
    enter_receipt(client, matter)
    assert client.get(address).status_code == 200


def test_proof_holds_offline_and_carries_neither_secret_nor_words(client, scene):
    matter = report_case(scene, words="The lamp is out").matter
    report_case(scene)
    seal_now()
    secret = enter_receipt(client, matter)
    answer = client.get(f"/matters/{matter.number}/proof/0")
    assert answer["Content-Disposition"] == (f'attachment; filename="{matter.number}-0.tlog-proof"')
    receipt = parse_receipt(answer.content)
    keys = [signer.verifier for signer in load_signers()]
    assert check_receipt(receipt, receipt.extra, keys).checkpoint.size == 2
    assert json.loads(receipt.extra)["matter"] == matter.number
    for told in (answer.content, client.get(f"/matters/{matter.number}/proof").content):
        assert secret.encode() not in told
        assert b"The lamp is out" not in told


def test_proof_of_a_closed_matter_opens_the_entry_for_its_bearer(client, scene):
    restrict(scene)
    matter = report_case(scene).matter
    assign_places(covers=2)
    seal_now()
    enter_receipt(client, matter)
    index = Seal.objects.get(record__isnull=False).index
    receipt = parse_receipt(client.get(f"/matters/{matter.number}/proof/{index}").content)
    entry, opening = receipt.extra.split(b"\n")
    keys = [signer.verifier for signer in load_signers()]
    assert check_receipt(receipt, entry, keys).checkpoint.size == 3
    opened = json.loads(opening)
    salt = bytes.fromhex(opened["salt"])
    assert json.loads(entry)["veiled"] == commit("veiled", opened["content"], salt)
    assert json.loads(opened["content"])["matter"] == matter.number


def test_proof_that_is_not_ready_says_so_and_is_asked_for_again(client, scene):
    matter = report_case(scene).matter
    page = client.get(f"/matters/{matter.number}/proof").content.decode()
    assert f'hx-get="/matters/{matter.number}/proof" hx-trigger="load delay:3s"' in page
    assert client.get(f"/matters/{matter.number}/proof/0").status_code == 404
    seal_now()
    part = client.get(f"/matters/{matter.number}/proof", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert 'class="qr"' in part.content.decode()


def test_matter_page_lists_entries_with_their_proofs(client, scene):
    matter = report_case(scene).matter
    seal_now()
    walk(scene, matter, "accepted")
    page = client.get(f"/matters/{matter.number}/log", headers={"Accept-Language": "en"})
    text = page.content.decode()
    assert text.count("entry 1 of the log") == 1
    assert text.count("not sealed yet") == 1
    assert f'href="/matters/{matter.number}/proof/0"' in text


def test_deleted_texts_and_salts_open_nothing_any_more(client, scene):
    restrict(scene)
    matter = report_case(scene).matter
    seal_now()
    enter_receipt(client, matter)
    SealSalt.objects.all().delete()
    RecordPart.objects.all().delete()
    (entry,) = client.get(f"/matters/{matter.number}/log.json").json()["entries"]
    assert (entry["content"], entry["texts"]) == (None, [])
    file = client.get(f"/matters/{matter.number}/proof/0").content
    assert sorted(json.loads(parse_receipt(file).extra)) == ["v", "veiled"]
