"""Versions of rules: a matter keeps those that it began under."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from linli.core.matters.acting import ActingUser, acting_as_system
from linli.core.matters.definition import Procedure
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Matter, ProcedureVersion
from linli.core.matters.registry import get_procedure, get_registration
from linli.core.matters.rules import Rules, parse_rules
from linli.ground.communities.models import Community
from linli.ground.parties.enums import DutyKind


def current_version(community: Community, kind: str, *, now: datetime) -> ProcedureVersion:
    """The version that matters opened now begin under; made from the profile the first time."""
    return _find_current(community, kind) or _make_current(community, kind, now=now)


def _find_current(community: Community, kind: str) -> ProcedureVersion | None:
    """The latest version, if it is of the declaration that is in force."""
    version = _list_versions(community, kind).first()
    declared = get_registration(kind).procedure.version
    return version if version is not None and version.declaration == declared else None


@transaction.atomic
def _make_current(community: Community, kind: str, *, now: datetime) -> ProcedureVersion:
    """Looks again under the lock: of many who find none at once, the first makes it."""
    lock_versions(community)
    if version := _find_current(community, kind):
        return version
    earlier = _list_versions(community, kind).first()
    usual = get_registration(kind).rules(community.profile)
    return change_rules(
        community,
        kind=kind,
        rules=_carry_over(usual, earlier.rules) if earlier else usual,
        acting_user=acting_as_system(community),
        now=now,
    )


def _carry_over(usual: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """What the community set, with the profile's limits for what a new declaration adds."""
    return {
        **own,
        **{part: {**limits, **own.get(part, {})} for part, limits in usual.items()},
    }


def _list_versions(community: Community, kind: str) -> QuerySet[ProcedureVersion]:
    return ProcedureVersion.objects.filter(community=community, kind=kind).order_by("-number")


def lock_versions(community: Community) -> None:
    """Keeps apart those who make versions, and nobody else: every insert asks for the community's
    key at its commit, and would wait for a full lock while it holds others up."""
    Community.objects.select_for_update(no_key=True).get(pk=community.pk)


@transaction.atomic
def change_rules(
    community: Community,
    *,
    kind: str,
    rules: dict[str, Any],
    acting_user: ActingUser,
    now: datetime,
) -> ProcedureVersion:
    """Puts new rules in force for matters opened from now on; running ones keep theirs.

    Raises DefinitionError where a limit is missing, StepRefusedError unless the user administers
    the community or is the system.
    """
    if not (acting_user.is_system or acting_user.has_duty(DutyKind.ADMINISTRATOR)):
        raise StepRefusedError("not_your_duty", "change_rules")
    lock_versions(community)
    procedure = get_registration(kind).procedure
    parse_rules(procedure, rules)
    last = _list_versions(community, kind).values_list("number", flat=True).first() or 0
    return ProcedureVersion.objects.create(
        community=community,
        kind=kind,
        number=last + 1,
        declaration=procedure.version,
        rules=rules,
        created_at=now,
        created_by=acting_user.account,
    )


def current_rules(community: Community, procedure: Procedure, *, now: datetime) -> Rules:
    """The rules that matters opened now begin under."""
    return _load(current_version(community, procedure.kind, now=now).pk)[1]


def procedure_of(matter: Matter) -> Procedure:
    """The declaration that the matter began under."""
    return _load(matter.version_id)[0]


def rules_of(matter: Matter) -> Rules:
    """The rules that the matter began under."""
    return _load(matter.version_id)[1]


@lru_cache(maxsize=4096)
def _load(version_id: UUID) -> tuple[Procedure, Rules]:
    """Versions never change, so a process may keep them."""
    version = ProcedureVersion.objects.get(pk=version_id)
    procedure = get_procedure(version.kind, version.declaration)
    return procedure, parse_rules(procedure, version.rules)
