import os

import pytest

from tests.engines.tile_log.building import SHARED


@pytest.fixture(scope="module", autouse=True)
def _flushed_at_once():
    """No waiting for the disk: a test can see the order of flushes, but not what they save.

    The writers that are killed run in processes of their own and do flush.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture(scope="session")
def shared_log_data():
    """Vectors and a log of other projects, which lie beside the project."""
    if not SHARED.is_dir():
        pytest.skip(f"the reference data is not at {SHARED}")
    return SHARED
