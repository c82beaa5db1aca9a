"""Records are appended and never changed: the database itself refuses, whoever asks."""

from django.db import migrations

TABLE = "records_record"

SQLITE = [
    f"""CREATE TRIGGER records_no_update BEFORE UPDATE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'records are append-only'); END""",
    f"""CREATE TRIGGER records_no_delete BEFORE DELETE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'records are append-only'); END""",
    # REPLACE removes the old row without asking the trigger above.
    """CREATE TRIGGER records_no_replace BEFORE INSERT ON records_record
    WHEN EXISTS (
        SELECT 1 FROM records_record WHERE id = NEW.id
        OR (community_id = NEW.community_id AND sequence = NEW.sequence)
    )
    BEGIN SELECT RAISE(ABORT, 'records are append-only'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'records are append-only' USING ERRCODE = 'restrict_violation';
    END $$""",
    f"""CREATE TRIGGER records_no_update BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION records_refuse()""",
    f"""CREATE TRIGGER records_no_truncate BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION records_refuse()""",
]
SQLITE_BACK = [
    "DROP TRIGGER records_no_update",
    "DROP TRIGGER records_no_delete",
    "DROP TRIGGER records_no_replace",
]
POSTGRESQL_BACK = [
    f"DROP TRIGGER records_no_update ON {TABLE}",
    f"DROP TRIGGER records_no_truncate ON {TABLE}",
    "DROP FUNCTION records_refuse()",
]


def guard(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def unguard(apps, schema_editor):
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def _run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
