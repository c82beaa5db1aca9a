"""Categories and the year's notice: what is taken, what is refused, and what stays as it is."""

from datetime import UTC, date, datetime

import pytest

from linli.apps.administration.models import Change
from linli.apps.administration.services import (
    add_category,
    calendar,
    categories,
    set_category,
    take_notice,
)
from linli.apps.cases.public import create_category, find_category, list_categories
from linli.core.matters.enums import Privacy
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.core.matters.models import Promise
from linli.core.records.tasks import get_task
from linli.ground.calendars.public import DayKind, get_calendar
from tests.apps.administration.services.attempts import doing, errors_of
from tests.factories import report_case, take

pytestmark = pytest.mark.django_db
LAMP = {
    "name": "Lamps",
    "words": "lamp, light，dark\r\nno  light at all\nlamp",
    "organisation": "works",
}
NOTICE = {
    "year": "2031",
    "source": "Notice 7 of 2030",
    "holidays": "2031-01-01\n2031-01-22/2031-01-28",
    "workdays": "2031-01-19",
}


def test_new_category_can_be_reported_and_goes_to_its_organisation(scene, admin):
    code = add_category({**LAMP, "code": "roads.sign", "public_space": "on"}, **doing(admin))
    category = find_category(scene.community, code)
    assert (category.name, category.words) == (
        "Lamps",
        ["lamp", "light", "dark", "no light at all"],
    )
    assert (category.organisation.slug, category.public_space, category.restricted) == (
        "works",
        True,
        False,
    )
    assert list(list_categories(scene.community))[-1].pk == category.pk
    assert report_case(scene, category=code).matter.subject == code
    assert Change.objects.get().about == "Lamps (roads.sign)"


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"code": ""}, {"code": "required"}),
        ({"code": "Roads"}, {"code": "category_code"}),
        ({"code": "a.b.c.d"}, {"code": "category_code"}),
        ({"code": "roads.lamp"}, {"code": "taken"}),
        ({"code": "nothing.lamp"}, {"code": "category_parent"}),
        ({"code": "pests.rats"}, {"code": "category_parent"}),
        ({"name": " "}, {"name": "required"}),
        ({"name": "x" * 41}, {"name": "too_long"}),
        ({"words": "x" * 21}, {"words": "too_long"}),
        ({"organisation": "nobody"}, {"organisation": "not_a_choice"}),
        ({"code": "", "name": ""}, {"code": "required", "name": "required"}),
    ],
)
def test_category_that_cannot_be_meant_is_refused(scene, admin, given, errors):
    create_category(scene.community, code="pests", name="Pests", is_active=False)
    row = {**LAMP, "code": "roads.sign", **given}
    assert errors_of(lambda: add_category(row, **doing(admin))) == errors
    assert find_category(scene.community, "roads.sign") is None


def test_change_holds_from_now_on_and_is_noted(scene, admin):
    before = report_case(scene).matter
    row = {**LAMP, "restricted": "on", "is_active": "on"}
    assert set_category("roads.lamp", row, **doing(admin))
    after = report_case(scene).matter
    before.refresh_from_db()
    assert (before.privacy, after.privacy) == (Privacy.PUBLIC, Privacy.RESTRICTED)
    (change,) = Change.objects.all()
    assert change.about == (
        "Lamps (roads.lamp): name, organisation, public_space, restricted, words"
    )
    assert not set_category("roads.lamp", row, **doing(admin))
    assert Change.objects.count() == 1
    assert not set_category("no.such", row, **doing(admin))


def test_category_out_of_use_can_no_longer_be_reported(scene, admin):
    case = report_case(scene).matter
    set_category("roads.lamp", LAMP, **doing(admin))
    assert errors_of(lambda: report_case(scene)) == {"category": "not_a_choice"}
    for step in ("accept",):
        with pytest.raises(InputRefusedError):
            take(scene, case, step, category="roads.lamp")
    take(scene, case, "accept", category="roads.surface")
    assert case.subject == "roads.surface"


def test_category_with_others_below_stays_in_use(admin):
    assert errors_of(lambda: set_category("roads", LAMP, **doing(admin))) == {
        "is_active": "category_has_more"
    }


def test_category_below_one_out_of_use_stays_out_of_use(scene, admin):
    create_category(scene.community, code="pests", name="Pests", is_active=False)
    create_category(scene.community, code="pests.rats", name="Rats", is_active=False)
    row = {**LAMP, "is_active": "on"}
    wrong = errors_of(lambda: set_category("pests.rats", row, **doing(admin)))
    assert wrong == {"is_active": "category_parent"}
    set_category("pests", row, **doing(admin))
    assert set_category("pests.rats", row, **doing(admin))


def test_category_that_another_made_meanwhile_is_taken(scene, admin, monkeypatch):
    monkeypatch.setattr(categories, "find_category", lambda *_, **__: None)
    wrong = errors_of(lambda: add_category({**LAMP, "code": "roads"}, **doing(admin)))
    assert wrong == {"code": "taken"}
    assert not Change.objects.exists()


def test_phrases_of_a_profile_are_kept_when_the_form_is_saved_as_it_is(scene, admin):
    drains = find_category(scene.community, "roads.water")
    drains.words = ["water on", "no water", "flood"]
    drains.save()
    row = {"name": drains.name, "words": "\n".join(drains.words), "is_active": "on"}
    assert set_category("roads.water", {**row, "public_space": "on"}, **doing(admin)) is False
    assert find_category(scene.community, "roads.water").words == ["water on", "no water", "flood"]


def test_notice_makes_provisional_times_final(scene, admin):
    now = datetime(2031, 1, 20, 2, tzinfo=UTC)
    case = report_case(scene).matter
    for step in ("accept", "dispatch"):
        take(scene, case, step, now=now)
    promise = Promise.objects.get(matter=case, name="handle")
    before, provisional = promise.due_at, promise.provisional
    moved = take_notice(NOTICE, **doing(admin))
    promise.refresh_from_db()
    assert (provisional, promise.provisional, moved > 0) == (True, False, True)
    assert promise.due_at != before
    days = get_calendar(scene.community, max_age=0).exceptions
    assert days[date(2031, 1, 28)] is DayKind.HOLIDAY
    assert days[date(2031, 1, 19)] is DayKind.WORKDAY
    assert Change.objects.get().about == "2031: Notice 7 of 2030"


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"year": ""}, {"year": "required"}),
        ({"year": "２０３１"}, {"year": "notice_year"}),
        ({"year": "31"}, {"year": "notice_year"}),
        ({"source": " "}, {"source": "notice_source"}),
        ({"holidays": ""}, {"holidays": "notice_without_holidays"}),
        ({"holidays": "1 January"}, {"holidays": "notice_day"}),
        ({"holidays": "2031-01-05/2031-01-01"}, {"holidays": "notice_span"}),
        ({"holidays": "2032-01-01"}, {"holidays": "notice_day_outside_year"}),
        ({"holidays": "9999-12-31"}, {"holidays": "notice_day_outside_year"}),
        ({"holidays": "9999-12-01/9999-12-31"}, {"holidays": "notice_day_outside_year"}),
        ({"workdays": "2031-01-01"}, {"workdays": "notice_day_twice"}),
        ({"workdays": "2031-01-14"}, {"workdays": "notice_workday_not_rest"}),
    ],
)
def test_notice_that_cannot_be_meant_is_refused_whole(scene, admin, given, errors):
    assert errors_of(lambda: take_notice({**NOTICE, **given}, **doing(admin))) == errors
    assert 2031 not in get_calendar(scene.community, max_age=0).published_years
    assert not Change.objects.exists()


def test_nobody_else_sets_anything(scene):
    user = scene.acting("officer")
    for call in (
        lambda: add_category({**LAMP, "code": "roads.sign"}, **doing(user)),
        lambda: set_category("roads.lamp", LAMP, **doing(user)),
        lambda: take_notice(NOTICE, **doing(user)),
    ):
        with pytest.raises(StepRefusedError) as caught:
            call()
        assert caught.value.code == "not_your_duty"
    assert not Change.objects.exists()


def test_recount_that_a_crash_prevented_is_made_up_for_within_the_hour(scene, admin, monkeypatch):
    now = datetime(2031, 1, 20, 2, tzinfo=UTC)
    case = report_case(scene).matter
    for step in ("accept", "dispatch"):
        take(scene, case, step, now=now)

    def crash(_community):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(calendar, "recompute_provisional_promises", crash)
        with pytest.raises(OSError):
            take_notice(NOTICE, **doing(admin))
    promise = Promise.objects.get(matter=case, name="handle")
    assert promise.provisional
    get_task("recompute_promises").run({})
    promise.refresh_from_db()
    assert not promise.provisional
