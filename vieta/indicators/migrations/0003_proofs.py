"""Keeps what was counted for a release as it was counted, without ranges; the worlds that prove it are found anew at the next release."""

from django.db import migrations, models

GENDERS = ("women", "men", "non_binary", "total")


def plain(apps, _schema):
    """From {name of a cell or remainder: [count, lowest, highest]} to the counts by measure and part."""
    for row in apps.get_model("indicators", "Release").objects.all():
        row.counted = as_counted(row.counted)
        row.save(update_fields=["counted"])


def as_counted(ranges):
    progress, cells = {}, {}
    for name, told in ranges.items():
        code, _bar, rest = name.partition("|")
        column, _bar, part = rest.partition("|")
        if code in ("not", "beyond") or column not in GENDERS:
            continue
        if code.startswith("EEC") or code == "30-54":
            cells.setdefault(part, {}).setdefault(code, {})[column] = told[0]
        else:
            progress[code] = told[0]
    return {"progress": progress, "tables": {part: {c: _four(by) for c, by in table.items()} for part, table in cells.items()}, "places": None}


def _four(by):
    known = [by[column] for column in GENDERS[:3]]
    return [*known, by["total"] - sum(known)]


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_releases")]

    operations = [
        migrations.AddField("release", "proofs", models.JSONField(null=True)),
        migrations.RunPython(plain, migrations.RunPython.noop),
    ]
