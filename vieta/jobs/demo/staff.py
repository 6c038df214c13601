"""The people at work in the demo: the cast, and thirty-five members of the team in Gent from ten organisations."""

from dataclasses import dataclass
from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password

from vieta.accounts.actions import assign_role, bring_in_staff
from vieta.accounts.models import Account
from vieta.accounts.rules import Term
from vieta.base.viewer import Viewer
from vieta.organisations.models import Organisation, Speciality
from vieta.programmes.models import Programme, Team

from .names import GENT_LAST, GENT_MEN, GENT_WOMEN

PASSWORD = "place-for-everybody"
SPECIALITIES = ("Youth work", "Substance abuse", "Social services", "Education", "Reception")
GENT, KURZEME, DUO = ("jobteam-gent", "jobteam-2"), ("motivation-zk", "diversity-zk"), ("duo",)


@dataclass(frozen=True)
class Worker:
    """Somebody at work: user name, name, home organisation, profession, role and programmes."""

    username: str
    name: str
    organisation: str
    profession: str
    role: str
    programmes: tuple[str, ...]
    specialities: tuple[str, ...] = ()


CAST = (
    Worker("bram", "Bram Peeters", "compaan", "coach", "coach", GENT, ("Social services",)),
    Worker("chloe", "Chloé Martin", "compaan", "coach", "coach", GENT, ("Education",)),
    Worker("wannes", "Wannes De Smet", "compaan", "office", "coordinator", GENT, ("Social services",)),
    Worker("edda", "Edda Lind", "de-loods", "coach", "coach", GENT, ("Youth work",)),
    Worker("farid", "Farid Haddad", "city-gent", "office", "lead", GENT),
    Worker("hilde", "Hilde Baert", "city-gent", "office", "signatory", GENT),
    Worker("femke", "Femke Cools", "city-gent", "office", "finance", GENT),
    Worker("greta", "Greta Vos", "esf-vlaanderen", "office", "funder", GENT + KURZEME + DUO),
    Worker("nele", "Nele Wouters", "city-gent", "office", "administrator", GENT + KURZEME),
    Worker("pieter", "Pieter Rombaut", "city-gent", "office", "protection", GENT + KURZEME),
    Worker("ilze", "Ilze Bērziņa", "mini-sd", "office", "coordinator", KURZEME),
    Worker("marta", "Marta Kļava", "mini-sd", "change-agent", "coach", KURZEME),
    Worker("dace", "Dace Ozola", "mini-sd", "psychologist", "specialist", KURZEME),
    Worker("juris", "Juris Krasts", "mini-sd", "lawyer", "specialist", KURZEME),
    Worker("karina", "Karīna Lauva", "mini-sd", "career", "specialist", KURZEME),
    Worker("solvita", "Solvita Auziņa", "sif", "office", "lead", KURZEME),
    Worker("rolands", "Rolands Egle", "sif", "office", "signatory", KURZEME),
    Worker("saar", "Saar Claes", "zaz-gent", "office", "coordinator", DUO),
    Worker("mira", "Mira Declercq", "zaz-gent", "coach", "coach", DUO),
    Worker("jef", "Jef Cornelis", "zaz-antwerp", "office", "coordinator", DUO),
    Worker("lotte", "Lotte Maes", "zij-aan-zij", "office", "lead", DUO),
    Worker("aija", "Aija Priede", "latgale-nvo", "change-agent", "coach", KURZEME),
)
IN_TEAM = 35
HOMES = (
    "ocmw-gent",
    "compaan",
    "de-loods",
    "de-kaai",
    "onthaal-noord",
    "straathoek",
    "leerhuis",
    "vrouwenhuis",
    "integratiepunt",
    "city-gent",
)
KNOWS = {
    "de-loods": "Youth work",
    "de-kaai": "Substance abuse",
    "ocmw-gent": "Social services",
    "leerhuis": "Education",
    "onthaal-noord": "Reception",
}


def team_of_gent(draw: Random) -> list[Worker]:
    """The other members of the team of thirty-five, spread over all ten organisations."""
    there = sum(w.role in ("coach", "coordinator") and w.programmes == GENT for w in CAST)
    workers: list[Worker] = []
    for n in range(IN_TEAM - there):
        home = HOMES[n % len(HOMES)]
        first = draw.choice(GENT_WOMEN if n % 2 else GENT_MEN)
        known = tuple({KNOWS.get(home, draw.choice(SPECIALITIES)), draw.choice(SPECIALITIES)})
        profession, role = (("outreach", "outreach"), ("coach", "coach"), ("coach", "intake"))[n % 3]
        workers.append(Worker(f"team{n + 1:02d}", f"{first} {draw.choice(GENT_LAST)}", home, profession, role, GENT, known))
    return workers


def bring_in(*, by: Viewer, at, draw: Random) -> None:
    """Gives everybody an account with the demo's password, their roles and teams."""
    programmes = {p.code: p for p in Programme.objects.prefetch_related("periods")}
    organisations = dict(Organisation.objects.values_list("code", "pk"))
    specialities = dict(Speciality.objects.values_list("name", "pk"))
    teams = {t.programme.code: t.pk for t in Team.objects.select_related("programme")}
    for worker in (*CAST, *team_of_gent(draw)):
        in_team = worker.role in ("coach", "coordinator", "outreach", "intake", "specialist")
        bring_in_staff(
            by=by, at=at, username=worker.username, name=worker.name, organisation_id=organisations[worker.organisation],
            profession=worker.profession, speciality_ids=[specialities[s] for s in worker.specialities],
            roles=[Term(worker.role, programmes[code].pk, _first_day(programmes[code])) for code in worker.programmes],
            team_ids=[teams[code] for code in worker.programmes if in_team],
        )  # fmt: skip
    farid = Account.objects.get(username="farid")  # leads for the city itself, too, and so may found programmes
    assign_role(by=by, at=at, account_id=farid.pk, role="lead", organisation_id=organisations["city-gent"])
    # one hash for the one password of the demo: hashing it fifty times would take longer than all else
    Account.objects.filter(organisation__isnull=False).update(password=make_password(PASSWORD))


def _first_day(programme: Programme) -> date:
    return min(period.from_on for period in programme.periods.all())
