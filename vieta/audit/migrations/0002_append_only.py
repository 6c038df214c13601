"""Lets nobody change or take out an entry of the trail, whichever program they use."""

from django.db import migrations

from vieta.audit.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [AppendOnly()]
