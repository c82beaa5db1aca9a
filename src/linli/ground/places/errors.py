"""Why a change to the territory was refused, in stable codes and in words for people."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.ground.places.boundaries.problems import Problem

MAX_LISTED = 200


class PlacesError(Exception):
    """Something about places was refused."""

    code = "places_error"


class UnknownPlaceError(PlacesError):
    """The community has no place of that code."""

    code = "unknown_place"


class ForeignUserError(PlacesError):
    """The acting user does not belong to the community, or no longer may sign in."""

    code = "foreign_user"


class PositionError(PlacesError, ValueError):
    """Coordinates that lie nowhere on Earth, often latitude and longitude swapped."""

    code = "coordinates_out_of_range"


class TerritoryRefusedError(PlacesError):
    """A change that would leave the territory unsound; nothing was written.

    `problems` holds the first MAX_LISTED reasons, `count` how many were found before the search
    ended; `code` is the first's.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].code)
        self.code = problems[0].code
        self.problems = tuple(problems[:MAX_LISTED])
        self.count = len(problems)

    def __str__(self) -> str:
        return "\n".join(describe_problem(problem) for problem in self.problems)


def describe_problem(problem: Problem) -> str:
    """One line for the operator, in the language in use."""
    sentence = _(SENTENCES[problem.code]) % {
        "detail": problem.detail,
        "others": ", ".join(f"{other.name} ({other.code})" for other in problem.others),
        "area": problem.area_m2,
        "at": "{}, {}".format(*problem.at) if problem.at else "",
    }
    if problem.place:
        named = {"name": problem.place.name, "code": problem.place.code, "text": sentence}
        sentence = _("%(name)s (%(code)s): %(text)s") % named
    if problem.feature:
        sentence = _("Feature %(number)s: %(text)s") % {
            "number": problem.feature,
            "text": sentence,
        }
    return sentence


SENTENCES = {
    "file_too_large": gettext_noop("The file is larger than %(detail)s bytes."),
    "not_utf8": gettext_noop(
        "The file is not UTF-8 text; byte %(detail)s is the first that is not."
    ),
    "json_syntax": gettext_noop("The file is not JSON (line:column): %(detail)s"),
    "not_a_feature_collection": gettext_noop("The file is not a GeoJSON FeatureCollection."),
    "not_wgs84": gettext_noop(
        "Coordinates must be WGS 84, longitude first; the file says %(detail)s."
    ),
    "too_many_features": gettext_noop("The file has more than %(detail)s features; divide it."),
    "not_a_feature": gettext_noop("This is not a GeoJSON Feature."),
    "property_missing": gettext_noop("The property “%(detail)s” is missing."),
    "property_not_text": gettext_noop(
        "The property “%(detail)s” must be a text in quotation marks."
    ),
    "property_blank": gettext_noop("The property “%(detail)s” is empty."),
    "name_too_long": gettext_noop("The name is longer than %(detail)s characters."),
    "name_characters": gettext_noop("The name has characters that cannot be shown: %(detail)s"),
    "unknown_kind": gettext_noop("There is no kind of place “%(detail)s”."),
    "code_characters": gettext_noop("The code “%(detail)s” has characters that codes do not have."),
    "code_length": gettext_noop("The code “%(detail)s” is not as long as codes of this kind are."),
    "code_part_out_of_range": gettext_noop(
        "The part for %(detail)s is outside the numbers set for it."
    ),
    "duplicate_code": gettext_noop("The code is taken; the place that has it: %(detail)s."),
    "retired_code": gettext_noop(
        "The code belonged to %(others)s, which is retired; codes never come back."
    ),
    "kind_changed": gettext_noop("The kind of a place cannot change; so far it is “%(detail)s”."),
    "wrong_parent": gettext_noop("The code does not begin with that of the parent “%(detail)s”."),
    "unknown_parent": gettext_noop("The parent “%(detail)s” is not known."),
    "retired_parent": gettext_noop("The parent %(others)s is retired."),
    "parent_not_named": gettext_noop("The property “parent” must name %(others)s."),
    "parent_kind": gettext_noop("A place of this kind cannot lie in %(others)s."),
    "geometry_missing": gettext_noop(
        "The member “geometry” is missing; write null where none is known."
    ),
    "geometry_type": gettext_noop(
        "The geometry must be a Polygon or a MultiPolygon, not %(detail)s."
    ),
    "geometry_shape": gettext_noop("The coordinates are not lists of rings."),
    "position": gettext_noop("A position must be two numbers, longitude and latitude: %(detail)s"),
    "coordinates_out_of_range": gettext_noop("Longitude and latitude are out of range: %(detail)s"),
    "ring_too_short": gettext_noop("A ring has fewer than three different corners: %(detail)s"),
    "ring_open": gettext_noop("A ring does not end where it begins: %(detail)s"),
    "too_many_points": gettext_noop("The boundary has more than %(detail)s corners."),
    "extent_too_large": gettext_noop("The boundary is wider than %(detail)s degrees."),
    "polygon_invalid": gettext_noop("The boundary crosses or touches itself: %(detail)s"),
    "overlap": gettext_noop("Overlaps with %(others)s by %(area)s m² near %(at)s."),
    "outside_parent": gettext_noop("Sticks out of %(others)s by %(area)s m² near %(at)s."),
    "gap": gettext_noop(
        "A gap of %(area)s m² near %(at)s is in none of its grids; around it: %(others)s."
    ),
    "name_blank": gettext_noop("The name is empty."),
    "live_children": gettext_noop("Places below are still in use: %(others)s."),
    "already_retired": gettext_noop("The place was retired on %(detail)s."),
    "retired_in_future": gettext_noop("A place cannot be retired ahead of time, on %(detail)s."),
}
"""By code of problem; each has a heading in `docs/places.md`."""
