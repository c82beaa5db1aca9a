"""Rows of a matter's own tables."""

from collections.abc import Iterator

from benchmarks.filling.keys import Keys, write_time
from benchmarks.filling.tables import Row, Table, table_of
from benchmarks.filling.told import LIMITS, Told
from linli.apps.cases.models import Case
from linli.core.matters.models import Matter, MatterLink, Promise, Receipt
from linli.ground.parties.models import Resident

MATTER = table_of(
    Matter,
    *("id", "community_id", "kind", "number", "title", "state", "entered_at", "subject"),
    *("place_id", "place_code", "holder_id", "reporter_id", "reporter_hidden", "privacy"),
    *("version_id", "opened_at", "due_at", "closed_at", "source", "source_id"),
)
CASE = table_of(Case, "matter_id", "category_id", "latitude", "longitude", "in_public_space")
PROMISE = table_of(
    Promise,
    *("id", "community_id", "matter_id", "name", "party_id", "limit", "opened_at", "due_at"),
    *("provisional", "met_at", "cancelled_at", "extension", "extended_from", "rung"),
)
RECEIPT = table_of(
    Receipt, "id", "community_id", "matter_id", "secret_digest", "created_at", "revoked_at"
)
LINK = table_of(MatterLink, "id", "community_id", "matter_id", "other_id", "relation", "created_at")
RESIDENT = table_of(
    Resident,
    *("id", "community_id", "account_id", "name", "phone", "mail", "consented_at", "created_at"),
)


def list_rows(told: Told, *, version: str, keys: Keys, earlier: str) -> Iterator[tuple[Table, Row]]:
    """The matter with all that hangs on it but its records; a merged one is tied to `earlier`."""
    community = told.place.community_id.hex
    opened = write_time(told.times[0])
    if told.reporter:
        yield RESIDENT, (told.reporter, community, None, "", "", "", opened, opened)
    yield MATTER, _matter(told, community, version)
    yield (
        CASE,
        (
            told.key,
            told.category.pk.hex,
            31_204_000,
            121_404_000,
            told.category.public_space,
        ),
    )
    digest = keys.random() + keys.random()
    yield RECEIPT, (keys.ordered(), community, told.key, digest, opened, None)
    if told.state == "merged":
        ended = write_time(told.times[-1])
        yield LINK, (keys.ordered(), community, told.key, earlier, "merged_into", ended)
    yield from ((PROMISE, row) for row in _promises(told, community, keys))


def _matter(told: Told, community: str, version: str) -> Row:
    running = [each for each in told.history.promises if each.met is None and each.dropped is None]
    due = min((told.due(each.name, each.opened) for each in running), default=None)
    return (
        told.key,
        community,
        "case",
        told.number,
        f"{told.category.name} · {told.place.name}",
        told.state,
        write_time(told.entered),
        told.category.code,
        told.place.pk.hex,
        told.place.code,
        told.holder.pk.hex if told.holder else None,
        told.reporter,
        0,
        "public",
        version,
        write_time(told.times[0]),
        write_time(due) if due else None,
        write_time(told.entered) if told.history.is_finished else None,
        "",
        "",
    )


def _promises(told: Told, community: str, keys: Keys) -> Iterator[Row]:
    for each in told.history.promises:
        yield (
            keys.ordered(),
            community,
            told.key,
            each.name,
            told.holder.pk.hex if told.holder else None,
            LIMITS[each.name],
            write_time(told.times[each.opened]),
            write_time(told.due(each.name, each.opened)),
            0,
            _moment(told, each.met),
            _moment(told, each.dropped),
            "",
            None,
            0,
        )


def _moment(told: Told, place: int | None) -> str | None:
    return None if place is None else write_time(told.times[place])
