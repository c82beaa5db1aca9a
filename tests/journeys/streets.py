"""Communities for journeys: a street in China, and one under no country's law."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import translation

from linli.apps.cases.models import Category
from linli.ground.accounts.models import Account
from linli.ground.parties.enums import DutyKind
from linli.ground.profiles.loader import read_part
from tests.factories import Scene, make_scene

# A Wednesday: ten in the morning in China.
MORNING = datetime(2026, 11, 25, 2, tzinfo=UTC)
CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


class StreetClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = MORNING

    def read(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        """On by days, hours, minutes."""
        self.now += timedelta(**span)


@dataclass(frozen=True, slots=True)
class Street:
    """A community at work, the address where it answers, and how it speaks."""

    scene: Scene
    url: str
    clock: StreetClock
    outbox: Path
    language: str

    def say(self, message: str) -> str:
        """The page's own words for an English message."""
        with translation.override(self.language):
            return translation.gettext(message)

    def name(self, kind: DutyKind) -> str:
        """What the person on that duty is called."""
        return self.scene.people[kind].display_name

    def category(self, code: str) -> str:
        """A category's name in the catalogue."""
        return Category.objects.get(community=self.scene.community, code=code).name

    def read_code(self) -> str:
        """The six digits of the latest message."""
        newest = max(self.outbox.glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)
        found = CODE.search(newest.read_text(encoding="utf-8"))
        assert found is not None
        return found[0]


def make_street(profile: str, *, url: str, clock: StreetClock, outbox: Path) -> Street:
    """A scene under the profile, in its language, whose people can be tried out."""
    told = read_part(profile, "profile")
    with translation.override(told["language"]):
        scene = make_scene(profile=profile)
    community = scene.community
    community.language, community.time_zone = told["language"], told["time_zone"]
    community.phone = "021-5550100"
    community.save(update_fields=["language", "time_zone", "phone"])
    accounts = Account.objects.filter(community=community)
    accounts.update(is_demo=True, language=told["language"])
    return Street(scene, url, clock, outbox, told["language"])
