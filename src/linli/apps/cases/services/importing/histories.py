"""Taking over cases whose whole history is known, step by step."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from linli.apps.cases.models import Case, Category
from linli.apps.cases.procedure import CASE
from linli.core.matters.acting import ActingUser
from linli.core.matters.inputs import Coordinates
from linli.core.matters.services.import_matters import ImportedMatter, import_matters


@transaction.atomic
def import_case_histories(
    rows: Sequence[ImportedMatter],
    *,
    source: str,
    spots: Mapping[str, Coordinates],
    acting_user: ActingUser,
    now: datetime,
) -> int:
    """How many cases were created; those that were there already are passed over.

    `spots` are by source id; the categories are those of the community's catalogue.  Raises
    StepRefusedError unless the user administers the community or is the system.
    """
    matters = import_matters(CASE.kind, source=source, rows=rows, acting_user=acting_user, now=now)
    confirmed = {
        row.source_id for row in rows if any(event.step == "accept" for event in row.events)
    }
    categories = {row.code: row for row in Category.objects.filter(community=acting_user.community)}
    Case.objects.bulk_create(
        [
            Case(
                matter=matter,
                category=(category := categories[matter.subject]),
                in_public_space=category.public_space and matter.source_id in confirmed,
                latitude=spot.latitude if (spot := spots.get(matter.source_id)) else None,
                longitude=spot.longitude if spot else None,
            )
            for matter in matters
        ]
    )
    return len(matters)
