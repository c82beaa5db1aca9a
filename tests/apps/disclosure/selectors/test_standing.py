"""How the log stands: signed, by whom, and not behind."""

from datetime import timedelta

from django.utils import timezone

from linli.apps.disclosure.selectors import find_standing, is_overdue
from linli.apps.disclosure.services import Sequencer, assign_places, load_signers
from tests.factories import report_case


def test_standing_is_what_was_signed_last(scene, sealed):
    assert find_standing() is None
    report_case(scene)
    log = sealed()
    standing = find_standing()
    assert (standing.size, standing.signed.checkpoint.root) == (1, log.root)
    assert standing.keys == tuple(signer.verifier for signer in load_signers())
    assert (standing.witnesses, standing.required) == ((), 0)
    assert abs(standing.published_at - timezone.now()) < timedelta(minutes=1)


def test_log_is_overdue_from_a_minute_after_the_first_record_that_it_lacks(scene, sealed):
    report_case(scene)
    size = sealed().size
    soon, later = (timezone.now() + timedelta(seconds=seconds) for seconds in (30, 90))
    assert not is_overdue(size, now=later)
    report_case(scene)
    assert [is_overdue(size, now=now) for now in (soon, later)] == [False, True]
    assign_places()
    assert [is_overdue(size, now=now) for now in (soon, later)] == [False, True]
    assert not is_overdue(sealed().size, now=later)


def test_log_whose_key_file_was_exchanged_has_no_standing_of_another(scene, sealed, settings):
    report_case(scene)
    sealed()
    settings.LINLI_DATA_DIR = settings.LINLI_DATA_DIR / "other"
    assert find_standing() is None
    sequencer = Sequencer()
    sequencer.take_turn(covers=0, at_once=True)
    sequencer.close()
    assert find_standing().size == 1
