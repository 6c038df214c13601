"""Nothing is released before its lead has looked at what it shows to whom: not the first time, not again; and the lead is told
which version everybody sees."""

from datetime import date

import pytest
from django.urls import reverse

from tests import cast as the_cast
from tests.indicators.looks import SPECIAL, as_looked_at
from tests.indicators.released import confirmed
from vieta.accounts.models import Account, Assignment
from vieta.base.refusal import NotFound
from vieta.enrolments.models import EntryTrait
from vieta.indicators import actions, ledger, queries
from vieta.indicators.actions import releases
from vieta.indicators.models import Release
from vieta.indicators.queries import to_release
from vieta.organisations.models import Organisation
from vieta.programmes.models import Partner, Region

EARLY = date(2020, 2, 1)
JUNE, DECEMBER, JANUARY, FEBRUARY = date(2020, 6, 30), date(2020, 12, 31), date(2021, 1, 31), date(2021, 2, 28)
DUE, AGAIN, OLDER, ALL = (reverse(f"release{name}", args=["gent"]) for name in ("_due", "_again", "_older", "s"))
WHY = "Six records were completed."


@pytest.fixture
def page(cast, world, client, as_of_the_cast):
    client.force_login(cast.accounts["farid"], backend=the_cast.BACKEND)
    return client


@pytest.fixture
def released(cast, world):
    """The December of a programme, public; six records were completed since."""
    row = actions.release(by=cast.farid, at=the_cast.NOW, code="gent", day=DECEMBER)
    actions.make_public(by=cast.farid, at=the_cast.NOW, release_id=row.pk)
    for n in range(6):
        world.enrol(entered=date(2020, 7, 1 + n), traits=world.WHOLE)
    return row


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def as_previewed(cast, preview, day) -> bool:
    card = queries.safe_figures(cast.greta, "gent", Release.objects.filter(day=day).latest("number").pk)
    shown = (card.progress, card.indicators if card.indicators_on == day else ())
    assert {row.code for row in preview.indicators if not row.told} <= set(SPECIAL)
    return [list(map(as_looked_at, rows)) for rows in shown] == [
        list(map(as_looked_at, rows)) for rows in (preview.progress, preview.indicators)
    ]


def test_what_changed_since_it_was_looked_at_is_looked_at_again(cast, world, page):
    seen = queries.release_preview(cast.farid, "gent", DECEMBER).seal
    for n in range(6):
        world.enrol(entered=date(2020, 7, 1 + n), traits=world.WHOLE)
    answer = page.post(DUE, {"day": DECEMBER.isoformat(), "seen": seen})
    assert answer.status_code == 422
    assert "Records have changed since you looked" in words(answer)
    assert not Release.objects.exists()
    now = queries.release_preview(cast.farid, "gent", DECEMBER).seal
    assert now != seen
    assert f'value="{now}"' in words(answer)
    assert page.post(DUE, {"day": DECEMBER.isoformat(), "seen": now}).status_code == 302
    assert page.post(DUE, {"day": JANUARY.isoformat(), "seen": "x" * 10_000}).status_code == 422


def test_a_look_does_not_change_when_a_special_answer_is_written_down(cast, world, page):
    for n in range(3):
        world.enrol(entered=date(2020, 7, 1 + n), traits=world.WHOLE | {"minority": "no", "disability": "no"})
    before, shown = queries.release_preview(cast.farid, "gent", DECEMBER), words(page.get(DUE))
    assert "told by the release" in shown
    row = world.enrol(entered=date(2020, 7, 9), traits=world.WHOLE | {"minority": "no", "disability": "no"})
    without = queries.release_preview(cast.farid, "gent", DECEMBER)
    EntryTrait.objects.filter(enrolment=row, trait__in=("minority", "disability")).update(value="yes")
    ledger.forget()
    after = queries.release_preview(cast.farid, "gent", DECEMBER)
    special = [row for row in after.indicators if row.code in SPECIAL]
    assert special
    assert all(not row.told and set(row.values) == {0} for row in special)
    assert before.seal != without.seal
    assert [row for row in after.indicators if row.code in SPECIAL] == [row for row in without.indicators if row.code in SPECIAL]
    programme = cast.world.programme
    made = to_release.to_release(cast.farid, programme, DECEMBER, [])
    changed = made.figures | {
        "tables": {part: table | dict.fromkeys(SPECIAL, [9, 9, 9, 27]) for part, table in made.figures["tables"].items()}
    }
    assert to_release.seal_of_look(changed, special=False) == after.seal


def test_nothing_is_released_unseen(page):
    answer = page.post(DUE, {"day": DECEMBER.isoformat()})
    assert answer.status_code == 422
    assert "Look at the figures below first, then release them." in words(answer)
    assert not Release.objects.exists()


# The first time -------------------------------------------------------------------------------------------------------
def test_the_months_that_wait_are_looked_at_and_released_one_after_the_other(cast, page):
    assert DUE in words(page.get(ALL))
    for day, then in ((DECEMBER, DUE), (JANUARY, DUE), (FEBRUARY, ALL)):
        before = Release.objects.count()
        shown = words(page.get(DUE))
        preview = queries.release_preview(cast.farid, "gent", day)
        assert "What will be shown to whom" in shown
        assert "ESF Flanders" in shown
        assert f"{preview.shown} shown, {preview.hidden} hidden" in shown
        assert f'<input type="hidden" name="day" value="{day}">' in shown
        assert Release.objects.count() == before
        assert f'<input type="hidden" name="seen" value="{preview.seal}">' in shown
        answer = page.post(DUE, {"day": day.isoformat(), "seen": preview.seal})
        assert (answer.status_code, answer.url) == (302, then)
        assert list(Release.objects.order_by("-day").values_list("day", flat=True))[0] == day
        assert as_previewed(cast, preview, day)
    assert "No month waits" in words(page.get(DUE))
    assert Release.objects.filter(public_from__isnull=False).count() == 0


@pytest.mark.parametrize("day", ["", None, "2020-06-30", "2020-12-30", "2021-03-31", "x" * 5000, "\x00", "31 December"])
def test_no_day_and_no_other_day_is_released_by_a_click(page, day):
    answer = page.post(DUE, {} if day is None else {"day": day})
    assert answer.status_code == 422
    assert "Choose a month." in words(answer) or "This month was released meanwhile" in words(answer)
    assert "What will be shown to whom" in words(answer)
    assert not Release.objects.exists()


def test_a_second_click_releases_no_month_that_was_not_looked_at(page):
    assert confirmed(page, DUE, DECEMBER.isoformat()).status_code == 302
    again = confirmed(page, DUE, DECEMBER.isoformat())
    assert again.status_code == 422
    assert "This month was released meanwhile" in words(again)
    assert Release.objects.count() == 1


def test_the_last_month_is_released_alone_and_those_before_it_wait_no_longer(cast, page):
    first = words(page.get(DUE))
    assert "every release leaves less that later ones can show" in first
    assert f'href="?day={FEBRUARY}"' in first
    assert f'href="?day={DECEMBER}"' not in first
    answer = page.get(DUE, {"day": FEBRUARY.isoformat()})
    assert f'<input type="hidden" name="day" value="{FEBRUARY}">' in words(answer)
    assert page.post(DUE, {"day": FEBRUARY.isoformat()}).status_code == 422
    answer = confirmed(page, DUE, FEBRUARY.isoformat())
    assert (answer.status_code, answer.url) == (302, ALL)
    assert [row.day for row in Release.objects.all()] == [FEBRUARY]
    assert queries.months_due(cast.farid, "gent") == []
    assert DECEMBER in queries.half_years_left(cast.farid, "gent")


def test_a_release_keeps_nobody_waiting_while_it_looks_for_proofs(cast, monkeypatch):
    held = []
    search, lock = releases.to_release, releases._locked
    monkeypatch.setattr(releases, "to_release", lambda *some: held.append("search") or search(*some))
    monkeypatch.setattr(releases, "_locked", lambda *some: held.append("lock") or lock(*some))
    chosen = []
    found = to_release.protect_all
    monkeypatch.setattr(to_release, "protect_all", lambda *some, **more: chosen.append([*held]) or found(*some, **more))
    to_release._found.clear()
    actions.release(by=cast.farid, at=the_cast.NOW, code="gent", day=DECEMBER)
    assert held == ["search", "lock", "search"]
    assert chosen == [["search"]]


def test_nothing_that_waits_is_told_in_words(page):
    for _n in range(3):
        confirmed(page, DUE, queries_day(page))
    answer = page.post(DUE, {"day": FEBRUARY.isoformat()})
    assert answer.status_code == 422
    assert "No month waits" in words(answer)


def queries_day(page) -> str:
    return words(page.get(DUE)).partition('name="day" value="')[2][:10]


# Again ----------------------------------------------------------------------------------------------------------------
def test_a_month_is_looked_at_before_it_is_released_again(cast, page, released):
    chosen = words(page.get(AGAIN))
    assert '<option value="2020-12-31">' in chosen
    assert "What will be shown to whom" not in chosen
    shown = words(page.get(AGAIN, {"day": "2020-12-31"}))
    preview = queries.release_preview(cast.farid, "gent", DECEMBER)
    assert "Version 2, beside version 1, which stays as it was" in shown
    assert "Version 1, public since" in shown
    assert f"{preview.shown} shown, {preview.hidden} hidden" in shown
    assert Release.objects.count() == 1
    assert confirmed(page, AGAIN, "2020-12-31", reason=WHY).status_code == 302
    assert as_previewed(cast, preview, DECEMBER)


def test_without_a_reason_it_stays_and_is_still_looked_at(page, released):
    for asked in ({"day": "2020-12-31"}, {"day": "2020-12-31", "reason": " "}, {"day": "2020-12-31", "reason": "x" * 501}):
        answer = page.post(AGAIN, asked)
        assert answer.status_code == 422
        assert "What will be shown to whom" in words(answer)
        assert (asked.get("reason") or "").strip() in words(answer)
    assert Release.objects.count() == 1


def test_a_month_without_another_figure_is_refused_with_what_was_typed(page, world):
    confirmed(page, DUE, DECEMBER.isoformat())
    answer = confirmed(page, AGAIN, "2020-12-31", reason="Nothing is another.")
    assert answer.status_code == 422
    assert "No figure that is shown has changed" in words(answer)


def test_a_day_never_released_is_not_released_again(page, released):
    for day in ("2020-06-30", "2021-01-31", "x", ""):
        assert page.get(AGAIN, {"day": day}).status_code == (200 if day == "" else 422)
        assert page.post(AGAIN, {"day": day, "reason": WHY}).status_code == 422
    assert Release.objects.count() == 1


def test_where_nothing_was_released_the_page_says_so(page):
    assert "Nothing was released yet" in words(page.get(AGAIN))


# Who looks ------------------------------------------------------------------------------------------------------------
def test_nobody_else_looks_ahead_or_releases(cast, page, released):
    for name in ("amina", "bram", "chloe", "dario", "edda", "greta"):
        page.force_login(cast.accounts[name], backend=the_cast.BACKEND)
        for address, day in ((DUE, JANUARY), (AGAIN, DECEMBER), (OLDER, JUNE)):
            asked = {"day": day.isoformat(), "reason": WHY}
            assert [page.get(address, asked).status_code, page.post(address, asked).status_code] == [404, 404], (name, address)
            with pytest.raises(NotFound):
                queries.release_preview(cast.viewer(name), "gent", day)
    assert Release.objects.count() == 1


def test_no_day_that_may_not_be_released_is_looked_at(cast, released):
    for day in (date(2020, 5, 31), date(2020, 12, 30), date(2021, 3, 31), date(2019, 12, 31)):
        with pytest.raises(NotFound):
            queries.release_preview(cast.farid, "gent", day)


# What everybody sees --------------------------------------------------------------------------------------------------
def test_the_lead_is_told_that_everybody_still_sees_the_former_version(cast, page, released):
    assert "Everybody still sees former figures" not in words(page.get(ALL))
    answer = confirmed(page, AGAIN, "2020-12-31", reason=WHY, follow=True)
    assert "Everybody still sees version 1 of 31 Dec 2020 until you make the new version public." in words(answer)
    told = words(page.get(ALL))
    assert "everybody sees version 1, since" in told
    assert "version 2 is not public yet" in told
    assert "Everybody still sees version 1, since" in told
    assert 'Make public<span class="v-hidden"> – 31 Dec 2020 version 2</span>' in told
    [day] = queries.days_released(cast.farid, "gent")
    assert (day.public.number, day.newest.number, day.behind) == (1, 2, True)
    assert queries.public_figures(cast.greta, "gent").release == day.public
    page.post(reverse("release_public", args=["gent", day.newest.id]))
    told = words(page.get(ALL))
    assert "still sees" not in told
    assert "Everybody finds it as a former version" in told
    [day] = queries.days_released(cast.farid, "gent")
    assert (day.public.number, day.behind) == (2, False)
    assert queries.public_figures(cast.greta, "gent").release == day.public


def test_a_former_version_taken_back_leaves_everybody_without_it(cast, page, released):
    confirmed(page, AGAIN, "2020-12-31", reason=WHY)
    page.post(reverse("release_back", args=["gent", released.pk]))
    [day] = queries.days_released(cast.farid, "gent")
    assert (day.public, day.behind) == (None, False)
    assert "Nothing: the funder only" in words(page.get(ALL))


def test_a_month_that_was_never_public_is_behind_nothing(cast, page):
    confirmed(page, DUE, DECEMBER.isoformat())
    [day] = queries.days_released(cast.farid, "gent")
    assert (day.public, day.behind) == (None, False)
    assert "still sees" not in words(page.get(ALL))


def test_every_part_that_would_be_shown_is_looked_at(cast, world, page):
    other = Region.objects.create(programme=cast.world.programme, code="aalst", name="Aalst")
    for n in range(8):
        for region in (other, cast.world.region):
            world.enrol(entered=date(2020, 7, 1 + n), traits=world.WHOLE, region=region)
    preview = queries.release_preview(cast.farid, "gent", DECEMBER)
    [key] = [key for key, name in preview.parts if name == "Aalst" and key.startswith("region")]
    answer = page.get(DUE, {"part": key})
    assert f'<option value="{key}" selected>Aalst</option>' in words(answer)
    assert answer.context["rows"] == preview.tables[key] != preview.indicators
    assert f'name="seen" value="{preview.seal}"' in words(answer)  # the seal is that of the whole, whichever part is looked at
    assert "This release has no figures of this part" in words(page.get(DUE, {"part": "region_id:0"}))
    actions.release(by=cast.farid, at=the_cast.NOW, code="gent", day=DECEMBER, seen=preview.seal)
    for part, rows in preview.tables.items():
        told = queries.safe_figures(cast.greta, "gent", part=part).indicators
        assert list(map(as_looked_at, told)) == list(map(as_looked_at, rows))


def test_the_lead_is_told_before_that_a_look_takes_its_time(cast, page, released):
    assert all("may take some seconds" in words(page.get(address)) for address in (ALL, AGAIN))


def test_who_will_see_it_names_those_alone_who_can_read_it(cast, world):
    w = cast.world

    def reader(name: str, home: Organisation, **where) -> None:
        account = Account.objects.create(username=name, name=name, organisation=home, profession="office")
        Assignment.objects.create(account=account, role="funder", from_on=date(2020, 2, 1), **where)
        cast.accounts[name] = account

    auditors, ended = (Organisation.objects.create(code=name, name=name, kind="public", country="BE") for name in ("Auditors", "Ended"))
    Partner.objects.create(
        programme=w.programme, organisation=ended, role="funder", agreed_on=EARLY, from_on=EARLY, until_on=date(2021, 3, 1)
    )
    reader("of-the-funder", w.funder, organisation=w.funder)
    reader("of-the-lead", w.lead, organisation=w.lead)
    reader("of-one-whose-part-ended", ended, organisation=ended)
    reader("of-the-provider", w.provider, organisation=w.provider)
    reader("within-the-programme", auditors, organisation=auditors, programme=w.programme)
    reads = {account.organisation.name for name, account in cast.accounts.items() if queries.safe_programmes(cast.viewer(name))}
    assert reads == {"Auditors", w.funder.name, w.lead.name}
    assert queries.release_preview(cast.farid, "gent", DECEMBER).readers == tuple(sorted(reads))
