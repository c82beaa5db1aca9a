"""Loads the demonstration street: places, map, organisations, people, a year of affairs."""

import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from linli.apps.administration.public import create_community
from linli.apps.cases.public import import_case_histories, list_categories
from linli.cli.rehearsal import Cast, rehearse
from linli.cli.starting import create_catalogue, create_organisations
from linli.cli.street.affairs import Affair
from linli.cli.street.course import Storyteller, make_slowness
from linli.cli.street.ground import Ground, lay_out
from linli.cli.street.hours import Pace
from linli.cli.street.maps import draw_map, draw_places
from linli.cli.street.people import People, gather_people
from linli.cli.street.play import play_all
from linli.cli.street.promises import Stage
from linli.cli.street.rhythm import draw_occasions
from linli.cli.street.words import Writer
from linli.core.matters.acting import acting_as_system, local_day
from linli.core.matters.inputs import Coordinates
from linli.core.matters.registry import get_registration
from linli.core.matters.services import import_matters
from linli.core.matters.versions import current_rules
from linli.ground.accounts.public import Account, create_account
from linli.ground.calendars.public import get_calendar
from linli.ground.communities.models import Community
from linli.ground.parties.models import Duty, Organisation, Resident
from linli.ground.places.models import Place
from linli.ground.places.services import import_basemap, import_places
from linli.ground.profiles.loader import read_part

Table = Mapping[str, Any]
Progress = Callable[[int, int], None]

SEED = 20261126
MATTERS = 3000
SOURCE = "demonstration"
BATCH = 250
KINDS = ("case", "response")


def load_demonstration_street(
    *,
    now: datetime,
    seed: int = SEED,
    matters: int = MATTERS,
    on_progress: Progress = lambda _done, _total: None,
) -> Community:
    """The community with everything that happened in a year; all or nothing.

    `on_progress` hears how many cases are there, and of how many.
    """
    starting = read_part(settings.LINLI_PROFILE, "starting")
    street = read_part(settings.LINLI_PROFILE, "street")
    ground = lay_out(street, seed=seed)
    people = gather_people(starting, street, ground, seed=seed)
    with transaction.atomic():
        community = create_community(**starting["community"])
        geojson = draw_places(ground, name=community.name)
        import_places(community, geojson=geojson, acting_user=None)
        rows = [*starting["organisation"], *street["organisation"]]
        organisations = create_organisations(community, rows)
        create_catalogue(community, rows, organisations)
        stage = _set_stage(community, people, starting, organisations, ground, now=now)
        affairs = _tell(stage, ground, people, seed=seed, number=matters, zone=_zone(community))
        _write(community, stage, affairs, now=now, on_progress=on_progress)
        _tell_planner()
        rehearse(
            Cast(community, {key: stage.accounts[key] for key in stage.accounts}),
            table=_without_spots(starting),
            now=now,
        )
    _load_map(community, ground)
    return community


def _zone(community: Community) -> ZoneInfo:
    return ZoneInfo(community.time_zone)


def _set_stage(
    community: Community,
    people: People,
    starting: Table,
    organisations: Mapping[str, Organisation],
    ground: Ground,
    *,
    now: datetime,
) -> Stage:
    shown = {row["key"] for row in starting["person"]}
    accounts = {
        key: create_account(community, display_name=name, acting_user=None)
        for key, name in people.names.items()
    }
    for key in shown:
        accounts[key].is_demo = True
    Account.objects.bulk_update([accounts[key] for key in shown], ["is_demo"])
    places = {place.code: place for place in Place.objects.filter(community=community)}
    duties = _assign(community, people, accounts, organisations, places)
    residents = {
        key: Resident(community=community, account=accounts[key]) for key in people.residents
    }
    Resident.objects.bulk_create(residents.values())
    procedures = {kind: get_registration(kind).procedure for kind in KINDS}
    return Stage(
        procedures=procedures,
        rules={kind: current_rules(community, procedures[kind], now=now) for kind in procedures},
        calendar=get_calendar(community, max_age=0),
        accounts=accounts,
        residents=residents,
        duties=duties,
        organisations=organisations,
        places=places,
        categories={row.code: row.name for row in list_categories(community)},
        offices=_offices(people, organisations, ground),
        now=now,
    )


def _assign(
    community: Community,
    people: People,
    accounts: Mapping[str, Account],
    organisations: Mapping[str, Organisation],
    places: Mapping[str, Place],
) -> dict[str, tuple[Duty, ...]]:
    today = local_day(community)
    since = date(today.year - 2, today.month, 1)
    held: dict[str, tuple[Duty, ...]] = {}
    for hand in people.hands:
        duty = Duty(
            community=community,
            account=accounts[hand.person],
            organisation=organisations[hand.organisation],
            place=places[hand.place],
            kind=hand.kind,
            starts_on=since,
        )
        held[hand.person] = (*held.get(hand.person, ()), duty)
    Duty.objects.bulk_create([duty for each in held.values() for duty in each])
    return held


def _offices(
    people: People, organisations: Mapping[str, Organisation], ground: Ground
) -> dict[tuple[str, str], Organisation]:
    """Which office owes what is promised in a grid by a kind of duty."""
    found: dict[tuple[str, str], Organisation] = {}
    for grid in ground.grids:
        for hand in people.hands:
            if grid.code.startswith(hand.place):
                found.setdefault((str(hand.kind), grid.code), organisations[hand.organisation])
    return found


def _tell(
    stage: Stage, ground: Ground, people: People, *, seed: int, number: int, zone: ZoneInfo
) -> list[Affair]:
    words = read_part(settings.LINLI_PROFILE, "street_words")
    chance = random.Random(seed + 4)
    holders = _holders(stage)
    teller = Storyteller(
        ground=ground,
        people=people,
        writer=Writer(words, chance),
        pace=Pace(stage.calendar, zone, chance),
        chance=chance,
        rules=stage.rules["case"],
        names=stage.categories,
        holders=holders,
        slowness=make_slowness(stage.organisations, seed=seed),
        seed=seed,
    )
    for occasion in draw_occasions(
        words, ground, number=number, seed=seed, now=stage.now, zone=zone
    ):
        teller.tell(occasion)
    told: list[Affair] = teller.told
    return told


def _holders(stage: Stage) -> dict[str, str]:
    """The organisation to which each category usually goes, by slugs."""
    community = next(iter(stage.organisations.values())).community
    return {
        row.code: row.organisation.slug
        for row in list_categories(community)
        if row.organisation is not None
    }


def _write(
    community: Community,
    stage: Stage,
    affairs: Sequence[Affair],
    *,
    now: datetime,
    on_progress: Progress,
) -> None:
    system = acting_as_system(community)
    played = play_all(stage, list(affairs))
    import_matters(
        "response", source=SOURCE, rows=played.get("response", []), acting_user=system, now=now
    )
    spots = {each.key: Coordinates(each.spot[1], each.spot[0]) for each in affairs if each.spot}
    cases, done = played.get("case", []), 0
    for first in range(0, len(cases), BATCH):
        rows = cases[first : first + BATCH]
        import_case_histories(rows, source=SOURCE, spots=spots, acting_user=system, now=now)
        done += len(rows)
        on_progress(done, len(cases))


def _tell_planner() -> None:
    """PostgreSQL plans what follows by how full the tables are now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _without_spots(starting: Table) -> dict[str, Any]:
    """The script of the starting community, whose ground is another: its matters keep their grids
    and lose their coordinates."""
    matters = [
        {
            **row,
            "values": {key: row["values"][key] for key in row["values"] if key != "coordinates"},
        }
        for row in starting["matter"]
    ]
    return {**starting, "matter": matters}


def _load_map(community: Community, ground: Ground) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "street.osm"
        file.write_text(draw_map(ground), encoding="utf-8")
        import_basemap(community, file, acting_user=None)
