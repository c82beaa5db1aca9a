"""Pages of administration: refused to all others, and mistakes lose nothing."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from linli.apps.administration.http.pages import parties
from linli.apps.administration.services.first_visit import write_setup_code
from linli.apps.cases.models import Category
from linli.core.matters.acting import local_day
from linli.core.records.models import Job, WorkerLease
from linli.ground.communities.models import Community
from linli.ground.parties.models import Duty, Organisation
from linli.ground.places.models import Place
from tests.core.rest.calls import on_duty
from tests.factories import make_scene

pytestmark = pytest.mark.django_db
READ = ("", "/health")
WRITTEN = (
    *("/community", "/places", "/organisations", "/duties", "/limits", "/categories"),
    *("/categories/roads.lamp", "/calendar"),
)


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def admin(scene):
    client = on_duty(scene, "administrator")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.mark.parametrize("page", READ + WRITTEN)
def test_pages_are_for_the_administrator(scene, admin, page):
    address = f"/administration{page}"
    assert admin.get(address).status_code == 200
    for client in (Client(), on_duty(scene, "dispatcher"), on_duty(scene, "supervisor")):
        assert client.get(address).status_code == 403
        if page in WRITTEN:
            assert client.post(address, {"name": "X"}).status_code == 403
    assert Community.objects.get().name == scene.community.name


def test_mistake_in_a_form_comes_back_with_what_was_written(admin):
    answer = admin.post("/administration/organisations", {"name": "Water", "slug": "a b"})
    page = answer.content.decode()
    assert (answer.status_code, 'value="Water"' in page) == (422, True)
    assert 'id="sector-error"' in page


def test_file_with_a_mistake_names_line_and_column(admin):
    raw = b"slug,name,sector\nwater,Water,army\n"
    file = SimpleUploadedFile("o.csv", raw, content_type="text/csv")
    answer = admin.post("/administration/organisations", {"file": file})
    assert (answer.status_code, "2: sector" in answer.content.decode()) == (422, True)
    assert not Organisation.objects.filter(slug="water").exists()


def test_territory_with_a_mistake_is_explained(admin):
    file = SimpleUploadedFile("t.geojson", b"{}", content_type="application/json")
    answer = admin.post("/administration/places", {"file": file})
    page = answer.content.decode()
    assert (answer.status_code, "FeatureCollection" in page) == (422, True)


def test_limit_is_shown_before_it_is_made(admin):
    change = {"promise": "case.handle", "category": "", "limit": "3wd"}
    page = admin.post("/administration/limits", change).content.decode()
    assert "3 working days, for what is opened from now on" in page
    (version,) = re.findall(r'name="version" value="(\d+)"', page)
    confirmed = change | {"confirmed": "yes", "version": version}
    assert admin.post("/administration/limits", confirmed).status_code == 302
    assert admin.post("/administration/limits", confirmed).status_code == 422
    kept = admin.get("/administration/limits").content.decode().partition("<h2>Versions</h2>")[2]
    assert re.findall(r"<li>(.+?, version \d+)<br>", kept)[0] == "Report, version 2"
    assert admin.post("/administration/limits", change | {"limit": "x"}).status_code == 422


def test_limit_is_given_as_a_number_and_what_it_counts(admin):
    page = admin.get("/administration/limits").content.decode()
    assert '<option value="wd" selected>' in page
    change = {"promise": "case.handle", "category": ""}
    for limit, unit, words in (
        ("３", "cd", "3 days, for what is opened"),
        (" 8 ", "wh", "8 working hours, for what is opened"),
    ):
        given = change | {"limit": limit, "unit": unit}
        answer = admin.post("/administration/limits", given)
        assert (answer.status_code, words in answer.content.decode()) == (200, True), unit
    refused = admin.post("/administration/limits", change | {"limit": "0.5", "unit": "wd"})
    assert refused.status_code == 422
    assert 'value="0.5"' in refused.content.decode()


def test_people_on_duty_are_found_by_name_duty_organisation_or_place(scene, admin, monkeypatch):
    address = "/administration/duties"
    assert 'name="find"' not in admin.get(address).content.decode()
    monkeypatch.setattr(parties, "SHORT", 3)
    handler, works = scene.people["handler"], scene.organisations["works"]
    for sought in (handler.display_name, works.name, works.name.upper(), " Handler "):
        page = admin.get(address, {"find": sought})
        assert handler in {each.account for each in page.context["duties"]}, sought
    assert len(page.context["duties"]) < Duty.objects.count()
    nobody = admin.get(address, {"find": "<nobody>"}).content.decode()
    assert "Nobody on duty matches." in nobody
    assert "&lt;nobody&gt;" in nobody


def test_duty_is_ended_from_its_line(scene, admin):
    duty = Duty.objects.get(kind="steward", place=scene.places.grid)
    assert admin.post(f"/administration/duties/{duty.pk}/end").status_code == 302
    duty.refresh_from_db()
    assert duty.ends_on is not None
    assert admin.post("/administration/duties/x/end").status_code == 404
    stranger = on_duty(scene, "handler")
    assert stranger.post(f"/administration/duties/{duty.pk}/end").status_code == 403


def test_first_visit_is_closed_once_there_is_a_community(scene, settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    write_setup_code()
    assert Client().get("/setup").status_code == 404
    assert Client().post("/setup", {"code": "1"}).status_code == 404


def test_category_is_changed_on_its_page_and_mistakes_come_back(scene, admin):
    address = "/administration/categories/roads.lamp"
    assert 'value="on" checked' in admin.get(address).content.decode()
    wrong = admin.post(address, {"name": "", "words": "lamp", "is_active": "on"})
    assert (wrong.status_code, ">lamp</textarea>" in wrong.content.decode()) == (422, True)
    assert admin.post(address, {"name": "Lamps", "is_active": "on"}).status_code == 302
    assert "Lamps" in admin.get("/administration/categories").content.decode()
    assert admin.get("/administration/categories/no.such").status_code == 404
    assert admin.post("/administration/categories", {"code": "Roads"}).status_code == 422


def test_notice_is_entered_by_hand(admin):
    given = {"year": "2031", "source": "Notice 7", "holidays": "2031-01-01", "workdays": ""}
    wrong = admin.post("/administration/calendar", given | {"holidays": "tomorrow"})
    page = wrong.content.decode()
    assert (wrong.status_code, "“tomorrow”: This is no day" in page) == (422, True)
    assert ">tomorrow</textarea>" in page
    assert admin.post("/administration/calendar", given).status_code == 302
    assert "2031" in admin.get("/administration/calendar").content.decode()


def test_health_says_what_is_wrong_and_how_to_mend_it(admin):
    page = admin.get("/administration/health").content.decode()
    assert "No worker is running: nothing is sent and no clock is followed." in page
    WorkerLease.objects.update_or_create(
        name="worker",
        defaults={"holder": uuid4(), "until": timezone.now() + timedelta(minutes=1)},
    )
    page = admin.get("/administration/health").content.decode()
    assert "No worker is running" not in page


def test_health_tells_nothing_of_other_communities_and_of_what_programs_wrote(scene, admin):
    make_scene("poplar", host="poplar.example")
    now = timezone.now()
    Job.objects.create(task="deliver", run_at=now, failed_at=now, last_error="to 13812345678")
    page = admin.get("/administration/health").content.decode()
    assert "Willow has no notice of holidays" in page
    for private in ("Poplar", "13812345678", "deliver", "gave up", "No worker"):
        assert private not in page
    assert "Whoever runs the server reads what it is: linli doctor" in page


def test_health_of_the_only_community_says_how_many_jobs_gave_up_and_no_more(admin):
    now = timezone.now()
    Job.objects.create(task="deliver", run_at=now, failed_at=now, last_error="to 13812345678")
    page = admin.get("/administration/health").content.decode()
    assert "1 job gave up." in page
    assert "13812345678" not in page


def test_health_stops_where_nothing_more_could_be_asked(admin):
    MigrationRecorder(connection).record_unapplied("notices", "0002_told_on_duty")
    answer = admin.get("/administration/health")
    page = answer.content.decode()
    assert (answer.status_code, "The database lacks 1 changes" in page) == (200, True)
    assert "<h2>Records</h2>" not in page


def test_zero_bytes_name_nothing_and_are_left_out_of_what_is_written(scene, admin):
    assert admin.get("/administration/categories/%00").status_code == 404
    given = {"name": "La\0mps", "code": "roads.sign", "words": "dark\0\nsign", "organisation": "\0"}
    assert admin.post("/administration/categories", given).status_code == 302
    made = Category.objects.get(code="roads.sign")
    assert (made.name, made.words, made.organisation) == ("Lamps", ["dark", "sign"], None)


def upload(admin, text: str, encoding: str = "utf-8"):
    file = SimpleUploadedFile("places.csv", text.encode(encoding), content_type="text/csv")
    return admin.post("/administration/places", {"file": file})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_places_come_from_a_table_and_boundaries_stay(scene, admin, encoding):
    grid = scene.places.grid
    rows = [
        "code,kind,name,parent",
        f"{grid.code},grid,杨树第一网格,{scene.places.neighbourhood.code}",
        f"{scene.places.neighbourhood.code}009,grid,新网格,{scene.places.neighbourhood.code}",
    ]
    assert upload(admin, "\n".join(rows), encoding).status_code == 302
    before = grid.boundary
    grid.refresh_from_db()
    assert (grid.name, grid.boundary) == ("杨树第一网格", before)
    made = Place.objects.get(code=f"{scene.places.neighbourhood.code}009")
    assert (made.name, made.boundary, made.parent_id) == (
        "新网格",
        None,
        scene.places.neighbourhood.pk,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,kind,name\n1,grid,A", "A column is missing."),
        ("code,kind,name,parent", "Please fill this in."),
        ("code,kind,name,parent\n12,grid,A,", "12"),
        ("", "A column is missing."),
        ("code,kind,name,parent\r12,grid,A,", "12"),
        ("code,kind,name,parent\n1\0,grid,A,", "This is not a table in CSV."),
        ("x" * 200_000, "This is not a table in CSV."),
    ],
)
def test_table_of_places_with_a_mistake_is_explained_and_changes_nothing(scene, admin, text, said):
    before = Place.objects.count()
    answer = upload(admin, text)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert Place.objects.count() == before


def test_duty_to_come_is_listed_and_can_be_taken_back(scene, admin):
    begins = str(local_day(scene.community) + timedelta(days=9))
    given = {
        "name": "Wang",
        "contact": "13812345678",
        "kind": "handler",
        "organisation": "works",
        "place": scene.places.street.code,
        "from": begins,
    }
    assert admin.post("/administration/duties", given).status_code == 302
    page = admin.get("/administration/duties").content.decode()
    assert ("Begins later" in page, begins in page) == (True, True)
    duty = Duty.objects.get(account__display_name="Wang")
    assert admin.post(f"/administration/duties/{duty.pk}/end").status_code == 302
    assert "Begins later" not in admin.get("/administration/duties").content.decode()
