"""Answer templates of an organisation, and the rule that none is sent unread.  Words are never
changed: they end, and others begin, so that it can be read who wrote what."""

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.apps.cases.models import AnswerTemplate
from linli.apps.cases.selectors.templates import list_handled_for, list_templates
from linli.core.matters.acting import ActingUser
from linli.core.matters.context import StepContext
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Organisation

# An opening bracket without its end counts: it is no less unread.
BLANK = re.compile(r"【[^】]*(】|$)")
LONGEST_NAME, LONGEST_TEXT = 60, 1000


@transaction.atomic
def keep_template(
    *, name: str, text: str, acting_user: ActingUser, now: datetime, organisation_slug: str = ""
) -> AnswerTemplate:
    """The template of that name from now on, for the organisation that the user handles for; which
    one, where there are several.  The one that had the name ends, unless it has the same words.

    Raises StepRefusedError (not_your_duty), InputRefusedError naming name, text or organisation.
    """
    organisation = _own(acting_user, organisation_slug)
    given = {"name": (" ".join(name.split()), LONGEST_NAME), "text": (text.strip(), LONGEST_TEXT)}
    errors = {key: "required" for key, (value, _most) in given.items() if not value}
    errors |= {key: "too_long" for key, (value, most) in given.items() if len(value) > most}
    if "text" not in errors and not BLANK.search(given["text"][0]):
        errors["text"] = "blank_needed"
    if errors:
        raise InputRefusedError(errors)
    return _begin(organisation, given["name"][0], given["text"][0], user=acting_user, now=now)


@transaction.atomic
def end_template(key: UUID, *, acting_user: ActingUser, now: datetime) -> None:
    """The organisation has it no more; it stays in the history.

    Raises StepRefusedError (not_your_duty).
    """
    if not acting_user.has_duty(DutyKind.HANDLER):
        raise StepRefusedError("not_your_duty", "templates")
    list_templates(acting_user).filter(pk=key).update(ended_at=now, ended_by=acting_user.account)


def handle(context: StepContext) -> None:
    """Raises InputRefusedError where the result still has a blank of a template in it."""
    if BLANK.search(context.values.text("result")):
        raise InputRefusedError({"result": "blank_left"})


def _begin(
    organisation: Organisation, name: str, text: str, *, user: ActingUser, now: datetime
) -> AnswerTemplate:
    # The organisation's row: two who keep the same name at once stand one behind the other.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    running = AnswerTemplate.objects.filter(
        community=user.community, organisation=organisation, name=name, ended_at__isnull=True
    )
    same = running.filter(text=text).first()
    if same:
        return same
    running.update(ended_at=now, ended_by=user.account)
    return AnswerTemplate.objects.create(
        community=user.community,
        organisation=organisation,
        name=name,
        text=text,
        begun_at=now,
        begun_by=user.account,
    )


def _own(user: ActingUser, slug: str) -> Organisation:
    own = list_handled_for(user)
    if not own:
        raise StepRefusedError("not_your_duty", "templates")
    if len(own) > 1 and not slug:
        raise InputRefusedError({"organisation": "required"})
    for organisation in own:
        if slug in {"", organisation.slug}:
            return organisation
    raise InputRefusedError({"organisation": "not_a_choice"})
