"""Nobody waits for somebody who waits for him: many first reports, and steps on tied matters."""

import threading
import time

import pytest
from django.db import transaction

from linli.core.matters.models import Matter, ProcedureVersion
from linli.core.matters.services import Outcome, perform
from tests.core.matters.test_concurrency import at_once
from tests.factories import make_scene, report_case

pytestmark = pytest.mark.django_db(transaction=True)


def test_first_reports_at_once_all_succeed_under_one_version():
    scene = make_scene()
    results = at_once(*(lambda: report_case(scene) for _ in range(8)))
    assert [type(result) for result in results] == [Outcome] * 8
    assert Matter.objects.count() == 8
    assert list(ProcedureVersion.objects.values_list("kind", "number")) == [("case", 1)]


@pytest.mark.postgresql
def test_merging_into_a_matter_that_moves_on_meanwhile_waits_for_nobody():
    """The one that merges holds the records' lock when his commit asks for the other's key."""
    scene = make_scene()
    merged, original = report_case(scene).matter, report_case(scene).matter
    recorded = threading.Event()

    def merge() -> Outcome:
        with transaction.atomic():
            outcome = perform(
                merged.pk,
                "merge",
                acting_user=scene.acting("dispatcher"),
                values={"original": original.number},
            )
            recorded.set()
            time.sleep(1)
            return outcome

    def accept() -> Outcome:
        recorded.wait(timeout=30)
        return perform(
            original.pk,
            "accept",
            acting_user=scene.acting("dispatcher"),
            values={"category": "roads.lamp"},
        )

    results = at_once(merge, accept)
    assert [type(result) for result in results] == [Outcome, Outcome]
    states = dict(Matter.objects.values_list("number", "state"))
    assert states == {merged.number: "merged", original.number: "accepted"}
