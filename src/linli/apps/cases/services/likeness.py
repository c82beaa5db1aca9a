"""Storing the index of recent reports, and building it anew."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from linli.apps.cases.models import LikenessIndex
from linli.apps.cases.selectors.likeness import MOST, dump_current, tell_all
from linli.core.matters.models import Matter
from linli.core.records.models import Record
from linli.engines.text_routing import MatterIndex, dump_index
from linli.ground.communities.models import Community

LOOKING_BACK = timedelta(days=120)
ANEW_AFTER = timedelta(hours=20)
BATCH = 2000


def keep_likeness(community: Community, *, now: datetime) -> bool:
    """Stores what was reported since; once a day builds it anew from the words that are still there,
    of the last 120 days, at most the latest twenty thousand.  Whether anything was stored."""
    row = LikenessIndex.objects.filter(community=community).defer("data").first()
    if row is None or now - row.built_at > ANEW_AFTER:
        _build(community, now=now)
        return True
    data, sequence = dump_current(community)
    if sequence == row.sequence:
        return False
    return bool(
        LikenessIndex.objects.filter(community=community, built_at=row.built_at).update(
            data=data, sequence=sequence
        )
    )


def _build(community: Community, *, now: datetime) -> None:
    sequence = Record.objects.filter(community=community).aggregate(last=Max("sequence"))["last"]
    recent = Matter.objects.filter(
        community=community, kind="case", opened_at__gte=now - LOOKING_BACK
    )
    keys = list(recent.order_by("-opened_at").values_list("pk", flat=True)[:MOST])
    index = MatterIndex()
    for begin in range(0, len(keys), BATCH):
        index.add(tell_all(keys[begin : begin + BATCH]))
    with transaction.atomic():
        LikenessIndex.objects.update_or_create(
            community=community,
            defaults={"data": dump_index(index), "sequence": sequence or 0, "built_at": now},
        )
