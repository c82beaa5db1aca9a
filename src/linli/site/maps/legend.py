"""What the marks on a map mean: one for each phase that a matter can be in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.core.matters.definition import Phase
from linli.core.pages.templatetags.components import LOOKS

WORDS = {
    Phase.WAITING: gettext_noop("Waits to be given out"),
    Phase.DOING: gettext_noop("Under way"),
    Phase.CHECKING: gettext_noop("Is checked on the spot"),
    Phase.DONE: gettext_noop("Done"),
    Phase.ELSEWHERE: gettext_noop("Went another way"),
    Phase.STOPPED: gettext_noop("Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark by its look, and in words."""

    look: str
    word: str


def list_marks() -> list[Mark]:
    """In the order of a matter's life."""
    return [Mark(LOOKS[phase], _(word)) for phase, word in WORDS.items()]
