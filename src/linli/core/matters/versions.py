"""Versions of rules: a matter keeps those that it began under."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

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
    version = (
        ProcedureVersion.objects.filter(community=community, kind=kind).order_by("-number").first()
    )
    declared = get_registration(kind).procedure.version
    if version is not None and version.declaration == declared:
        return version
    rules = version.rules if version else get_registration(kind).rules(community.profile)
    return change_rules(
        community, kind=kind, rules=rules, acting_user=acting_as_system(community), now=now
    )


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
    Community.objects.select_for_update().get(pk=community.pk)
    procedure = get_registration(kind).procedure
    parse_rules(procedure, rules)
    held = ProcedureVersion.objects.filter(community=community, kind=kind)
    last = held.aggregate(last=Max("number"))["last"] or 0
    return ProcedureVersion.objects.create(
        community=community,
        kind=kind,
        number=last + 1,
        declaration=procedure.version,
        rules=rules,
        created_at=now,
        created_by=acting_user.account,
    )


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
