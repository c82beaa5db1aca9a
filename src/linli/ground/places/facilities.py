"""Kinds of facilities that residents look for, and which tags of a map file make one.

Tags: https://wiki.openstreetmap.org/wiki/Map_features
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

CLOSED = {"private", "no"}


@dataclass(frozen=True, slots=True)
class FacilityKind:
    """A kind by its code; `needs_name` where one without a name helps nobody."""

    code: str
    label: str
    tags: tuple[tuple[str, frozenset[str]], ...]
    needs_name: bool = True


def _kind(code: str, label: str, *, needs_name: bool = True, **tags: str) -> FacilityKind:
    listed = tuple((key, frozenset(values.split())) for key, values in tags.items())
    return FacilityKind(code, label, listed, needs_name)


# In the order in which lists show them; of several that fit, the first counts.
KINDS = (
    _kind("hospital", _("Hospitals"), amenity="hospital", healthcare="hospital"),
    _kind(
        "clinic",
        _("Clinics"),
        amenity="clinic doctors dentist",
        healthcare="clinic doctor centre dentist",
    ),
    _kind("pharmacy", _("Pharmacies"), amenity="pharmacy", healthcare="pharmacy"),
    _kind("toilets", _("Public toilets"), needs_name=False, amenity="toilets"),
    _kind(
        "market",
        _("Markets and groceries"),
        amenity="marketplace",
        shop="supermarket greengrocer",
    ),
    _kind(
        "community_centre",
        _("Community centres"),
        amenity="community_centre social_centre townhall",
    ),
    _kind("care", _("Care for the old"), amenity="social_facility nursing_home"),
    _kind("kindergarten", _("Kindergartens"), amenity="kindergarten childcare"),
    _kind("school", _("Schools"), amenity="school"),
    _kind("library", _("Libraries"), amenity="library"),
    _kind("post_office", _("Post offices"), amenity="post_office"),
    _kind("police", _("Police stations"), amenity="police"),
    _kind("fire_station", _("Fire stations"), amenity="fire_station"),
    _kind("shelter", _("Emergency assembly points"), needs_name=False, emergency="assembly_point"),
    _kind("defibrillator", _("Defibrillators"), needs_name=False, emergency="defibrillator"),
    _kind("park", _("Parks"), leisure="park"),
    _kind("playground", _("Playgrounds"), needs_name=False, leisure="playground"),
    _kind("sports", _("Sports grounds"), leisure="sports_centre fitness_station stadium"),
    _kind("drinking_water", _("Drinking water"), needs_name=False, amenity="drinking_water"),
    _kind("recycling", _("Recycling"), needs_name=False, amenity="recycling"),
)
LABELS: Mapping[str, str] = {kind.code: kind.label for kind in KINDS}


def get_facility_kind(tags: Mapping[str, str]) -> str | None:
    """The code of what residents find there; None for all else and for what is not open to them."""
    if tags.get("access") in CLOSED:
        return None
    for kind in KINDS:
        if any(tags.get(key) in values for key, values in kind.tags):
            return kind.code
    return None


def is_worth_listing(code: str, name: str) -> bool:
    """Whether a facility of that kind says enough for a list."""
    return bool(name) or not next(kind for kind in KINDS if kind.code == code).needs_name
