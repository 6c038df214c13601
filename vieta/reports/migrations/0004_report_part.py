"""Writes beside each report which part of its programme it is of, as the scope frozen with its figures says."""

from django.db import migrations, models

from vieta.reports.rules import part_of


def part_from_scope(apps, _schema):
    reports = apps.get_model("reports", "Report").objects
    for row in reports.select_related("programme").only("pk", "figures", "programme__lead_id").order_by("pk").iterator(chunk_size=100):
        if part := part_of(row.figures.get("scope") or [], row.programme.lead_id):
            reports.filter(pk=row.pk).update(part=part)


class Migration(migrations.Migration):

    dependencies = [
        ("reports", "0003_withdrawn"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="part",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.RunPython(part_from_scope, migrations.RunPython.noop),
    ]
