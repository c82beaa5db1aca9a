"""Categories and figures of cases."""

from django.test import Client

from linli.apps.cases.http.rest import CategoryList, Figures
from linli.apps.cases.models import Category
from linli.core.matters.models import Promise
from tests.core.rest.calls import get, on_duty
from tests.core.rest.shapes import assert_shape
from tests.factories import make_case_in_state, make_scene, report_case, take


def test_categories_are_those_in_use_here_in_the_catalogues_order(scene):
    make_scene("elsewhere", host="elsewhere.example")
    Category.objects.filter(community=scene.community).exclude(
        code__in=["roads", "roads.lamp", "disputes.home"]
    ).update(is_active=False)
    Category.objects.filter(community=scene.community, code="roads.lamp").update(
        organisation=scene.organisations["works"]
    )
    listed = get(Client(), "/categories")
    assert_shape(CategoryList, listed)
    found = [
        (each["code"], each["parent"], each["organisation"], each["restricted"])
        for each in listed["items"]
    ]
    assert found == [
        ("roads", None, None, False),
        ("roads.lamp", "roads", "works", False),
        ("disputes.home", "disputes", None, True),
    ]
    assert listed["items"][1]["name"] == "路灯不亮"


def test_figures_come_with_their_denominators(scene):
    closed = make_case_in_state(scene, "closed")
    take(scene, closed, "rate", solved="partly", satisfied="no")
    running = make_case_in_state(scene, "dispatched")
    Promise.objects.filter(matter=running, name="contact").update(due_at=running.opened_at)
    figures = get(Client(), "/statistics", **{"Accept-Language": "en"})
    assert_shape(Figures, figures)
    assert (figures["total"], figures["clock"]["total"]) == (2, 1)
    assert [each for each in figures["states"] if each["total"]] == [
        {"code": "dispatched", "label": "Dispatched", "total": 1, "open": 1, "late": 0},
        {"code": "closed", "label": "Closed", "total": 1, "open": 0, "late": 0},
    ]
    assert figures["organisations"] == [
        {"code": "works", "label": "Works", "total": 2, "open": 1, "late": 1},
        {"code": "centre", "label": "Centre", "total": 0, "open": 0, "late": 0},
        {"code": "willow-office", "label": "Willow Office", "total": 0, "open": 0, "late": 0},
    ]
    assert figures["ratings"] == {
        "closed": 1,
        "rated": 1,
        "not_rated": 0,
        "solved": 0,
        "partly": 1,
        "unsolved": 0,
        "satisfied": 0,
    }
    promises = {each["name"]: each for each in figures["promises"]}
    assert promises["contact"] == {
        "name": "contact",
        "label": "Contact the reporter",
        "kept": 0,
        "settled": 1,
        "broken": 0,
        "late": 1,
        "open": 0,
        "interval": [0, 80],
    }


def test_figures_count_what_the_reader_may_see(scene):
    report_case(scene, category="disputes.home")
    report_case(scene)
    assert get(Client(), "/statistics")["total"] == 1
    assert get(on_duty(scene, "dispatcher"), "/statistics")["total"] == 2
