"""A log in a folder of the test's own, and a street whose acts are sealed in it."""

import pytest

from linli.apps.disclosure.services import get_log_folder, load_signers, seal_now
from linli.engines.tile_log import FolderSource, TileTree, verify_log
from tests.apps.disclosure.logs import SealedLog
from tests.factories import make_scene


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.LINLI_DATA_DIR = tmp_path
    settings.LINLI_PUBLIC_URL = "https://linli.example"
    return tmp_path


@pytest.fixture
def scene(db):
    return make_scene()


@pytest.fixture
def sealed():
    """Seals all that was recorded; what the log then holds, after it has been verified."""

    def seal() -> SealedLog:
        assert seal_now()
        source = FolderSource(get_log_folder())
        keys = [signer.verifier for signer in load_signers()]
        verdict = verify_log(source, keys)
        assert (verdict.faults, verdict.notices) == ((), ())
        size = verdict.signed.checkpoint.size
        return SealedLog(size, verdict.signed.checkpoint.root, TileTree(source, size))

    return seal
