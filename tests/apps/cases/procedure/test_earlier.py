"""Cases that began under the first declaration go on by it, and its limits are carried over."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from linli.core.matters.errors import UnknownStepError
from linli.core.matters.models import Matter, ProcedureVersion
from linli.core.matters.selectors import list_possible_steps
from linli.core.matters.services import escalate_late_promises, perform
from linli.core.matters.versions import current_version
from tests.factories import make_scene, report_case, take

pytestmark = pytest.mark.django_db
LONG_AFTER = datetime(2031, 1, 1, tzinfo=UTC)


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def old_version(scene):
    """As the first declaration's rules stood: none of what came later, and a limit of one's own."""
    version = current_version(scene.community, "case", now=timezone.now())
    rules = {
        "promises": {
            name: limit
            for name, limit in {**version.rules["promises"], "handle": "9wd"}.items()
            if name not in {"rule", "extend"}
        },
        "subjects": version.rules["subjects"],
        "days": {"reopen": 7},
    }
    return ProcedureVersion.objects.create(
        community=scene.community,
        kind="case",
        number=2,
        declaration=1,
        rules=rules,
        created_at=timezone.now(),
    )


@pytest.fixture
def case(scene, old_version):
    case = report_case(scene).matter
    Matter.objects.filter(pk=case.pk).update(version=old_version)
    case.refresh_from_db()
    return case


def test_case_knows_no_step_that_came_later_and_comes_to_its_end(scene, case):
    for step in ("accept", "dispatch"):
        take(scene, case, step)
    handler = scene.acting("handler")
    offered = list_possible_steps(case, user=handler, now=timezone.now())
    assert [step.name for step in offered] == ["start", "contact"]
    with pytest.raises(UnknownStepError):
        perform(case.pk, "ask_return", acting_user=handler, values={"reason": "Not ours"})
    for step in ("start", "handle", "send_back", "handle", "verify", "close"):
        take(scene, case, step)
    assert case.state == "closed"


def test_late_case_is_brought_before_nobody_and_not_looked_at_again(scene, case):
    assert escalate_late_promises(scene.community, now=LONG_AFTER) == 0
    assert set(case.promises.values_list("rung", flat=True)) == {2}


def test_new_declaration_keeps_what_the_community_had_set(scene, old_version):
    version = current_version(scene.community, "case", now=timezone.now())
    assert (version.number, version.declaration) == (3, 5)
    assert (version.rules["promises"]["handle"], version.rules["days"]["reopen"]) == ("9wd", 7)
    assert (version.rules["promises"]["rule"], version.rules["days"]["call_back"]) == ("1wd", 10)
