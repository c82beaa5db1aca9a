"""Publishing redacted words, and taking them down to a stub."""

from linli.apps.cases.selectors import plain_title
from linli.core.attachments.services import delete_photos
from linli.core.matters.context import StepContext
from linli.core.matters.enums import Privacy
from linli.core.matters.errors import StepRefusedError
from linli.core.records.enums import Audience
from linli.core.records.services import delete_parts, narrow_parts


def publish(context: StepContext) -> None:
    """Gives the matter its public title; what was published before gives way to the new.

    Raises StepRefusedError (restricted) where the matter itself is not public.
    """
    if context.matter.privacy != Privacy.PUBLIC:
        raise StepRefusedError("restricted", "publish")
    delete_parts(context.matter.pk, step="publish")
    delete_photos(context.matter.pk, step="publish")
    context.matter.title = context.values.text("public_title")


def take_down(context: StepContext) -> None:
    """Deletes what was published; originals that were public at their source become the parties'."""
    deleted = delete_parts(context.matter.pk, step="publish")
    deleted += delete_photos(context.matter.pk, step="publish")
    narrowed = narrow_parts(context.matter.pk, audience=Audience.REPORT)
    if deleted + narrowed == 0:
        raise StepRefusedError("nothing_published", "take_down")
    context.matter.title = plain_title(context.community, context.matter)
