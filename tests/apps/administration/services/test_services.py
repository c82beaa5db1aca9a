"""Setting a community up: who may, what is refused, and that a file is taken whole or not at all."""

from datetime import timedelta

import pytest

from linli.apps.administration.models import Change
from linli.apps.administration.services import (
    add_organisation,
    change_community,
    end_duty,
    give_duty,
    import_duties,
    import_organisations,
    preview_limit,
    set_limit,
    take_territory,
)
from linli.apps.administration.services.limits import LimitChange
from linli.core.matters.acting import acting_as, local_day
from linli.core.matters.errors import InputRefusedError, StepRefusedError
from linli.ground.accounts.models import Account
from linli.ground.communities.models import Community
from linli.ground.parties.models import Duty, Organisation
from linli.ground.parties.selectors import list_coming_duties
from linli.ground.places.errors import TerritoryRefusedError
from tests.apps.administration.services.attempts import doing, errors_of
from tests.factories import Scene

pytestmark = pytest.mark.django_db
WORKS = {"slug": "water", "name": "Water company", "sector": "company", "phone": "021-1"}


def duty_row(scene: Scene, **given: str) -> dict[str, str]:
    row = {
        "contact": "13812345678",
        "name": "Wang",
        "kind": "handler",
        "organisation": "works",
        "place": scene.places.street.code,
    }
    return row | given


def test_only_the_administrator_may(scene):
    change = LimitChange(kind="case", promise="handle", limit="3wd")
    for kind in ("dispatcher", "supervisor", "handler"):
        by = doing(acting_as(scene.people[kind]))
        for call in (
            lambda by=by: add_organisation(WORKS, **by),
            lambda by=by: give_duty(duty_row(scene), **by),
            lambda by=by: end_duty(Duty.objects.first().pk, **by),
            lambda by=by: import_organisations(b"", **by),
            lambda by=by: import_duties(b"", **by),
            lambda by=by: set_limit(change, **by),
            lambda by=by: preview_limit(change, **by),
            lambda by=by: change_community(name="X", phone="", **by),
            lambda by=by: take_territory(b"{}", **by),
        ):
            with pytest.raises(StepRefusedError) as caught:
                call()
            assert caught.value.code == "not_your_duty"
    assert Change.objects.count() == 0


def test_every_change_stands_in_the_history(scene, admin):
    add_organisation(WORKS, **doing(admin))
    duty = give_duty(duty_row(scene), **doing(admin))
    end_duty(duty.pk, **doing(admin))
    change_community(name="Poplar", phone="021-5550100", **doing(admin))
    set_limit(LimitChange(kind="case", promise="handle", limit="3wd"), **doing(admin))
    kinds = list(Change.objects.order_by("at", "id").values_list("kind", flat=True))
    assert kinds == ["organisation", "duty", "duty_ended", "community", "limit"]
    assert set(Change.objects.values_list("account", flat=True)) == {admin.account.pk}
    assert Community.objects.get().phone == "021-5550100"
    assert "13812345678" not in str(list(Change.objects.values_list("about", flat=True)))


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"name": "x" * 121}, {"name": "too_long"}),
        ({"phone": "1" * 41}, {"phone": "too_long"}),
        ({"slug": ""}, {"slug": "required"}),
        ({"slug": "Water Works"}, {"slug": "organisation_slug"}),
        ({"slug": "works"}, {"slug": "taken"}),
        ({"name": ""}, {"name": "required"}),
        ({"name": "\u200b"}, {"name": "not_a_text"}),
        ({"name": "Wa\u202eter"}, {"name": "not_a_text"}),
        ({"sector": "army"}, {"sector": "not_a_choice"}),
    ],
)
def test_organisation_that_cannot_be_is_refused_by_its_field(scene, admin, wrong, errors):
    before = Organisation.objects.count()
    assert errors_of(lambda: add_organisation(WORKS | wrong, **doing(admin))) == errors
    assert Organisation.objects.count() == before


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"from": "9999-12-31"}, {"from": "duty_day"}),
        ({"from": "0001-01-01", "until": "0001-01-02"}, {"from": "duty_day", "until": "duty_day"}),
        ({"contact": "12"}, {"contact": "phone_invalid"}),
        ({"name": ""}, {"name": "display_name"}),
        ({"kind": "king"}, {"kind": "not_a_choice"}),
        ({"organisation": "nobody"}, {"organisation": "not_a_choice"}),
        ({"place": "nowhere"}, {"place": "not_a_choice"}),
        ({"from": "tomorrow"}, {"from": "not_a_choice"}),
        ({"from": "2026-12-02", "until": "2026-12-01"}, {"until": "duty_dates"}),
    ],
)
def test_duty_that_cannot_be_is_refused_and_opens_no_account(scene, admin, wrong, errors):
    before = Account.objects.count()
    found = errors_of(lambda: give_duty(duty_row(scene, **wrong), **doing(admin)))
    assert list(found) == list(errors)
    assert Account.objects.count() == before


def test_whoever_has_an_account_keeps_it_and_the_same_duty_is_given_once(scene, admin):
    first = give_duty(duty_row(scene), **doing(admin))
    second = give_duty(duty_row(scene, kind="steward", name="Another name"), **doing(admin))
    assert first.account == second.account
    again = errors_of(lambda: give_duty(duty_row(scene), **doing(admin)))
    assert again == {"contact": "has_duty_already"}


def test_duty_ends_today_and_the_last_administrator_stays(scene, admin):
    duty = give_duty(duty_row(scene), **doing(admin))
    end_duty(duty.pk, **doing(admin))
    duty.refresh_from_db()
    assert duty.ends_on == local_day(scene.community)
    own = Duty.objects.get(kind="administrator")
    assert errors_of(lambda: end_duty(own.pk, **doing(admin))) == {"kind": "last_administrator"}
    give_duty(duty_row(scene, kind="administrator"), **doing(admin))
    end_duty(own.pk, **doing(admin))
    own.refresh_from_db()
    assert own.ends_on is not None


@pytest.mark.parametrize("how", ["later", "limited", "closed"])
def test_who_does_not_administer_today_and_from_now_on_is_no_other_administrator(scene, admin, how):
    today = local_day(scene.community)
    begins = str(today + timedelta(days=9)) if how == "later" else ""
    ends = str(today + timedelta(days=9)) if how == "limited" else ""
    row = duty_row(scene, kind="administrator", until=ends, **{"from": begins})
    other = give_duty(row, **doing(admin))
    Account.objects.filter(pk=other.account_id).update(is_active=how != "closed")
    own = Duty.objects.get(kind="administrator", account=scene.people["administrator"])
    assert errors_of(lambda: end_duty(own.pk, **doing(admin))) == {"kind": "last_administrator"}


def test_duty_with_a_last_day_ends_before_it_and_one_to_come_falls_away(scene, admin):
    today = local_day(scene.community)
    until = str(today + timedelta(days=300))
    limited = give_duty(duty_row(scene, until=until), **doing(admin))
    end_duty(limited.pk, **doing(admin))
    limited.refresh_from_db()
    assert limited.ends_on == today
    later = {"from": str(today + timedelta(days=5)), "contact": "13912345678"}
    coming = give_duty(duty_row(scene, **later), **doing(admin))
    assert list(list_coming_duties(scene.community)) == [coming]
    end_duty(coming.pk, **doing(admin))
    assert not Duty.objects.filter(pk=coming.pk).exists()
    assert Change.objects.filter(kind="duty_ended").count() == 2
    end_duty(limited.pk, **doing(admin))
    assert Change.objects.filter(kind="duty_ended").count() == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_file_of_organisations_in_the_encodings_of_offices(scene, admin, encoding):
    raw = "slug,name,sector,phone\nwater,自来水公司,company,1\ngas,燃气公司,company,\n".encode(
        encoding
    )
    assert import_organisations(raw, **doing(admin)) == 2
    names = set(Organisation.objects.values_list("name", flat=True))
    assert {"自来水公司", "燃气公司"} <= names


@pytest.mark.parametrize(
    ("raw", "code", "about"),
    [
        (b"", "column_missing", "slug, name, sector"),
        (b"slug,name\nx,y\n", "column_missing", "sector"),
        (b"slug,name,sector\n", "required", ""),
        (b"slug,name,sector\na,A,company\nb,B,army\n", "not_a_choice", "3: sector"),
        (b"slug,name,sector\na,A,company\na,B,company\n", "taken", "3: slug"),
        (b"\xff\xfe\x00\x01", "not_a_table", ""),
        (b"slug,name,sector\n" + b"x" * 2_000_001, "file_too_large", ""),
    ],
)
def test_file_is_taken_whole_or_not_at_all_and_names_the_line(scene, admin, raw, code, about):
    before = Organisation.objects.count()
    with pytest.raises(InputRefusedError) as caught:
        import_organisations(raw, **doing(admin))
    assert caught.value.errors == {"file": code}
    assert caught.value.about.get("file", "") == about
    assert (Organisation.objects.count(), Change.objects.count()) == (before, 0)


def test_territory_that_does_not_hold_together_leaves_no_trace(scene, admin):
    with pytest.raises(TerritoryRefusedError):
        take_territory(b'{"type": "FeatureCollection", "features": [1]}', **doing(admin))
    assert Change.objects.count() == 0
