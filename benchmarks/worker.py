"""One process in one world: builds it when it is empty, then times the pages it is asked for, one line in, one line out."""

import json
import os
import sys
import time
from pathlib import Path
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vieta.project.settings")

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks import places, world  # noqa: E402
from vieta.accounts.models import Account  # noqa: E402
from vieta.enrolments.models import Enrolment  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def prepare(size: int, say) -> None:
    """Tables and people, unless they are there."""
    folder = Path(settings.VAR)
    if places.built(folder):
        return
    call_command("migrate", verbosity=0)
    began = time.monotonic()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for setting in ("synchronous=OFF", "cache_size=-1000000", "temp_store=MEMORY"):
                cursor.execute(f"PRAGMA {setting}")
    world.World(size).build(say)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    say(f"built in {time.monotonic() - began:.0f} s")
    connection.close()
    (folder / "mark").write_text(places.mark())


class Pages:
    """The main pages, each seen by whom it is for."""

    def __init__(self) -> None:
        coach = Account.objects.get(username="coach0")
        case = Enrolment.objects.filter(state="active", number__lt="B-000040").select_related("person").order_by("pk")[3]
        name = Enrolment.objects.filter(number="B-000008").values_list("person__last_name", flat=True)[0]
        self.clients = {username: _signed_in(username) for username in (coach.username, "coordinator", "lead")}
        self.addresses = {
            "today": ("coach0", "/today/"),
            "calendar week": ("coach0", "/calendar/"),
            "people": ("coordinator", "/people/"),
            "people filtered, sorted": ("coordinator", "/people/?state=active&sort=-name"),
            "people by name": ("coordinator", f"/people/?name={name}"),
            "one file": ("coach0", f"/enrolments/{case.pk}/"),
            "plan": ("coach0", f"/enrolments/{case.pk}/plan/"),
            "follow-ups": ("coordinator", "/follow-ups/"),
            "flow": ("coordinator", "/flow/"),
            "figures": ("lead", f"/programmes/{world.CODE}/figures/"),
        }

    def time(self, page: str) -> float:
        """Milliseconds of one answer."""
        who, address = self.addresses[page]
        began = time.perf_counter()
        answer = self.clients[who].get(address)
        took = (time.perf_counter() - began) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{page}: {answer.status_code} {answer.get('Location', '')}")
        return took

    def statements(self, page: str) -> list[dict]:
        """The statements of one answer with their times."""
        reset_queries()
        with CaptureQueriesContext(connection) as told:
            self.time(page)
        return told.captured_queries


def _signed_in(username: str) -> Client:
    account = Account.objects.get(username=username)
    if not account.has_usable_password():
        account.set_password("four words nobody guesses")
        account.save()
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": ""})
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def main() -> None:
    """Answers "page" with its milliseconds until the input ends."""

    def tell(**said) -> None:
        print(json.dumps(said), flush=True)

    with mock.patch("django.utils.timezone.now", return_value=world.NOW):
        prepare(int(sys.argv[1]), lambda words: tell(words=words))
        pages = Pages()
        tell(ready=list(pages.addresses))
        for line in sys.stdin:
            page = line.strip()
            if page.startswith("statements "):
                told = pages.statements(page.removeprefix("statements "))
                tell(count=len(told), slowest=sorted(told, key=lambda one: -float(one["time"]))[:4])
            else:
                tell(ms=pages.time(page))


if __name__ == "__main__":
    main()
