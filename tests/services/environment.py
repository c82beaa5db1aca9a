"""Sets Linli's environment before any test module or setting is read; loaded with `-p`.

Each test process gets a data folder of its own and fixed keys; what the developer has set for
Linli is left out, so that no test reaches a real installation.  `LINLI_TEST_DATABASE=postgresql`
runs the tests on the server that `LINLI_TEST_PG_DSN` names, else they run on SQLite.
"""

import base64
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

DATA_DIR = tempfile.mkdtemp(prefix="linli-tests-")
SECRET_KEY = "a secret key for tests, long enough for Django's checks and for nobody else"
FIELD_KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()


def prepare(environ: "os._Environ[str]") -> None:
    for name in [name for name in environ if name.startswith("LINLI_")]:
        if not name.startswith("LINLI_TEST_"):
            del environ[name]
    Path(DATA_DIR, "static").mkdir(exist_ok=True)
    environ["LINLI_DATA_DIR"] = DATA_DIR
    environ["LINLI_SECRET_KEY"] = SECRET_KEY
    environ["LINLI_FIELD_KEY"] = FIELD_KEY
    environ["LINLI_DEMO"] = "1"
    if environ.get("LINLI_TEST_DATABASE") == "postgresql":
        server = urlsplit(environ["LINLI_TEST_PG_DSN"])
        environ["LINLI_DATABASE_URL"] = server._replace(path="/linli").geturl()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database-tests",
        action="store_true",
        help="leave out tests that never touch the database, and journeys in a browser",
    )


def pytest_unconfigure() -> None:
    shutil.rmtree(DATA_DIR, ignore_errors=True)


prepare(os.environ)
