"""The cast one may step in as in the demo, each with one line on what they see and what they do not, and three stories."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Member:
    """One of the cast: the account's user name, who they are, what opens to them and what stays closed."""

    username: str
    name: str
    who: Any
    sees: Any
    sees_not: Any


@dataclass(frozen=True)
class Story:
    """A story of two minutes: whom to step in as, and what to do in order."""

    title: Any
    username: str
    steps: tuple[Any, ...]


CAST = (
    Member(
        "bram",
        "Bram Peeters",
        _("Coach at Compaan, Gent"),
        _("The people whose case team he is on: plan, talks, what changed, down to the ground they came in on."),
        _("Anybody else's file, even in his own office."),
    ),
    Member(
        "chloe",
        "Chloé Martin",
        _("Coach in the same office"),
        _("Her own people, and the names of those her organisation supports."),
        _("The files of Bram's people."),
    ),
    Member(
        "ilze",
        "Ilze Bērziņa",
        _("Coordinator at a provider in Ziemeļkurzeme"),
        _("The flow of her organisation: enquiries, capacity, who is slipping away, and the files of its people."),
        _("What a psychologist or lawyer wrote, and other providers' people."),
    ),
    Member(
        "dace",
        "Dace Ozola",
        _("Psychologist in the team of Ziemeļkurzeme"),
        _("The people whose case team she is on, and her own notes."),
        _("A lawyer's notes; nor do coaches and coordinators see hers, only that a talk took place."),
    ),
    Member(
        "farid",
        "Farid Haddad",
        _("Lead organisation, City of Gent"),
        _("Targets and actuals on any day, contracts, money, reports, and the facts behind each figure."),
        _("Names, unless the agreement with a partner says so."),
    ),
    Member(
        "greta",
        "Greta Vos",
        _("Funder"),
        _("Figures after disclosure control, by place, month and criteria."),
        _("Any person: small groups never leave the counting."),
    ),
    Member(
        "hanna",
        "Hanna Weiss",
        _("Evaluator of the Centre for Labour Studies"),
        _("The anonymised data of the evaluation she was asked for, her findings, and what became of them."),
        _("Any person, and anything her data could be joined with."),
    ),
    Member(
        "edda",
        "Edda Lind",
        _("Coach at another partner"),
        _("Her own people in the same programme."),
        _("Amina. Look for her: Vieta does not even say that she exists."),
    ),
    Member(
        "saar",
        "Saar Claes",
        _("Coordinator of duos in Ghent"),
        _("Mentors from their offer to goodbye, who waits for one, the matching meeting, and every duo's rhythm."),
        _("Mentors and people of the branch in Antwerp."),
    ),
    Member(
        "dario",
        "Dario Rossi",
        _("A mentor in Ghent"),
        _("His own duo, his dates, the handbook, and of the person he mentors what that person agreed to share, item by item."),
        _("Any file: no ground, no note, no plan that was not shared."),
    ),
    Member(
        "amina",
        "Amina Okafor",
        _("Participant"),
        _("Her own plan, what was agreed, who may read her file and who did."),
        _("Anything about anybody else."),
    ),
)

STORIES = (
    Story(
        _("From a stairwell to a plan"),
        "bram",
        (
            _("Under Outreach, log a talk with somebody who gives no name. It takes less than a minute."),
            _("Open Amina Okafor from Today and look at the plan: it holds because both have agreed."),
            _("Step in as Amina, choose “Change my plan”, and see the new version wait until Bram agrees too."),
        ),
    ),
    Story(
        _("Who may see whom"),
        "bram",
        (
            _("Open the file of Amina Okafor as Bram and copy its address."),
            _("Step in as Edda of another partner and open that address: there is no such page."),
            _("Step in as Amina and look at who may read her file, why, until when, and who looked."),
        ),
    ),
    Story(
        _("Every figure walks back"),
        "farid",
        (
            _("Open Jobteam Gent, then Figures, and choose “After one year” or any other day."),
            _(
                "Open a number: these people were counted, with names only where an agreement says so. Open one: these facts and this rule made them count."
            ),
            _("Step in as Greta and find the same figure, with small groups held back."),
        ),
    ),
)
