"""Who may contribute to a matter."""

from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import ContributionKind
from linli.core.matters.definition.actors import Kind
from linli.core.matters.enums import Role
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Matter
from linli.core.matters.policies import roles_on


def admit(declared: ContributionKind, matter: Matter, user: ActingUser) -> str:
    """Who contributes, as the key that keeps it to once each."""
    if matter.state not in declared.states:
        raise StepRefusedError("not_in_state", declared.name)
    if declared.followed and user.is_reporter_of(matter):
        raise StepRefusedError("not_your_duty", declared.name)
    for actor in declared.actors:
        if actor.kind is Kind.REPORTER and user.is_reporter_of(matter):
            return f"reporter/{matter.pk}"
        if actor.kind is Kind.ANYONE and user.account is not None:
            return f"account/{user.account.pk}"
        if actor.kind is Kind.ANYONE and user.visitor:
            return f"visitor/{user.visitor}"
        on_duty = actor.kind is Kind.DUTY and user.has_duty(actor.duty)
        if on_duty and user.account and roles_on(matter, user) & {Role.OFFICE, Role.HOLDER}:
            return f"account/{user.account.pk}"
    raise StepRefusedError("not_your_duty", declared.name)
