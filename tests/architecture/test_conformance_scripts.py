"""A script in any field that takes words is shown as words: on the form that refuses, on the page of
the matter, in lists.  A new field is tested here without another line."""

import pytest
from django.test import Client
from django.utils import timezone

from linli.core.contributions.services import contribute, record_contributions
from linli.core.matters.definition import FieldType, Procedure, Step
from linli.core.matters.enums import Privacy
from linli.core.matters.registry import list_registrations
from tests.core.rest.calls import bearer, on_duty
from tests.factories import Scene, make_matter_for, make_scene, report_case, reporter_of, take

WORDS = {FieldType.TEXT, FieldType.LINE}
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{ 7 }}{% now %}"
RAW = ("<script>alert", "<img src=x", "onerror=alert(1)>\"'")
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;"
WRITING = [
    (registration.procedure, step)
    for registration in list_registrations()
    for step in registration.procedure.steps
    if any(field.type in WORDS for field in step.fields)
]
NAMES = [f"{procedure.kind}-{step.name}" for procedure, step in WRITING]


@pytest.fixture
def scene(db) -> Scene:
    return make_scene()


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def as_reporter(matter) -> Client:
    client = Client()
    number, secret = bearer(matter)["X-Linli-Receipt"].split()
    client.post("/receipt", {"number": number, "secret": secret})
    return client


def check(pages: list[str]) -> None:
    assert [raw for page in pages for raw in RAW if raw in page] == []
    assert any(SHOWN in page for page in pages)


def scripted(step: Step) -> dict[str, str]:
    return {field.name: SCRIPT[: field.max_length] for field in step.fields if field.type in WORDS}


@pytest.mark.parametrize(("procedure", "step"), WRITING, ids=NAMES)
def test_words_of_a_step_are_words_to_everybody(scene, procedure: Procedure, step: Step):
    matter = make_matter_for(scene, procedure.kind, step)
    take(scene, matter, step, **scripted(step))
    kinds = (*(procedure.offices or ("dispatcher", "reviewer")), "handler")
    readers = {kind: on_duty(scene, kind) for kind in kinds}
    if matter.privacy == Privacy.RESTRICTED and matter.holder is None:
        del readers["handler"]
    paths = [f"/matters/{matter.number}", "/matters", f"/places/{matter.place_code}"]
    check([read(each, path) for each in (*readers.values(), as_reporter(matter)) for path in paths])


def test_words_of_a_report_are_words_on_every_page_that_shows_them(scene):
    said = {"words": SCRIPT, "spot": SCRIPT, "contact_name": SCRIPT[:120]}
    matter = report_case(scene, **said).matter
    dispatcher = on_duty(scene, "dispatcher")
    paths = [f"/matters/{matter.number}{end}" for end in ("", "/steps/accept", "/steps/publish")]
    pages = [read(dispatcher, path) for path in (*paths, "/desk/dispatch")]
    pages.append(dispatcher.post(f"/matters/{matter.number}/contact").content.decode())
    check([*pages, read(as_reporter(matter), paths[0])])


def test_words_of_a_contribution_are_words(scene):
    matter = report_case(scene).matter
    contribute(matter.pk, "supplement", acting_user=reporter_of(matter), values={"text": SCRIPT})
    record_contributions(scene.community, now=timezone.now())
    check([read(on_duty(scene, "dispatcher"), f"/matters/{matter.number}")])


def test_form_that_refuses_gives_words_back_as_words(scene):
    names = ("category", "words", "place", "coordinates", "spot", "contact_name", "contact_phone")
    values = dict.fromkeys((*names, "photos", "nearby"), SCRIPT)
    response = Client().post("/report", values)
    assert response.status_code == 422
    check([response.content.decode()])
    part = Client().post("/report/nearby", values).content.decode()
    assert [raw for raw in RAW if raw in part] == []
    chosen = Client().get("/report", {"place": SCRIPT, "category": SCRIPT}).content.decode()
    assert [raw for raw in RAW if raw in chosen] == []
