"""What every change of a territory begins and ends with."""

import uuid

from linli.ground.communities.models import Community
from linli.ground.places.errors import ForeignUserError
from linli.ground.places.models import Territory
from linli.ground.places.policies import ActingUser, may_change_territory


def lock_territory(community: Community, acting_user: ActingUser | None) -> Territory:
    """The territory's row, locked until the transaction ends: changes wait for each other.

    Raises ForeignUserError when the user does not belong to the community.
    """
    if not may_change_territory(acting_user, community):
        raise ForeignUserError(community.slug)
    Territory.objects.get_or_create(community=community)
    return Territory.objects.select_for_update().get(community=community)


def renew_revision(territory: Territory) -> None:
    """Tells every process that what it worked out from the places is no longer current."""
    territory.revision = uuid.uuid4()
    territory.save(update_fields=["revision"])
