"""The first administrator comes from the command line and can sign in."""

import re

import pytest
from django.urls import reverse

from vieta.accounts.models import Account
from vieta.jobs.cli import main


@pytest.mark.django_db
def test_the_first_administrator_signs_in_with_the_code_and_gives_accounts(client, capsys):
    assert main(["administrator", "anna", "Anna Liepa", "--organisation", "City of Kuldīga"]) == 0
    code = re.search(r"with (\S+) within", capsys.readouterr().out)[1]
    answer = client.post(reverse("code"), {"code": code})
    assert answer.status_code == 302
    client.post(reverse("account_set_password"), {"password1": "a-long-and-good-one-7", "password2": "a-long-and-good-one-7"})
    assert client.get(reverse("accounts")).status_code == 200
    assert Account.objects.get().organisation.name == "City of Kuldīga"


@pytest.mark.django_db
def test_a_taken_name_is_refused_in_one_line(capsys):
    main(["administrator", "anna", "Anna Liepa", "--organisation", "City of Kuldīga"])
    assert main(["administrator", "Anna", "Anna Two", "--organisation", "City of Kuldīga"]) == 2
    assert "taken" in capsys.readouterr().err
    assert Account.objects.count() == 1
