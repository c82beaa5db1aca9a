"""Who stands in for some days does for those days what a handler does, and nothing beyond them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from linli.apps.administration.services import end_duty
from linli.apps.administration.services.colleagues import end_managed_duty, hand_over, stand_in
from linli.apps.administration.services.invitations import (
    accept_invitation,
    find_invitation,
    write_invitation,
)
from linli.core.matters.acting import acting_as, local_day
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.ground.parties.models import Duty
from tests.apps.administration.services.attempts import doing, errors_of
from tests.factories import make_account, make_duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def stayer(scene):
    return Duty.objects.get(kind="handler", organisation__slug="works")


@pytest.fixture
def substitute(scene, stayer):
    """On duty until the day after tomorrow, beside whoever stays."""
    account = make_account(scene.community, "Substitute")
    make_duty(
        account,
        "handler",
        organisation=stayer.organisation,
        place=stayer.place,
        ends_on=local_day(scene.community) + timedelta(days=2),
    )
    return account


def test_who_joins_by_a_substitutes_link_stays_no_longer_than_he_does(scene, substitute):
    secret = write_invitation(**doing(acting_as(substitute)))
    newcomer = acting_as(make_account(scene.community, "Newcomer"))
    duty = accept_invitation(secret, name="Ma", **doing(newcomer))
    assert duty.ends_on == local_day(scene.community) + timedelta(days=2)


def test_substitute_sends_nobody_away_who_stays(scene, substitute, stayer):
    other = make_account(scene.community, "Other")
    make_duty(other, "officer", organisation=stayer.organisation, place=scene.places.neighbourhood)
    for attempt in (
        lambda: end_managed_duty(stayer.pk, **doing(acting_as(substitute))),
        lambda: hand_over(stayer.pk, colleague=other.pk, **doing(acting_as(substitute))),
    ):
        with pytest.raises(StepRefusedError):
            attempt()
    stayer.refresh_from_db()
    assert stayer.ends_on is None
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(substitute)
    page = client.get("/colleagues").content.decode()
    assert stayer.account.display_name in page
    line = page.partition(str(stayer.pk))[2].partition("</details>")[0]
    assert ('value="stand_in"' in line, 'value="end"' in line) == (True, False)
    client.post("/colleagues", {"what": "end", "duty": str(stayer.pk)})
    stayer.refresh_from_db()
    assert stayer.ends_on is None
    temporary = Duty.objects.get(account=substitute)
    end_managed_duty(temporary.pk, **doing(acting_as(stayer.account)))
    temporary.refresh_from_db()
    assert temporary.ends_on == local_day(scene.community)


def test_link_of_a_duty_that_was_ended_stays_shut_when_it_begins_anew(scene, admin, stayer):
    secret = write_invitation(**doing(acting_as(stayer.account)))
    end_duty(stayer.pk, **doing(admin))
    Duty.objects.filter(pk=stayer.pk).delete()
    make_duty(stayer.account, "handler", organisation=stayer.organisation, place=stayer.place)
    assert find_invitation(scene.community, secret, now=timezone.now()) is None


def test_link_brings_a_handler_of_another_place_to_this_one(scene, stayer):
    secret = write_invitation(**doing(acting_as(stayer.account)))
    elsewhere = make_account(scene.community, "Elsewhere")
    make_duty(elsewhere, "handler", organisation=stayer.organisation, place=scene.places.grid)
    duty = accept_invitation(secret, name="Ma", **doing(acting_as(elsewhere)))
    assert duty.place == stayer.place


def test_nobody_has_the_same_duty_twice_on_one_day(scene, stayer, substitute):
    today = local_day(scene.community)

    def stand(first: int, last: int):
        days = {"starts": today + timedelta(days=first), "ends": today + timedelta(days=last)}
        by = doing(acting_as(stayer.account))
        return stand_in(stayer.pk, colleague=substitute.pk, **days, **by)

    for first, last in ((0, 1), (2, 5)):
        assert errors_of(lambda: stand(first, last)) == {"colleague": "has_duty_already"}  # noqa: B023
    assert stand(3, 5).starts_on == today + timedelta(days=3)


def test_whoever_stands_in_is_given_the_duty_for_good(scene, stayer, substitute):
    to_come = Duty.objects.get(account=substitute)
    make_duty(substitute, "handler", organisation=stayer.organisation, place=scene.places.grid)
    Duty.objects.create(
        community=scene.community,
        account=substitute,
        organisation=stayer.organisation,
        place=stayer.place,
        kind="handler",
        starts_on=local_day(scene.community) + timedelta(days=30),
        ends_on=local_day(scene.community) + timedelta(days=40),
    )
    by = doing(acting_as(stayer.account))
    made = hand_over(stayer.pk, colleague=substitute.pk, **by)
    assert (made.pk, made.ends_on) == (to_come.pk, None)
    there = Duty.objects.filter(account=substitute, place=stayer.place)
    assert [each.pk for each in there] == [to_come.pk]
    back = hand_over(made.pk, colleague=stayer.account.pk, **doing(acting_as(substitute)))
    assert (back.pk, back.ends_on) == (stayer.pk, None)
    made.refresh_from_db()
    assert made.ends_on == local_day(scene.community)


def test_own_duty_elsewhere_makes_no_substitute_a_stayer(scene, stayer, substitute):
    make_duty(substitute, "handler", organisation=stayer.organisation, place=scene.places.grid)
    with pytest.raises(StepRefusedError):
        end_managed_duty(stayer.pk, **doing(acting_as(substitute)))
    other = make_account(scene.community, "Other")
    make_duty(other, "officer", organisation=stayer.organisation, place=scene.places.grid)
    today = local_day(scene.community)

    def stand(last: int):
        days = {"starts": today, "ends": today + timedelta(days=last)}
        return stand_in(stayer.pk, colleague=other.pk, **days, **doing(acting_as(substitute)))

    assert errors_of(lambda: stand(3)) == {"until": "duty_dates"}
    assert stand(2).account == other


def test_days_that_were_refused_stand_in_the_form(scene, stayer, substitute):
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(stayer.account)
    given = {
        "what": "stand_in",
        "duty": str(stayer.pk),
        "colleague": str(substitute.pk),
        "from": "2027-03-05",
        "until": "2027-03-01",
    }
    page = client.post("/colleagues", given)
    text = page.content.decode()
    assert page.status_code == 422
    assert '<details class="det" open>' in text
    for shown in ('value="2027-03-05"', 'value="2027-03-01"', f'value="{substitute.pk}" selected'):
        assert shown in text


def test_stand_in_that_is_no_day_is_refused_by_words(scene, stayer, substitute):
    with pytest.raises(InputRefusedError):
        stand_in(
            stayer.pk,
            colleague=substitute.pk,
            starts=local_day(scene.community),
            ends=local_day(scene.community) - timedelta(days=1),
            **doing(acting_as(stayer.account)),
        )
