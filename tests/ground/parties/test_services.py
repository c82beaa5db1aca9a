"""Duties in time and place, and who is responsible."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from linli.ground.parties.enums import DutyKind
from linli.ground.parties.errors import DutyDatesError
from linli.ground.parties.models import Duty
from linli.ground.parties.selectors import (
    find_responsible,
    list_contact_accesses,
    list_current_duties,
    list_people_on_duty,
    list_responsible_organisations,
)
from linli.ground.parties.services import (
    assign_duty,
    contact_of,
    disclose_contact,
    get_or_create_resident,
    register_resident,
)
from tests.factories import make_account, make_duty, make_organisation, make_scene

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.mark.parametrize(
    ("starts", "ends", "counts"),
    [(0, None, True), (0, 0, True), (-9, 0, True), (1, None, False), (-9, -1, False)],
)
def test_duty_counts_from_its_first_day_to_its_last(scene, starts, ends, counts):
    account = make_account(scene.community, "Somebody")
    assign_duty(
        account,
        organisation=scene.organisations["works"],
        place=scene.places.street,
        kind=DutyKind.HANDLER,
        starts_on=TODAY + timedelta(days=starts),
        ends_on=None if ends is None else TODAY + timedelta(days=ends),
    )
    assert list_current_duties(account, on=TODAY).exists() is counts


def test_duty_that_would_end_before_it_begins_is_refused(scene):
    account = make_account(scene.community, "Somebody")
    with pytest.raises(DutyDatesError):
        assign_duty(
            account,
            organisation=scene.organisations["works"],
            place=scene.places.street,
            kind=DutyKind.HANDLER,
            starts_on=TODAY,
            ends_on=TODAY - timedelta(days=1),
        )
    assert not Duty.objects.filter(account=account).exists()


def test_nearest_duty_makes_its_organisation_responsible(scene):
    near = make_organisation(scene.community, "near")
    make_duty(
        make_account(scene.community, "Near"),
        "dispatcher",
        organisation=near,
        place=scene.places.neighbourhood,
    )
    codes = [place.code for place in (scene.places.grid, scene.places.neighbourhood)]
    codes += [scene.places.street.code, scene.places.top.code]
    found = [
        find_responsible(scene.community, kind=DutyKind.DISPATCHER, codes=asked, on=TODAY)
        for asked in (codes, codes[2:], codes[3:])
    ]
    assert found == [near, scene.organisations["centre"], None]


def test_responsible_organisations_of_a_place_are_its_offices(scene):
    slugs = list_responsible_organisations(
        scene.community, codes=[scene.places.street.code]
    ).values_list("slug", flat=True)
    assert list(slugs) == ["centre", "street-office"]


def test_people_on_duty_are_those_of_today(scene):
    ended = make_account(scene.community, "Gone")
    yesterday = timezone.now().date() - timedelta(days=1)
    make_duty(
        ended,
        "handler",
        organisation=scene.organisations["works"],
        place=scene.places.street,
        ends_on=yesterday,
    )
    names = {duty.account.display_name for duty in list_people_on_duty(scene.community)}
    assert "Gone" not in names
    assert len(names) == len(DutyKind) + 1


def test_resident_of_an_account_is_made_once_and_reads_its_contact(scene):
    account = make_account(scene.community, "Zhang", contact="13812345678")
    resident = get_or_create_resident(account)
    assert get_or_create_resident(account) == resident
    assert contact_of(resident).phone == "+8613812345678"


def test_contact_given_out_is_entered_for_the_resident(scene):
    now = timezone.now()
    resident = register_resident(
        scene.community, name="Zhang", phone="+8613812345678", mail="", at=now
    )
    duty = Duty.objects.get(kind=DutyKind.HANDLER, organisation__slug="works")
    contact = disclose_contact(resident, duty=duty, matter_number="BS-2026-7K3Q", at=now)
    assert (contact.name, contact.phone) == ("Zhang", "+8613812345678")
    entries = list_contact_accesses(resident.pk, matter_number="BS-2026-7K3Q")
    assert [(e.organisation.slug, e.matter_number, e.at) for e in entries] == [
        ("works", "BS-2026-7K3Q", now)
    ]
    assert not list_contact_accesses(resident.pk, matter_number="BS-2026-0000").exists()
