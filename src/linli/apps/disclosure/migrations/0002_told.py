"""Seals keep which facts they tell, so that later declarations change no entry."""

from django.db import migrations, models


def keep_names(apps, schema_editor):
    from linli.apps.disclosure.services.vocabulary import read_vocabulary

    words = read_vocabulary()
    seals = apps.get_model("disclosure", "Seal").objects.filter(record__isnull=False)
    for seal in seals.select_related("record").iterator():
        record = seal.record
        known = words.get(record.kind)
        is_resident = record.role in {"anyone", "reporter", "resident"}
        seal.told = {
            "answers": [
                name
                for name, fact in record.facts.items()
                if known and not (is_resident or seal.veiled) and isinstance(fact, str)
                and fact in known.answers.get((record.step, name), ())
            ],
            "facts": sorted(
                name for name in record.facts
                if known and (record.step, name) in known.open_facts
            ),
        }
        seal.save(update_fields=["told"])


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="seal",
            name="told",
            field=models.JSONField(
                default=dict,
                help_text="Names of facts by the declarations of the day: answers in clear, facts on the page.",
            ),
        ),
        migrations.RunPython(keep_names, migrations.RunPython.noop),
    ]
