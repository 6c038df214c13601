"""Lists: order, filters, pages and counts from the address; a constant number of statements; an export that runs nothing."""

from datetime import date
from types import SimpleNamespace

import pytest

from vieta.accounts.models import Account
from vieta.web.parts import forms, lists


class Named(lists.Filter):
    more = ("waits",)
    name = forms.Text(max_length=20, label="Name")
    since = forms.Date(label="Since")
    waits = forms.YesNo(label="Waits")


class Plain(lists.List):
    """A list of plain things, given by the test."""

    name = "things"
    filter_class = Named
    size = 10
    columns = (
        lists.Column("name", "Name", lambda row: row.name, link=lambda row: f"/thing/{row.n}/?a=1&b=2"),
        lists.Column("on", "On", lambda row: row.on, kind="date"),
        lists.Column("n", "Number", lambda row: row.n, kind="number"),
        lists.Column("state", "State", lambda row: row.state, tag=lambda row: "amber"),
    )

    def rows(self):
        wanted = self.wanted.get("name") or ""
        return [row for row in self.given["things"] if wanted in row.name]


class Accounts(lists.List):
    """A list of a table, sorted by its index."""

    filter_class = Named
    size = 10
    default_sort = "name"
    columns = (
        lists.Column("name", "Name", lambda row: row.username, sort=("username",)),
        lists.Column("active", "Active", lambda row: row.is_active, sort=("-is_active",)),
    )

    def rows(self):
        return Account.objects.all()


def things(number, name="thing"):
    return [SimpleNamespace(n=n, name=f"{name} {n}", on=date(2026, 3, 1), state="") for n in range(number)]


def plain(rf, address="/things/", number=25, **named):
    return Plain(rf.get(address), things=things(number, **named))


def test_first_middle_and_last_page(rf):
    first, second, last = (plain(rf, f"/things/?page={n}") for n in (1, 2, 3))
    assert [len(page.shown) for page in (first, second, last)] == [10, 10, 5]
    assert [page.count_text for page in (first, second, last)] == ["1–10 of 25", "11–20 of 25", "21–25 of 25"]
    assert (first.previous, first.next) == ("", "/things/?page=2")
    assert (last.previous, last.next) == ("/things/?page=2", "")
    assert [link.get("number") for link in second.pages] == [1, 2, 3]


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "99999999999", "²", "1.5"])
def test_a_page_that_is_none_is_the_first(rf, page):
    assert plain(rf, f"/things/?page={page}").number == 1


def test_a_page_beyond_the_end_shows_nothing_and_the_way_back(rf):
    beyond = plain(rf, "/things/?page=9&name=thing")
    assert beyond.shown == []
    assert beyond.count_text == "Nothing on this page"
    assert beyond.first == "/things/?name=thing"


def test_a_long_list_is_not_counted_to_its_end(rf):
    page = plain(rf, number=lists.COUNTED + 50)
    assert page.count_text == "1–10 of more than 1,000"
    assert page.next == "/things/?page=2"


def test_filters_stay_in_the_address_and_can_be_taken_away(rf):
    page = plain(rf, "/things/?name=thing&since_day=1&since_month=2&since_year=2026&waits=no&page=2")
    assert [chip["text"] for chip in page.chips] == ["Name: thing", "Since: 1 Feb 2026", "Waits: No"]
    without = page.chips[1]["address"]
    assert without == "/things/?name=thing&waits=no"
    assert page.next == "/things/?name=thing&since_day=1&since_month=2&since_year=2026&waits=no&page=3"
    assert page.filter.more_open


def test_a_wrong_filter_shows_its_error_and_no_row(rf):
    page = plain(rf, "/things/?since=nonsense")
    assert page.shown == []
    assert page.chips == []
    assert list(page.filter.errors) == ["since"]
    answer = answered(page)
    assert answer.status_code == 422
    assert b"A date needs a day, a month and a year" in answer.content


def answered(page, **context):
    page.request.resolver_match = None
    return page.respond("parts/list.html", title="Things", **context)


def test_cells_are_escaped_and_told_apart(rf):
    page = plain(rf, number=1, name="<script>")
    assert "<script>" not in page.body
    assert '<th scope="row" data-label="Name"><a href="/thing/0/?a=1&amp;b=2">&lt;script&gt; 0</a></th>' in page.body
    assert '<td class="v-cell--date" data-label="On">1 Mar 2026</td>' in page.body
    assert '<td data-label="State">–</td>' in page.body


def test_an_export_holds_every_row_and_runs_no_formula(rf):
    answer = answered(plain(rf, "/things/?export=csv&page=2", number=25, name="=HYPERLINK()"))
    lines = b"".join(answer.streaming_content).decode().removeprefix("\ufeff").splitlines()
    assert lines[0] == "Name,On,Number,State"
    assert lines[1] == "'=HYPERLINK() 0,2026-03-01,0,"
    assert len(lines) == 26
    assert answer["Content-Disposition"].startswith('attachment; filename="things-')


def test_an_export_follows_the_filters_and_tells_the_list(rf):
    page = plain(rf, "/things/?export=csv&name=thing 2")
    told = []
    page.exported = lambda: told.append(page.name)
    lines = b"".join(answered(page).streaming_content).splitlines()
    assert len(lines) == 7
    assert told == ["things"]


def test_a_list_that_is_not_for_export_gives_a_page(rf):
    page = plain(rf, "/things/?export=csv")
    page.exportable = False
    assert not answered(page).streaming


def accounts(rf, address="/accounts/"):
    return Accounts(rf.get(address))


def fill(number):
    Account.objects.bulk_create([Account(username=f"name{n:05}") for n in range(number)])


@pytest.mark.django_db
def test_order_from_the_address(rf):
    fill(12)
    names = [row.username for row in accounts(rf).shown]
    assert names == [f"name{n:05}" for n in range(10)]
    assert [row.username for row in accounts(rf, "/accounts/?sort=-name").shown][0] == "name00011"
    assert accounts(rf, "/accounts/?sort=password").sort == "name"
    head = accounts(rf, "/accounts/?sort=-name&page=2").heads[0]
    assert (head.direction, head.address) == ("descending", "/accounts/?sort=name")


@pytest.mark.django_db
def test_rows_that_sort_alike_keep_their_order_over_pages(rf):
    fill(25)
    seen = [row.pk for n in (1, 2, 3) for row in accounts(rf, f"/accounts/?sort=active&page={n}").shown]
    assert sorted(seen) == sorted(set(seen))
    assert len(seen) == 25


@pytest.mark.django_db
@pytest.mark.parametrize("number", [11, 60])
def test_a_page_takes_two_statements_however_many_rows(rf, number, django_assert_num_queries):
    fill(number)
    with django_assert_num_queries(2):
        answered(accounts(rf))


@pytest.mark.django_db
def test_a_count_ends_at_its_bound(rf, django_assert_num_queries):
    fill(lists.COUNTED + 20)
    with django_assert_num_queries(2) as statements:
        page = accounts(rf)
        assert (page.count_text, len(page.shown)) == ("1–10 of more than 1,000", 10)
    assert any("COUNT(*)" in s["sql"].upper() and f"LIMIT {lists.COUNTED + 1}" in s["sql"] for s in statements.captured_queries)


def test_one_answer_out_of_a_few_is_a_drop_down_in_a_filter(rf):
    drawn = str(plain(rf, "/things/?waits=no").filter["waits"])
    assert drawn.startswith("<select")
    assert '<option value="">All</option>' in drawn
    assert '<option value="no" selected>No</option>' in drawn
