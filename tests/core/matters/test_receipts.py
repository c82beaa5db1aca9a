"""Receipts: 80 bits, stored as a digest, limited, revocable."""

import pytest

from linli.core.matters.acting import ActingUser, acting_anonymously, acting_as
from linli.core.matters.errors import ReceiptError, StepRefusedError, TooManyAttemptsError
from linli.core.matters.models import Receipt, ReceiptAttempts
from linli.core.matters.services import (
    claim_matter,
    disclose_reporter,
    find_receipt,
    may_claim,
    open_receipt,
    revoke_receipts,
)
from linli.ground.parties.selectors import list_contact_accesses
from tests.factories import make_account, make_community, make_scene, report_case, reporter_of

ADDRESS = "192.0.2.7"
pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def reported(scene):
    return scene, report_case(scene)


def test_secret_opens_its_number_however_it_is_typed(reported):
    scene, outcome = reported
    typed = outcome.secret.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    receipt = open_receipt(
        scene.community,
        number=f" {outcome.matter.number.lower()} ",
        secret=typed,
        network_address=ADDRESS,
    )
    assert receipt.matter == outcome.matter


def test_secret_is_nowhere_in_the_table(reported):
    _, outcome = reported
    kept = str(Receipt.objects.values().get())
    assert outcome.secret not in kept
    assert outcome.secret.replace("-", "") not in kept


def test_secrets_have_sixteen_letters_and_differ(reported):
    scene, _ = reported
    secrets = {report_case(scene).secret for _ in range(20)}
    assert len(secrets) == 20
    assert {len(secret.replace("-", "")) for secret in secrets} == {16}


def test_secret_of_another_matter_is_refused(reported):
    scene, outcome = reported
    other = report_case(scene)
    with pytest.raises(ReceiptError):
        open_receipt(
            scene.community,
            number=outcome.matter.number,
            secret=other.secret,
            network_address=ADDRESS,
        )


def test_secret_of_another_community_is_refused(reported):
    _, outcome = reported
    elsewhere = make_community("elsewhere", host="elsewhere.example")
    assert find_receipt(elsewhere, secret=outcome.secret) is None


def test_wrong_codes_of_others_do_not_lock_the_right_one(reported):
    """Numbers are public: a limit for a number would let anybody lock somebody else's receipt."""
    scene, outcome = reported
    for number in range(15):
        with pytest.raises(ReceiptError):
            open_receipt(
                scene.community,
                number=outcome.matter.number,
                secret=f"0000-0000-0000-00{number:02d}",
                network_address=f"192.0.2.{number}",
            )
    receipt = open_receipt(
        scene.community,
        number=outcome.matter.number,
        secret=outcome.secret,
        network_address="192.0.2.99",
    )
    assert receipt.matter == outcome.matter
    assert "192.0.2" not in str(list(ReceiptAttempts.objects.values()))


def test_guessing_is_stopped_for_the_address_and_locks_nobody_out(reported):
    scene, outcome = reported
    for number in range(20):
        with pytest.raises(ReceiptError):
            open_receipt(
                scene.community,
                number=f"BS-2026-{number:04d}",
                secret="0000",
                network_address=ADDRESS,
            )
    number, right = outcome.matter.number, outcome.secret
    with pytest.raises(TooManyAttemptsError):
        open_receipt(scene.community, number=number, secret="0000", network_address=ADDRESS)
    found = open_receipt(scene.community, number=number, secret=right, network_address=ADDRESS)
    assert found.matter == outcome.matter


def test_revoked_receipt_is_worth_nothing(reported):
    scene, outcome = reported
    assert revoke_receipts(outcome.matter, acting_user=reporter_of(outcome.matter)) == 1
    assert find_receipt(scene.community, secret=outcome.secret) is None


def test_receipt_is_revoked_by_its_reporter_alone(reported):
    scene, outcome = reported
    for user in (acting_anonymously(scene.community), scene.acting("dispatcher")):
        with pytest.raises(StepRefusedError) as caught:
            revoke_receipts(outcome.matter, acting_user=user)
        assert caught.value.code == "not_your_duty"
    assert find_receipt(scene.community, secret=outcome.secret) is not None


# ── Claiming ──────────────────────────────────────────────────────────────────
def bearer(scene, matter, account=None) -> ActingUser:
    account = account or make_account(scene.community, "Claiming Chen")
    return acting_as(account, receipts=[matter.pk])


def test_matter_becomes_the_account_s_and_the_old_contact_goes(scene):
    matter = report_case(scene, contact_name="Chen", contact_phone="13812345678").matter
    before = matter.reporter
    dispatcher = scene.acting("dispatcher")
    disclose_reporter(matter, acting_user=dispatcher, now=matter.opened_at)
    user = bearer(scene, matter)
    claim_matter(matter, acting_user=user)
    matter.refresh_from_db()
    before.refresh_from_db()
    assert matter.reporter.account == user.account
    assert (before.name, before.phone, before.mail) == ("", "", "")
    accesses = list_contact_accesses(matter.reporter.pk, matter_number=matter.number)
    assert [access.duty_kind for access in accesses] == ["dispatcher"]
    assert acting_as(user.account).is_reporter_of(matter)


def test_matter_without_any_contact_can_be_claimed(scene):
    matter = report_case(scene).matter
    assert may_claim(matter, bearer(scene, matter))
    claim_matter(matter, acting_user=bearer(scene, matter))
    matter.refresh_from_db()
    assert matter.reporter.account.display_name == "Claiming Chen"


def test_matter_is_claimed_by_nobody_without_both_account_and_receipt(scene):
    matter = report_case(scene).matter
    others = [reporter_of(matter), acting_as(make_account(scene.community, "No Receipt"))]
    for user in others:
        assert not may_claim(matter, user)
        with pytest.raises(StepRefusedError) as refused:
            claim_matter(matter, acting_user=user)
        assert refused.value.code == "not_your_duty"


def test_matter_of_an_account_is_not_taken_from_it(scene):
    owner = make_account(scene.community, "Owner Ou")
    matter = report_case(scene, reporter=acting_as(owner)).matter
    with pytest.raises(StepRefusedError) as refused:
        claim_matter(matter, acting_user=bearer(scene, matter))
    assert refused.value.code == "claimed"
    assert not may_claim(matter, bearer(scene, matter))
