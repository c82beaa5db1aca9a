"""One sequencer at a time; what it began is finished with the same bytes; nothing is lost."""

import shutil
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from django.db import OperationalError, connection, transaction

from linli.apps.disclosure.errors import LogAheadError
from linli.apps.disclosure.models import Growth, Ledger, Seal, SealSalt
from linli.apps.disclosure.selectors import find_standing, list_growth
from linli.apps.disclosure.services import (
    Sequencer,
    adopt_entries,
    assign_places,
    get_log_folder,
    load_signers,
    seal_now,
)
from linli.apps.disclosure.services.sequencer import draw_covers
from linli.engines.tile_log import LockedError, LogWriter
from tests.factories import make_scene, report_case


def test_empty_log_is_published_at_once(scene, sealed):
    assert sealed().size == 0
    assert find_standing().size == 0


def test_places_that_were_given_before_a_crash_are_written_after_it(scene, sealed):
    report_case(scene)
    first = sealed()
    report_case(scene)
    assert assign_places() == 1
    report_case(scene)
    again = sealed()
    assert again.raw[:1] == first.raw
    assert [seal.record.sequence for seal in Seal.objects.order_by("index")] == [1, 2, 3]


def test_crash_between_entries_and_checkpoint_is_made_up_for(scene, sealed, monkeypatch):
    report_case(scene)
    with monkeypatch.context() as patch:
        patch.setattr(LogWriter, "publish", lambda *_: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            seal_now()
    assert not (get_log_folder() / "checkpoint").exists()
    assert sealed().size == 1


def test_lost_log_is_rebuilt_from_the_database_and_equals_it(scene, sealed):
    for _ in range(3):
        report_case(scene)
        sealed()
    assign_places(covers=2)
    before = sealed()
    files = {path.name for path in (get_log_folder() / "tile/entries").rglob("*")}
    assert len(files) > 1
    shutil.rmtree(get_log_folder())
    after = sealed()
    assert (after.raw, after.root) == (before.raw, before.root)


def test_second_writer_waits_for_the_first(scene):
    sequencer = Sequencer()
    try:
        sequencer.take_turn(covers=0)
        with pytest.raises(LockedError):
            Sequencer().take_turn(covers=0)
        assert seal_now() is False
    finally:
        sequencer.close()
    assert seal_now() is True


def test_database_put_back_to_an_older_state_is_not_sealed_over(scene, sealed):
    report_case(scene)
    sealed()
    with transaction.atomic():
        report_case(scene)
        sealed()
        transaction.set_rollback(True)
    assert Ledger.objects.get().size == 1
    report_case(scene)
    with pytest.raises(LogAheadError, match="the log has 2 entries, this database knows 1"):
        seal_now()


def test_entries_that_the_database_lost_are_adopted_and_sealing_goes_on(scene, sealed):
    report_case(scene)
    sealed()
    with transaction.atomic():
        report_case(scene)
        before = sealed()
        transaction.set_rollback(True)
    assert adopt_entries() == 1
    report_case(scene)
    after = sealed()
    assert after.raw[:2] == before.raw
    assert [seal.record and seal.record.sequence for seal in Seal.objects.order_by("index")] == [
        1,
        None,
        2,
    ]
    assert adopt_entries() == 0


def test_database_that_grew_another_way_is_neither_sealed_nor_adopted(scene, sealed):
    report_case(scene)
    with transaction.atomic():
        report_case(scene)
        sealed()
        transaction.set_rollback(True)
    assert assign_places() == 1
    for attempt in (seal_now, adopt_entries):
        with pytest.raises(LogAheadError):
            attempt()
    report_case(scene)
    assert assign_places() == 1
    for attempt in (seal_now, adopt_entries):
        with pytest.raises(LogAheadError):
            attempt()


@pytest.fixture
def running(scene):
    """A sequencer that has sealed one report and goes on."""
    sequencer = Sequencer()
    report_case(scene)
    sequencer.take_turn(covers=0, at_once=True)
    yield sequencer
    sequencer.close()


def test_database_that_goes_back_under_a_running_sequencer_is_noticed(scene, running):
    with transaction.atomic():
        report_case(scene)
        running.take_turn(covers=0, at_once=True)
        transaction.set_rollback(True)
    report_case(scene)
    with pytest.raises(LogAheadError, match="the log has 2 entries, this database knows 1"):
        running.take_turn(covers=0, at_once=True)
    assert (Ledger.objects.get().size, Seal.objects.count()) == (1, 1)


def test_database_that_grew_another_way_under_a_running_sequencer_is_noticed(scene, running):
    with transaction.atomic():
        report_case(scene)
        running.take_turn(covers=0, at_once=True)
        transaction.set_rollback(True)
    assert assign_places(covers=2) == 2
    report_case(scene)
    with pytest.raises(LogAheadError, match="entry 1 is not the one that this database has there"):
        running.take_turn(covers=0, at_once=True)
    assert Ledger.objects.get().size == 3


def test_last_seal_that_is_gone_is_noticed(scene, running):
    SealSalt.objects.all().delete()
    Seal.objects.all().delete()
    with pytest.raises(LogAheadError, match="entry 0 is not the one that this database has there"):
        running.take_turn(covers=0)


def test_log_is_freed_where_the_database_does_not_answer(running, monkeypatch):
    def fail(_):
        raise OperationalError("gone")

    monkeypatch.setattr("linli.apps.disclosure.services.sequencer.append_placed", fail)
    monkeypatch.setattr("linli.apps.disclosure.services.sequencer.connections", Closed())
    assert running._try_turn() == 2.0
    LogWriter(get_log_folder(), load_signers()).close()


class Closed:
    """Stands for the connections of the process, of which the test still needs its own."""

    def close_all(self):
        """Closes nothing."""


def test_lost_log_is_not_published_before_it_is_as_long_as_it_was(scene, sealed, monkeypatch):
    monkeypatch.setattr("linli.apps.disclosure.services.sequencer.BATCH", 2)
    assign_places(covers=5)
    before = sealed()
    shutil.rmtree(get_log_folder())
    sequencer, sizes = Sequencer(), []
    try:
        while sequencer.take_turn(covers=0, at_once=True):
            sizes.append(find_standing())
    finally:
        sequencer.close()
    assert sizes == [None, None]
    assert find_standing().signed.checkpoint.root == before.root


def test_lost_log_is_not_published_without_the_last_seals(scene, sealed):
    assign_places(covers=5)
    sealed()
    shutil.rmtree(get_log_folder())
    Seal.objects.filter(index__gte=3).delete()
    with pytest.raises(LogAheadError, match="5 entries were published, places are given to 3"):
        seal_now()
    assert find_standing() is None


@pytest.mark.parametrize(("bits", "covers"), [([0], 0), ([1, 0], 1), ([1, 1, 1, 0], 3)])
def test_covers_alone_are_as_many_as_one_record_with_its_covers(monkeypatch, bits, covers):
    drawn = iter([*bits, *bits])
    monkeypatch.setattr("secrets.randbits", lambda _: next(drawn))
    monkeypatch.setattr("secrets.randbelow", lambda _: 0)
    assert (draw_covers(is_busy=True), draw_covers(is_busy=False)) == (covers, covers + 1)


def test_growth_is_kept_by_day(scene, sealed):
    report_case(scene)
    sealed()
    report_case(scene)
    sealed()
    (today,) = list_growth()
    assert (today.size, today.added) == (2, 2)
    assert Growth.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_running_sequencer_publishes_within_seconds_and_frees_the_log_at_its_end():
    scene, stop = make_scene(), Event()
    thread = Thread(target=Sequencer().run, args=(stop,))
    thread.start()
    try:
        number = report_case(scene).matter.number.encode()
        deadline = monotonic() + 30
        while not is_published(number) and monotonic() < deadline:
            sleep(0.1)
        assert is_published(number)
    finally:
        stop.set()
        thread.join()
    assert seal_now()


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_give_places_at_once_give_each_record_one():
    scene = make_scene()
    for _ in range(20):
        report_case(scene)

    def assign():
        try:
            assign_places()
        finally:
            connection.close()

    threads = [Thread(target=assign) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(Seal.objects.order_by("index").values_list("index", "record__sequence")) == [
        (index, index + 1) for index in range(20)
    ]
    assert SealSalt.objects.count() == 40


def is_published(number):
    standing = find_standing()
    if standing is None:
        return False
    source = get_log_folder() / "tile/entries"
    return any(number in path.read_bytes() for path in source.rglob("*") if path.is_file())
