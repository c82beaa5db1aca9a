from typing import Any

from django.db import migrations


def hide_unconfirmed(apps: Any, _schema_editor: object) -> None:
    """Spots under a category that no dispatcher ever confirmed, as where a steward put it right."""
    Case = apps.get_model("cases", "Case")
    Record = apps.get_model("records", "Record")
    solved = Record.objects.filter(step="solve").values("matter_id")
    confirmed = Record.objects.filter(step__in=("accept", "dispatch")).values("matter_id")
    unconfirmed = Case.objects.filter(in_public_space=True, matter_id__in=solved)
    unconfirmed.exclude(matter_id__in=confirmed).update(in_public_space=False)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_template_history"),
        ("records", "0005_record_by_step"),
    ]

    operations = [migrations.RunPython(hide_unconfirmed, migrations.RunPython.noop)]
