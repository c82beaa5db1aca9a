"""The opening of a mediation."""

from django.utils.translation import override

from linli.apps.cases.selectors import mediation_label
from linli.apps.cases.services.reporters import place_matter, tie_reporter
from linli.core.matters.context import StepContext
from linli.core.matters.enums import Privacy


def ask_mediation(context: StepContext) -> None:
    """Places it, ties it to whoever asks, and keeps it to its parties.

    Raises InputRefusedError naming place or contact_phone.
    """
    matter = context.matter
    place = place_matter(context)
    matter.subject = context.values.text("about")
    matter.privacy = Privacy.RESTRICTED
    tie_reporter(context)
    with override(context.community.language):
        about = mediation_label(context.community, matter.subject)
    matter.title = f"{about} · {place.name}"
