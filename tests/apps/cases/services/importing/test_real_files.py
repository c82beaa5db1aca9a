"""The two real files: taken over whole, and then on every page.

They lie beside the project's folder, in `shared/data`, where the project is developed and tested.
"""

import csv
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, F
from django.test import Client
from django.utils import timezone

from linli.apps.cases.models import Case
from linli.apps.cases.services.importing import ImportReport, import_cases, read_mapping
from linli.core.matters.acting import acting_anonymously, acting_as_system
from linli.core.matters.models import Matter, Promise
from linli.core.matters.selectors import list_matters
from linli.core.records.models import Record, RecordPart
from linli.ground.parties.models import Organisation
from tests.architecture.sources import ROOT
from tests.factories import make_scene

DATA = ROOT.parent / "shared" / "data"
PETITIONS = DATA / "messages" / "messages_with_replies.csv"
REQUESTS = DATA / "cases" / "baltimore_311_10k.csv"
pytestmark = pytest.mark.django_db


@pytest.fixture
def take_over(tmp_path):
    cache.clear()
    scene = make_scene()

    def run(path: Path, mapping: str):
        if not path.exists():
            pytest.skip(f"the file {path.name} of real cases is not beside the project")
        report = import_cases(
            path,
            mapping=read_mapping(ROOT / "docs" / "mappings" / mapping),
            acting_user=acting_as_system(scene.community),
            now=timezone.now(),
            rejected=tmp_path / "rejected.csv",
        )
        # What one transaction has not committed nobody else analyses, and plans go by guesses.
        if connection.vendor == "postgresql":
            connection.cursor().execute("ANALYZE")
        return report

    yield run
    cache.clear()
    assert not (tmp_path / "rejected.csv").exists()


def states():
    counted = Matter.objects.values_list("state").annotate(number=Count("pk"))
    return dict(counted.order_by("state"))


def test_petitions_come_with_their_replies_and_times(take_over):
    assert take_over(PETITIONS, "petitions.toml") == ImportReport(read=2816, created=2816)
    assert take_over(PETITIONS, "petitions.toml") == ImportReport(read=2816, skipped=2816)
    assert states() == {"closed": 2816}
    assert Case.objects.filter(category__code="petitions").count() == 2816
    first = Matter.objects.get(source_id="2549")
    assert first.title == "A2区景蓉华苑物业管理有问题"
    assert (first.opened_at, first.closed_at) == (
        datetime(2019, 4, 25, 1, 32, 9, tzinfo=UTC),
        datetime(2019, 5, 10, 6, 56, 53, tzinfo=UTC),
    )
    promise = first.promises.get()
    assert (promise.limit, promise.due_at, promise.met_at) == (
        "60cd",
        datetime(2019, 6, 24, 10, 0, tzinfo=UTC),
        first.closed_at,
    )
    late = Promise.objects.filter(met_at__gt=F("due_at")).count()
    assert 0 < late < 2816 / 10
    parts = Counter(RecordPart.objects.values_list("name", "audience"))
    assert parts == {
        ("public_title", "public"): 2816,
        ("words", "public"): 2816,
        ("result", "public"): 2816,
    }
    texts = RecordPart.objects.values_list("text", flat=True)
    assert not any("_x000D_" in text or "\t" in text or "\r" in text for text in texts)
    assert Matter.objects.filter(reporter__isnull=False).count() == 0
    check_shown(first)


def test_service_requests_come_with_their_clocks(take_over):
    assert take_over(REQUESTS, "baltimore.toml") == ImportReport(read=10_000, created=10_000)
    assert take_over(REQUESTS, "baltimore.toml") == ImportReport(read=10_000, skipped=10_000)
    assert states() == {
        "closed": 9567,
        "dispatched": 113,
        "handling": 18,
        "merged": 217,
        "redirected": 18,
        "reported": 67,
    }
    merged = Record.objects.filter(step="merge")
    assert {tuple(record.facts.items()) for record in merged} == {(("original", "unknown"),)}
    check_coordinates()
    promises = Promise.objects.aggregate(
        all=Count("pk"), met=Count("met_at"), dropped=Count("cancelled_at")
    )
    assert promises == {"all": 9714, "met": 9337, "dropped": 224}
    assert Matter.objects.filter(due_at__isnull=False).count() == 9714 - 9337 - 224
    assert set(Promise.objects.values_list("provisional", flat=True)) == {False}
    assert Organisation.objects.get(slug="bge").sector == "company"
    assert Case.objects.values("category").distinct().count() == 231
    check_shown(Matter.objects.get(source_id="18-00838880"))


def check_coordinates():
    """Dummies and blanks are unknown, everything else as it stood."""
    with REQUESTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    spots = {
        source_id: (latitude, longitude)
        for source_id, latitude, longitude in Case.objects.values_list(
            "matter__source_id", "latitude", "longitude"
        )
    }
    dummies = [r for r in rows if (r["Latitude"], r["Longitude"]) == ("39", "-77")]
    assert len(dummies) == 885
    unknown = {key for key, spot in spots.items() if spot == (None, None)}
    assert {row["ServiceRequestNum"] for row in dummies} < unknown
    assert len(unknown) == 885 + 7 + 590
    assert spots["18-00838880"] == (39_347_011, -76_669_237)


def check_shown(matter):
    """In lists for everybody, on its page, in the figures and in the API."""
    everybody = acting_anonymously(matter.community)
    assert list_matters(everybody).count() == Matter.objects.count()
    assert matter in list_matters(everybody, subject=matter.subject)
    client = Client()
    page = client.get(f"/matters/{matter.number}")
    assert page.status_code == 200
    assert matter.title in page.content.decode()
    assert client.get("/statistics").status_code == 200
    detail = client.get(f"/api/v1/matters/{matter.number}").json()
    assert (detail["number"], detail["state"]["name"], detail["title"]) == (
        matter.number,
        matter.state,
        matter.title,
    )
    listed = client.get(f"/api/v1/matters?category={matter.subject}&limit=1").json()
    assert len(listed["items"]) == 1
