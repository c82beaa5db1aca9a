"""What somebody was told of late, as his own page lists it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.core.matters.acting import ActingUser
from linli.core.matters.definition import ContributionKind, Step
from linli.core.matters.policies import visible_to
from linli.core.matters.versions import procedure_of
from linli.core.notices.selectors import list_notices
from linli.core.pages.clocks import local_time
from linli.ground.calendars.public import Calendar

MOST = 10


@dataclass(frozen=True, slots=True)
class News:
    """One notice: the matter, and what happened when."""

    number: str
    title: str
    what: str
    when: str


def list_news(user: ActingUser, *, calendar: Calendar) -> list[News]:
    """The latest notices about matters that the reader may see; none for whoever has no account."""
    if user.account is None:
        return []
    notices = list_notices(user.account).filter(matter__in=visible_to(user))[:MOST]
    found = []
    for notice in notices:
        procedure = procedure_of(notice.matter)
        declared: Step | ContributionKind | None = procedure.step_by_name.get(
            notice.step
        ) or procedure.contribution_by_name.get(notice.step)
        found.append(
            News(
                number=notice.matter.number,
                title=notice.matter.title,
                what=_(declared.done) if declared else notice.step,
                when=local_time(notice.at, calendar),
            )
        )
    return found
