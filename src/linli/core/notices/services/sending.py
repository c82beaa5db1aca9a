"""Sending a notice through the carriers that also bring sign-in codes."""

from datetime import datetime
from uuid import UUID

from linli.core.notices.models import Notice
from linli.core.notices.services.messages import compose_message
from linli.ground.accounts.public import deliver_message


def send_notice(notice_id: UUID, *, now: datetime) -> bool:
    """Sends the notice's message; whether there was something to send.

    Nothing is sent of a notice that is gone, sent or read already, nor to a closed account.
    Raises DeliveryError where the carrier does not take it.
    """
    notice = (
        Notice.objects.filter(pk=notice_id, sent_at__isnull=True, read_at__isnull=True)
        .select_related("matter", "community", "account", "resident__account")
        .first()
    )
    if notice is None or (notice.account is not None and not notice.account.is_active):
        return False
    message = compose_message(notice)
    if message is None:
        return False
    deliver_message(message)
    Notice.objects.filter(pk=notice.pk).update(sent_at=now)
    return True
