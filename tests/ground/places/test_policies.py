import uuid
from dataclasses import dataclass

import pytest

from linli.ground.communities.models import Community
from linli.ground.places.policies import may_change_territory

NORTH = Community(id=uuid.UUID(int=1))


@dataclass
class User:
    community_id: uuid.UUID
    is_active: bool = True


@pytest.mark.parametrize(
    ("user", "allowed"),
    [
        (None, True),
        (User(NORTH.pk), True),
        (User(NORTH.pk, is_active=False), False),
        (User(uuid.UUID(int=2)), False),
    ],
)
def test_territory_is_changed_by_its_own_people(user, allowed):
    assert may_change_territory(user, NORTH) is allowed
