import threading

import pytest

from linli.engines.tile_log import WITNESS_KEY, StorageError, WitnessStore, make_signer
from linli.engines.tile_log.witness_store import name_file
from tests.engines.tile_log.building import ORIGIN, VERIFIER
from tests.engines.tile_log.test_witnessing import checkpoint, request

WITNESS = make_signer("witness.example/w", seed=bytes(32), kind=WITNESS_KEY)


@pytest.fixture
def make_store(tmp_path):
    return lambda: WitnessStore(tmp_path, cosigner=WITNESS, logs={ORIGIN: [VERIFIER]})


def test_witness_remembers_what_it_cosigned_over_a_restart(make_store):
    assert make_store().read_latest() == {}
    assert make_store().answer(request(0, 5).encode(), time=1).status == 200
    assert make_store().answer(request(0, 9).encode(), time=2).status == 409
    assert make_store().answer(request(5, 9).encode(), time=3).status == 200
    assert make_store().read_latest() == {ORIGIN: checkpoint(9)}


def test_witness_asked_by_many_at_once_cosigns_one_history(make_store):
    statuses = []
    sizes = [3, 7, 11, 15]

    def ask(size):
        statuses.append((make_store().answer(request(0, size).encode(), time=1).status, size))

    threads = [threading.Thread(target=ask, args=(size,)) for size in sizes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (accepted,) = (size for status, size in statuses if status == 200)
    assert sorted(status for status, _ in statuses) == [200, 409, 409, 409]
    assert make_store().read_latest() == {ORIGIN: checkpoint(accepted)}


def test_witness_whose_memory_is_damaged_cosigns_nothing(make_store, tmp_path):
    make_store().answer(request(0, 5).encode(), time=1)
    path = tmp_path / name_file(ORIGIN)
    path.write_bytes(path.read_bytes().replace(b"\n5\n", b"\n4\n"))
    with pytest.raises(StorageError) as refused:
        make_store().answer(request(4, 9).encode(), time=2)
    assert refused.value.code == "damaged"
