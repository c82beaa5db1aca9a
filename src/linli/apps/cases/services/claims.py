"""Who is at which case: dispatchers side by side never take the same one."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from linli.apps.cases.enums import CaseState
from linli.apps.cases.models import Claim
from linli.apps.cases.procedure import CASE, DISPATCH_QUEUE
from linli.core.matters.acting import ActingUser
from linli.core.matters.context import StepContext
from linli.core.matters.errors import MatterNotFoundError, StepRefusedError
from linli.core.matters.models import Matter
from linli.core.matters.policies import visible_to
from linli.core.matters.selectors import find_refusal, list_worklist
from linli.ground.parties.enums import DutyKind

LASTS = timedelta(minutes=5)
LOOKED_AT = 50


@transaction.atomic
def claim_matter(matter: Matter, *, acting_user: ActingUser, now: datetime) -> Claim:
    """The case is this dispatcher's for five minutes from now; again, it is so for longer.

    What he claimed before is free again.  Raises StepRefusedError: claimed_by_another, and with
    the code that bars him from deciding it, such as not_your_duty; MatterNotFoundError.
    """
    account = _dispatcher(acting_user)
    locked = (
        visible_to(acting_user)
        .select_for_update(of=("self",), no_key=True)
        .filter(pk=matter.pk)
        .first()
    )
    if locked is None:
        raise MatterNotFoundError(matter.number)
    if bar := _find_bar(locked, acting_user, now):
        raise StepRefusedError(bar, "claim")
    held = Claim.objects.filter(matter=locked).first()
    if held and held.account_id != account and held.until > now:
        raise StepRefusedError("claimed_by_another", "claim")
    return _claim(locked, account, now)


@transaction.atomic
def renew_claim(matter: Matter, *, acting_user: ActingUser, now: datetime) -> None:
    """Five minutes more of what is this dispatcher's; nothing where it is nobody's any more, since
    he may be at another in a second window.  Raises StepRefusedError (claimed_by_another)."""
    account = _dispatcher(acting_user)
    running = Claim.objects.filter(matter=matter)
    if running.filter(account_id=account).update(until=now + LASTS):
        return
    if running.filter(until__gt=now).exists():
        raise StepRefusedError("claimed_by_another", "claim")


@transaction.atomic
def claim_next(*, acting_user: ActingUser, now: datetime) -> Matter | None:
    """The most urgent case that this dispatcher may decide and nobody else is at; None where there
    is none.

    Raises StepRefusedError (not_your_duty).
    """
    account = _dispatcher(acting_user)
    waiting = list_worklist(acting_user, kind=CASE.kind, worklist=DISPATCH_QUEUE).filter(
        Q(claim__isnull=True) | Q(claim__until__lte=now) | Q(claim__account_id=account)
    )
    skips = bool(connection.features.has_select_for_update_skip_locked)
    for key in list(waiting.values_list("pk", flat=True)[:LOOKED_AT]):
        # One lock at a time: whoever looks beside this one is to find the next.
        matter = (
            visible_to(acting_user)
            .select_for_update(of=("self",), no_key=True, skip_locked=skips)
            .filter(pk=key, state__in=DISPATCH_QUEUE.states)
            .first()
        )
        if matter is None or _find_bar(matter, acting_user, now):
            continue
        # Under the lock: somebody may have claimed it since it was listed.
        held = Claim.objects.filter(matter=matter, until__gt=now).first()
        if held is None or held.account_id == account:
            _claim(matter, account, now)
            return matter
    return None


@transaction.atomic
def release_claims(*, acting_user: ActingUser) -> None:
    """What this dispatcher claimed is free again; StepRefusedError (not_your_duty)."""
    account = _dispatcher(acting_user)
    Claim.objects.filter(community=acting_user.community, account_id=account).delete()


def check_claim(context: StepContext) -> None:
    """Raises StepRefusedError (claimed_by_another) where somebody else is at the case; the claim
    of whoever takes the step has served its purpose."""
    held = Claim.objects.filter(matter=context.matter).first()
    if held is None:
        return
    own = context.user.account is not None and held.account_id == context.user.account.pk
    if not own and held.until > context.now:
        raise StepRefusedError("claimed_by_another", context.decision.step.name)
    if context.decision.step.name not in {"accept", "correct_category"}:
        held.delete()


def _find_bar(matter: Matter, user: ActingUser, now: datetime) -> str:
    """Why this dispatcher may not decide the case; empty where he may."""
    if matter.kind != CASE.kind or matter.state not in DISPATCH_QUEUE.states:
        return "not_in_state"
    step = "accept" if matter.state == CaseState.REPORTED else "dispatch"
    return find_refusal(matter, step, user=user, now=now)


def _claim(matter: Matter, account: UUID, now: datetime) -> Claim:
    """One case at a time: whatever else he claimed is free."""
    own = Claim.objects.filter(community=matter.community_id, account_id=account)
    own.exclude(matter=matter).delete()
    claim, _ = Claim.objects.update_or_create(
        matter=matter,
        defaults={
            "community_id": matter.community_id,
            "account_id": account,
            "until": now + LASTS,
        },
    )
    return claim


def _dispatcher(user: ActingUser) -> UUID:
    """The account's key; StepRefusedError (not_your_duty) unless it is a dispatcher's."""
    if user.account is None or not user.has_duty(DutyKind.DISPATCHER):
        raise StepRefusedError("not_your_duty", "claim")
    return user.account.pk
