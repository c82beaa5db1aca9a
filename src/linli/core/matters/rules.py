"""The rules of a procedure version: limits of promises by subject, days of grace, how long after
it was due a promise is brought before the next duty."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from linli.core.matters.definition import Procedure
from linli.core.matters.errors import DefinitionError
from linli.ground.calendars.public import Limit


@dataclass(frozen=True, slots=True)
class Rules:
    """What a community set for a kind of matter; made by `parse_rules`."""

    promises: Mapping[str, Limit]
    subjects: Mapping[str, Mapping[str, Limit]]
    days: Mapping[str, int]
    ladder: Mapping[str, Limit] = field(default_factory=dict)

    def limit_of(self, promise: str, subject: str) -> Limit:
        """The limit for a subject, else for the nearest subject above it, else the general one."""
        while subject:
            limit = self.subjects.get(subject, {}).get(promise)
            if limit is not None:
                return limit
            subject = subject.rpartition(".")[0]
        return self.promises[promise]


def parse_rules(procedure: Procedure, raw: Mapping[str, Any]) -> Rules:
    """Checked rules; DefinitionError naming the first promise or rule of days that is missing."""
    promises = {name: Limit.parse(code) for name, code in raw.get("promises", {}).items()}
    for promise in procedure.promises:
        if promise.name not in promises:
            raise DefinitionError(f"{procedure.kind}: no limit for promise {promise.name}")
    days = {name: int(number) for name, number in raw.get("days", {}).items()}
    for step in procedure.steps:
        _check_days(procedure, step.within, days)
    for worklist in procedure.worklists:
        _check_days(procedure, worklist.within, days)
    if procedure.origin and procedure.origin.within and procedure.origin.within not in days:
        raise DefinitionError(f"{procedure.kind}: no days for {procedure.origin.within}")
    subjects = {
        subject: {name: Limit.parse(code) for name, code in limits.items()}
        for subject, limits in raw.get("subjects", {}).items()
    }
    ladder = {step: Limit.parse(code) for step, code in raw.get("ladder", {}).items()}
    return Rules(promises=promises, subjects=subjects, days=days, ladder=ladder)


def _check_days(procedure: Procedure, rule: str, days: Mapping[str, int]) -> None:
    if rule and days.get(rule, 0) < 1:
        raise DefinitionError(f"{procedure.kind}: no days for {rule}")
