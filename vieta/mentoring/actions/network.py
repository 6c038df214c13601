"""Offering to mentor, being in the network, pauses and clearance, leaving, and a mentor's own sign-in."""

import secrets
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from vieta.accounts import actions as accounts
from vieta.audit.actions import record
from vieta.base.names import fold
from vieta.base.periods import age_on
from vieta.base.refusal import NotFound, Refused, fitting
from vieta.base.towns import town_at
from vieta.base.viewer import Permission, Viewer
from vieta.programmes.choices import PartnerRole
from vieta.programmes.models import Contract, Partner

from ..access.network import mentor_opened_by, own_mentor
from ..choices import ALIVE, MentorMoment, Offer, Paper, Standing
from ..models import Clearance, Duo, Edition, Mentor, MentoringSetUp, Mentorship, MentorshipEvent, Pause
from ..rules.profile import countries, wrong_field
from .frame import fitting_text, written

YOUNGEST = 16
MOST_OFFERS_AN_HOUR = 30  # to one branch; people are shown a friendly word and a phone call instead of a flood


@dataclass(frozen=True)
class Profile:
    """What somebody says of themself when they offer to mentor; lists as in Mentor."""

    first_name: str = ""
    last_name: str = ""
    offer: str = Offer.MENTOR
    birth_on: date | None = None
    gender: str = ""
    origin: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""
    remote: bool = False
    languages: tuple = ()
    isco: tuple = ()
    nace: tuple = ()
    interests: tuple = ()
    free: tuple = ()
    about: str = ""


@transaction.atomic
def offer(*, by: Viewer, at: datetime, programme_id: int, organisation_id: int, profile: Profile, notice: int) -> Mentorship:
    """Takes an offer to mentor in: from anybody, without an account, once they accepted the notice in the version that holds (S4-10).

    Refused where the branch takes no offers, for a notice that has changed meanwhile, for a profile without name or way to be
    reached, and when more offers reached the branch within the hour than anybody could read.
    """
    _takes_offers(programme_id, organisation_id, by.today)
    _not_flooded(organisation_id, at)
    mentor = Mentor(reference=_new_reference(), organisation_id=organisation_id, entered_at=at)
    _fill(mentor, profile, by.today)
    mentor.save(force_insert=True)
    return _apply(by, at, mentor, programme_id, organisation_id, notice)


@transaction.atomic
def offer_again(*, by: Viewer, at: datetime, mentor_id: int | None, programme_id: int, organisation_id: int, notice: int) -> Mentorship:
    """A mentor of the network offers to mentor in one more programme, without typing anything again.

    The mentor themself (`mentor_id` None) or a coordinator who keeps them. Refused as `offer`, for somebody who left the
    network, and where an offer to that programme is under way already.
    """
    if mentor_id is None:
        mentor = own_mentor(by, lock=True)
    else:
        mentor = mentor_opened_by(by, mentor_id, Permission.COORDINATE, lock=True)
        if not by.job and by.organisation_id != organisation_id:
            raise Refused(_("You take mentors in for your own branch only."), field="branch")
    if mentor.left_on is not None:
        raise Refused(_("This mentor has left the network."))
    _takes_offers(programme_id, organisation_id, by.today, asked_by_staff=mentor_id is not None)
    return _apply(by, at, mentor, programme_id, organisation_id, notice)


@transaction.atomic
def describe(*, by: Viewer, at: datetime, mentor_id: int | None, profile: Profile) -> Mentor:
    """Changes what a mentor says of themself; the mentor (`mentor_id` None) or a coordinator who keeps them may.

    Refused as for an offer; what a mentor offers to be, only a coordinator changes.
    """
    own = mentor_id is None
    mentor = own_mentor(by, lock=True) if mentor_id is None else mentor_opened_by(by, mentor_id, Permission.COORDINATE, lock=True)
    before = {name: getattr(mentor, name) for name in asdict(profile)}
    _fill(mentor, replace(profile, offer=mentor.offer) if own else profile, by.today)
    changed = sorted(name for name, value in before.items() if getattr(mentor, name) != value)
    if changed:
        mentor.save()
        record(by=by, at=at, deed="mentoring.describe", thing=mentor, fields=changed)
    return mentor


@transaction.atomic
def record_clearance(*, by: Viewer, at: datetime, mentor_id: int, checked_on: date, valid_until: date) -> Clearance:
    """Keeps that a record certificate was seen on a day, by whom and until when it holds; what it says is kept nowhere (GDPR Art. 10).

    Refused for a day to come, and for one that does not end after it was checked or lasts longer than five years.
    """
    mentor = mentor_opened_by(by, mentor_id, Permission.COORDINATE, lock=True)
    if checked_on > by.today:
        raise Refused(_("This day is still to come."), field="checked_on")
    if not checked_on < valid_until <= checked_on + timedelta(days=5 * 366):
        raise Refused(_("It ends after the day it was checked, at most five years later."), field="valid_until")
    row = Clearance.objects.create(mentor=mentor, checked_on=checked_on, checked_by=by.account_id, valid_until=valid_until, recorded_at=at)
    record(by=by, at=at, deed="mentoring.record_clearance", thing=row, mentor=mentor.pk)
    return row


@transaction.atomic
def pause(*, by: Viewer, at: datetime, mentor_id: int | None, from_on: date, until_on: date | None, reason: str = "") -> Pause:
    """Begins a time in which a mentor takes nobody new; the mentor (`mentor_id` None) or a coordinator may.

    Refused where it ends before it begins or lies within another pause.
    """
    mentor = own_mentor(by, lock=True) if mentor_id is None else mentor_opened_by(by, mentor_id, Permission.COORDINATE, lock=True)
    if until_on is not None and until_on <= from_on:
        raise Refused(_("It ends after it begins."), field="until_on")
    for other in Pause.objects.filter(mentor=mentor):
        if (until_on is None or other.from_on < until_on) and (other.until_on is None or from_on < other.until_on):
            raise Refused(_("There is a pause in this time already."), field="from_on")
    row = Pause.objects.create(mentor=mentor, from_on=from_on, until_on=until_on, reason=fitting_text(reason, "reason", 300))
    record(by=by, at=at, deed="mentoring.pause", thing=row, mentor=mentor.pk)
    return row


@transaction.atomic
def end_pause(*, by: Viewer, at: datetime, mentor_id: int | None, pause_id: int) -> None:
    """Ends a pause today; one that has not begun is taken away as if it had not been said."""
    mentor = own_mentor(by, lock=True) if mentor_id is None else mentor_opened_by(by, mentor_id, Permission.COORDINATE, lock=True)
    row = Pause.objects.filter(pk=pause_id, mentor=mentor).first()
    if row is None:
        raise NotFound(f"pause {pause_id}")
    if row.until_on is not None and row.until_on <= by.today:
        raise Refused(_("This pause has ended already."))
    record(by=by, at=at, deed="mentoring.end_pause", thing=row, mentor=mentor.pk)
    if row.from_on >= by.today:
        row.delete()
    else:
        row.until_on = by.today
        row.save(update_fields=["until_on"])


@transaction.atomic
def leave_network(*, by: Viewer, at: datetime, mentor_id: int, on: date, reason: str) -> Mentor:
    """Ends a membership of the network with its reason: every mentorship ends, the sign-in closes; what was done stays on record.

    Refused while a duo lives, for a day to come or before they joined, and to a branch that does not keep them.
    """
    mentor = _kept_by(by, mentor_id)
    if mentor.left_on is not None:
        raise Refused(_("This mentor has left the network."))
    if Duo.objects.filter(mentorship__mentor=mentor, state__in=ALIVE).exists():
        raise Refused(_("A duo of this mentor is under way. End it first."))
    if on > by.today or (mentor.joined_on and on < mentor.joined_on):
        raise Refused(_("Choose a day from joining the network until today."), field="on")
    why = written(reason, _("Say why they leave, in their own words if you can."), most=300)
    mentor.left_on, mentor.left_because = on, why
    mentor.save(update_fields=["left_on", "left_because"])
    for row in Mentorship.objects.filter(mentor=mentor).exclude(standing__in=(Standing.DECLINED, Standing.ENDED)):
        stop(by, at, row, max(on, row.from_on), why)
    if mentor.account_id:
        accounts.close_own_place(by=by, at=at, account_id=mentor.account_id)
    record(by=by, at=at, deed="mentoring.leave_network", thing=mentor)
    return mentor


@transaction.atomic
def open_sign_in(*, by: Viewer, at: datetime, mentor_id: int) -> accounts.Given:
    """Opens an accepted mentor's own place, or gives a new one-time code for it; the code is shown once, to be handed over.

    The code opens the giver's own branch's part: what mentees of another branch share waits for that branch's code. Refused to
    those who do not coordinate, for a mentor whom this branch did not accept, and for one who left.
    """
    mentor = mentor_opened_by(by, mentor_id, Permission.COORDINATE, lock=True)
    rows = list(Mentorship.objects.filter(mentor=mentor, organisation=by.organisation_id, standing=Standing.ACCEPTED).order_by("id"))
    if not rows or by.organisation_id is None or mentor.left_on is not None:
        raise Refused(_("Only a mentor your branch accepted gets a code from it."))
    account_id, anew = mentor.account_id, mentor.account_id is not None
    if account_id is None:
        spoken = [code for code, _level in mentor.languages if code in dict(settings.LANGUAGES)]
        mentor.account = accounts.open_participant_account(by=by, at=at, name=str(mentor), language=spoken[0] if spoken else "en")
        account_id = mentor.account.pk
        mentor.save(update_fields=["account"])
    for row in rows:
        let_in(by, at, row)
    given = accounts.give_participant_code(by=by, at=at, account_id=account_id, organisation_id=by.organisation_id)
    record(by=by, at=at, deed="mentoring.open_sign_in", thing=mentor, anew=anew)
    return given


def _kept_by(by: Viewer, mentor_id: int) -> Mentor:
    """A mentor for the coordination of the organisation that keeps them; a branch where they only have a part is refused."""
    mentor = mentor_opened_by(by, mentor_id, Permission.COORDINATE, lock=True)
    if not by.job and by.organisation_id != mentor.organisation_id:
        raise Refused(_("Another organisation keeps this mentor: %(name)s does this.") % {"name": mentor.organisation.name})
    return mentor


def let_in(by: Viewer, at: datetime, row: Mentorship) -> None:
    """Gives the mentor's account its role where they were accepted, if they have an account and not yet the role."""
    if row.mentor.account_id:
        accounts.let_mentor_in(
            by=by, at=at, account_id=row.mentor.account_id, programme_id=row.programme_id, organisation_id=row.organisation_id
        )


def stop(by: Viewer, at: datetime, row: Mentorship, on: date, reason: str) -> None:
    """Ends one mentorship with its moment and the role that went with it; the membership of the network stays."""
    happened(by, at, row, MentorMoment.ENDED, on, reason)
    row.standing, row.until_on = Standing.ENDED, on
    row.save(update_fields=["standing", "until_on"])
    if row.mentor.account_id:
        accounts.let_mentor_out(
            by=by, at=at, account_id=row.mentor.account_id, programme_id=row.programme_id, organisation_id=row.organisation_id
        )


def happened(
    by: Viewer, at: datetime, row: Mentorship, moment: MentorMoment, on: date, reason: str = "", version: int = 0
) -> MentorshipEvent:
    """Records a moment of a mentorship."""
    return MentorshipEvent.objects.create(
        mentorship=row, moment=moment, valid_on=on, reason=reason, version=version, recorded_at=at, recorded_by=by.account_id,
        certified_by=by.account_id,
    )  # fmt: skip


def _takes_offers(programme_id: int, organisation_id: int, today: date, *, asked_by_staff: bool = False) -> None:
    open_ = MentoringSetUp.objects.filter(programme_id=programme_id)
    if not asked_by_staff:
        open_ = open_.filter(open_to_offers=True)
    part = Partner.objects.filter(programme_id=programme_id, organisation_id=organisation_id, role=PartnerRole.PROVIDER, from_on__lte=today)
    if not open_.exists() or not part.exclude(until_on__lte=today).exists():
        raise Refused(_("This branch takes no offers at the moment. Choose another one."), field="branch")


def _not_flooded(organisation_id: int, at: datetime) -> None:
    last_hour = MentorshipEvent.objects.filter(
        mentorship__organisation_id=organisation_id, moment=MentorMoment.APPLIED, recorded_at__gt=at - timedelta(hours=1)
    )
    if last_hour.count() >= MOST_OFFERS_AN_HOUR:
        raise Refused(_("Very many offers are reaching us just now. Please try again in an hour, or call us."))


def _apply(by: Viewer, at: datetime, mentor: Mentor, programme_id: int, organisation_id: int, notice: int) -> Mentorship:
    current = Edition.objects.filter(programme_id=programme_id, paper=Paper.NOTICE).order_by("-number").first()
    if current is None or current.number != notice:
        raise Refused(_("The notice has changed. Read it once more and accept it."), field="notice")
    under_way = Mentorship.objects.filter(mentor=mentor, programme_id=programme_id)
    if under_way.exclude(standing__in=(Standing.DECLINED, Standing.ENDED)).exists():
        raise Refused(_("There is an offer to this programme already."), field="branch")
    regions = set(
        Contract.objects.filter(programme_id=programme_id, provider_id=organisation_id).order_by().values_list("region_id", flat=True)
    )
    row = Mentorship.objects.create(
        mentor=mentor, programme_id=programme_id, organisation_id=organisation_id, from_on=by.today,
        region_id=regions.pop() if len(regions) == 1 else None,
    )  # fmt: skip
    happened(by, at, row, MentorMoment.APPLIED, by.today, version=notice)
    record(by=by, at=at, deed="mentoring.offer", thing=row, programme_id=programme_id, mentor=mentor.pk, notice=notice)
    return row


def _new_reference() -> str:
    """A reference nobody can guess a neighbour of: M- and nine letters or digits."""
    return "M-" + "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _letter in range(9))


def _fill(mentor: Mentor, profile: Profile, today: date) -> None:
    """Puts a profile on the row, refused beside the field that does not hold."""
    values: dict[str, Any] = asdict(profile)
    if wrong := wrong_field(profile.languages, profile.isco, profile.nace, profile.free, profile.interests):
        raise Refused(_("Choose from the list."), field=wrong)
    for name, value in values.items():
        kept = [list(one) if isinstance(one, tuple) else one for one in value] if isinstance(value, list | tuple) else value
        setattr(mentor, name, kept.strip() if isinstance(kept, str) else kept)
    if not mentor.first_name or not mentor.last_name:
        raise Refused(_("We need your name."), field="last_name" if mentor.first_name else "first_name")
    if not mentor.phone and not mentor.email:
        raise Refused(_("Give a phone number or an e-mail address, so that we can answer."), field="phone")
    if mentor.birth_on and not YOUNGEST <= age_on(mentor.birth_on, today) <= 110:
        raise Refused(_("A mentor is at least %(age)s years old.") % {"age": YOUNGEST}, field="birth_on")
    if mentor.origin and mentor.origin not in dict(countries()):
        raise Refused(_("Choose a country from the list."), field="origin")
    fitting(mentor, "first_name", "last_name", "phone", "email", "place", "gender", "offer", "about")
    mentor.sort_name = fold(f"{mentor.last_name} {mentor.first_name}")[:210]
    mentor.latitude, mentor.longitude = town_at(mentor.place) or (None, None)
