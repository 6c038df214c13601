"""Holds every programme to hiding figures of fewer than three persons; one that hid fewer is raised to that."""

import django.core.validators
from django.db import migrations, models


def raised(apps, _schema):
    apps.get_model("programmes", "Programme").objects.filter(safe_threshold__lt=3).update(safe_threshold=3)


class Migration(migrations.Migration):

    dependencies = [
        ("programmes", "0002_unit_costs_and_awards"),
    ]

    operations = [
        migrations.RunPython(raised, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="programme",
            name="safe_threshold",
            field=models.PositiveIntegerField(default=5, validators=[django.core.validators.MinValueValidator(3)]),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(condition=models.Q(("safe_threshold__gte", 3)), name="few_persons_stay_hidden"),
        ),
    ]
