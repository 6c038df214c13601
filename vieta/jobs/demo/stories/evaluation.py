"""An evaluation of Jobteam Gent by a university: talks about life at the start and at leaving, anonymised data, findings and what followed."""

from datetime import date, timedelta

from django.db.models import F

from vieta.accounts.actions import bring_in_staff
from vieta.accounts.models import Account
from vieta.accounts.rules import Term
from vieta.base.viewer import system
from vieta.enrolments.models import Enrolment
from vieta.evaluation import actions
from vieta.organisations.actions import register
from vieta.organisations.models import Organisation
from vieta.plans.actions.bring_in import ReviewIn, bring_in_reviews
from vieta.plans.actions.reviews import RatingGiven

from .stage import Stage

TALKED_WITH = 150
# How life went on each side: what came before leaving, drawn from these steps.
STEPS = {
    "work": (0, 1, 1, 2, 2),
    "rhythm": (0, 0, 1, 1, 2),
    "contacts": (-1, 0, 0, 1, 1),
    "money": (-1, 0, 0, 1),
    "housing": (-1, 0, 0, 0, 1),
}
QUESTIONS = (
    "Does the programme reach those who find no way to other services?\nDoes it work as well for people of migrant background as for others?\n"
    "What should the next programme do otherwise?"
)
FINDINGS = (
    (
        "The programme reaches people far from work: more than eight in ten are of foreign background, and of those whose education the data tell, "
        "more than six in ten have lower secondary education at most. Whether another service knew them, the data do not tell.",
        "Keep outreach in the next programme, and record at entry whether somebody was registered elsewhere.", "city-gent",
    ),
    (
        "People below 30 begin work less often: just under four in ten have, of those from 30 on nearly half. The gap could lie anywhere from two to "
        "eighteen points. Between people of foreign background and others it is smaller and may be none.",
        "Agree with two employers on starting posts for people without experience.", "city-gent",
    ),
    (
        "Of three people in four nobody knows whether they were in work six months after leaving, so the share in work could lie almost anywhere.",
        "Name one person in each house who asks.", "compaan",
    ),
)  # fmt: skip


def play_evaluation(stage: Stage) -> None:
    """Talks with many who have left, then the evaluation from half a year ago until today."""
    _talks(stage)
    house = register(**stage.by("farid", stage.day(200)), name="Centre for Labour Studies", kind="research", country="BE", place="Gent")
    _evaluator(stage, house)
    row = actions.commission(
        **stage.by("farid", stage.day(190)), code=stage.code, title="Mid-term evaluation", questions=QUESTIONS, evaluator_id=house.pk,
        from_on=date(2020, 2, 1), until_on=date(2024, 1, 1), due_on=stage.day(60),
    )  # fmt: skip
    actions.give_data(**stage.by("farid", stage.day(185)), commission_id=row.pk, alike=10)
    actions.receive(**stage.by("hanna", stage.day(184)), commission_id=row.pk)
    homes = dict(Organisation.objects.values_list("code", "pk"))
    found = [
        actions.find(**stage.by("hanna", stage.day(90)), commission_id=row.pk, text=text, recommendation=wish, addressee_id=homes[to])
        for text, wish, to in FINDINGS
    ]
    _answers(stage, [one.pk for one in found])


def _answers(stage: Stage, found: list[int]) -> None:
    """The first is done, the second was promised for a day that has passed, the third waits for its answer."""
    for finding_id, text, ago in (
        (found[0], "We keep it, with a place in the contract.", 30),
        (found[1], "We ask the employers' table.", 10),
    ):
        actions.respond(**stage.by("farid", stage.day(80)), finding_id=finding_id, stance="agree", text=text, by_on=stage.day(ago))
    actions.report(**stage.by("farid", stage.day(40)), finding_id=found[0], state="done", note="Part of the new contracts.")
    actions.report(**stage.by("farid", stage.day(20)), finding_id=found[1], state="begun", note="One employer has said yes.")


def _evaluator(stage: Stage, house: Organisation) -> None:
    """Hanna, who evaluates and sees figures only."""
    day = stage.day(199)
    by = system("demo", day)
    account = bring_in_staff(
        by=by, at=stage.by("farid", day)["at"], username="hanna", name="Hanna Weiss", organisation_id=house.pk, profession="office",
        roles=[Term("funder", stage.programme.pk, day)],
    )  # fmt: skip
    account.password = stage.accounts["farid"].password
    account.save(update_fields=["password"])
    stage.accounts["hanna"] = Account.objects.get(pk=account.pk)


def _talks(stage: Stage) -> None:
    """A talk at the start, often one on the way, and one at leaving; each side of life on its own."""
    stays = Enrolment.objects.filter(programme=stage.programme, left_on__gt=F("entered_on") + timedelta(days=90)).order_by("number")
    long = [(pk, entered, left) for pk, entered, left in stays.values_list("pk", "entered_on", "left_on") if entered and left]
    rows: list[ReviewIn] = []
    for stay_id, entered_on, left_on in stage.draw.sample(long, min(TALKED_WITH, len(long))):
        first = {code: stage.draw.choice((1, 2, 2, 3, 3, 4)) for code in STEPS}
        last = {code: min(max(level + stage.draw.choice(STEPS[code]), 1), 5) for code, level in first.items()}
        middle = {code: stage.draw.choice((level, last[code])) for code, level in first.items()}
        talks = [("entry", entered_on + timedelta(days=7), first), ("exit", left_on, last)]
        if stage.draw.random() < 0.6:
            talks.insert(1, ("interim", entered_on + timedelta(days=60), middle))
        rows += [ReviewIn(stay_id, stage.review.pk, moment, on, ratings=_ratings(levels)) for moment, on, levels in talks]
    bring_in_reviews(by=system("demo", stage.today), at=stage.by("farid", stage.today)["at"], rows=rows)


def _ratings(levels: dict[str, int]) -> list[RatingGiven]:
    return [RatingGiven(code, by_person=level, by_worker=level) for code, level in levels.items()]
