"""Who may take a step."""

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """What ties a duty to a matter."""

    PLACE = "place"
    HOLDER = "holder"


class Kind(StrEnum):
    ANYONE = "anyone"
    REPORTER = "reporter"
    DUTY = "duty"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """One kind of person who may take a step.

    A duty counts where its place covers the matter's place, or where its organisation holds the
    matter.
    """

    kind: Kind
    duty: str = ""
    where: Where = Where.PLACE

    @property
    def role(self) -> str:
        """The word that the record carries: a duty's kind, or the kind of actor."""
        return self.duty or self.kind.value


anyone = Actor(Kind.ANYONE)
reporter = Actor(Kind.REPORTER)
system = Actor(Kind.SYSTEM)


def duty(kind: str, *, where: Where = Where.PLACE) -> Actor:
    """Somebody on a duty of that kind, in the matter's place or for its holder."""
    return Actor(Kind.DUTY, kind, where)
