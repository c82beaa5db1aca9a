"""Limits of promises: what a change would move, what it moves, and what it leaves alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.apps.administration.models import Change
from linli.apps.administration.services import preview_limit, set_limit
from linli.apps.administration.services.limits import LimitChange
from linli.apps.cases.models import Category
from linli.apps.cases.procedure import CASE
from linli.core.matters.models import Promise
from linli.core.matters.rules import parse_rules
from linli.core.matters.versions import change_rules, current_version
from tests.apps.administration.services.attempts import doing, errors_of
from tests.factories import make_case_in_state, report_case, take

pytestmark = pytest.mark.django_db


def test_changed_limit_holds_for_what_is_opened_later_and_for_nothing_else(scene, admin):
    running = make_case_in_state(scene, "dispatched")
    due = Promise.objects.get(matter=running, name="handle").due_at
    change = LimitChange(kind="case", promise="handle", category="roads.lamp", limit="20wd")
    seen = preview_limit(change, **doing(admin))
    assert (seen.after, seen.under_way) == ("20wd", 1)
    assert [(each.before, each.after) for each in seen.moved] == [("5wd", "20wd")]
    before = current_version(scene.community, "case", now=timezone.now())
    set_limit(change, **doing(admin))
    assert Promise.objects.get(matter=running, name="handle").due_at == due
    running.refresh_from_db()
    assert running.version == before
    later = report_case(scene).matter
    for step in ("accept", "dispatch"):
        take(scene, later, step)
    promise = Promise.objects.get(matter=later, name="handle")
    assert (promise.limit, promise.due_at > due + timedelta(days=5)) == ("20wd", True)
    other = report_case(scene, category="roads.surface").matter
    for step in ("accept", "dispatch"):
        take(scene, other, step, **({"category": "roads.surface"} if step == "accept" else {}))
    assert Promise.objects.get(matter=other, name="handle").limit != "20wd"


def set_up_limits(scene, limits):
    rules = current_version(scene.community, "case", now=timezone.now()).rules
    change_rules(
        scene.community,
        kind="case",
        rules=rules | {"subjects": limits},
        acting_user=scene.acting("administrator"),
        now=timezone.now(),
    )


def test_preview_tells_which_categories_a_change_moves_and_which_keep_their_own(scene, admin):
    set_up_limits(scene, {"roads": {"handle": "8wd"}, "roads.lamp": {"handle": "3wd"}})
    change = LimitChange(kind="case", promise="handle", category="roads", limit="9wd")
    seen = preview_limit(change, **doing(admin))
    names = dict(Category.objects.values_list("code", "name"))
    moved = {each.category: (each.before, each.after) for each in seen.moved}
    assert moved[names["roads.surface"]] == ("8wd", "9wd")
    assert [(each.category, each.before) for each in seen.kept] == [(names["roads.lamp"], "3wd")]
    assert set(moved) | {names["roads.lamp"]} == {
        name for code, name in names.items() if code.startswith("roads.")
    }
    everywhere = preview_limit(
        LimitChange(kind="case", promise="handle", limit="30wd"), **doing(admin)
    )
    kept = {each.category for each in everywhere.kept}
    assert {names["roads.lamp"], names["roads.surface"]} <= kept
    assert all(each.after == "30wd" for each in everywhere.moved)


def test_own_limit_is_taken_away_and_that_above_holds(scene, admin):
    set_up_limits(scene, {"roads": {"handle": "8wd"}, "roads.lamp": {"handle": "3wd"}})
    change = LimitChange(kind="case", promise="handle", category="roads.lamp", limit="")
    assert (seen := preview_limit(change, **doing(admin))).moved
    assert (seen.before, seen.after) == ("3wd", "8wd")
    set_limit(change, **doing(admin))
    rules = parse_rules(CASE, current_version(scene.community, "case", now=timezone.now()).rules)
    assert str(rules.limit_of("handle", "roads.lamp")) == "8wd"
    assert Change.objects.get().about == "case.handle [roads.lamp]: 3wd → 8wd"


def test_own_limit_that_was_taken_away_does_not_come_back_with_the_next_declaration(scene, admin):
    cleared = LimitChange(kind="case", promise="handle", category="utilities.gas", limit="")
    set_limit(cleared, **doing(admin))
    contact = LimitChange(kind="case", promise="contact", category="utilities.gas", limit="")
    set_limit(contact, **doing(admin))
    version = current_version(scene.community, "case", now=timezone.now())
    assert version.rules["subjects"]["utilities.gas"] == {}
    version.declaration -= 1
    version.save()
    later = current_version(scene.community, "case", now=timezone.now())
    assert later.declaration == version.declaration + 1
    assert later.rules["subjects"]["utilities.gas"] == {}
    assert errors_of(lambda: set_limit(contact, **doing(admin))) == {"limit": "the_same"}


def test_limit_that_another_changed_since_it_was_looked_at_is_not_overwritten(scene, admin):
    looked_at = preview_limit(
        LimitChange(kind="case", promise="handle", limit="7wd"), **doing(admin)
    )
    set_limit(LimitChange(kind="case", promise="accept", limit="3wh"), **doing(admin))
    stale = LimitChange(kind="case", promise="handle", limit="7wd", version=looked_at.version)
    assert errors_of(lambda: set_limit(stale, **doing(admin))) == {"limit": "changed_meanwhile"}
    assert Change.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"limit": ""}, {"limit": "not_a_limit"}),
        ({"kind": "dream"}, {"kind": "not_a_choice"}),
        ({"promise": "fly"}, {"promise": "not_a_choice"}),
        ({"category": "moon"}, {"category": "not_a_choice"}),
        ({"limit": "soon"}, {"limit": "not_a_limit"}),
        ({"limit": "0wd"}, {"limit": "not_a_limit"}),
        ({"limit": "5wd"}, {"limit": "the_same"}),
        ({"category": "roads", "limit": ""}, {"limit": "the_same"}),
    ],
)
def test_limit_that_cannot_be_is_refused(scene, admin, wrong, errors):
    right = {"kind": "case", "promise": "handle", "category": "", "limit": "3wd"}
    change = LimitChange(**(right | wrong))
    assert errors_of(lambda: preview_limit(change, **doing(admin))) == errors
    assert errors_of(lambda: set_limit(change, **doing(admin))) == errors
