"""Forgets the topics found so far, which the next night finds anew: they may hold words of reporters
who stay hidden, and do not say which report holds which word."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forget(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("insight", "TopicReport").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_initial")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
