"""The timeline: records with the words that one reader may see."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from linli.core.attachments.selectors import Photo, list_photos
from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import Field, Procedure
from linli.core.matters.models import Matter
from linli.core.matters.selectors import TimelineEntry, list_timeline
from linli.core.rest.addresses import PREFIX
from linli.core.rest.entry_schemas import Entry, Passage
from linli.core.rest.items import organisation_name


def list_entries(matter: Matter, *, procedure: Procedure, user: ActingUser) -> list[Entry]:
    """The matter's records in order."""
    photos = list_photos(matter, user=user)
    return [
        _entry(entry, procedure, photos.get(entry.record.pk, ()))
        for entry in list_timeline(matter, user=user)
    ]


def _entry(entry: TimelineEntry, procedure: Procedure, photos: Sequence[Photo]) -> Entry:
    record = entry.record
    declared = procedure.step_by_name.get(record.step) or procedure.contribution_by_name.get(
        record.step
    )
    fields = declared.fields if declared else ()
    return {
        "sequence": record.sequence,
        "at": record.at.isoformat(),
        "step": record.step,
        "label": _(declared.done) if declared else record.step,
        "from_state": record.from_state,
        "to_state": record.to_state,
        "organisation": organisation_name(record.organisation),
        "answers": _answers(entry, fields),
        "texts": _texts(entry, fields),
        "photos": [
            {
                "field": photo.field,
                "url": f"{PREFIX}{photo.url}",
                "width": photo.width,
                "height": photo.height,
            }
            for photo in photos
        ],
    }


def _answers(entry: TimelineEntry, fields: Sequence[Field]) -> dict[str, str]:
    """Answers from closed lists; other facts may name matters that this reader may not see."""
    facts = entry.record.facts
    return {
        field.name: facts[field.name]
        for field in fields
        if field.choices and facts.get(field.name) in {choice.code for choice in field.choices}
    }


def _texts(entry: TimelineEntry, fields: Sequence[Field]) -> list[Passage]:
    labels = {field.name: field.label for field in fields}
    return [
        {
            "field": part.name,
            "label": _(labels[part.name]) if part.name in labels else "",
            "text": part.text,
        }
        for part in entry.parts
    ]
