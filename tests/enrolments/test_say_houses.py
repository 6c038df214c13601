"""A database from before codes had houses comes forward by the product's own command, and nobody loses their place."""

import json
import os
import subprocess
import sys

import psycopg
import pytest

START = """
import json, os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "vieta.project.settings"
django.setup()
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
PBKDF2PasswordHasher.iterations = 1
from datetime import UTC, date, datetime, timedelta
"""
# The tables as they were, with people of one house and of two, and the codes and passwords they had
BEFORE = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.crypto import salted_hmac

executor = MigrationExecutor(connection)
old = [("accounts", "0002_alter_assignment_role"), ("people", "0002_households")]
old += [("enrolments", "0002_alter_entrytrait_trait_supportedorganisation")]
executor.migrate(old)
model = executor.loader.project_state(old).apps.get_model
now, day = datetime.now(UTC), date(2021, 1, 4)


def make(room, table, /, **values):
    return model(room, table).objects.create(**values)


def code(account, typed, giver):
    hashed = salted_hmac("vieta.accounts.code", typed, algorithm="sha256").hexdigest()
    times = {"given_at": now, "expires_at": now + timedelta(hours=48)}
    make("accounts", "SignInCode", account=account, code_hash=hashed, given_by=giver.pk if giver else None, **times)


def place(name, houses, codes, *, password=True):
    account = make("accounts", "Account", username=name, name=name, password=make_password(name) if password else "!")
    who = make("people", "Person", first_name=name, sort_name=name, reference=name, entered_at=now)
    make("people", "OwnPlace", person=who, account=account, given_at=now)
    for house in houses:
        kept = {"number": f"{name}-{house.name}", "sort_name": name, "state": "active", "enquired_on": day}
        make("enrolments", "Enrolment", person=who, programme=programme, provider=house, **kept)
    for typed, giver in codes.items():
        code(account, typed, giver)


lime, yew = (make("organisations", "Organisation", code=n, name=n, country="BE", kind="association") for n in ("Lime Tree", "Yew Tree"))
programme = make("programmes", "Programme", code="gent", name="Gent", country="BE", lead=lime)
lea, yan = (make("accounts", "Account", username=n, name=n, organisation=house, password="!") for n, house in (("lea", lime), ("yan", yew)))
place("one", [lime], {"2222222222": lea})
place("team", [lime], {"3333333333": yan})
place("gone", [lime], {})
place("coded", [lime], {"4444444444": lea}, password=False)
place("two", [lime, yew], {"5555555555": yan})
place("both", [lime, yew], {"6666666666": lea, "7777777777": yan})
place("dark", [lime, yew], {"8888888888": None})
mentor = make("accounts", "Account", username="mentor", name="mentor", password=make_password("mentor"))
make("accounts", "Assignment", account=mentor, role="mentor", organisation=yew, programme=programme, from_on=day)
code(mentor, "9999999999", lea)
code(lea, "AAAAAAAAAA", None)
"""
MIGRATE = "from vieta.jobs.cli import main; sys.exit(main(['migrate', '--quiet']))"
AFTER = """
from django.test import Client
from vieta.accounts.models import Account
from vieta.organisations.models import Organisation
from vieta.people.models import OwnPart

names = dict(Organisation.objects.values_list("pk", "name"))


def seen(address, **typed):
    client = Client(SERVER_NAME="localhost")
    client.post(address, typed)
    page = client.get("/me/").content.decode() if "_auth_user_id" in client.session else None
    return page and [name for name in ("Lime Tree", "Yew Tree") if name in page]


passwords = {n: seen("/account/login/", login=n, password=n) for n in ("one", "team", "gone", "two", "both", "dark")}
codes = {sign: seen("/code/", code=sign * 10) for sign in "2345678"}
opens = {a.username: [names[pk] for pk in a.opens] for a in Account.objects.order_by("id")}
rows = OwnPart.objects.order_by("id").values_list("place__account__username", "organisation__name")
print(json.dumps({"passwords": passwords, "codes": codes, "opens": opens, "parts": sorted(rows)}))
"""


@pytest.fixture
def around(tmp_path):
    """The environment of a database of its own, on the server the tests run on."""
    variables = {**os.environ, "VIETA_DATA_DIR": str(tmp_path)}
    url = os.environ.get("VIETA_DATABASE_URL")
    if url is None:
        yield variables
        return
    folder = url.partition("host=")[2]
    with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as server:
        server.execute("create database forward")
        yield variables | {"VIETA_DATABASE_URL": url.replace("/postgres?", "/forward?")}
        server.execute("drop database forward with (force)")


def run(program: str, around: dict[str, str]) -> str:
    done = subprocess.run([sys.executable, "-c", START + program], env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def after(around):
    """What opens to whom once the database has come forward."""
    run(BEFORE, around)
    run(MIGRATE, around)
    return json.loads(run(AFTER, around))


@pytest.mark.usefixtures("db")  # so that it runs on both databases
def test_nobody_loses_their_place_and_no_house_gains_another_ones(after):
    lime, yew, both = ["Lime Tree"], ["Yew Tree"], ["Lime Tree", "Yew Tree"]
    assert after["passwords"] == {"one": lime, "team": lime, "gone": lime, "two": yew, "both": [], "dark": []}
    assert after["codes"] == {"2": lime, "3": lime, "4": lime, "5": yew, "6": lime, "7": yew, "8": []}
    assert after["opens"]["mentor"] == yew, "the branch they have a role in, though somebody of another gave the code"
    assert after["opens"]["lea"] == after["opens"]["coded"] == []
    assert [house for name, house in after["parts"] if name == "both"] == both
    assert {name for name, _house in after["parts"]} == {"one", "team", "gone", "coded", "two", "both"}
