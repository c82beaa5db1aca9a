"""Links that bring people to an organisation: once, within a week, to one's own alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from linli.apps.administration.models import Change, Invitation
from linli.apps.administration.services import end_duty
from linli.apps.administration.services.colleagues import hand_over
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
from linli.ground.accounts.models import Account
from linli.ground.parties.models import Duty, Organisation
from tests.factories import make_account, make_duty, make_scene

pytestmark = pytest.mark.django_db
NOW = timezone.now()


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
    changes = Change.objects.order_by("id").values_list("kind", "about", "account")
    handler = scene.people["handler"]
    assert list(changes) == [
        ("invitation", "+ Works", handler.pk),
        ("duty", f"Mr Ma: Handler, Works ← {handler.display_name}", newcomer.pk),
    ]


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
    assert Change.objects.order_by("id").last().about == "− Works"


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


def duty_of(scene):
    return Duty.objects.filter(account=scene.people["handler"])


def end_by_the_administrator(scene):
    end_duty(duty_of(scene).get().pk, acting_user=scene.acting("administrator"), now=NOW)


def end_by_handing_over(scene):
    colleague = make_account(scene.community, "Colleague")
    works = scene.organisations["works"]
    make_duty(colleague, "handler", organisation=works, place=scene.places.grid)
    hand_over(
        duty_of(scene).get().pk,
        colleague=colleague.pk,
        acting_user=scene.acting("handler"),
        now=NOW,
    )


@pytest.mark.parametrize(
    "end",
    [
        end_by_the_administrator,
        end_by_handing_over,
        lambda scene: duty_of(scene).update(place=scene.places.grid),
        lambda scene: duty_of(scene).update(organisation=scene.organisations["waterworks"]),
        lambda scene: duty_of(scene).update(kind="steward"),
        lambda scene: Organisation.objects.filter(slug="works").update(is_active=False),
        lambda scene: Account.objects.filter(pk=scene.people["handler"].pk).update(is_active=False),
        lambda scene: Account.objects.filter(pk=scene.people["handler"].pk).delete(),
    ],
    ids=["ended", "handed_over", "place", "organisation", "kind", "inactive", "closed", "erased"],
)
def test_link_ends_with_the_duty_of_its_writer(scene, secret, newcomer, end):
    Change.objects.all().delete()
    end(scene)
    assert find_invitation(scene.community, secret, now=NOW) is None
    assert accept(secret, newcomer) is None
    assert list(list_open_invitations(scene.acting("administrator"), now=NOW)) == []


def test_whose_duty_ends_today_writes_no_link(scene):
    end_by_the_administrator(scene)
    with pytest.raises(StepRefusedError) as caught:
        write_invitation(acting_user=scene.acting("handler"), now=NOW)
    assert caught.value.code == "not_your_duty"


def test_administrator_sees_and_withdraws_the_links_of_all(scene, secret, newcomer):
    write_invitation(acting_user=acting_as(scene.partner), now=NOW)
    user = scene.acting("administrator")
    found = list_open_invitations(user, now=NOW)
    assert {each.organisation.slug for each in found} == {"works", "waterworks"}
    for each in found:
        withdraw_invitation(each.pk, acting_user=user, now=NOW)
    assert accept(secret, newcomer) is None


def test_handler_of_two_organisations_says_for_which(scene):
    handler = scene.people["handler"]
    waterworks = scene.organisations["waterworks"]
    second = make_duty(handler, "handler", organisation=waterworks, place=scene.places.street)
    user = acting_as(handler)
    with pytest.raises(InputRefusedError) as caught:
        write_invitation(acting_user=user, now=NOW)
    assert caught.value.errors == {"as": "required"}
    write_invitation(acting_user=user, now=NOW, duty_key=second.pk)
    (found,) = list_open_invitations(user, now=NOW)
    assert found.organisation == waterworks
    theirs = Duty.objects.get(account=scene.partner)
    with pytest.raises(StepRefusedError):
        write_invitation(acting_user=user, now=NOW, duty_key=theirs.pk)
