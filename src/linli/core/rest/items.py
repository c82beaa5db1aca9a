"""Matters as lists show them."""

from datetime import datetime

from django.db.models import QuerySet

from linli.core.matters.models import Matter
from linli.core.rest.entry_schemas import OrganisationName
from linli.core.rest.schemas import MatterItem
from linli.ground.parties.models import Organisation

# What an item shows, and what policies and suggestions ask of a matter; no boundary, no promise.
SHOWN = (
    "community_id",
    "number",
    "kind",
    "title",
    "state",
    "subject",
    "place_code",
    "place__code",
    "place__name",
    "holder__slug",
    "holder__name",
    "reporter_id",
    "reporter_hidden",
    "privacy",
    "version_id",
    "opened_at",
    "due_at",
    "closed_at",
)


def only_shown(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """The same matters with what an item shows, in one query."""
    return matters.select_related("place", "holder").prefetch_related(None).only(*SHOWN)


def make_item(matter: Matter, *, now: datetime) -> MatterItem:
    """One item, without a query."""
    return {
        "number": matter.number,
        "kind": matter.kind,
        "title": matter.title,
        "state": matter.state,
        "category": matter.subject,
        "place": {"code": matter.place_code, "name": matter.place.name},
        "organisation": organisation_name(matter.holder),
        "opened_at": matter.opened_at.isoformat(),
        "due_at": written(matter.due_at),
        "late": matter.due_at is not None and matter.due_at < now,
        "closed_at": written(matter.closed_at),
    }


def organisation_name(organisation: Organisation | None) -> OrganisationName | None:
    """The organisation in short."""
    if organisation is None:
        return None
    return {"slug": organisation.slug, "name": organisation.name}


def written(moment: datetime | None) -> str | None:
    """The moment as RFC 3339 writes it, in UTC."""
    return moment.isoformat() if moment else None
