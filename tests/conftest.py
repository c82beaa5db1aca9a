"""What every test can use: a database with its guards, services of the machine, profiles."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings

from tests.services import environment, flushing
from tests.services.chromium import find_chromium
from tests.services.postgresql import NoServerError, running_server
from tests.services.selection import belongs

IN_CI = bool(os.environ.get("CI"))

# In continuous integration the same examples each time: a red run is red for everybody.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.load_profile("ci" if IN_CI else "local")


def pytest_configure() -> None:
    """Pages name static files as they are, so that no test waits for them to be collected."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": plain}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what belongs to the other database's pass."""
    only_database = bool(config.getoption("only_database_tests"))
    kept, left_out = [], []
    for item in items:
        fits = belongs(item, on_postgresql=_on_postgresql(), only_database=only_database)
        (kept if fits else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def _on_postgresql() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The data folder of this test process."""
    return Path(environment.DATA_DIR)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest, data_dir: Path) -> None:
    """SQLite in a file, as it is served: in memory, threads would share one lock."""
    if _on_postgresql():
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")
        return
    name = str(data_dir / "test.sqlite3")
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: Any) -> Iterator[None]:
    """The test database, which can be emptied after tests with real transactions."""
    with pytest.MonkeyPatch.context() as patch:
        flushing.lift_guards_when_flushing(patch)
        yield


@pytest.fixture(scope="session")
def postgresql_dsn() -> Iterator[str]:
    """A superuser's address on a PostgreSQL server of the tests' own, whichever database the
    tests themselves run on."""
    if given := os.environ.get("LINLI_TEST_PG_DSN"):
        yield given
        return
    try:
        with running_server() as server:
            yield server.dsn
    except NoServerError as error:
        _missing(str(error))


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The program of a browser."""
    return find_chromium() or _missing("No Chromium was found on this machine.")


def _missing(what: str) -> Any:
    """What cannot be tested is red in continuous integration and a visible skip elsewhere."""
    if IN_CI:
        pytest.fail(what, pytrace=False)
    pytest.skip(what)
