"""Plays the matters of a starting community through the funnel, in the order of their times."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from linli.core.contributions.services import contribute
from linli.core.matters.acting import ActingUser, acting_anonymously, acting_as
from linli.core.matters.models import Matter
from linli.core.matters.services import open_matter, perform
from linli.ground.accounts.public import Account
from linli.ground.communities.models import Community

Table = Mapping[str, Any]

ANYBODY = "anybody"
DAYS_AGO = re.compile(r"([1-9]\d*)d (\d\d:\d\d)")
UNITS_AGO = re.compile(r"([1-9]\d*)([hm])")


class RehearsalError(ValueError):
    """The script of a starting community cannot be followed."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing that happens: an opening (without step), a step, or somebody joining."""

    at: datetime
    matter: str
    by: str
    what: str
    script: Table


@dataclass(slots=True)
class Cast:
    """Who plays, and the matters that there are so far, by the keys of the script."""

    community: Community
    people: Mapping[str, Account]
    matters: dict[str, Matter] = field(default_factory=dict)

    def acting(self, scene: Scene) -> ActingUser:
        """The person; `anybody` holds the receipt of the matter, if there is one yet."""
        if scene.by == ANYBODY:
            held = self.matters.get(scene.matter)
            return acting_anonymously(self.community, receipts=[held.pk] if held else [])
        return acting_as(self.people[scene.by])

    def values(self, scene: Scene) -> dict[str, Any]:
        """The values of the scene, with the number of a matter where its key is named as `@key`."""
        return {
            name: self.matters[value[1:]].number if str(value).startswith("@") else value
            for name, value in scene.script.get("values", {}).items()
        }


def rehearse(cast: Cast, *, table: Table, now: datetime) -> None:
    """Plays every scene at its time.  Raises RehearsalError for a time that cannot be read, lies
    ahead, or lies before the scene that it follows."""
    zone = ZoneInfo(cast.community.time_zone)
    scenes = [
        scene for row in table["matter"] for scene in _in_order(_scenes(row, now=now, zone=zone))
    ]
    scenes += [
        Scene(read_moment(row["at"], now=now, zone=zone), row["matter"], row["by"], "join", row)
        for row in table.get("join", [])
    ]
    for scene in sorted(scenes, key=lambda scene: scene.at):
        _play(cast, scene)


def read_moment(text: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """`12d 09:40` is twelve days ago at that local time; `20h` and `35m` are that long ago."""
    if found := DAYS_AGO.fullmatch(text):
        day = now.astimezone(zone).date() - timedelta(days=int(found[1]))
        return datetime.combine(day, time.fromisoformat(found[2]), zone)
    if found := UNITS_AGO.fullmatch(text):
        amount = int(found[1])
        return now - (timedelta(hours=amount) if found[2] == "h" else timedelta(minutes=amount))
    raise RehearsalError(f"not a time such as 12d 09:40, 20h or 35m: {text!r}")


def _scenes(row: Table, *, now: datetime, zone: ZoneInfo) -> Iterator[Scene]:
    yield Scene(read_moment(row["at"], now=now, zone=zone), row["key"], row["by"], "", row)
    for step in row.get("steps", []):
        at = read_moment(step["at"], now=now, zone=zone)
        yield Scene(at, step.get("on", row["key"]), step["by"], step["step"], step)


def _in_order(scenes: Iterator[Scene]) -> list[Scene]:
    listed = list(scenes)
    for before, after in pairwise(listed):
        if after.at <= before.at:
            raise RehearsalError(f"{after.matter}: {after.what} does not follow {before.what}")
    return listed


def _play(cast: Cast, scene: Scene) -> None:
    user, values = cast.acting(scene), cast.values(scene)
    if scene.what == "join":
        contribute(cast.matters[scene.matter].pk, "join", acting_user=user, now=scene.at)
    elif scene.what:
        outcome = perform(
            cast.matters[scene.matter].pk,
            scene.what,
            acting_user=user,
            values=values,
            now=scene.at,
        )
        cast.matters[scene.matter] = outcome.matter
    else:
        origin = scene.script.get("origin")
        cast.matters[scene.matter] = open_matter(
            scene.script.get("kind", "case"),
            acting_user=user,
            values=values,
            origin=cast.matters[origin] if origin else None,
            now=scene.at,
        ).matter
