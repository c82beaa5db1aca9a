"""linli upgrade: from an older database to this one, and back where it fails."""

import sqlite3

from tests.cli.running import run
from tests.cli.tables import applied, counts


def test_older_database_becomes_that_of_this_version_and_keeps_everything(older):
    before = counts(older)
    assert before[0] > 10
    assert "cases.0004_claims_and_catalogue" not in applied(older)
    done = run(older, "upgrade", LINLI_PROFILE="generic")
    assert (done.returncode, done.stderr) == (0, "")
    assert "cases.0004_claims_and_catalogue" in applied(older)
    assert counts(older) == before
    (copy,) = (older / "backups").iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    again = run(older, "upgrade", LINLI_PROFILE="generic")
    assert (again.returncode, "Nothing to do" in again.stdout) == (0, True)
    assert len(list((older / "backups").iterdir())) == 1


def test_migration_that_fails_leaves_everything_as_it_was(older):
    with sqlite3.connect(older / "linli.sqlite3") as database:
        database.execute("CREATE TABLE cases_claim (other INTEGER)")
    before, tables = counts(older), applied(older)
    done = run(older, "upgrade", LINLI_PROFILE="generic")
    assert done.returncode == 1
    assert "Migration failed: " in done.stderr
    assert "The copy was put back" in done.stderr
    assert (counts(older), applied(older)) == (before, tables)


def test_running_server_is_not_upgraded_under_its_feet(older):
    with sqlite3.connect(older / "linli.sqlite3") as database:
        database.execute("UPDATE records_workerlease SET until = '2999-01-01 00:00:00'")
        if not database.execute("SELECT count(*) FROM records_workerlease").fetchone()[0]:
            columns = [row[1] for row in database.execute("PRAGMA table_info(records_workerlease)")]
            assert {"name", "holder", "until"} <= set(columns)
            database.execute(
                "INSERT INTO records_workerlease (name, holder, until) VALUES (?, ?, ?)",
                ["worker", "0" * 32, "2999-01-01 00:00:00"],
            )
    done = run(older, "upgrade", LINLI_PROFILE="generic")
    assert (done.returncode, "The server still runs" in done.stderr) == (1, True)
    assert not (older / "backups").exists()
