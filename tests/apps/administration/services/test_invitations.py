"""Links that bring people to an organisation: once, within a week, to one's own alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from linli.apps.administration.models import Change, Invitation
from linli.apps.administration.services.invitations import (
    MOST_OPEN,
    accept_invitation,
    find_invitation,
    list_open_invitations,
    withdraw_invitation,
    write_invitation,
)
from linli.core.matters.acting import acting_anonymously, acting_as
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.ground.parties.models import Duty
from tests.factories import make_account, make_scene

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def newcomer(scene):
    return make_account(scene.community, "Resident")


@pytest.fixture
def secret(scene):
    return write_invitation(acting_user=scene.acting("handler"), now=NOW)


def accept(secret, account, *, name="Mr Ma", now=NOW):
    return accept_invitation(secret, name=name, acting_user=acting_as(account), now=now)


def test_newcomer_handles_for_the_organisation_under_the_name_he_gave(scene, secret, newcomer):
    with override("en"):
        duty = accept(secret, newcomer)
    newcomer.refresh_from_db()
    assert (duty.account, duty.kind, duty.organisation.slug, duty.place) == (
        newcomer,
        "handler",
        "works",
        scene.places.street,
    )
    assert newcomer.display_name == "Mr Ma"
    assert Change.objects.get().about == "Mr Ma: Handler, Works"


def test_link_is_used_once(scene, secret, newcomer):
    accept(secret, newcomer)
    assert accept(secret, make_account(scene.community, "Second")) is None
    assert find_invitation(scene.community, secret, now=NOW) is None
    assert Duty.objects.filter(organisation__slug="works").count() == 2


def test_link_ends_after_a_week(scene, secret, newcomer):
    later = NOW + timedelta(days=7)
    assert find_invitation(scene.community, secret, now=later - timedelta(seconds=1)) is not None
    assert accept(secret, newcomer, now=later) is None
    assert not Duty.objects.filter(account=newcomer).exists()


def test_withdrawn_link_opens_nothing(scene, secret, newcomer):
    user = scene.acting("handler")
    (invitation,) = list_open_invitations(user, now=NOW)
    withdraw_invitation(invitation.pk, acting_user=user, now=NOW)
    assert accept(secret, newcomer) is None
    assert list(list_open_invitations(user, now=NOW)) == []


def test_another_organisation_neither_sees_nor_withdraws_it(scene, secret):
    partner = acting_as(scene.partner)
    assert list(list_open_invitations(partner, now=NOW)) == []
    with pytest.raises(StepRefusedError) as caught:
        withdraw_invitation(Invitation.objects.get().pk, acting_user=partner, now=NOW)
    assert caught.value.code == "not_your_duty"
    assert find_invitation(scene.community, secret, now=NOW) is not None


def test_secret_itself_is_not_kept(secret):
    row = Invitation.objects.values().get()
    assert secret not in str(row)
    assert len(secret) >= 22


@pytest.mark.parametrize(("name", "code"), [("", "display_name"), ("x" * 41, "display_name")])
def test_mistake_does_not_use_it_up(scene, secret, newcomer, name, code):
    with pytest.raises(InputRefusedError) as caught:
        accept(secret, newcomer, name=name)
    assert caught.value.errors == {"name": code}
    assert find_invitation(scene.community, secret, now=NOW) is not None


def test_who_serves_there_already_is_told_so_and_the_link_stays(scene, secret):
    with pytest.raises(InputRefusedError) as caught:
        accept(secret, scene.people["handler"])
    assert caught.value.errors == {"name": "serves_already"}
    assert find_invitation(scene.community, secret, now=NOW) is not None


def test_nobody_without_account_takes_a_duty(scene, secret):
    with pytest.raises(StepRefusedError) as caught:
        accept_invitation(
            secret, name="X", acting_user=acting_anonymously(scene.community), now=NOW
        )
    assert caught.value.code == "needs_account"


def test_only_handlers_write_links_and_not_without_end(scene):
    for kind in ("dispatcher", "officer", "administrator"):
        with pytest.raises(StepRefusedError) as refused:
            write_invitation(acting_user=scene.acting(kind), now=NOW)
        assert refused.value.code == "not_your_duty"
    user = scene.acting("handler")
    for _ in range(MOST_OPEN):
        write_invitation(acting_user=user, now=NOW)
    with pytest.raises(InputRefusedError) as caught:
        write_invitation(acting_user=user, now=NOW)
    assert caught.value.errors == {"invitation": "too_many_open"}


def test_link_of_another_community_opens_nothing(scene, secret):
    other = make_scene("poplar", host="poplar.example")
    assert find_invitation(other.community, secret, now=NOW) is None
