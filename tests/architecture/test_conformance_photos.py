"""Wherever a declaration asks for photos: the form takes them, the record commits to them, whoever
may read them sees them, and nobody else.  A new field of the kind is tested without another line."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from linli.core.attachments.models import Attachment
from linli.core.contributions.services import record_contributions
from linli.core.matters.definition import ContributionKind, Field, FieldType, Procedure, Step
from linli.core.matters.definition.actors import Kind
from linli.core.matters.registry import list_registrations
from linli.core.records.enums import Audience
from linli.core.records.models import Record
from linli.core.rest.addresses import collection_of
from tests.core.attachments.photographs import jpeg
from tests.core.rest.calls import bearer, on_duty, signed_in
from tests.factories import as_actor, make_matter_for, make_matter_in, make_scene, make_values

ASKING = [
    (registration.procedure, declared, field)
    for registration in list_registrations()
    for declared in (*registration.procedure.steps, *registration.procedure.contributions)
    for field in declared.fields
    if field.type is FieldType.PHOTOS
]
NAMES = [f"{procedure.kind}-{declared.name}-{field.name}" for procedure, declared, field in ASKING]


@pytest.fixture
def scene(db):
    return make_scene()


def test_photos_are_asked_for():
    names = {declared.name for _, declared, _ in ASKING}
    assert names >= {"supplement", "handle", "verify", "publish"}


@pytest.mark.parametrize(("procedure", "declared", "field"), ASKING, ids=NAMES)
def test_photo_goes_from_the_form_into_the_record_and_to_its_readers(
    scene, procedure: Procedure, declared: Step | ContributionKind, field: Field
):
    if isinstance(declared, Step):
        matter = make_matter_for(scene, procedure.kind, declared)
    else:
        matter = make_matter_in(scene, procedure.kind, declared.states[0])
    way = "steps" if isinstance(declared, Step) else "contribute"
    path = f"/matters/{matter.number}/{way}/{declared.name}"
    client = find_actor(scene, matter, declared)
    form = client.get(path).content.decode()
    assert ('enctype="multipart/form-data"' in form, f'name="{field.name}"' in form) == (True, True)
    photo = SimpleUploadedFile("photo.jpg", jpeg())
    sent = client.post(path, make_values(scene, declared.fields) | {field.name: photo})
    assert sent.status_code == 302
    record_contributions(scene.community, now=timezone.now())
    record = Record.objects.get(matter_id=matter.pk, step=declared.name)
    row = Attachment.objects.get()
    assert (row.record, row.audience) == (record, field.audience)
    assert f"{field.name}_1" in record.commitments
    address = f"/photos/{row.pk.hex}"
    assert client.get(address).status_code == 200
    assert address in client.get(f"/matters/{matter.number}").content.decode()
    is_public = field.audience is Audience.PUBLIC
    assert Client().get(address).status_code == (200 if is_public else 404)
    assert on_duty(scene, "administrator").get(address).status_code == (200 if is_public else 404)


def find_actor(scene, matter, declared: Step | ContributionKind) -> Client:
    """A browser of somebody who is declared for it: on duty, or with the matter's receipt."""
    for actor in declared.actors:
        if actor.kind is Kind.DUTY:
            return signed_in(as_actor(scene, matter, actor).account)
    client = Client()
    number, secret = bearer(matter)["X-Linli-Receipt"].split()
    client.post("/receipt", {"number": number, "secret": secret})
    return client


@pytest.mark.parametrize(("procedure", "declared", "field"), ASKING, ids=NAMES)
def test_operation_takes_a_list_of_tokens(client, procedure, declared, field):
    way = "steps" if isinstance(declared, Step) else "contributions"
    path = f"/api/v1/{collection_of(procedure.kind)}/{{number}}/{way}/{declared.name}"
    body = client.get("/api/v1/openapi.json").json()["paths"][path]["post"]["requestBody"]
    member = body["content"]["application/json"]["schema"]["properties"][field.name]
    (listed,) = [each for each in member["anyOf"] if each["type"] == "array"]
    assert (listed["items"]["type"], listed["maxItems"]) == ("string", 6)
