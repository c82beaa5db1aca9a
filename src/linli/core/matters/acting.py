"""Who acts: an account with its duties, or the bearer of a receipt, or nobody known."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from linli.core.matters.machine import DutyFacts, Standing
from linli.core.matters.models import Matter
from linli.core.records.enums import Channel
from linli.ground.accounts.models import Account
from linli.ground.communities.models import Community
from linli.ground.parties.models import Duty
from linli.ground.parties.selectors import find_resident_id, list_current_duties
from linli.ground.places.selectors import covers


@dataclass(frozen=True, slots=True)
class ActingUser:
    """A person before the system.  Immutable: made once a request, with what he may be.

    `visitor` tells apart those who came without an account, each by his own browser.
    """

    community: Community
    account: Account | None = None
    duties: tuple[Duty, ...] = ()
    resident_id: UUID | None = None
    receipt_matters: frozenset[UUID] = frozenset()
    visitor: str = ""
    is_system: bool = False
    channel: Channel = Channel.WEB
    scope: str = field(default="anonymous")

    def is_reporter_of(self, matter: Matter) -> bool:
        """By account, or by a receipt that he holds."""
        if matter.pk in self.receipt_matters:
            return True
        return self.resident_id is not None and matter.reporter_id == self.resident_id

    def standing(self, matter: Matter | None, place_code: str) -> Standing:
        """Himself as the machine sees him before this matter (None: one to be opened there)."""
        return Standing(
            person=self.account.pk if self.account else None,
            is_reporter=matter is not None and self.is_reporter_of(matter),
            is_system=self.is_system,
            duties=tuple(
                DutyFacts(
                    key=duty.pk,
                    kind=duty.kind,
                    organisation=duty.organisation_id,
                    covers=covers(duty.place.code, place_code, community=self.community),
                )
                for duty in self.duties
            ),
        )

    def as_visitor(self) -> "ActingUser":
        """The same person as he would be once his browser had been told apart."""
        return replace(self, visitor="somebody")

    def through(self, channel: Channel) -> "ActingUser":
        """The same person, whose steps come by another way."""
        return replace(self, channel=channel)

    def duty(self, key: UUID) -> Duty:
        """The duty of that key; KeyError where it is not his."""
        return {duty.pk: duty for duty in self.duties}[key]

    def has_duty(self, *kinds: str) -> bool:
        """Whether he holds any duty of these kinds, wherever."""
        return any(duty.kind in kinds for duty in self.duties)


def local_day(community: Community) -> date:
    """Today where the community is."""
    return timezone.now().astimezone(ZoneInfo(community.time_zone)).date()


def acting_as(
    account: Account,
    *,
    community: Community | None = None,
    receipts: Iterable[UUID] = (),
    channel: Channel = Channel.WEB,
) -> ActingUser:
    """The account with today's duties, two queries; `community` where the caller has it at hand."""
    home = community or account.community
    return ActingUser(
        community=home,
        account=account,
        duties=tuple(list_current_duties(account, on=local_day(home))),
        resident_id=find_resident_id(account),
        receipt_matters=frozenset(receipts),
        channel=channel,
        scope=str(account.pk),
    )


def acting_anonymously(
    community: Community,
    *,
    receipts: Iterable[UUID] = (),
    visitor: str = "",
    channel: Channel = Channel.WEB,
) -> ActingUser:
    """Somebody without account, with the matters that his receipts open."""
    return ActingUser(
        community=community,
        receipt_matters=frozenset(receipts),
        visitor=visitor,
        channel=channel,
    )


def acting_as_system(community: Community) -> ActingUser:
    """The system itself: jobs, clocks."""
    return ActingUser(community=community, is_system=True, channel=Channel.SYSTEM, scope="system")
