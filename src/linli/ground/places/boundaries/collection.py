"""Strict reading of a GeoJSON FeatureCollection of places (RFC 7946).

Each feature has the properties `code`, `name`, `kind` and `parent` (a code, or null at the top)
and a Polygon, MultiPolygon or null geometry.  Other properties are left alone, because map
programs add their own.  Everything that is wrong is found in one reading, feature by feature.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from linli.ground.places.boundaries.geometry import read_geometry
from linli.ground.places.boundaries.lattice import Boundary
from linli.ground.places.boundaries.problems import PlaceName, Problem
from linli.ground.places.codes import CodeSystem, validate_code
from linli.ground.places.names import NAME_MAX_LENGTH, clean_name
from linli.ground.places.refusals import RefusedError

MAX_BYTES = 64 * 1024 * 1024
MAX_FEATURES = 20_000
# The names under which map programs write "longitude and latitude on WGS 84".
WGS84_NAMES = {"urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"}


@dataclass(frozen=True, slots=True)
class Feature:
    """One place as the file states it; `number` counts from 1, None where there is no file."""

    number: int | None
    code: str
    kind: str
    name: str
    parent: str | None
    boundary: Boundary | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The features that are sound, and what is wrong with the others."""

    features: tuple[Feature, ...]
    problems: tuple[Problem, ...]


class _FileError(RefusedError):
    """Something is wrong with the file as a whole, or with the form of a feature."""


def read_collection(geojson: str | bytes | Mapping[str, Any], system: CodeSystem) -> Reading:
    """Every place of the file, and every problem of its text; nothing is guessed or mended."""
    try:
        members = _read_members(geojson)
    except _FileError as refusal:
        return Reading((), (Problem(refusal.code, detail=_writable(refusal.detail)),))
    features: list[Feature] = []
    problems: list[Problem] = []
    for number, member in enumerate(members, start=1):
        try:
            features.append(_read_feature(number, member, system))
        except RefusedError as refusal:
            problems.append(
                Problem(refusal.code, number, _name_of(member), detail=_writable(refusal.detail))
            )
    return Reading(tuple(features), tuple(problems))


def _read_members(geojson: str | bytes | Mapping[str, Any]) -> list[Any]:
    document = geojson if isinstance(geojson, Mapping) else _decode(geojson)
    if not isinstance(document, Mapping) or document.get("type") != "FeatureCollection":
        raise _FileError("not_a_feature_collection")
    _check_reference_system(document.get("crs"))
    members = document.get("features")
    if not isinstance(members, list):
        raise _FileError("not_a_feature_collection")
    if len(members) > MAX_FEATURES:
        raise _FileError("too_many_features", str(MAX_FEATURES))
    return members


def _decode(text: str | bytes) -> object:
    if len(text) > MAX_BYTES:
        raise _FileError("file_too_large", str(MAX_BYTES))
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return json.loads(
            decoded, parse_constant=_refuse_constant, object_pairs_hook=_refuse_repeats
        )
    except _FileError:
        raise
    except UnicodeDecodeError as error:
        raise _FileError("not_utf8", str(error.start)) from error
    except json.JSONDecodeError as error:
        where = f"{error.lineno}:{error.colno} {error.msg}"
        raise _FileError("json_syntax", where) from error
    # Brackets nested too deep, or a number of thousands of digits.
    except (RecursionError, ValueError) as error:
        raise _FileError("json_syntax", str(error)[:80]) from error


def _refuse_constant(constant: str) -> NoReturn:
    """NaN and Infinity are not JSON (RFC 8259, 6), though Python's reader takes them."""
    raise _FileError("json_syntax", constant)


def _refuse_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _FileError("json_syntax", next(key for key in keys if keys.count(key) > 1))
    return members


def _check_reference_system(crs: object) -> None:
    """Older files name a reference system; RFC 7946 has WGS 84 alone."""
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    if name not in WGS84_NAMES:
        raise _FileError("not_wgs84", str(name)[:80])


def _read_feature(number: int, member: object, system: CodeSystem) -> Feature:
    if not isinstance(member, Mapping) or member.get("type") != "Feature":
        raise _FileError("not_a_feature")
    properties = member.get("properties")
    if not isinstance(properties, Mapping):
        raise _FileError("property_missing", "code")
    code, kind, name = (_read_text(properties, key) for key in ("code", "kind", "name"))
    validate_code(system, code, kind)
    if "geometry" not in member:
        raise _FileError("geometry_missing")
    parent = _read_text(properties, "parent") if properties.get("parent") is not None else None
    return Feature(number, code, kind, clean_name(name), parent, read_geometry(member["geometry"]))


def _read_text(properties: Mapping[str, Any], key: str) -> str:
    """A text, never a number: a code read as a number has lost its leading zeros."""
    value = properties.get(key)
    if value is None:
        raise _FileError("property_missing", key)
    if not isinstance(value, str) or _writable(value) != value:
        raise _FileError("property_not_text", key)
    if not value.strip():
        raise _FileError("property_blank", key)
    return value.strip()


def _name_of(member: object) -> PlaceName | None:
    """What the file calls the place, as far as it can be told."""
    properties = member.get("properties") if isinstance(member, Mapping) else None
    if not isinstance(properties, Mapping) or not isinstance(properties.get("code"), str):
        return None
    name = str(properties.get("name", ""))[:NAME_MAX_LENGTH]
    return PlaceName(_writable(properties["code"][:64]), _writable(name))


def _writable(text: str) -> str:
    """The text with "?" for halves of characters, which JSON can state and no page can show."""
    return text.encode("utf-8", "replace").decode("utf-8")
