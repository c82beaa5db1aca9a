"""The people of a case's loop, what each does, and what each may see and do at every stage."""

from dataclasses import dataclass

from linli.ground.parties.enums import DutyKind
from tests.journeys.people import Person
from tests.journeys.streets import Street

CONTACT = "Show how to reach the reporter"
CALL = "Call another organisation to it"
RETURN = "Not ours: ask to return it"
LONGER = "Ask for more time"
# What may be done beside the way through the procedure, whatever its state.
BESIDE = frozenset({"It affects me too", "Publish the words", "Take down the words"})
CORRECT = "Correct the category"
# Who is offered what at each state; whoever is not named is offered nothing.
OFFERED: dict[str, dict[str, tuple[str, ...]]] = {
    "Reported": {
        "resident": ("Withdraw", "Add something"),
        "dispatcher": ("Accept", "Redirect", "Merge", CONTACT),
        "steward": ("Solved on the spot", CONTACT),
    },
    "Accepted": {
        "resident": ("Withdraw", "Add something"),
        "dispatcher": ("Dispatch", "Redirect", "Merge", CORRECT, CONTACT),
        "steward": ("Solved on the spot", CONTACT),
    },
    "Dispatched": {
        "resident": ("Withdraw", "Add something"),
        "dispatcher": ("Note a contact", CORRECT, CALL, CONTACT),
        "handler": ("Take up the work", "Note a contact", RETURN, LONGER, CONTACT),
        "steward": (CONTACT,),
    },
    "Being handled": {
        "resident": ("Withdraw", "Add something"),
        "dispatcher": ("Note a contact", CORRECT, CALL, CONTACT),
        "handler": ("Report it done", "Note a contact", LONGER, CONTACT),
        "steward": (CONTACT,),
    },
    "To be verified": {
        "resident": ("Add something",),
        "dispatcher": ("Verify: it is done", "Send back: not done", CORRECT, CONTACT),
        "handler": (CONTACT,),
        "steward": ("Verify: it is done", "Send back: not done", CONTACT),
    },
    "Verified": {
        "resident": ("Add something",),
        "dispatcher": ("Close", CORRECT, CONTACT),
        "handler": (CONTACT,),
        "steward": (CONTACT,),
    },
}
EVERYBODY = ("resident", "passer", "dispatcher", "handler", "steward")


@dataclass
class Cast:
    """A street's people, each before a browser of his own, and the case that they deal with."""

    street: Street
    resident: Person
    passer: Person
    dispatcher: Person
    handler: Person
    steward: Person
    reviewer: Person
    watching: tuple[str, ...] = EVERYBODY
    path: str = ""

    def come(self, contact: str, *, through_demo: bool) -> None:
        """The resident signs in by a code; people on duty by one click, or they are there already."""
        self.resident.sign_in(contact)
        for kind in ("dispatcher", "handler", "steward", "reviewer"):
            person: Person = getattr(self, kind)
            (person.be if through_demo else person.arrive)(DutyKind(kind))

    def see(self, state: str, **offered: tuple[str, ...]) -> None:
        """Everybody opens the case and reads the same state, and each is offered what is his."""
        expected = offered or OFFERED[state]
        people = {name: getattr(self, name) for name in self.watching}
        for person in people.values():
            person.open(self.path)
        said = self.street.say(state)
        assert {name: person.state for name, person in people.items()} == dict.fromkeys(
            people, said
        )
        assert {name: own_offers(person) for name, person in people.items()} == {
            name: [self.street.say(each) for each in expected.get(name, ())] for name in people
        }

    # ── What each does ────────────────────────────────────
    def report(self, words: str) -> None:
        """The resident, from the first page to the receipt and on to the matter."""
        resident, street = self.resident, self.street
        resident.open("/")
        resident.press("Report something")
        resident.fill(
            {
                "What is it about?": street.category("roads.lamp"),
                "Which grid?": street.scene.places.grid.name,
                "What is the matter?": words,
            }
        )
        resident.press("Send")
        assert resident.title == street.say("Sent. Thank you!")
        resident.press("See how it goes")
        self.path = resident.path

    def accept(self) -> None:
        """The dispatcher, from the board, with the category that the words suggest."""
        dispatcher = self.dispatcher
        dispatcher.open("/")
        dispatcher.press("Desk")
        dispatcher.follow(dispatcher.page.locator("[data-row]").first)
        dispatcher.follow(dispatcher.page.locator("[data-key=o]"))
        dispatcher.press("Accept")
        chosen = dispatcher.page.locator("#category option:checked")
        assert chosen.inner_text() == self.street.category("roads.lamp")
        dispatcher.press("Accept")

    def dispatch(self) -> None:
        self.dispatcher.open(self.path)
        works = self.street.scene.organisations["works"].name
        self.dispatcher.take(
            "Dispatch",
            {"Which organisation handles it?": works, "What is to be done": "The third lamp"},
        )

    def handle(self) -> None:
        """The handler: takes it up, calls the reporter, says what was done."""
        handler = self.handler
        handler.open(self.path)
        handler.take("Take up the work")
        handler.take("Note a contact", {"Did you reach the reporter?": "Yes"})
        handler.take("Report it done", {"What was done": "A new bulb"})

    def verify_and_close(self) -> None:
        """The steward on the spot, then the dispatcher at his desk."""
        self.steward.open(self.path)
        self.steward.take("Verify: it is done", {"What you found on the spot": "It shines"})
        self.dispatcher.open(self.path)
        self.dispatcher.take("Close")

    def rate(self, solved: str, satisfied: str) -> None:
        self.resident.open(self.path)
        self.resident.take(
            "Rate",
            {
                "Is it solved?": solved,
                "Are you satisfied with how it was handled?": satisfied,
            },
        )


def own_offers(person: Person) -> list[str]:
    beside = {person.say(each) for each in BESIDE}
    return [offer for offer in person.offers if offer not in beside]
