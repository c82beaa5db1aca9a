"""What is learned and found, where people meet it: at reporting, on the board, on its own pages."""

import pytest
from django.utils import timezone

from linli.apps.cases.models import Category
from linli.apps.insight.enums import Target
from linli.apps.insight.services import find_community_topics, learning
from linli.core.contributions.models import Contribution
from linli.core.matters.models import Matter
from linli.ground.parties.enums import DutyKind
from tests.apps.insight.services.test_finding import complain, fill
from tests.apps.insight.services.test_learning import NOW, decide
from tests.factories import report_case
from tests.journeys.conftest import Enter, MakeStreet
from tests.journeys.inspection import inspect
from tests.journeys.streets import Street

pytestmark = pytest.mark.journey

KNOWN = "丽发新城旁边的搅拌站半夜施工，粉尘很大"
ALIKE = "丽发新城搅拌站夜里施工粉尘大"


@pytest.fixture
def learned(street: MakeStreet, monkeypatch: pytest.MonkeyPatch) -> Street:
    """A street whose model knows lamps from rubbish."""
    place = street()
    monkeypatch.setattr(learning, "list_decisions", lambda _community: decide(300))
    attempt = learning.learn(place.scene.community, Target.CATEGORY, now=NOW)
    assert attempt is not None
    works = place.scene.organisations["works"]
    Category.objects.filter(community=place.scene.community).update(organisation=works)
    return place


def test_resident_finds_the_kind_by_a_few_words_and_reports(learned: Street, visit: Enter):
    resident = visit(learned, phone=True, touch=True)
    resident.open("/report")
    page = resident.page
    page.get_by_text(resident.say("Not sure which kind? Say it in a few words")).tap()
    page.locator("#few_words").fill("楼道口一片漆黑看不清台阶")
    page.locator("[data-find]").tap()
    page.locator("[data-found-kinds] .choice").first.wait_for()
    assert inspect(resident) == []
    page.locator("[data-found-kinds] .choice").first.tap()
    page.get_by_text(resident.say("Choose community and grid from the list")).tap()
    page.locator("select[name=place]").select_option(learned.scene.places.grid.code)
    page.locator("[data-next]").tap()
    page.locator("#words").wait_for()
    assert page.locator("#words").input_value() == "楼道口一片漆黑看不清台阶"
    resident.press("Send")
    assert resident.path == "/receipt/new"
    assert Matter.objects.get().subject == "roads.lamp"


@pytest.mark.parametrize("scripts", [True, False])
def test_who_reports_what_is_known_joins_instead(
    street: MakeStreet, visit: Enter, *, scripts: bool
):
    place = street()
    fill(place.scene)
    known = report_case(place.scene, words=KNOWN, category="noise.construction").matter
    before = Matter.objects.count()
    resident = visit(place, phone=True, touch=True, javascript=scripts)
    grid = place.scene.places.grid
    resident.open(f"/report?category=cleaning.debris&place={grid.code}")
    if scripts:
        resident.page.locator("[data-next]").tap()
        resident.page.locator("#words").wait_for()
    resident.page.locator("#words").fill(ALIKE)
    resident.press("Send")
    assert resident.say("This may be known already") in resident.text
    assert known.number in resident.page.content()
    assert not scripts or inspect(resident) == []
    resident.follow(resident.page.locator(".btn--join").first)
    assert Contribution.objects.filter(matter=known, kind="join").count() == 1
    assert Matter.objects.count() == before


def test_board_shows_what_the_model_says_and_how_sure_it_is(learned: Street, visit: Enter):
    report_case(learned.scene, words="楼道口一片漆黑看不清台阶", category="other.other")
    dispatcher = visit(learned)
    dispatcher.arrive(DutyKind.DISPATCHER)
    dispatcher.open("/board")
    dispatcher.page.keyboard.press("n")
    dispatcher.page.locator(".sug li").first.wait_for()
    first = dispatcher.page.locator(".sug li").first
    assert "有把握" in first.inner_text()
    assert learned.category("roads.lamp") in first.inner_text()
    assert inspect(dispatcher) == []
    dispatcher.page.keyboard.press("1")
    dispatcher.page.wait_for_function("() => document.querySelectorAll('.sug li').length === 0")
    assert Matter.objects.get().subject == "roads.lamp"
    dispatcher.open("/suggestions")
    assert dispatcher.say("What people decided since") in dispatcher.text
    assert "1/1" in dispatcher.text or "1件中1件" in dispatcher.text.replace(" ", "")
    assert inspect(dispatcher) == []


@pytest.mark.parametrize("phone", [True, False])
def test_hot_topic_is_found_with_its_map_and_weeks(
    street: MakeStreet, visit: Enter, *, phone: bool
):
    place = street()
    fill(place.scene)
    complain(place.scene, people=4)
    find_community_topics(place.scene.community, now=timezone.now())
    officer = visit(place, phone=phone)
    officer.arrive(DutyKind.OFFICER)
    officer.open("/topics")
    assert inspect(officer) == []
    officer.follow(officer.page.locator(".topics h2 a").first)
    assert "搅拌站" in officer.title + officer.text
    assert officer.page.locator(".areas .area--3").count() == 1
    assert place.scene.places.grid.name in officer.text
    assert inspect(officer) == []
