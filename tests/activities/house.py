"""More staff of Amina's provider and of the other one, for tests about work across professions."""

from datetime import date

from tests.cast import Cast, on_case_team
from vieta.accounts.choices import Profession
from vieta.accounts.models import Account, Assignment

FROM = date(2020, 2, 1)


def hire(cast: Cast, username: str, name: str, organisation, profession, role: str, region=None) -> Account:
    """An account with a role in Amina's programme at its own organisation."""
    account = Account.objects.create(username=username, name=name, organisation=organisation, profession=profession)
    Assignment.objects.create(
        account=account, role=role, organisation=organisation, programme=cast.world.programme, region=region, from_on=FROM
    )
    cast.accounts[username] = account
    return account


def staff(cast: Cast) -> Cast:
    """Paula the psychologist, Leon the lawyer and Carl the career consultant on Amina's case team; Cora coordinates Amina's
    provider, Olga the other one."""
    w = cast.world
    hire(cast, "paula", "Paula Ruiz", w.provider, Profession.PSYCHOLOGIST, "specialist")
    hire(cast, "pia", "Pia Lund", w.provider, Profession.PSYCHOLOGIST, "specialist")
    hire(cast, "leon", "Leon Vasse", w.provider, Profession.LAWYER, "specialist")
    hire(cast, "carl", "Carl Meer", w.provider, Profession.CAREER_CONSULTANT, "specialist")
    hire(cast, "cora", "Cora Dekker", w.provider, Profession.OFFICE, "coordinator")
    hire(cast, "olga", "Olga Stern", w.other, Profession.OFFICE, "coordinator")
    for name in ("paula", "leon", "carl"):
        on_case_team(cast, w.enrolment, name)
    return cast
