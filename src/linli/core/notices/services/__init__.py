"""Writing notices, sending them, and tidying up."""

from linli.core.notices.services.sending import send_notice
from linli.core.notices.services.upkeep import delete_idempotency_keys
from linli.core.notices.services.writing import follow_steps, write_notices

__all__ = ["delete_idempotency_keys", "follow_steps", "send_notice", "write_notices"]
