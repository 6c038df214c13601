"""Two tabs of one form: each writes what was changed in it, and what both changed is asked again."""

from html import unescape
from re import findall

import pytest
from django.urls import reverse

from tests.cast import BACKEND, NOW
from vieta.enrolments.actions import record_traits
from vieta.enrolments.models import EntryTrait
from vieta.enrolments.rules import Answer

STALE = "Somebody else changed this since you opened the page."
pytestmark = pytest.mark.usefixtures("as_of_the_cast")


@pytest.fixture
def open_tab(cast, client):
    """Opens a page in a tab; what it answers saves the form as the tab shows it, with some answers changed."""

    def opened(name, address):
        client.force_login(cast.accounts[name], backend=BACKEND)
        return Tab(client, address, client.get(address))

    return opened


class Tab:
    """A page open in a browser."""

    def __init__(self, client, address, page):
        self.client, self.address = client, address
        self.look(page)

    def look(self, page):
        """Keeps what the page shows: what its controls hold, and the marks it carries."""
        form = page.context["form"]
        held = {field.html_name: field.value() for field in form}
        self.shown = {name: "yes" if value is True else value for name, value in held.items() if value not in (None, "", False)}
        self.shown["seen"] = unescape(findall(r'name="seen" value="([^"]*)"', page.content.decode())[0])

    def save(self, **changed):
        answer = self.client.post(self.address, self.shown | changed)
        if answer.status_code == 422:
            self.look(answer)
        return answer


def test_answers_about_entry(cast, open_tab):
    stay = cast.world.enrolment.pk
    record_traits(by=cast.bram, at=NOW, enrolment_id=stay, answers={"housing": Answer("no"), "rural": Answer("no")})
    address = reverse("entry_answers", args=[stay])
    one, two, three = (open_tab("bram", address) for _n in range(3))
    assert one.save(answer_housing="yes").status_code == 302
    assert two.save(answer_rural="yes").status_code == 302
    standing = EntryTrait.objects.filter(enrolment=stay, retracted_at__isnull=True)
    assert dict(standing.values_list("trait", "value")) == {"housing": "yes", "rural": "yes"}
    assert standing.get(trait="rural").source == "declared"

    answer = three.save(answer_housing="unknown", answer_rural="yes", source_rural="register")
    assert (answer.status_code, answer.content.decode().count(STALE)) == (422, 4)  # beside both and above
    assert answer.context["form"]["answer_housing"].value() == "unknown"
    assert dict(standing.values_list("trait", "value")) == {"housing": "yes", "rural": "yes"}
    assert three.save().status_code == 302
    assert dict(standing.values_list("trait", "asked")) == {"housing": "unknown", "rural": "given"}
    assert standing.get(trait="rural").source == "register"


def test_who_the_person_is(cast, open_tab):
    address, amina = reverse("person_edit", args=[cast.world.enrolment.pk]), cast.world.amina
    one, two, three = (open_tab("bram", address) for _n in range(3))
    assert one.save(phone="+32 470 99 99 99").status_code == 302
    assert two.save(first_name="Aminata", languages=["nl"]).status_code == 302
    amina.refresh_from_db()
    assert (amina.phone, amina.first_name, amina.languages) == ("+32 470 99 99 99", "Aminata", ["nl"])
    answer = three.save(phone="")
    assert (answer.status_code, STALE in answer.content.decode()) == (422, True)
    amina.refresh_from_db()
    assert amina.phone == "+32 470 99 99 99"
    assert three.save(email="not an address").status_code == 422
    assert three.save(email="").status_code == 302
    amina.refresh_from_db()
    assert (amina.phone, amina.first_name) == ("", "Aminata")


def test_the_rules_in_force(cast, open_tab):
    address, programme = reverse("set_up", args=["gent", "rules"]), cast.world.programme
    one, two, three = (open_tab("farid", address) for _n in range(3))
    assert one.save(safe_threshold="9").status_code == 302
    assert two.save(silent_after_days="45").status_code == 302
    programme.refresh_from_db()
    assert (programme.safe_threshold, programme.silent_after_days) == (9, 45)
    answer = three.save(safe_threshold="4")
    assert (answer.status_code, STALE in answer.content.decode()) == (422, True)
    programme.refresh_from_db()
    assert programme.safe_threshold == 9


@pytest.mark.parametrize("marks", ["", "{", "[1]", '{"phone": 3}', "a\x00b"])
def test_marks_that_no_page_sent_hold_back_nothing(cast, open_tab, marks):
    tab = open_tab("bram", reverse("person_edit", args=[cast.world.enrolment.pk]))
    assert tab.save(phone="+32 1", seen=marks).status_code in (302, 422)
