"""The rates by plain counting, with nothing of how the product counts them: what reporters say by
reading matter by matter, what fell due by one query in plain SQL for each question."""

from datetime import UTC, datetime

from django.db import connection

from linli.apps.oversight.selectors import RateFilters, Rates
from linli.core.matters.models import Matter, MatterLink
from linli.core.records.models import Record
from linli.ground.communities.models import Community

EVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
FELL_DUE = """
SELECT m.state, m.closed_at IS NOT NULL, p.met_at IS NOT NULL AND p.met_at <= p.due_at, EXISTS (
    SELECT 1 FROM matters_matterlink AS l JOIN matters_matter AS x ON x.id = l.other_id
    WHERE l.matter_id = m.id AND x.kind = 'exclusion' AND x.state = 'granted'
    AND l.created_at >= m.entered_at
)
FROM matters_promise AS p
JOIN matters_matter AS m ON m.id = p.matter_id
JOIN communities_community AS c ON c.id = m.community_id
LEFT JOIN parties_organisation AS o ON o.id = m.holder_id
WHERE c.slug = %(community)s AND m.kind = 'case' AND m.privacy = 'public' AND p.name = 'handle'
AND p.due_at <= %(now)s AND p.due_at >= %(since)s AND p.due_at < %(until)s
AND (p.cancelled_at IS NULL OR p.cancelled_at > p.due_at)
AND NOT EXISTS (
    SELECT 1 FROM records_record AS r
    WHERE r.matter_id = m.id AND r.step IN ('reopen', 'order_again') AND r.at > p.opened_at
)
AND (%(category)s = '' OR m.subject = %(category)s OR m.subject LIKE %(group)s)
AND m.place_code LIKE %(place)s AND (%(organisation)s = '' OR o.slug = %(organisation)s)
"""


def recount(community: Community, filters: RateFilters, *, now: datetime) -> Rates:
    """What everybody may see, by filters of anything but places outside."""
    total = count_due(community, filters, now=now)
    closed = Matter.objects.filter(
        community=community, kind="case", state="closed", privacy="public"
    )
    for matter in closed.select_related("holder"):
        if is_meant(matter, filters):
            total.add(count_one(matter))
    return total


def count_due(community: Community, filters: RateFilters, *, now: datetime) -> Rates:
    times = {"now": now, "since": filters.since or EVER[0], "until": filters.until or EVER[1]}
    values = {name: connection.ops.adapt_datetimefield_value(at) for name, at in times.items()}
    values |= {
        "community": community.slug,
        "category": filters.category,
        "group": f"{filters.category}.%",
        "place": f"{filters.place_code}%",
        "organisation": filters.organisation,
    }
    total = Rates()
    with connection.cursor() as cursor:
        cursor.execute(FELL_DUE, values)
        for state, ended, in_time, excluded in cursor.fetchall():
            total.add(Rates(due_excluded=1) if excluded else count_row(state, ended, in_time))
    return total


def count_row(state, ended, in_time) -> Rates:
    if state == "closed":
        return Rates(due=1, due_closed=1, due_in_time=int(bool(in_time)))
    return Rates(due=1, due_ended=1) if ended else Rates(due=1, due_open=1)


def is_meant(matter: Matter, filters: RateFilters) -> bool:
    group, slug = filters.category, matter.holder.slug if matter.holder else ""
    return (
        (not group or f"{matter.subject}.".startswith(f"{group}."))
        and matter.place_code.startswith(filters.place_code)
        and filters.organisation in {"", slug}
        and (filters.since is None or matter.closed_at >= filters.since)
        and (filters.until is None or matter.closed_at < filters.until)
    )


def how_reached(rated, calls) -> str:
    if rated or any(facts["answered"] == "yes" for facts in calls):
        return "answered"
    if not calls:
        return "not_asked"
    return "declined" if calls[-1]["answered"] == "declined" else "not_reached"


def count_one(matter: Matter) -> Rates:
    links = MatterLink.objects.filter(matter=matter, other__kind="exclusion")
    granted = links.filter(other__state="granted")
    if any(link.created_at >= matter.entered_at for link in granted):
        return Rates(closed=1, excluded=1)
    one = Rates(closed=1)
    rated, calls = None, []
    for record in Record.objects.filter(matter_id=matter.pk).order_by("sequence"):
        if record.at < matter.entered_at:
            continue
        if record.step == "rate":
            rated = record.facts
        elif record.step == "call_back":
            calls.append(record.facts)
    reached = [facts for facts in calls if facts["answered"] == "yes"]
    setattr(one, how_reached(rated, calls), 1)
    call = {name: value for facts in reached for name, value in facts.items() if value}
    solved = (rated or {}).get("solved") or call.get("solved")
    content = (rated or {}).get("satisfied") or call.get("satisfied")
    if call.get("contacted"):
        one.contact_asked, one.contacted = 1, int(call["contacted"] == "yes")
    if solved:
        one.solution_asked, one.solved = 1, int(solved == "yes")
    if content:
        one.content_asked, one.content = 1, int(content in {"very", "satisfied", "basically"})
    return one
