"""What is sent about a step: the matter's number and state, and no word of anybody.

The title stays out too: on a locked screen even the category may say too much.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext, override

from linli.core.matters.enums import Role
from linli.core.matters.versions import procedure_of
from linli.core.notices.models import Notice
from linli.ground.parties.services import contact_of
from linli.ground.privacy.contacts import Contact

TEMPLATE = "matter_notice"


@dataclass(frozen=True, slots=True)
class NoticeMessage:
    """A message as the senders take it; `parameters` serve gateways with approved wording."""

    contact: Contact
    language: str
    subject: str
    text: str
    parameters: Mapping[str, str]
    template: str = TEMPLATE


def compose_message(notice: Notice) -> NoticeMessage | None:
    """The message for the notice's person; None where nothing can reach him."""
    contact = _contact(notice)
    if contact is None:
        return None
    language = notice.account.language if notice.account else notice.community.language
    with override(language):
        parameters = _parameters(notice)
        return NoticeMessage(
            contact=contact,
            language=language,
            subject=gettext("%(number)s: %(state)s") % parameters,
            text=_text(notice) % parameters,
            parameters=parameters,
        )


def _text(notice: Notice) -> str:
    """Where the step left the state as it is, what was done says more than the state."""
    step = procedure_of(notice.matter).step_by_name.get(notice.step)
    if notice.role == Role.OFFICE or (step is not None and step.target is None):
        return gettext("%(community)s: matter %(number)s: %(what)s. %(address)s")
    if notice.role == Role.REPORTER:
        return gettext("%(community)s: your matter %(number)s is now “%(state)s”. %(address)s")
    if notice.role == Role.PUBLIC:
        return gettext(
            "%(community)s: %(number)s, which you follow, is now “%(state)s”. %(address)s"
        )
    return gettext(
        "%(community)s: matter %(number)s waits for your organisation, “%(state)s”. %(address)s"
    )


def _parameters(notice: Notice) -> dict[str, str]:
    procedure = procedure_of(notice.matter)
    state, step = procedure.state_by_name[notice.state], procedure.step_by_name.get(notice.step)
    return {
        "community": notice.community.name,
        "number": notice.matter.number,
        "state": gettext(state.label),
        "what": gettext(step.done if step else state.label),
        "address": f"{settings.LINLI_PUBLIC_URL}/matters/{notice.matter.number}",
    }


def _contact(notice: Notice) -> Contact | None:
    """The phone before the mail; a landline takes no messages."""
    if notice.account is not None:
        phone, mail = notice.account.phone, notice.account.mail
    else:
        assert notice.resident is not None
        given = contact_of(notice.resident)
        phone, mail = given.phone, given.mail
    for contact in (Contact("phone", phone), Contact("mail", mail)):
        if contact.value and contact.takes_messages:
            return contact
    return None
