"""Who asks: the rows that every signed-in page reads."""

from typing import NamedTuple
from uuid import UUID

from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from linli.ground.accounts.models import Account
from linli.ground.parties.models import Duty, Resident


class Reader(NamedTuple):
    """Session, account, duties and resident."""

    session: Session
    account: Account
    duties: list[Duty]
    resident: UUID | None

    @property
    def community(self) -> UUID:
        return self.account.community_id


def read_reader(request: HttpRequest) -> Reader:
    session = Session.objects.get(
        session_key=request.COOKIES["sessionid"], expire_date__gt=timezone.now()
    )
    account = Account.objects.get(pk=session.get_decoded()["_auth_user_id"])
    duties = Duty.objects.filter(account=account).select_related("organisation", "place")
    resident = Resident.objects.filter(account=account).values_list("pk", flat=True).first()
    return Reader(session, account, list(duties.defer("place__boundary")), resident)
