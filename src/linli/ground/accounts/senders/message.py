"""What is sent: the code, its words, and a sealed form that a queue can keep."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext, override

from linli.ground.accounts.policies import CODE_LIFETIME
from linli.ground.privacy.cipher import seal, unseal
from linli.ground.privacy.contacts import Contact

_PURPOSE = "code-message"


class Message(Protocol):
    """What a carrier needs; `template` and `parameters` serve gateways with approved wording."""

    @property
    def contact(self) -> Contact: ...

    @property
    def language(self) -> str: ...

    @property
    def subject(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def template(self) -> str: ...

    @property
    def parameters(self) -> Mapping[str, str | int]: ...


@dataclass(frozen=True, slots=True)
class CodeMessage:
    """A code for a contact, in the language that was asked for."""

    contact: Contact
    code: str
    language: str
    community_name: str

    @property
    def minutes(self) -> int:
        """How long the code is valid."""
        return int(CODE_LIFETIME.total_seconds()) // 60

    @property
    def template(self) -> str:
        """The wording's name at a gateway."""
        return "sign_in_code"

    @property
    def parameters(self) -> Mapping[str, str | int]:
        """What the approved wording leaves open."""
        return {"code": self.code, "minutes": self.minutes}

    @property
    def subject(self) -> str:
        """Without the code: subjects show on locked screens."""
        with override(self.language):
            return gettext("Your sign-in code for %(community)s") % {
                "community": self.community_name
            }

    @property
    def text(self) -> str:
        """One text for mail and text message."""
        with override(self.language):
            return gettext(
                "Your sign-in code for %(community)s is %(code)s. It is valid for %(minutes)d "
                "minutes. Nobody from the community will ever ask you for it."
            ) % {"community": self.community_name, "code": self.code, "minutes": self.minutes}


def seal_message(message: CodeMessage) -> str:
    """Sealed text for a job queue, so that no contact and no code waits in clear in its table."""
    parts = [
        message.contact.kind,
        message.contact.value,
        message.code,
        message.language,
        message.community_name,
    ]
    return seal(json.dumps(parts), purpose=_PURPOSE, binding=[_PURPOSE])


def open_message(sealed: str) -> CodeMessage:
    """The message that was sealed; raises DecryptionError."""
    kind, value, *rest = json.loads(unseal(sealed, purpose=_PURPOSE, binding=[_PURPOSE]))
    return CodeMessage(Contact(kind, value), *rest)
