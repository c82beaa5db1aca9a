"""Tells PostgreSQL that a matter has about six records, however many matters there are.

A sample of a large table finds far fewer matters than there are, and the planner then expects many
records of each and reads in parallel what one look into the index would find.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("records_record", "records_recordauthor")
MATTERS_TO_RECORDS = "-0.15"  # negative: a share of the rows


def tell(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _set(schema_editor, f"SET (n_distinct = {MATTERS_TO_RECORDS})")


def forget(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _set(schema_editor, "RESET (n_distinct)")


def _set(schema_editor: BaseDatabaseSchemaEditor, option: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN matter_id {option}")


class Migration(migrations.Migration):
    dependencies = [("records", "0002_append_only")]

    operations = [migrations.RunPython(tell, forget)]
