"""The log's keys: made once, apart from the database, renewed with both signatures."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from linli.apps.disclosure.errors import KeyFileError
from linli.apps.disclosure.services import (
    Sequencer,
    get_log_folder,
    load_signers,
    renew_key,
    retire_key,
    seal_now,
)
from linli.apps.disclosure.services.handovers import list_handovers
from linli.apps.disclosure.services.keys import get_key_file
from linli.engines.tile_log import FolderSource, open_checkpoint, parse_note, verify_log
from tests.factories import report_case


def read_checkpoint():
    return (get_log_folder() / "checkpoint").read_bytes()


def signing_ids():
    return [line.key_id for line in parse_note(read_checkpoint()).signatures]


def test_first_key_is_made_once_whoever_comes_first_and_is_its_owners_alone():
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: load_signers(), range(8)))
    assert len(set(made)) == 1
    assert [signer.name for signer in made[0]] == ["linli.example/log"]
    file = get_key_file()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["linli_log_key"]


def test_origin_stays_when_the_address_changes(settings):
    before = load_signers()
    settings.LINLI_PUBLIC_URL = "https://elsewhere.example"
    assert load_signers() == before
    assert renew_key().name == "linli.example/log"


@pytest.mark.parametrize("content", ["", "not a key\n", "PRIVATE+KEY+a+00000000+AAAA\n"])
def test_damaged_key_file_is_refused_and_not_replaced(content):
    file = get_key_file()
    file.parent.mkdir()
    file.write_text(content)
    with pytest.raises(KeyFileError):
        load_signers()
    assert file.read_text() == content


def test_keys_are_renewed_and_retired_one_at_a_time():
    (old,) = load_signers()
    with pytest.raises(KeyFileError, match="the only key cannot be retired"):
        retire_key()
    fresh = renew_key()
    assert load_signers() == (old, fresh)
    with pytest.raises(KeyFileError, match="two keys sign already"):
        renew_key()
    assert retire_key() == old
    assert load_signers() == (fresh,)


def test_log_is_signed_by_both_keys_while_there_are_two_without_a_new_entry(scene):
    report_case(scene)
    sequencer = Sequencer()
    try:
        sequencer.take_turn(covers=0, at_once=True)
        (old,) = load_signers()
        fresh = renew_key()
        sequencer.take_turn(covers=0, at_once=True)
        assert signing_ids() == [old.verifier.key_id, fresh.verifier.key_id]
        for key in (old, fresh):
            assert open_checkpoint(read_checkpoint(), [key.verifier]).checkpoint.size == 1
        retire_key()
        (handover,) = list_handovers(get_log_folder())
        assert (handover.old, handover.new) == (old.verifier.vkey, fresh.verifier.vkey)
        assert handover.note.encode() == read_checkpoint()
        report_case(scene)
        sequencer.take_turn(covers=0, at_once=True)
    finally:
        sequencer.close()
    assert signing_ids() == [fresh.verifier.key_id]
    assert verify_log(FolderSource(get_log_folder()), [fresh.verifier]).ok
    keys = (get_log_folder() / "verifier-key").read_text()
    assert keys == f"{fresh.verifier.vkey}\n"


def test_key_is_not_retired_before_both_have_signed(scene):
    report_case(scene)
    assert seal_now()
    renew_key()
    with pytest.raises(KeyFileError, match="signed no checkpoint together"):
        retire_key()
    assert len(load_signers()) == 2
    assert seal_now()
    retire_key()
    assert len(load_signers()) == 1


@pytest.fixture
def flushed(monkeypatch):
    """What is flushed to the disk, in its order."""
    seen, flush = [], os.fsync

    def note(descriptor):
        seen.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    return seen


def test_first_key_is_on_the_disk_with_its_folders_before_it_counts(flushed, data_folder):
    load_signers()
    assert flushed[1:] == [data_folder / "keys", data_folder]


def test_handover_is_on_the_disk_before_the_old_key_is_destroyed(scene, flushed):
    report_case(scene)
    renew_key()
    assert seal_now()
    flushed.clear()
    retire_key()
    folders = [path for path in flushed if path.is_dir()]
    keys = get_key_file().parent
    assert folders == [get_log_folder(), keys, keys.parent]


def test_log_whose_key_was_lost_gets_no_other_one(scene):
    report_case(scene)
    assert seal_now()
    get_key_file().unlink()
    with pytest.raises(KeyFileError, match="is not there, the log that it signed is"):
        load_signers()
    assert not get_key_file().exists()
