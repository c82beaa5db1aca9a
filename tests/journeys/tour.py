"""A walk past every kind of page, in telling states, by the people who may see it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from linli.apps.disclosure.services import seal_now
from linli.core.attachments.services import store_photo
from linli.core.matters.acting import acting_anonymously, acting_as
from linli.core.matters.services import open_matter
from linli.ground.parties.enums import DutyKind
from linli.site.http.help import TOPICS
from tests.core.attachments.photographs import jpeg
from tests.factories import Scene, make_account, report_case, take, walk
from tests.journeys.people import Person
from tests.journeys.streets import Street

CONTACT = {"cn": "13812345678", "generic": "zhang@example.org"}
WORDS = {
    "cn": "三号楼前的路灯不亮了，晚上看不清台阶。" * 5,
    "generic": "The lamp before number three is out, and the steps cannot be seen. " * 3,
}
NAME = "Anne-Sophie Featherstonehaugh"


@dataclass(frozen=True, slots=True)
class Sights:
    """Addresses of matters: late, closed with words published and an appeal, to be verified, new."""

    late: str
    closed: str
    handled: str
    new: str


def make_sights(place: Street) -> Sights:
    scene, profile = place.scene, place.scene.community.profile
    account = make_account(scene.community, NAME, contact=CONTACT[profile])

    def report() -> str:
        said = {"words": WORDS[profile], "spot": WORDS[profile][:40], "photos": [send_photo(scene)]}
        return report_case(scene, reporter=acting_as(account), **said).matter

    late, closed, handled = (report() for _ in range(3))
    walk(scene, late, "handling")
    walk(scene, closed, "closed")
    place.clock.move(days=20)
    given = {"grounds": WORDS[profile]}
    open_matter("appeal", acting_user=acting_as(account), values=given, origin=closed)
    public = {"public_title": WORDS[profile][:60], "public_words": WORDS[profile]}
    take(scene, closed, "publish", **public)
    walk(scene, handled, "handled")
    matters = (late, closed, handled, report())
    assert seal_now()
    return Sights(*(f"/matters/{matter.number}" for matter in matters))


def send_photo(scene: Scene) -> str:
    """The token of a photo that waits for its report."""
    sent = store_photo(
        jpeg(640, 480),
        file_name="lamp.jpg",
        acting_user=acting_anonymously(scene.community),
        now=timezone.now(),
    )
    return sent.token


def walk_past(place: Street, come: Callable[[], Person]) -> Iterator[Person]:
    """Each page of the product once, with whoever looks at it."""
    sights = make_sights(place)
    yield from look_as_stranger(come(), sights)
    yield from look_as_reporter(come(), sights)
    yield from look_on_duty(come(), sights)


def look_as_stranger(person: Person, sights: Sights) -> Iterator[Person]:
    grid = person.street.scene.places.grid.code
    open_to_all = (
        "/",
        "/matters",
        "/map",
        "/statistics",
        "/design",
        "/help",
        *(f"/help/{topic.slug}" for topic in TOPICS),
        "/receipt",
        "/mediation",
        "/mine",
        "/demo",
        "/rates",
        "/rates/report",
        "/no-such-page",
    )
    named = (f"/places/{grid}", "/organisations/works", sights.late, f"{sights.late}/steps/close")
    sealed = ("/log", "/log/check", f"{sights.late}/log", f"{sights.late}/proof")
    for path in (*open_to_all, *named, *sealed):
        person.open(path)
        yield person
    yield check_matter(person, sights)
    person.open("/receipt")
    person.fill({"Number": "BS-2026-0000", "Code": "0000"})
    person.press("Open")
    yield person
    person.open("/report")
    yield person
    what_and_where = {
        "What is it about?": person.street.category("roads.lamp"),
        "Which grid?": person.street.scene.places.grid.name,
    }
    person.fill({**what_and_where, "Your phone": "12"})
    yield person
    person.press("Send")
    yield person
    person.fill({"What is the matter?": WORDS["cn"], "Your phone": "+86 13912345678"})
    person.press("Send")
    assert person.path == "/receipt/new"
    yield person
    person.open("/report")
    person.fill({**what_and_where, "What is the matter?": WORDS["cn"]})
    person.context.clear_cookies()
    person.keep_view()
    person.press("Send")
    assert person.title == person.say("Please send it again")
    yield person


def check_matter(person: Person, sights: Sights) -> Person:
    """The steps of a check and its verdict, once the browser has done the sums."""
    person.open(f"{sights.closed}/log")
    if person.page.evaluate("window.isSecureContext"):
        person.press("Check now")
        person.page.locator("[data-result]").wait_for()
    return person


def look_as_reporter(person: Person, sights: Sights) -> Iterator[Person]:
    contact = CONTACT[person.street.scene.community.profile]
    person.open("/sign-in")
    yield person
    person.fill({"Mobile number or mail address": contact})
    person.press("Send me the code")
    yield person
    person.fill({"Code of six digits": person.street.read_code()})
    person.press("Continue")
    person.keep_view()
    steps = (f"{sights.closed}/steps/rate", f"{sights.late}/contribute/supplement")
    for path in ("/", "/mine", sights.closed, *steps, "/account", "/account/contact"):
        person.open(path)
        yield person
    person.open(f"{sights.closed}/steps/rate")
    person.press("Rate")
    yield person
    person.open(sights.closed)
    person.follow(person.page.locator(".thread").get_by_role("link"))
    yield person


def look_on_duty(person: Person, sights: Sights) -> Iterator[Person]:
    person.arrive(DutyKind.DISPATCHER)
    steps = (f"{sights.new}/steps/accept", f"{sights.late}/open/response")
    for path in (
        "/desk",
        sights.new,
        *steps,
        f"{sights.new}/steps/redirect",
        sights.handled,
        f"{sights.handled}/steps/verify",
    ):
        person.open(path)
        yield person
    for path in ("/board", f"/board?matter={sights.new.rpartition('/')[2]}", "/dispatch-catalogue"):
        person.open(path)
        yield person
    person.open(f"{sights.new}/steps/publish")
    person.page.locator("[data-redact]").first.click()
    person.page.locator("[data-brush-canvas]").wait_for()
    yield person
    person.open(sights.new)
    person.press("Show how to reach the reporter")
    yield person
    yield from look_elsewhere_on_duty(person)


def look_elsewhere_on_duty(person: Person) -> Iterator[Person]:
    """The desks of the others."""
    desks = {
        DutyKind.STEWARD: ("/round",),
        DutyKind.OFFICER: ("/desk/office", "/colleagues"),
        DutyKind.SUPERVISOR: ("/supervision", "/topics", "/suggestions"),
        DutyKind.ADMINISTRATOR: (
            "/administration",
            "/administration/community",
            "/administration/places",
            "/administration/organisations",
            "/administration/duties",
            "/administration/limits",
            "/administration/categories",
            "/administration/categories/roads.lamp",
            "/administration/calendar",
            "/administration/health",
        ),
    }
    for kind, paths in desks.items():
        person.arrive(kind)
        for path in paths:
            person.open(path)
            yield person
