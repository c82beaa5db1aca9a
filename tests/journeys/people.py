"""People before a browser: they read what stands there and press what is offered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
)

from linli.ground.parties.enums import DutyKind
from tests.journeys.streets import Street

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
LOCALES = {"zh-hans": "zh-CN", "en": "en-GB"}
# What a browser says of every answer that is not 200; `note_response` looks at those.
ANSWERED = "Failed to load resource: the server responded"
# What a browser without a graphics card says of drawing in general.
DRAWN_SLOWLY = "GPU stall due to ReadPixels"
SERVER_ERROR = 500
CLIENT_ERROR = 400
OWN_WORDS = """() => {
  const page = document.body.cloneNode(true);
  page.querySelectorAll("[aria-hidden=true], button[lang]").forEach((each) => each.remove());
  return page.textContent;
}"""


@dataclass
class Person:
    """Somebody with a browser profile of his own, on a phone or at a desk."""

    street: Street
    context: BrowserContext
    page: Page
    view: str = "standard"
    complaints: list[str] = field(default_factory=list)

    # ── What is seen ──────────────────────────────────────
    @property
    def title(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    @property
    def state(self) -> str:
        """The word of the matter's state."""
        return self.page.locator(".headmeta .tag").inner_text()

    @property
    def clock(self) -> tuple[str, str]:
        """The promise clock: its state in a word, and what is left or how late it is."""
        clock = self.page.locator(".clock")
        return clock.locator(".cstate").inner_text(), clock.locator(".clock__sub").inner_text()

    @property
    def offers(self) -> list[str]:
        """The buttons under “What you can do”, in order."""
        heading = self.page.get_by_role("heading", name=self.say("What you can do"))
        return self.page.locator("section", has=heading).locator(".btn").all_inner_texts()

    @property
    def rows(self) -> list[str]:
        """The titles of a list."""
        return self.page.locator(".rows .rowtext a").all_inner_texts()

    @property
    def row_clocks(self) -> list[str]:
        """What the clocks of a list say."""
        return self.page.locator(".rows .rowclock b").all_inner_texts()

    @property
    def refusal(self) -> tuple[str, str]:
        """The code and the words of a page that refuses."""
        words = self.page.locator("[data-code]")
        return words.get_attribute("data-code") or "", words.inner_text()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.street.url)

    def read_own_words(self) -> str:
        """The page's text in its own language: no drawings, no names of other languages."""
        return str(self.page.evaluate(OWN_WORDS))

    # ── What is done ──────────────────────────────────────
    def say(self, message: str) -> str:
        return self.street.say(message)

    def open(self, path: str) -> int:
        """The status with which the page answers."""
        response = self.page.goto(self.street.url + path)
        assert response is not None
        return response.status

    def press(self, message: str) -> None:
        """Presses the link or button with exactly these words."""
        self.follow(self.button(self.say(message)))

    def follow(self, target: Locator) -> None:
        """Presses it, and waits for the page that comes."""
        target.click()
        self.page.wait_for_load_state()

    def button(self, name: str) -> Locator:
        link = self.page.get_by_role("link", name=name, exact=True)
        return link.or_(self.page.get_by_role("button", name=name, exact=True))

    def fill(self, answers: Mapping[str, Any]) -> None:
        """Answers each question by its words: text, an entry of a list, a choice, True."""
        for question, answer in answers.items():
            self._answer(self.say(question), answer)

    def _answer(self, question: str, answer: Any) -> None:
        group = self.page.get_by_role("group", name=question, include_hidden=True)
        if group.count():
            choice = group.get_by_label(self.say(answer), exact=True)
            self.reveal(choice)
            choice.check()
            return
        field = self.page.get_by_label(question)
        self.reveal(field)
        if answer is True:
            field.check()
        elif field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(label=answer)
        else:
            field.fill(answer)

    def reveal(self, field: Locator) -> None:
        """Goes to the screen that the field is on, and opens what it is folded into."""
        if field.locator("xpath=ancestor::*[@data-step and @hidden]").count():
            back = self.button(self.say("Back"))
            (back if back.is_visible() else self.button(self.say("Next: photo and words"))).click()
        for folded in field.locator("xpath=ancestor::details[not(@open)]").all():
            folded.locator("> summary").click()

    def take(self, step: str, answers: Mapping[str, Any] | None = None) -> None:
        """From the matter's page through the form of a step and back."""
        self.press(step)
        self.fill(answers or {})
        self.press(step)

    # ── Who one is ────────────────────────────────────────
    def sign_in(self, contact: str) -> None:
        """By a code, which comes as a file."""
        self.open("/sign-in")
        self.fill({"Mobile number or mail address": contact})
        self.press("Send me the code")
        self.fill({"Code of six digits": self.street.read_code()})
        self.press("Continue")

    def be(self, kind: DutyKind) -> None:
        """The person on that duty, in one click."""
        self.be_called(self.street.name(kind))

    def be_called(self, name: str) -> None:
        """The person of that name."""
        self.open("/demo")
        self.follow(self.page.locator("form", has_text=name).first.get_by_role("button"))

    def arrive(self, kind: DutyKind) -> None:
        """Already signed in as the person on that duty, for journeys that begin later."""
        client = Client()
        client.force_login(self.street.scene.people[kind])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.street.url}
        self.context.add_cookies([cookie])

    def keep_view(self) -> None:
        """The view that he came with: signing in brings that of the account."""
        cookie = {"name": "view", "value": self.view, "url": self.street.url}
        self.context.add_cookies([cookie])

    def leave(self) -> None:
        self.context.close()

    def note_console(self, message: ConsoleMessage) -> None:
        if message.text.startswith(ANSWERED) or DRAWN_SLOWLY in message.text:
            return
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def note_response(self, response: Response) -> None:
        """Pages may refuse; what they are made of may not be missing, and nothing may break."""
        asked = response.request.resource_type in {"document", "fetch"}
        if response.status >= (SERVER_ERROR if asked else CLIENT_ERROR):
            self.complaints.append(f"{response.url} answers {response.status}")

    def note_request(self, request: Request) -> None:
        if not request.url.startswith((self.street.url, "data:")):
            self.complaints.append(f"{self.page.url} asks {request.url}")


def enter(
    browser: Browser,
    street: Street,
    *,
    javascript: bool = True,
    phone: bool = False,
    touch: bool = False,
    view: str = "standard",
) -> Person:
    """Somebody new; nobody knows his browser yet."""
    context = browser.new_context(
        java_script_enabled=javascript,
        has_touch=touch,
        viewport=PHONE if phone else DESK,
        locale=LOCALES[street.language],
    )
    context.set_default_timeout(30_000)
    person = Person(street, context, context.new_page(), view)
    person.keep_view()
    context.on("console", person.note_console)
    context.on("request", person.note_request)
    context.on("response", person.note_response)
    context.on("weberror", lambda error: person.complaints.append(str(error.error)))
    return person
