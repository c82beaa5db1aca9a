"""Guards of records are down while Django empties a test database, and at no other time."""

import pytest
from django.db import DatabaseError, connection

from tests.services.flushing import guards_lifted

SQLITE = """
CREATE TRIGGER records_guarded_no_delete BEFORE DELETE ON guarded
BEGIN SELECT RAISE(ABORT, 'records are kept'); END
"""
POSTGRESQL = """
CREATE FUNCTION keep_guarded() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'records are kept'; END $$;
CREATE TRIGGER records_guarded_no_delete BEFORE DELETE ON guarded
FOR EACH ROW EXECUTE FUNCTION keep_guarded()
"""
UNDO = {
    "sqlite": "DROP TABLE guarded",
    "postgresql": "DROP TABLE guarded; DROP FUNCTION keep_guarded",
}


@pytest.fixture
def guarded(transactional_db):
    run("CREATE TABLE guarded (id integer)")
    run("INSERT INTO guarded VALUES (1)")
    run(SQLITE if connection.vendor == "sqlite" else POSTGRESQL)
    yield
    run(UNDO[connection.vendor])


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM guarded")
        return cursor.fetchone()[0]


@pytest.mark.usefixtures("guarded")
def test_guarded_row_cannot_be_deleted():
    with pytest.raises(DatabaseError, match="records are kept"):
        run("DELETE FROM guarded")
    assert count() == 1


@pytest.mark.usefixtures("guarded")
def test_flush_empties_a_guarded_table():
    connection.ops.execute_sql_flush(["DELETE FROM guarded"])
    assert count() == 0


@pytest.mark.usefixtures("guarded")
def test_guards_stand_again_after_a_failed_act():
    with pytest.raises(ZeroDivisionError), guards_lifted(connection):
        raise ZeroDivisionError
    with pytest.raises(DatabaseError, match="records are kept"):
        run("DELETE FROM guarded")
