"""A year on the demonstration street: lawful, invented, the same for the same seed."""

import re
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from linli.apps.cases.models import Case
from linli.cli.street import load_demonstration_street, loading
from linli.core.matters.models import Matter, MatterLink, Promise
from linli.core.matters.services import escalate_late_promises
from linli.core.records.models import Record, RecordPart
from linli.ground.accounts.models import Account
from linli.ground.calendars.public import get_calendar
from linli.ground.parties.enums import Sector
from linli.ground.parties.models import Duty, Organisation
from linli.ground.places.models import Place
from linli.ground.places.selectors import find_basemap, find_grid
from linli.ground.profiles.loader import read_part

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 10, 20, tzinfo=SHANGHAI)
NUMBER = 320
MASKED = re.compile(r"\d{7,}|\{|\}|\|")


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    settings.LINLI_PROFILE = "cn"


def load(seed: int = 5, now: datetime = NOW):
    return load_demonstration_street(now=now, seed=seed, matters=NUMBER)


def told() -> list[tuple]:
    """Everything that can be read of the matters, in order, without their keys and numbers."""
    rows = Matter.objects.exclude(source="").order_by("opened_at", "source_id")
    words = RecordPart.objects.order_by("record__sequence", "name")
    return [
        *rows.values_list("source_id", "title", "state", "opened_at", "place__code", "due_at"),
        *words.values_list("record__step", "record__at", "name", "text"),
    ]


@pytest.mark.django_db
def test_street_has_everything_that_offices_meet():
    community = load()
    assert community.name == "望江街道"
    assert Place.objects.filter(kind="grid").count() == 40
    sectors = Counter(Organisation.objects.values_list("sector", flat=True))
    assert sum(sectors.values()) >= 30
    assert set(sectors) == set(Sector.values)
    stewards = Duty.objects.filter(kind="steward").values_list("place__kind", "place__code")
    assert Counter(kind for kind, _ in stewards) == {"grid": 40}
    assert Matter.objects.filter(kind="case", source="demonstration").count() == NUMBER
    steps = set(Record.objects.values_list("step", flat=True))
    assert steps >= {
        *("report", "accept", "dispatch", "contact", "start", "handle", "verify", "close"),
        *(
            "verify_solution",
            "redirect",
            "merge",
            "solve",
            "send_back",
            "ask_extension",
            "decide_extension",
        ),
        *("call", "respond", "answer", "confirm", "rate", "call_back", "escalate", "publish"),
    }
    relations = set(MatterLink.objects.values_list("relation", flat=True))
    assert relations >= {"merged_into", "delivered_by"}
    assert Case.objects.filter(latitude__isnull=False).count() == NUMBER
    assert find_basemap(community) is not None


@pytest.mark.django_db
def test_every_spot_lies_in_the_grid_that_its_matter_names():
    community = load()
    cases = Case.objects.filter(latitude__isnull=False).select_related("matter__place")
    astray = [
        case.matter.number
        for case in cases
        if find_grid(community, case.latitude / 1e6, case.longitude / 1e6) != case.matter.place
    ]
    assert astray == []


@pytest.mark.django_db
def test_same_seed_tells_the_same_story_and_another_another():
    stories = []
    for seed in (5, 5, 6):
        with transaction.atomic():
            load(seed)
            stories.append(told())
            transaction.set_rollback(True)
    assert stories[0] == stories[1]
    assert stories[0] != stories[2]


def happened(before: datetime) -> set[tuple]:
    """Everything that was said before that instant, by the key of its matter."""
    keys = dict(Matter.objects.exclude(source="").values_list("pk", "source_id"))
    rows = RecordPart.objects.filter(record__at__lt=before).values_list(
        "record__matter_id", "record__step", "record__at", "name", "text"
    )
    return {(keys[row[0]], *row[1:]) for row in rows if row[0] in keys}


@pytest.mark.django_db
def test_story_is_the_same_at_every_hour_of_a_day():
    told = []
    for hour in (9, 21):
        with transaction.atomic():
            load(now=NOW.replace(hour=hour))
            told.append(happened(NOW.replace(hour=9) - timedelta(minutes=5)))
            transaction.set_rollback(True)
    both = {row[0] for row in told[0]} & {row[0] for row in told[1]}
    assert len(both) > NUMBER * 0.9
    morning, evening = ({row for row in each if row[0] in both} for each in told)
    assert morning == evening


@pytest.mark.django_db
def test_offices_work_on_working_days_alone():
    community = load()
    calendar = get_calendar(community, max_age=0)
    office = ("accept", "redirect", "merge", "dispatch", "start", "verify", "close", "rule")
    imported = Matter.objects.exclude(source="").values("pk")
    taken = Record.objects.filter(matter_id__in=imported, step__in=office)
    days = {at.astimezone(SHANGHAI).date() for at in taken.values_list("at", flat=True)}
    assert len(days) > 100
    assert [day for day in sorted(days) if not calendar.is_working(day)] == []


def texts_of(step: str, name: str) -> list[tuple[str, str]]:
    """Category and words of each step of that name."""
    categories = dict(Matter.objects.exclude(source="").values_list("pk", "subject"))
    rows = RecordPart.objects.filter(record__step=step, name=name)
    found = rows.values_list("record__matter_id", "text")
    return [(categories[key], text) for key, text in found if key in categories]


@pytest.mark.django_db
def test_every_answer_fits_what_was_reported():
    load()
    table = read_part("cn", "street_words")
    reports = dict(
        RecordPart.objects.filter(record__step="report", name="words").values_list(
            "record__matter_id", "text"
        )
    )
    results = RecordPart.objects.filter(record__step="handle", name="result")
    again = {*table["common"]["again"], *table["common"]["again_remote"]}
    subjects = dict(Matter.objects.exclude(source="").values_list("pk", "subject"))
    checked = 0
    for key, text in results.values_list("record__matter_id", "text"):
        if key not in subjects or text in again:
            continue
        row = table[subjects[key]]
        theme = row["results"].index(text)
        said = reports[key]
        fitting = [number for number, fit in enumerate(row["fit"]) if theme in fit]
        assert any(is_of(row["words"][number], said) for number in fitting), (said, text)
        checked += 1
    assert checked > NUMBER / 2
    for step, name, key in (
        ("solve", "result", "on_the_spot"),
        ("ask_return", "reason", "returns"),
    ):
        for category, text in texts_of(step, name):
            assert text in {word for option in table[category][key] for word in option}
    for category, text in texts_of("redirect", "explanation"):
        shown = {option[2] for option in table[category].get("redirects", ())}
        assert text in shown | {option[1] for option in table[category].get("repeats", ())}


def is_of(sentence: str, said: str) -> bool:
    """Whether the words of a report are those of a sentence, whatever place and number it names."""
    core = sentence.split("|", maxsplit=1)[0]
    pieces = [piece for piece in re.split(r"\{\w+\}", core) if piece]
    return all(piece in said for piece in pieces)


@pytest.mark.django_db
def test_what_reporters_say_agrees_with_what_they_chose():
    load()
    common = read_part("cn", "street_words")["common"]
    checked, imported = 0, Matter.objects.exclude(source="").values("pk")
    for step, group in (("rate", "opinions"), ("call_back", "call_backs")):
        said = Record.objects.filter(step=step, matter_id__in=imported)
        for record in said.prefetch_related("parts"):
            texts = [part.text for part in record.parts.all() if part.name == "opinion"]
            how = {"partly": "partly", "no": "unsolved"}.get(
                record.facts.get("solved", ""), record.facts.get("satisfied", "")
            )
            hows = (how, f"{how}_reached")
            known = {text for each in hows for text in common[group].get(each, ())}
            assert known.issuperset(texts), (texts, record.facts)
            checked += len(texts)
    assert checked > NUMBER / 10


@pytest.mark.django_db
def test_only_the_same_thing_at_the_same_spot_is_merged():
    load()
    spots = dict(
        RecordPart.objects.filter(record__step="report", name="spot").values_list(
            "record__matter_id", "text"
        )
    )
    merged = MatterLink.objects.filter(relation="merged_into").exclude(matter__source="")
    links = list(merged.select_related("matter", "other"))
    assert links
    for link in links:
        assert spots[link.matter_id] == spots[link.other_id]
        assert link.matter.subject == link.other.subject


@pytest.mark.django_db
def test_nobody_real_can_be_reached_and_only_a_few_can_be_tried():
    load()
    assert set(Account.objects.values_list("phone", "mail")) == {("", "")}
    assert 20 <= Account.objects.filter(is_demo=True).count() <= 30
    texts = RecordPart.objects.values_list("text", flat=True)
    assert [text for text in texts if MASKED.search(text)] == []


@pytest.mark.django_db
def test_clock_has_nothing_to_make_up_for():
    community = load(now=timezone.now())
    due = Promise.objects.filter(
        met_at__isnull=True, cancelled_at__isnull=True, due_at__lt=timezone.now(), rung=0
    )
    imported = due.exclude(matter__source="")
    assert imported.count() == 0
    before = Record.objects.filter(matter_id__in=imported.values("matter")).count()
    escalate_late_promises(community, now=timezone.now())
    assert Record.objects.filter(matter_id__in=imported.values("matter")).count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(
    "now",
    [datetime(2026, 7, 5, 1, 0, tzinfo=SHANGHAI), datetime(2027, 1, 4, 9, 0, tzinfo=SHANGHAI)],
)
def test_procedure_allows_every_story(seed, now):
    load(seed, now)
    recorded = Record.objects.filter(at__gt=now)
    assert recorded.count() == 0
    opened = Matter.objects.exclude(source="").order_by("opened_at").first().opened_at
    assert opened > now - timedelta(days=366)


@pytest.mark.django_db(transaction=True)
def test_street_that_cannot_be_told_leaves_nothing(monkeypatch):
    def fail(*_args, **_named):
        raise RuntimeError("no more words")

    monkeypatch.setattr(loading, "rehearse", fail)
    with pytest.raises(RuntimeError):
        load()
    assert (Matter.objects.count(), Account.objects.count(), Place.objects.count()) == (0, 0, 0)
