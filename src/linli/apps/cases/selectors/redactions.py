"""What might be published of a report: its words with what points at a person taken out.

A suggestion for somebody to read and mend, never a redaction by itself.
"""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.apps.cases.selectors.words import read_words
from linli.core.matters.acting import ActingUser
from linli.core.matters.enums import Role
from linli.core.matters.models import Matter
from linli.core.matters.policies import roles_on
from linli.core.matters.registry import Hint

WARNING = gettext_noop("About one name in four is missed: read every word once more.")
KINDS = {
    "NAME": gettext_noop("names"),
    "PHONE": gettext_noop("phone numbers"),
    "IDENTITY": gettext_noop("identity numbers"),
    "PLATE": gettext_noop("number plates"),
    "ADDRESS": gettext_noop("doors"),
    "ACCOUNT": gettext_noop("account numbers"),
    "NUMBER": gettext_noop("other long numbers"),
}


def suggest_public_words(user: ActingUser, matter: Matter) -> Hint | None:
    """The reporter's masked words for those who may read them; None where there are none."""
    if Role.OFFICE not in roles_on(matter, user):
        return None
    words = read_words([matter.pk]).get(matter.pk)
    if not words:
        return None
    # Loads numpy, which no other page needs.
    from linli.engines.text_routing.masking import mask_text

    masked = mask_text(words)
    return Hint(
        label=_("the reporter's words, with what points at a person taken out"),
        why=_say(Counter(span.kind.name for span in masked.spans)),
        source="masker",
        values={"publish": {"public_words": masked.text}},
    )


def _say(taken_out: Counter[str]) -> str:
    if not taken_out:
        return _("Nothing was found to take out. %(warning)s") % {"warning": _(WARNING)}
    found = _(", ").join(
        _("%(kind)s %(number)d") % {"kind": _(KINDS[name]), "number": number}
        for name, number in sorted(taken_out.items())
    )
    return _("Taken out: %(found)s. %(warning)s") % {"found": found, "warning": _(WARNING)}
