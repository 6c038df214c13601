"""Forms: clean and limited text, dates and money as people write them, errors beside the fields and above them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.forms import BooleanField, CharField, EmailField
from django.utils import translation

from vieta.base.refusal import Refused
from vieta.web.parts import forms


class Asked(forms.Form):
    called = forms.Text(max_length=20, label="What shall we call you?", help_text="Any name.")
    born_on = forms.Date(label="When were you born?", required=False, earliest=date(1930, 1, 1), latest=lambda: date(2010, 12, 31))
    rent = forms.Money(label="Rent", required=False)
    hours = forms.Number(label="Hours", max_digits=4, decimal_places=1, required=False)
    reach = forms.Choice(
        label="Reach", choices=[("phone", "By telephone"), ("visit", "Come by")], hints={"visit": "We come."}, required=False
    )
    works = forms.YesNo(label="Do you work?", required=False)
    speaks = forms.Choices(label="Speaks", choices=[("nl", "Dutch"), ("ar", "Arabic")], required=False)
    story = forms.LongText(label="Story", required=False)
    agrees = BooleanField(label="I agree", required=False)
    post = EmailField(label="E-mail", required=False)


def errors(**typed):
    return Asked({"called": "Amina", **typed}).errors


def cleaned(**typed):
    form = Asked({"called": "Amina", **typed})
    assert form.errors == {}
    return form.cleaned_data


def test_a_text_without_a_limit_is_refused_when_the_form_is_written():
    with pytest.raises(ImproperlyConfigured, match="Careless.name"):
        type("Careless", (forms.Form,), {"name": CharField()})


@pytest.mark.parametrize("text", ["A\x00mina", "A\x07mina", "\u202eanimA", "A\nmina", "x" * 21])
def test_text_of_one_line_keeps_no_control_and_no_override(text):
    assert list(errors(called=text)) == ["called"]


def test_free_text_may_break_its_lines_but_holds_no_nul():
    assert cleaned(story="One\r\nTwo\tthree")["story"] == "One\r\nTwo\tthree"
    assert list(errors(story="One\x00")) == ["story"]
    assert list(errors(story="\u2066One")) == ["story"]


def test_text_is_stripped():
    assert cleaned(called="  Amina ")["called"] == "Amina"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ({"born_on_day": "27", "born_on_month": "3", "born_on_year": "1994"}, date(1994, 3, 27)),
        ({"born_on_day": "07", "born_on_month": "03", "born_on_year": " 1994 "}, date(1994, 3, 7)),
        ({"born_on_day": "٢٧", "born_on_month": "٣", "born_on_year": "١٩٩٤"}, date(1994, 3, 27)),
        ({"born_on": "1994-03-27"}, date(1994, 3, 27)),
        ({"born_on_day": "", "born_on_month": "", "born_on_year": ""}, None),
        ({}, None),
    ],
)
def test_a_date_in_three_parts_or_iso(typed, day):
    assert cleaned(**typed)["born_on"] == day


@pytest.mark.parametrize(
    ("day", "month", "year", "says"),
    [
        ("27", "", "1994", "A date needs a day, a month and a year"),
        ("x", "3", "1994", "A date needs a day, a month and a year"),
        ("²", "3", "1994", "A date needs a day, a month and a year"),
        ("27", "3", "94", "four digits"),
        ("31", "2", "1994", "no such day"),
        ("1", "1", "2011", "must not be after 31 December 2010"),
        ("1", "1", "1929", "must not be before 1 January 1930"),
    ],
)
def test_a_wrong_date_says_what_is_wrong(day, month, year, says):
    assert says in errors(born_on_day=day, born_on_month=month, born_on_year=year)["born_on"][0]


@pytest.mark.parametrize("typed", ["1994/03/27", "27-03-1994", "1994-13-01", "0000-01-01"])
def test_another_text_is_no_date(typed):
    assert list(errors(born_on=typed)) == ["born_on"]


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12", 1200),
        ("12.5", 1250),
        ("12,50", 1250),
        ("1 234,56", 123456),
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("1.234.567", 123456700),
        ("€ 1\u202f234", 123400),
        ("1'234.05", 123405),
        ("0", 0),
        ("", None),
    ],
)
def test_money_as_people_write_it(typed, cents):
    assert cleaned(rent=typed)["rent"] == cents


@pytest.mark.parametrize(
    "typed", ["-1", "−5", "1.234.5", "12.345.67", "1.2.3", "twelve", "1e5", "NaN", "12.345,678", "99999999999999999", "1234.567", "."]
)
def test_what_is_no_amount(typed):
    assert list(errors(rent=typed)) == ["rent"]


@pytest.mark.parametrize(("typed", "whole"), [("12.345", "12345"), ("12,345", "12345"), ("0.125", "125"), ("€ 1.234", "1234")])
def test_an_amount_that_reads_in_two_ways_is_asked_again(typed, whole):
    assert f"two ways. Write {whole}, or" in errors(rent=typed)["rent"][0]


@pytest.mark.parametrize(("typed", "hours"), [("38,5", "38.5"), ("38.5", "38.5"), ("38", "38"), ("", None)])
def test_a_number_is_typed_with_a_point_or_a_comma(typed, hours):
    assert cleaned(hours=typed)["hours"] == (hours and Decimal(hours))
    assert list(errors(hours="38,55")) == ["hours"]


def test_a_given_amount_shows_with_its_cents():
    assert 'value="1234.05"' in str(Asked(initial={"rent": 123405})["rent"])


@pytest.mark.parametrize(("typed", "value"), [("yes", True), ("no", False), ("", None)])
def test_yes_no_or_unanswered(typed, value):
    assert cleaned(works=typed)["works"] is value


def test_yes_and_no_show_again():
    drawn = str(Asked(initial={"works": False})["works"])
    assert 'value="no" id="id_works_1" checked' in drawn
    assert 'value="yes" id="id_works_0" checked' not in drawn


def test_what_was_typed_stays_when_something_is_wrong():
    form = Asked({"called": "", "born_on_day": "31", "born_on_month": "2", "born_on_year": "1994", "speaks": ["ar"], "story": "<b>"})
    page = str(form)
    assert not form.is_valid()
    for kept in ('value="31"', 'value="1994"', 'value="ar" id="id_speaks_1" checked', "&lt;b&gt;"):
        assert kept in page


def test_each_error_is_linked_to_the_first_box_of_its_field():
    summary = Asked({"called": "", "born_on_day": "31", "born_on_month": "2", "born_on_year": "1994", "works": "perhaps"}).error_summary
    assert '<a href="#id_called">What shall we call you? Please answer this.</a>' in summary
    assert '<a href="#id_born_on_day">When were you born? There is no such day in the calendar.</a>' in summary
    assert 'href="#id_works_0"' in summary
    assert Asked({"called": "Amina"}).error_summary == ""


def test_the_help_and_the_error_are_read_with_the_field():
    drawn = Asked({"called": ""})["called"].as_field_group()
    assert 'aria-describedby="id_called_helptext id_called_error"' in drawn
    assert 'id="id_called_helptext"' in drawn
    assert 'id="id_called_error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_a_group_of_answers_has_a_legend_and_its_hints():
    drawn = Asked()["reach"].as_field_group()
    assert "<legend" in drawn
    assert 'aria-describedby="id_reach_1_hint"' in drawn
    assert '<div class="govuk-hint govuk-radios__hint" id="id_reach_1_hint">We come.</div>' in drawn


def test_a_refusal_stands_beside_its_field_or_above_all():
    form = Asked({"called": "Amina"})
    assert form.is_valid()
    form.refuse(Refused("Not this name.", field="called"))
    form.refuse(Refused("Not today.", field="elsewhere"))
    assert form.errors == {"called": ["Not this name."], "__all__": ["Not today."]}
    assert "<li>Not today.</li>" in form.error_summary


def test_many_answers_become_a_drop_down_with_an_empty_first():
    class Many(forms.Form):
        n = forms.Choice(label="n", choices=[(str(n), str(n)) for n in range(forms.MANY)], required=False)

    assert '<option value="" selected>Choose …</option>' in str(Many()["n"])


def test_controls_carry_the_look():
    drawn = str(Asked())
    assert 'class="govuk-input"' in str(Asked()["post"])
    assert 'class="govuk-checkboxes__input"' in str(Asked()["agrees"])
    assert "style=" not in drawn
    assert " required" not in str(Asked()["called"])


def test_answer_is_422_when_something_is_wrong(rf):
    request = rf.get("/")
    request.resolver_match = None
    assert forms.answer(request, "parts/form.html", Asked()).status_code == 200
    assert forms.answer(request, "parts/form.html", Asked({"called": ""})).status_code == 422


def test_words_follow_the_language():
    with translation.override("nl"):
        assert "31 december 2010" in errors(born_on="2011-01-01")["born_on"][0]
