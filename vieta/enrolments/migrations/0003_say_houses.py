from collections import defaultdict

from django.db import migrations


def say_houses(apps, schema_editor):
    """Carries the places people have over to "a code opens its own house's part" (decision 18); nobody loses one.

    Where a single house keeps anything, the password and the codes that wait open its part, as they opened everything so far.
    Where several do, a code opens the part of whoever gave it; a password the part of the one house that gave all codes, else
    nothing until a code is typed: nobody can tell any more after whose code it was chosen.
    """
    accounts, codes, parts = (apps.get_model(*name) for name in (("accounts", "Account"), ("accounts", "SignInCode"), ("people", "OwnPart")))
    places = list(apps.get_model("people", "OwnPlace").objects.order_by("pk"))
    homes = dict(accounts.objects.filter(organisation__isnull=False).values_list("pk", "organisation_id"))
    keeps = _keeps(apps, places)
    gave = defaultdict(dict)
    for code in codes.objects.filter(account__organisation__isnull=True).order_by("pk").iterator():
        code.organisation_id = _house(keeps[code.account_id], homes.get(code.given_by))
        code.save(update_fields=["organisation"])
        gave[code.account_id].setdefault(code.organisation_id, code)
    for account in accounts.objects.filter(organisation__isnull=True).order_by("pk"):
        houses = set(gave[account.pk]) or {_house(keeps[account.pk], None)}
        if len(houses) == 1 and None not in houses and not account.password.startswith("!"):
            account.opens = sorted(houses)
            account.save(update_fields=["opens"])
    for place in places:
        known = gave[place.account_id] or {_house(keeps[place.account_id], None): place}
        for house, first in known.items():
            if house is not None:
                parts.objects.create(place=place, organisation_id=house, given_at=first.given_at, given_by=first.given_by)


def _keeps(apps, places):
    """The houses that keep a part, by account."""
    whose = {place.person_id: place.account_id for place in places}
    keeps = defaultdict(set)
    for person, house in apps.get_model("enrolments", "Enrolment").objects.order_by().values_list("person_id", "provider_id"):
        if person in whose:
            keeps[whose[person]].add(house)
    roles = apps.get_model("accounts", "Assignment").objects.filter(account__organisation__isnull=True, organisation__isnull=False)
    for account, house in roles.order_by().values_list("account_id", "organisation_id"):
        keeps[account].add(house)
    return keeps


def _house(keeps, giver):
    """Whose part it opens: the only one there is, else the giver's, where it keeps one."""
    if len(keeps) == 1:
        return next(iter(keeps))
    return giver if giver in keeps else None


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0003_account_opens_signincode_organisation"),
        ("enrolments", "0002_alter_entrytrait_trait_supportedorganisation"),
        ("people", "0003_ownpart"),
    ]

    operations = [migrations.RunPython(say_houses, migrations.RunPython.noop)]
