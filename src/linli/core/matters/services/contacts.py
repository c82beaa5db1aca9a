"""Giving out a reporter's contact data: per duty, per matter, with an entry that he can read."""

from datetime import datetime

from django.db import transaction

from linli.core.matters.acting import ActingUser
from linli.core.matters.enums import Role
from linli.core.matters.errors import StepRefusedError
from linli.core.matters.models import Matter
from linli.core.matters.policies import OFFICE_DUTIES, may_contact_reporter, roles_on
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Duty
from linli.ground.parties.services import Contact, disclose_contact
from linli.ground.places.selectors import covers


@transaction.atomic
def disclose_reporter(matter: Matter, *, acting_user: ActingUser, now: datetime) -> Contact:
    """The reporter's contact data, entered in his access log.

    Raises StepRefusedError: not_your_duty, hidden_reporter, no_contact.
    """
    roles = roles_on(matter, acting_user)
    if not may_contact_reporter(matter, roles):
        hidden = Role.HOLDER in roles and matter.reporter_hidden
        raise StepRefusedError("hidden_reporter" if hidden else "not_your_duty", "contact")
    if matter.reporter is None:
        raise StepRefusedError("no_contact", "contact")
    duty = _duty_for(matter, acting_user, roles)
    contact = disclose_contact(matter.reporter, duty=duty, matter_number=matter.number, at=now)
    if contact.is_empty:
        raise StepRefusedError("no_contact", "contact")
    return contact


def _duty_for(matter: Matter, user: ActingUser, roles: frozenset[Role]) -> Duty:
    for duty in user.duties:
        if Role.OFFICE in roles and duty.kind in OFFICE_DUTIES:
            if covers(duty.place.code, matter.place_code, community=user.community):
                return duty
        elif duty.kind == DutyKind.HANDLER and duty.organisation_id == matter.holder_id:
            return duty
    raise StepRefusedError("not_your_duty", "contact")
