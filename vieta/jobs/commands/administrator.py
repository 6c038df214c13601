"""Give the first administrator an account: prints a one-time code to sign in with and choose a password."""

import argparse

from django.db import transaction
from django.utils import timezone

from vieta.accounts.actions import assign_role, give_account
from vieta.base.viewer import system
from vieta.organisations.actions import register
from vieta.organisations.choices import Kind
from vieta.organisations.models import Organisation


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", help="what they sign in with")
    parser.add_argument("name", help="their name")
    parser.add_argument("--organisation", required=True, metavar="NAME", help="where they work; registered when it is not known yet")
    parser.add_argument("--country", default="LV", metavar="XX", help="the organisation's country, two letters, when it is registered")


@transaction.atomic
def run(args: argparse.Namespace) -> int:
    at = timezone.now()
    by = system("administrator", timezone.localdate(at))
    home = Organisation.objects.filter(name__iexact=args.organisation).first()
    if home is None:
        home = register(by=by, at=at, name=args.organisation, kind=Kind.MUNICIPAL, country=args.country)
    given = give_account(by=by, at=at, username=args.username, name=args.name, organisation_id=home.pk)
    assign_role(by=by, at=at, account_id=given.account.pk, role="administrator")
    print(f"{args.username} signs in once at /code/ with {given.code} within two days, chooses a password there, and gives everybody else")
    print("accounts and roles under Accounts: first the role lead, for an organisation and all its programmes, to whoever founds them.")
    return 0
