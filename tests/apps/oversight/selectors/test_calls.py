"""Whistles: whoever never answers has not answered in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.apps.oversight.selectors import Rate, RateFilters, list_calls
from linli.core.matters.acting import acting_as_system
from linli.core.matters.models import Matter, Promise
from tests.factories import make_matter_in, make_scene, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def answer_of(matter: Matter, **fields) -> None:
    Promise.objects.filter(matter=matter, name="answer").update(**fields)


def punctual(scene) -> Rate:
    user = acting_as_system(scene.community)
    (line,) = list_calls(user, RateFilters(), side="was_called", now=timezone.now())
    return line.punctual


def test_call_that_is_never_answered_counts_once_its_time_has_run_out(scene):
    past = timezone.now() - timedelta(days=1)
    make_matter_in(scene, "response", "answered")
    late = make_matter_in(scene, "response", "answered")
    answer_of(late, due_at=past)
    running = make_matter_in(scene, "response", "called")
    assert punctual(scene) == Rate(1, 2)
    answer_of(running, due_at=past)
    assert punctual(scene) == Rate(1, 3)


@pytest.mark.parametrize(("days", "share"), [(-1, Rate(0, 1)), (1, Rate(0, 0))])
def test_call_that_is_called_off_counts_only_when_it_was_late(scene, days, share):
    matter = make_matter_in(scene, "response", "called")
    due = timezone.now() + timedelta(days=days)
    answer_of(matter, due_at=due)
    take(scene, matter, "call_off")
    answer_of(matter, opened_at=due - timedelta(days=3))
    assert punctual(scene) == share
