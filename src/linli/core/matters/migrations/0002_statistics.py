"""Tells PostgreSQL that state, holder and closing go together.

Taken for independent of one another they make the planner expect few rows of a list that has many,
and sort all of them rather than read the first of them in the index's order.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NAME = "matter_open_together"


def create(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        columns = "kind, state, closed_at, holder_id"
        schema_editor.execute(f"CREATE STATISTICS {NAME} (mcv) ON {columns} FROM matters_matter")


def drop(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP STATISTICS {NAME}")


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
