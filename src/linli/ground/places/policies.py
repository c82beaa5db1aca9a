"""Who may change a territory, as far as that can be told without knowing of duties."""

import uuid
from typing import Protocol

from linli.ground.communities.models import Community


class ActingUser(Protocol):
    """What this app needs to know of an account."""

    @property
    def community_id(self) -> uuid.UUID: ...

    @property
    def is_active(self) -> bool: ...


def may_change_territory(acting_user: ActingUser | None, community: Community) -> bool:
    """Whether the user belongs to the community; which duty it takes is the caller's to check.

    None is the operator at the command line, who holds the database itself.
    """
    if acting_user is None:
        return True
    return acting_user.is_active and acting_user.community_id == community.pk
