import uuid
from dataclasses import dataclass

import pytest
from django.db import transaction

from linli.ground.places.errors import ForeignUserError
from linli.ground.places.models import Territory
from linli.ground.places.services.territory import lock_territory, renew_revision
from tests.ground.places.factories import make_community

pytestmark = pytest.mark.django_db


@dataclass
class User:
    community_id: uuid.UUID
    is_active: bool = True


def test_territory_is_one_row_a_community():
    community = make_community()
    with transaction.atomic():
        first = lock_territory(community, User(community.pk))
        again = lock_territory(community, None)
    assert first == again == Territory.objects.get()


def test_revision_is_new_after_each_change():
    with transaction.atomic():
        territory = lock_territory(make_community(), None)
        seen = {territory.revision}
        for _ in range(3):
            renew_revision(territory)
            seen.add(Territory.objects.get().revision)
    assert len(seen) == 4


def test_user_of_another_community_is_refused():
    with pytest.raises(ForeignUserError), transaction.atomic():
        lock_territory(make_community(), User(make_community("south").pk))
    assert Territory.objects.count() == 0
