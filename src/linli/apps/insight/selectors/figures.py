"""How well suggestions do: by trials on held-out decisions, and by what people decided since."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from linli.apps.insight.enums import Target
from linli.apps.insight.models import LearnedModel
from linli.core.records.models import Record
from linli.ground.communities.models import Community

STEPS = {"accept": (Target.CATEGORY, "category"), "dispatch": (Target.ORGANISATION, "organisation")}
MONTHS_BACK = timedelta(days=366)
MOST_ATTEMPTS = 20
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Standing:
    """The model in use, or None while the catalogue's words alone suggest; and the last attempt."""

    target: Target
    current: LearnedModel | None
    last: LearnedModel | None


@dataclass(slots=True)
class Kept:
    """Of how many decisions there was a suggestion, and it was what the person decided; those of
    which nobody knew anything are counted apart."""

    asked: int = 0
    nobody: int = 0
    right: int = 0
    sure: int = 0
    sure_right: int = 0
    versions: set[str] = field(default_factory=set)

    @property
    def suggested(self) -> int:
        return self.asked - self.nobody

    def add(self, facts: Mapping[str, Any], decided: str) -> None:
        """One decision."""
        self.asked += 1
        if facts["suggested_by"] == NOBODY:
            self.nobody += 1
            return
        is_right = facts.get("suggested") == decided
        self.right += is_right
        self.sure += bool(facts.get("sure"))
        self.sure_right += bool(facts.get("sure")) and is_right
        self.versions.add(facts["suggested_by"])


@dataclass(frozen=True, slots=True)
class Month:
    """A month's decisions, as `2026-11`."""

    name: str
    kept: Kept


def get_standing(community: Community, target: Target) -> Standing:
    """Two queries."""
    rows = (
        LearnedModel.objects.filter(community=community, target=target)
        .defer("data")
        .order_by("-made_at")
    )
    return Standing(target, rows.filter(taken_over=True).first(), rows.first())


def list_attempts(community: Community) -> list[LearnedModel]:
    """The last twenty, the latest first."""
    rows = LearnedModel.objects.filter(community=community).defer("data")
    return list(rows.order_by("-made_at", "-pk")[:MOST_ATTEMPTS])


def list_months(community: Community, *, now: datetime) -> dict[Target, list[Month]]:
    """What people decided of suggestions in the last year, by target and month, the latest first;
    one query."""
    rows = Record.objects.filter(
        community=community,
        kind="case",
        step__in=STEPS,
        at__gte=now - MONTHS_BACK,
        facts__has_key="suggested_by",
    ).values_list("step", "at", "facts")
    zone = ZoneInfo(community.time_zone)
    months: dict[Target, dict[str, Kept]] = {target: {} for target in Target}
    for step, at, facts in rows.iterator():
        target, name = STEPS[step]
        month = at.astimezone(zone).strftime("%Y-%m")
        months[target].setdefault(month, Kept()).add(facts, facts.get(name, ""))
    return {target: _latest_first(kept) for target, kept in months.items()}


def _latest_first(months: Mapping[str, Kept]) -> list[Month]:
    return [Month(name, months[name]) for name in sorted(months, reverse=True)]
