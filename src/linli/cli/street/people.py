"""Who lives and works on the street.  No two have the same name; none has a phone or an address."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from linli.cli.street.ground import STREET_CODE, Ground
from linli.ground.parties.enums import DutyKind

Table = Mapping[str, Any]
RESIDENTS = 80


@dataclass(frozen=True, slots=True)
class Hand:
    """One duty of a person."""

    person: str
    kind: DutyKind
    organisation: str
    place: str


@dataclass(frozen=True, slots=True)
class People:
    """Names by key, residents' keys, and the duties of all."""

    names: Mapping[str, str]
    residents: tuple[str, ...]
    hands: tuple[Hand, ...]

    def on(self, kind: DutyKind, *, organisation: str = "", place: str = "") -> list[Hand]:
        """Those on a duty of the kind, for an organisation, at a place or above it."""
        return [
            hand
            for hand in self.hands
            if hand.kind is kind
            and organisation in {"", hand.organisation}
            and place.startswith(hand.place if place else "")
        ]


def gather_people(starting: Table, street: Table, ground: Ground, *, seed: int) -> People:
    """The people of the starting community, and as many more as the street needs: a steward for
    each grid, an officer for each neighbourhood, two handlers for each organisation."""
    names = _names(street["names"], random.Random(seed + 1))
    known = {row["key"]: row["name"] for row in starting["person"]}
    hands = [
        Hand(row["key"], DutyKind(duty["kind"]), duty["organisation"], duty["place"])
        for row in starting["person"]
        for duty in row.get("duties", [])
    ]
    taken = set(known.values())
    for key, kind, organisation, place in _vacancies(starting, street, ground, hands):
        known[key] = next(name for name in names if name not in taken)
        taken.add(known[key])
        hands.append(Hand(key, kind, organisation, place))
    residents = [row["key"] for row in starting["person"] if not row.get("duties")]
    for number in range(RESIDENTS):
        key = f"resident-of-street-{number + 1}"
        known[key] = next(name for name in names if name not in taken)
        taken.add(known[key])
        residents.append(key)
    return People(known, tuple(residents), tuple(hands))


def _names(table: Table, chance: random.Random) -> Iterator[str]:
    while True:
        yield chance.choice(table["surnames"]) + chance.choice(table["given"])


def _vacancies(
    starting: Table, street: Table, ground: Ground, hands: list[Hand]
) -> Iterator[tuple[str, DutyKind, str, str]]:
    """Key, kind, organisation and place of the duties that nobody holds yet."""
    held = {(hand.kind, hand.place) for hand in hands}
    for each in ground.neighbourhoods:
        if (DutyKind.OFFICER, each.code) not in held:
            yield f"officer-{each.code}", DutyKind.OFFICER, each.residents_body, each.code
        yield f"officer-2-{each.code}", DutyKind.OFFICER, each.residents_body, each.code
        for grid in each.grids:
            if (DutyKind.STEWARD, grid.code) not in held:
                yield f"steward-{grid.code}", DutyKind.STEWARD, each.residents_body, grid.code
    for number in range(2):
        yield f"dispatcher-{number + 2}", DutyKind.DISPATCHER, "grid-centre", STREET_CODE
        yield f"desk-{number + 2}", DutyKind.DESK, "grid-centre", STREET_CODE
        yield f"reviewer-{number + 2}", DutyKind.REVIEWER, "supervision", STREET_CODE
    for row in [*starting["organisation"], *street["organisation"]]:
        for number in range(2):
            yield f"handler-{row['slug']}-{number}", DutyKind.HANDLER, row["slug"], STREET_CODE
