"""Earlier cases that may say the same as one: by their texts, where they lie and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from linli.apps.cases.procedure import CASE
from linli.apps.cases.procedure.states import UNFINISHED
from linli.core.matters.acting import ActingUser
from linli.core.matters.models import Matter
from linli.core.matters.selectors import list_matters
from linli.core.records.models import RecordPart
from linli.engines.text_routing import Matter as Told
from linli.engines.text_routing import MatterIndex
from linli.ground.places.selectors import get_neighbourhood_of

WITHIN = timedelta(days=60)
COMPARED = 200
MOST = 4
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Likeness:
    """An earlier case, and how many days before this one it was reported."""

    matter: Matter
    days: int


def list_likely_same(matter: Matter, *, user: ActingUser) -> list[Likeness]:
    """Cases of the same kind in the same neighbourhood, under way or closed within two months,
    that read like the same affair, the likest first.

    Kind is the group of the category: reporters choose among neighbours of it by chance.  For
    offices alone, who may read the words that are compared; at most four.
    """
    area = get_neighbourhood_of(matter.place) or matter.place
    group = matter.subject.partition(".")[0]
    earlier = list_matters(user, kind=CASE.kind, place_code=area.code, subject=group).filter(
        opened_at__range=(matter.opened_at - WITHIN, matter.opened_at),
        state__in=(*UNFINISHED, "closed"),
    )
    candidates = [each for each in earlier[:COMPARED] if each.pk != matter.pk]
    words = _words([matter, *candidates])
    index = MatterIndex()
    index.add(_told(each, words) for each in candidates if each.pk in words)
    if matter.pk not in words:
        return []
    by_number = {each.number: each for each in candidates}
    found = index.find(_told(matter, words), least=LEAST, most=MOST)
    return [Likeness(by_number[match.id], round(match.days or 0)) for match in found]


def _words(matters: Sequence[Matter]) -> dict[object, str]:
    parts = RecordPart.objects.filter(
        record__matter_id__in=[each.pk for each in matters], record__step="report", name="words"
    )
    return dict(parts.values_list("record__matter_id", "text"))


def _told(matter: Matter, words: dict[object, str]) -> Told:
    reporter = str(matter.reporter_id) if matter.reporter_id else None
    return Told(matter.number, words[matter.pk], matter.place_code, matter.opened_at, reporter)
