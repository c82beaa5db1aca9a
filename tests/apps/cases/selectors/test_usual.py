"""What is one tap away: what people report most, and nothing that is hidden."""

import pytest

from linli.apps.cases.models import Category
from linli.apps.cases.selectors.usual import list_usual_categories
from linli.core.matters.acting import acting_anonymously
from tests.factories import make_scene, report_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def usual(scene) -> list[str]:
    return [each.code for each in list_usual_categories(acting_anonymously(scene.community))]


def test_most_reported_come_first_and_the_catalogue_fills_up(scene):
    Category.objects.filter(community=scene.community).update(public_space=False)
    Category.objects.filter(community=scene.community, code="roads.lamp").update(public_space=True)
    for _ in range(2):
        report_case(scene, category="roads.surface")
    assert usual(scene) == ["roads.surface", "roads.lamp"]


def test_restricted_and_retired_categories_are_not_offered(scene):
    report_case(scene, category="roads.surface")
    lamps = Category.objects.filter(community=scene.community, code="roads.lamp")
    lamps.update(restricted=True, public_space=True)
    assert "roads.lamp" not in usual(scene)
    Category.objects.filter(community=scene.community, code="roads.surface").update(is_active=False)
    assert "roads.surface" not in usual(scene)
