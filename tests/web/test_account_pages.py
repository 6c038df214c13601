"""The pages on which accounts and roles are given: good input goes in, bad input is told, kept, and writes nothing."""

import re

import pytest
from django.urls import reverse

from tests.cast import BACKEND, NOW, TODAY
from vieta.accounts import actions
from vieta.accounts.models import Account, Assignment
from vieta.audit.actions import record_read
from vieta.audit.models import Entry

pytestmark = pytest.mark.usefixtures("as_of_the_cast")


@pytest.fixture
def ivo(client, offices):
    """The browser of the administrator of Bram's organisation."""
    client.force_login(offices.accounts["ivo"], backend=BACKEND)
    return client


def new_account(w, **more):
    return {"name": "Kim Peters", "username": "kim", "organisation_id": w.provider.pk, "profession": "coach", "email": ""} | more


def test_opening_an_account_shows_its_code_this_once(ivo, cast):
    answer = ivo.post(reverse("account_new"), new_account(cast.world, speciality_ids=[cast.world.youth.pk]))
    code = re.search(r"<code>([2-9A-Z]{5}-[2-9A-Z]{5})</code>", answer.content.decode())[1]
    assert answer["Cache-Control"] == "no-store"
    kim = Account.objects.get(username="kim")
    page = ivo.get(reverse("account", args=[kim.pk])).content.decode()
    assert "Kim Peters" in page
    assert "Youth work" in page
    assert code not in page


def test_giving_and_ending_a_role(ivo, cast):
    dario, w = cast.accounts["dario"], cast.world
    place = {"role": "coach", "organisation_id": w.provider.pk, "programme_id": w.programme.pk, "region_id": ""}
    answer = ivo.post(reverse("role_new", args=[dario.pk]), place)
    assert answer["Location"] == reverse("account", args=[dario.pk])
    row = Assignment.objects.get(account=dario, role="coach")
    assert (row.role, row.organisation, row.programme, row.from_on) == ("coach", w.provider, w.programme, TODAY)
    address = reverse("role_end", args=[dario.pk, row.pk])
    assert ivo.get(address).status_code == 200
    assert Assignment.objects.filter(pk=row.pk).exists(), "asking ends nothing"
    ivo.post(address)
    assert not Assignment.objects.filter(pk=row.pk).exists()
    assert ivo.post(address).status_code == 404


def test_ending_and_reopening_an_account(ivo, cast):
    chloe = cast.accounts["chloe"]
    address = reverse("account_end", args=[chloe.pk])
    ivo.get(address)
    chloe.refresh_from_db()
    assert chloe.is_active
    assert ivo.post(address).status_code == 302
    chloe.refresh_from_db()
    assert not chloe.is_active
    assert "<code>" in ivo.post(address).content.decode()
    chloe.refresh_from_db()
    assert chloe.is_active


def test_a_new_code_for_a_forgotten_password(ivo, cast):
    answer = ivo.post(reverse("account_access", args=[cast.accounts["bram"].pk]), {})
    code = re.search(r"<code>([2-9A-Z-]{11})</code>", answer.content.decode())[1]
    assert actions.use_code(at=answer.wsgi_request.at, typed=code).account == cast.accounts["bram"]


def test_changing_the_holder(ivo, cast):
    bram = cast.accounts["bram"]
    ivo.post(reverse("account_change", args=[bram.pk]), {"name": "Bram Claes", "profession": "trainer", "email": "b@example.org"})
    bram.refresh_from_db()
    assert (bram.name, bram.profession, bram.email) == ("Bram Claes", "trainer", "b@example.org")


BAD_ACCOUNT = (
    ("name", ""),
    ("name", "x" * 151),
    ("name", "Kim\x00"),
    ("name", "Kim\u202e"),
    ("username", "Kim Peters"),
    ("username", "=kim"),
    ("username", "ķim"),
    ("username", "bram"),
    ("username", "k" * 61),
    ("organisation_id", ""),
    ("organisation_id", "999999"),
    ("organisation_id", "one"),
    ("profession", "emperor"),
    ("speciality_ids", "999999"),
    ("email", "not an address"),
)


@pytest.mark.parametrize(("field", "typed"), BAD_ACCOUNT)
def test_bad_accounts_are_told_kept_and_not_written(ivo, cast, field, typed):
    accounts, entries = Account.objects.count(), Entry.objects.filter(kind="write").count()
    answer = ivo.post(reverse("account_new"), new_account(cast.world, **{field: typed}))
    form = answer.context["form"]
    assert (answer.status_code, field in form.errors) == (422, True)
    assert form[field].value() in (typed, [typed])
    assert (Account.objects.count(), Entry.objects.filter(kind="write").count()) == (accounts, entries)


def test_an_organisation_out_of_reach_is_no_choice_and_no_hint(ivo, cast):
    answer = ivo.post(reverse("account_new"), new_account(cast.world, organisation_id=cast.world.other.pk))
    assert answer.status_code == 422
    assert cast.world.other.name not in answer.content.decode()


@pytest.mark.parametrize("typed", ["Zsófia 😀", "علي بن أحمد", "e\u0301milie", "=Kim"])
def test_names_of_every_script_are_kept(ivo, cast, typed):
    ivo.post(reverse("account_new"), new_account(cast.world, name=typed))
    assert Account.objects.get(username="kim").name == typed


BAD_ROLE = (
    ("role", ""),
    ("role", "participant"),
    ("role", "emperor"),
    ("organisation_id", ""),
    ("organisation_id", "999999"),
    ("programme_id", "999999"),
    ("region_id", "999999"),
    ("from_on_day", "32"),
    ("from_on_year", "21"),
    ("until_on_year", "2020"),
)


@pytest.mark.parametrize(("field", "typed"), BAD_ROLE)
def test_bad_roles_are_told_kept_and_not_written(ivo, cast, field, typed):
    w = cast.world
    given = {"role": "coach", "organisation_id": w.provider.pk, "programme_id": w.programme.pk, "region_id": ""}
    given |= {
        "from_on_day": "15",
        "from_on_month": "3",
        "from_on_year": "2021",
        "until_on_day": "1",
        "until_on_month": "6",
        "until_on_year": "2021",
    }
    answer = ivo.post(reverse("role_new", args=[cast.accounts["dario"].pk]), given | {field: typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert list(Assignment.objects.filter(account=cast.accounts["dario"]).values_list("role", flat=True)) == ["mentor"]
    assert answer.context["form"]["role"].value() == (typed if field == "role" else "coach")


def addresses(account):
    names = ("account", "account_change", "account_access", "account_end", "role_new")
    return [reverse(name, args=[account.pk]) for name in names] + [reverse("role_end", args=[account.pk, 1])]


@pytest.mark.parametrize("who", ["edda", "amina"])
def test_accounts_out_of_reach_are_not_there(ivo, cast, who):
    for address in addresses(cast.accounts[who]):
        for answer in (ivo.get(address), ivo.post(address, {"role": "coach", "name": "x"})):
            assert answer.status_code == 404
            assert cast.accounts[who].name not in answer.content.decode()


def test_a_role_of_another_account_is_not_ended_through_ones_own(ivo, cast):
    edda = cast.accounts["edda"].assignments.get()
    assert ivo.post(reverse("role_end", args=[cast.accounts["bram"].pk, edda.pk])).status_code == 404
    edda.refresh_from_db()
    assert edda.until_on is None


def test_the_list_is_narrowed_and_holds_only_ones_own(ivo, cast):
    page = ivo.get(reverse("accounts")).content.decode()
    assert "Bram Peeters" in page
    assert "Edda Lind" not in page
    page = ivo.get(reverse("accounts"), {"text": "chlo", "role": "coach", "state": "open"}).content.decode()
    assert "Chloé Martin" in page
    assert "Bram Peeters" not in page
    assert ivo.get(reverse("accounts"), {"role": "emperor"}).status_code == 422


@pytest.mark.parametrize("shown", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(ivo, cast, shown, django_assert_num_queries):
    Account.objects.filter(username__in=("bram", "chloe", "dario")[shown - 1 :]).update(organisation=None)
    ivo.get(reverse("accounts"))
    with django_assert_num_queries(9):
        assert ivo.get(reverse("accounts")).content.decode().count('scope="row"') == shown


@pytest.fixture
def officer(client, cast):
    """The browser of the data-protection officer of the whole programme, who has looked at nothing yet."""
    Assignment.objects.create(account=cast.accounts["dario"], role="protection", from_on=TODAY)
    record_read(by=cast.bram, at=NOW, deed="plans.opened", person_id=cast.world.amina.pk, people=list(range(9)))
    client.force_login(cast.accounts["dario"], backend=BACKEND)
    return client


def test_the_officer_reads_and_exports_the_trail(officer, cast):
    page = officer.get(reverse("trail")).content.decode()
    assert "plans.opened" in page
    assert "9 numbers" in page
    lines = b"".join(officer.get(reverse("trail"), {"export": "csv", "kind": "read"}).streaming_content).decode().splitlines()
    assert any("Bram Peeters" in line and "plans.opened" in line for line in lines)
    assert Entry.objects.filter(deed="audit.exported", account_id=cast.accounts["dario"].pk).exists()


@pytest.mark.parametrize("asked", [{"person": "x"}, {"person": "9" * 30}, {"from_on": "2021-02-30"}, {"name": "a\x00b"}, {"kind": "all"}])
def test_a_wrong_filter_of_the_trail_is_told_and_shows_nothing(officer, asked):
    answer = officer.get(reverse("trail"), asked)
    assert answer.status_code == 422
    assert "plans.opened" not in answer.content.decode()


def test_colleagues_are_found_on_the_page(client, cast):
    cast.accounts["edda"].specialities.add(cast.world.addiction)
    client.force_login(cast.accounts["bram"], backend=BACKEND)
    page = client.get(reverse("colleagues"), {"speciality": cast.world.addiction.pk}).content.decode()
    assert "Edda Lind" in page
    assert "Chloé Martin" not in page
    assert client.get(reverse("colleagues"), {"programme": "999999"}).status_code == 422
