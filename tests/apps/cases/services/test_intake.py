"""Reporting, accepting, dispatching, merging."""

import pytest
from django.utils import timezone

from linli.apps.cases.models import Case
from linli.core.matters.acting import acting_anonymously, acting_as
from linli.core.matters.enums import Privacy, Role
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.core.matters.models import Matter, MatterLink
from linli.core.matters.policies import roles_on
from linli.core.matters.services import disclose_reporter, open_matter, perform
from linli.core.records.enums import Channel
from linli.core.records.models import Record, RecordAuthor
from linli.ground.parties.enums import DutyKind
from linli.ground.parties.models import Resident
from linli.ground.places.services import retire_place
from tests.factories import (
    make_account,
    make_case_in_state,
    make_duty,
    make_scene,
    report_case,
    reporter_of,
    take,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


def refused(scene, user=None, **values) -> dict[str, str]:
    given = {"category": "roads.lamp", "words": "Dark", "place": scene.places.grid.code} | values
    with pytest.raises(InputRefusedError) as caught:
        open_matter("case", acting_user=user or acting_anonymously(scene.community), values=given)
    assert (Matter.objects.count(), Record.objects.count(), Resident.objects.count()) == (0, 0, 0)
    return caught.value.errors


def test_report_without_an_account_is_placed_titled_and_clocked(scene):
    matter = report_case(scene, contact_phone="138 1234 5678").matter
    case = Case.objects.get(matter=matter)
    assert (matter.kind, matter.state, matter.subject) == ("case", "reported", "roads.lamp")
    assert matter.title == f"路灯不亮 · {scene.places.grid.name}"
    assert (matter.place, matter.place_code) == (scene.places.grid, scene.places.grid.code)
    assert (case.category.code, case.latitude, case.longitude) == ("roads.lamp", None, None)
    assert (matter.reporter.phone, matter.reporter.account) == ("+8613812345678", None)
    assert matter.reporter.consented_at == matter.opened_at
    assert matter.due_at is not None


def test_report_by_coordinates_finds_the_grid_and_keeps_the_spot_off_the_record(scene):
    matter = report_case(scene, place="", coordinates="31.205, 121.415").matter
    case = Case.objects.get(matter=matter)
    assert matter.place == scene.places.other_grid
    assert (case.latitude, case.longitude) == (31205000, 121415000)
    assert "121" not in str(Record.objects.get().facts.get("coordinates", ""))


def test_report_leaves_no_word_or_contact_in_the_public_record(scene):
    words = "三号楼张阿姨家门口漆黑"
    report_case(scene, words=words, spot="三号楼", contact_name="张", contact_phone="13812345678")
    public = str(Record.objects.values().get())
    assert [secret for secret in (words, "三号楼", "张", "13812345678") if secret in public] == []


def test_report_with_an_account_belongs_to_its_resident(scene):
    account = make_account(scene.community)
    first = report_case(scene, reporter=acting_as(account)).matter
    second = report_case(scene, reporter=acting_as(account)).matter
    assert first.reporter == second.reporter == Resident.objects.get(account=account)


def test_report_on_behalf_of_a_resident_is_not_the_officers_own(scene):
    officer = scene.acting("officer")
    matter = report_case(scene, reporter=officer, on_behalf="on", contact_name="Old Li").matter
    assert (matter.reporter.name, matter.reporter.account) == ("Old Li", None)
    assert RecordAuthor.objects.get().channel == Channel.DESK
    assert not officer.is_reporter_of(matter)


def test_report_on_behalf_without_a_duty_is_refused(scene):
    with pytest.raises(StepRefusedError) as caught:
        report_case(scene, on_behalf="on")
    assert (caught.value.code, Matter.objects.count()) == ("not_your_duty", 0)


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"words": " "}, {"words": "required"}),
        ({"words": "x" * 5001}, {"words": "too_long"}),
        ({"words": 7}, {"words": "not_a_text"}),
        ({"category": "roads"}, {"category": "not_a_choice"}),
        ({"category": "", "words": ""}, {"category": "required", "words": "required"}),
        ({"place": ""}, {"place": "required"}),
        ({"place": "310101"}, {"place": "not_a_choice"}),
        ({"coordinates": "here"}, {"coordinates": "not_coordinates"}),
        ({"coordinates": "91, 10"}, {"coordinates": "not_coordinates"}),
        ({"coordinates": "1e999999999, 0"}, {"coordinates": "not_coordinates"}),
        ({"coordinates": "1" * 5000}, {"coordinates": "not_coordinates"}),
        ({"coordinates": "0, 0"}, {"coordinates": "outside_area"}),
        ({"contact_phone": "12"}, {"contact_phone": "phone_invalid"}),
        ({"score": "5"}, {"score": "unknown_field"}),
    ],
)
def test_report_with_bad_values_names_the_field_and_writes_nothing(scene, values, errors):
    assert refused(scene, **values) == errors


def test_report_in_a_retired_place_is_refused(scene):
    retire_place(scene.places.grid, acting_user=None)
    assert refused(scene) == {"place": "not_a_choice"}


def test_report_of_violence_at_home_is_for_its_parties(scene):
    matter = report_case(scene, category="disputes.home").matter
    assert matter.privacy == "restricted"


def test_merge_into_what_nobody_works_on_is_refused(scene):
    first, second = report_case(scene).matter, report_case(scene).matter
    take(scene, first, "merge", original=second.number)
    with pytest.raises(InputRefusedError) as caught:
        perform(
            second.pk,
            "merge",
            acting_user=scene.acting("dispatcher"),
            values={"original": first.number},
        )
    assert caught.value.errors == {"original": "nobody_works_on_it"}


def test_merge_into_a_restricted_matter_names_it_in_no_public_fact(scene):
    original = report_case(scene, category="disputes.home").matter
    repeated = report_case(scene).matter
    take(scene, repeated, "merge", original=original.number)
    record = Record.objects.get(matter_id=repeated.pk, step="merge")
    assert original.number not in str(record.facts)


def test_accepting_leaves_a_published_title_alone(scene):
    matter = report_case(scene).matter
    words = {"public_title": "Lamp out by the market", "public_words": "Dark"}
    take(scene, matter, "publish", **words)
    take(scene, matter, "accept", category="cleaning.rubbish")
    matter.refresh_from_db()
    assert matter.title == words["public_title"]


def test_control_characters_and_direction_overrides_are_taken_out(scene):
    report_case(scene, words="lamp\x00 \u202eout\r\nhere")
    part = Record.objects.get().parts.get(name="words")
    assert part.text == "lamp out\nhere"


def test_accepting_under_another_category_renames_the_matter(scene):
    matter = report_case(scene).matter
    take(scene, matter, "accept", category="cleaning.rubbish")
    matter.refresh_from_db()
    assert (matter.subject, matter.title) == (
        "cleaning.rubbish",
        f"暴露垃圾 · {scene.places.grid.name}",
    )
    assert matter.case.category.code == "cleaning.rubbish"


def test_dispatch_makes_the_organisation_the_holder(scene):
    matter = report_case(scene).matter
    take(scene, matter, "accept")
    take(scene, matter, "dispatch", organisation="works")
    matter.refresh_from_db()
    assert matter.holder == scene.organisations["works"]


def test_merge_ties_the_matter_to_the_earlier_one(scene):
    original, repeated = report_case(scene).matter, report_case(scene).matter
    take(scene, repeated, "merge", original=original.number)
    repeated.refresh_from_db()
    assert repeated.state == "merged"
    assert list(MatterLink.objects.values_list("matter", "other", "relation")) == [
        (repeated.pk, original.pk, "merged_into")
    ]


@pytest.mark.parametrize("target", ["itself", "BS-2026-ZZZZ"])
def test_merge_into_what_is_not_there_is_refused(scene, target):
    matter = report_case(scene).matter
    number = matter.number if target == "itself" else target
    with pytest.raises(InputRefusedError) as caught:
        perform(
            matter.pk,
            "merge",
            acting_user=scene.acting("dispatcher"),
            values={"original": number},
        )
    matter.refresh_from_db()
    assert (caught.value.errors, matter.state) == ({"original": "matter_not_found"}, "reported")


# ── A reporter who hides ──────────────────────────────────────────────────────
def dispatch(scene, matter, user, organisation="works"):
    return perform(
        matter.pk,
        "dispatch",
        acting_user=user,
        values={"organisation": organisation, "brief": "Mend it"},
    )


@pytest.fixture
def hidden(scene):
    matter = report_case(scene, hidden="on", contact_phone="13812345678").matter
    take(scene, matter, "accept")
    return matter


def test_dispatcher_who_serves_an_organisation_gives_it_no_hidden_reporter(scene, hidden):
    person = scene.people[DutyKind.DISPATCHER]
    works, street = scene.organisations["works"], scene.places.street
    make_duty(person, DutyKind.SUPERVISOR, organisation=works, place=street)
    with pytest.raises(InputRefusedError) as caught:
        dispatch(scene, hidden, scene.acting("dispatcher"))
    assert caught.value.errors == {"organisation": "knows_hidden_reporter"}
    hidden.refresh_from_db()
    assert (hidden.state, hidden.holder) == ("accepted", None)


def test_organisation_whose_man_was_given_the_contact_gets_no_hidden_reporter(scene, hidden):
    steward = scene.people[DutyKind.STEWARD]
    disclose_reporter(hidden, acting_user=acting_as(steward), now=timezone.now())
    works, street = scene.organisations["works"], scene.places.street
    make_duty(steward, DutyKind.SUPERVISOR, organisation=works, place=street)
    with pytest.raises(InputRefusedError) as caught:
        dispatch(scene, hidden, scene.acting("dispatcher"))
    assert caught.value.errors == {"organisation": "knows_hidden_reporter"}


def test_hidden_reporter_is_given_to_an_organisation_that_does_not_know_him(scene, hidden):
    assert dispatch(scene, hidden, scene.acting("dispatcher")).matter.holder.slug == "works"


def test_whoever_may_come_to_handle_it_reads_nothing_of_a_hidden_reporter_before(scene, hidden):
    person = scene.people[DutyKind.STEWARD]
    assert Role.OFFICE in roles_on(hidden, acting_as(person))
    works, street = scene.organisations["works"], scene.places.street
    make_duty(person, DutyKind.SUPERVISOR, organisation=works, place=street)
    user = acting_as(person)
    assert roles_on(hidden, user) == {Role.PUBLIC}
    with pytest.raises(StepRefusedError):
        disclose_reporter(hidden, acting_user=user, now=timezone.now())


# ── What comes out of a case ──────────────────────────────────────────────────
def test_appeal_of_a_case_that_turns_out_to_be_private_is_private_too(scene):
    matter = make_case_in_state(scene, "closed")
    appeal = open_matter(
        "appeal", acting_user=reporter_of(matter), values={"grounds": "No"}, origin=matter
    ).matter
    # The way back to a new report is the system's alone; here only what accepting brings counts.
    Matter.objects.filter(pk=matter.pk).update(state="reported", closed_at=None)
    perform(
        matter.pk,
        "accept",
        acting_user=scene.acting("dispatcher"),
        values={"category": "disputes.home"},
    )
    appeal.refresh_from_db()
    assert appeal.privacy == Privacy.RESTRICTED


def test_contact_opened_on_a_part_of_the_case_counts_too(scene, hidden):
    """Its number is another than the case's."""
    take(scene, hidden, "dispatch")
    values = {"organisation": "waterworks", "brief": "Find the pipe"}
    officer = scene.acting("officer")
    part = open_matter("response", acting_user=officer, values=values, origin=hidden).matter
    steward = scene.people[DutyKind.STEWARD]
    disclose_reporter(part, acting_user=acting_as(steward), now=timezone.now())
    review, street = scene.organisations["review"], scene.places.street
    make_duty(steward, DutyKind.SUPERVISOR, organisation=review, place=street)
    make_duty(make_account(scene.community), "handler", organisation=review, place=street)
    with pytest.raises(InputRefusedError) as caught:
        open_matter(
            "response",
            acting_user=officer,
            values=values | {"organisation": "review"},
            origin=hidden,
        )
    assert caught.value.errors == {"organisation": "knows_hidden_reporter"}
