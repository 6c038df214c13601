"""What the demo's four programmes agreed: two as they were published (S1, S3), and what goes on after each of them today.

Published are the periods, targets, territories, shares, project number and the numbers of persons; partners' names, costs,
contract numbers and the extension's targets are made up.
"""

from typing import Any

GENT_PARTNERS = (
    ("city-gent", "City of Gent", "municipal", "lead", False),
    ("ocmw-gent", "Social services Gent", "municipal", "provider", True),
    ("compaan", "Compaan", "civil-society", "provider", True),
    ("de-loods", "Youth work De Loods", "civil-society", "provider", False),
    ("de-kaai", "Addiction care De Kaai", "civil-society", "provider", False),
    ("onthaal-noord", "Reception Noord", "civil-society", "provider", False),
    ("straathoek", "Street-corner work Straathoek", "civil-society", "provider", False),
    ("leerhuis", "Adult school Leerhuis", "civil-society", "provider", False),
    ("vrouwenhuis", "Women's house De Lelie", "civil-society", "provider", False),
    ("integratiepunt", "Integration point Gent", "municipal", "partner", False),
    ("esf-vlaanderen", "European Social Fund", "fund", "funder", False),
)
GENT_PLACES = (
    ("rabot", "Rabot – Blaisantvest"),
    ("sluizeken", "Sluizeken – Tolhuis – Ham"),
    ("muide", "Muide – Meulestede"),
    ("dampoort", "Dampoort"),
    ("nieuw-gent", "Nieuw Gent – UZ"),
    ("ledeberg", "Ledeberg"),
    ("brugse-poort", "Brugse Poort – Rooigem"),
    ("watersportbaan", "Watersportbaan – Ekkergem"),
)
GENT_GROUNDS = (
    {"code": "precarious", "name": "Precarious situation", "family": "other"},
    {"code": "no-income", "name": "No income", "family": "other", "under": "precarious"},
    {"code": "living-wage", "name": "Social assistance only", "family": "other", "under": "precarious"},
    {"code": "housing", "name": "Homeless or badly housed", "family": "other", "under": "precarious"},
    {"code": "debts", "name": "Debts that weigh", "family": "other", "under": "precarious"},
    {"code": "ethnicity", "name": "Ethnicity", "family": "ethnicity", "special": True},
    {"code": "roma", "name": "Roma", "family": "ethnicity", "under": "ethnicity", "special": True},
    {"code": "young", "name": "Younger than 30", "family": "age", "rule": "age-below", "limit": 30},
)
NOTICES = (
    {
        "purpose": "support", "name": "Support towards work", "legal_basis": "e", "special_basis": "g",
        "notice": "We write down what we need to support you: who you are, how to reach you, what you want and what we agreed. "
        "The people on your case team read it. You can read it yourself, have it corrected, and see who looked.",
    },
    {
        "purpose": "report", "name": "Report to the funds that pay for it", "legal_basis": "c", "special_basis": "g",
        "notice": "The funds that pay get numbers, never names. Which number you are counted in can be checked by their auditors.",
    },
)  # fmt: skip


def gent(code: str, name: str, periods: list[dict], contract: tuple[str, str], **words: str) -> dict[str, Any]:
    """Jobteam Gent, or what follows it."""
    first = periods[0]["from_on"]
    return {
        "code": code,
        "name": name,
        "country": "BE",
        "lead": "city-gent",
        "words": {
            "summary": "Reaches people where they live and stays with them until the work holds: outreach, a plan decided together, and a team out of ten organisations.",
            "fund": "European Social Fund", "visibility_text": "With the support of the City of Gent and the European Social Fund.",
        } | words,
        "rules": {"intensive_rule": "either", "silent_after_days": 21, "headline_measures": ["reached", "intensive", "trajectory"]},
        "organisations": [
            {"code": c, "name": n, "kind": k, "country": "BE", "place": "Gent", "part": p, "names_to_lead": seen} for c, n, k, p, seen in GENT_PARTNERS
        ],
        "periods": periods,
        "regions": [
            {
                "code": "gent", "name": "Gent", "nuts": "BE234", "category": "more",
                "municipalities": [{"code": c, "name": n, "lau": "44021", "degurba": 1} for c, n in GENT_PLACES],
            }
        ],
        "grounds": list(GENT_GROUNDS),
        "notices": [notice | {"from_on": first} for notice in NOTICES],
        "contracts": [
            {
                "number": f"{contract[0]}", "provider": "compaan", "region": "gent", "signed_on": first, "from_on": first, "until_on": contract[1],
                "persons": 920, "obligations": [
                    {"name": "Persons in guidance", "kind": "persons", "quantity": 120, "due_on": contract[1]},
                    {"name": "Quality framework signed", "kind": "statement", "due_on": first, "stated_on": first, "statement": "Signed by all partners."},
                ],
            }
        ],
        "shares": [{"funder": "esf-vlaanderen", "percent": "40"}, {"funder": "city-gent", "percent": "60"}],
        "costs": [{"on": first, "what": "Team and outreach, first quarter", "cents": 21_437_519}],
        "teams": [{"name": "Jobteam"}],
    }  # fmt: skip


JOBTEAM = gent(
    "jobteam-gent",
    "Jobteam Gent",
    [
        {
            "from_on": "2020-02-01", "until_on": "2022-02-01", "decided_on": "2019-10-15",
            "targets": [{"measure": "reached", "value": 1500, "due_on": "2022-01-31"}, {"measure": "intensive", "value": 920, "due_on": "2022-01-31"}],
        },
        {
            "from_on": "2022-02-01", "until_on": "2024-01-01", "decided_on": "2021-12-13", "reason": "Extended to 2023: the need is there and the way works.",
            "targets": [{"measure": "reached", "value": 2000, "due_on": "2023-12-31"}, {"measure": "intensive", "value": 1250, "due_on": "2023-12-31"}],
        },
    ],
    ("JT-2020", "2024-01-01"),
)  # fmt: skip
JOBTEAM_NOW = gent(
    "jobteam-2",
    "Jobteam Gent 2.0",
    [
        {
            "from_on": "2024-07-01", "until_on": "2030-01-01", "decided_on": "2024-01-30",
            "targets": [{"measure": "reached", "value": 120, "due_on": "2029-12-31"}, {"measure": "intensive", "value": 80, "due_on": "2029-12-31"}],
        }
    ],
    ("JT2-2024", "2030-01-01"),
)  # fmt: skip

KURZEME_GROUNDS = (
    {"code": "sex", "name": "Sex", "family": "sex"},
    {"code": "childcare", "name": "After childcare leave", "family": "sex", "under": "sex"},
    {"code": "violence", "name": "Victim of violence", "family": "sex", "under": "sex", "special": True},
    {"code": "carer", "name": "Carer of a family member", "family": "sex", "under": "sex"},
    {"code": "single-parent", "name": "Single parent", "family": "sex", "under": "sex"},
    {"code": "age", "name": "Age", "family": "age"},
    {"code": "age-50", "name": "50 or older", "family": "age", "under": "age", "rule": "age-at-least", "limit": 50},
    {"code": "disability", "name": "Disability", "family": "disability", "special": True},
    {"code": "disability-unemployed", "name": "Unemployed with disability", "family": "disability", "under": "disability", "rule": "unemployed", "special": True},
    {"code": "disability-education", "name": "Disability and low education", "family": "disability", "under": "disability", "rule": "low-education", "limit": 2, "special": True},
    {"code": "ethnicity", "name": "Ethnicity", "family": "ethnicity", "special": True},
    {"code": "roma", "name": "Roma", "family": "ethnicity", "under": "ethnicity", "special": True},
    {"code": "minority", "name": "Other ethnic minority", "family": "ethnicity", "under": "ethnicity", "special": True},
)
KURZEME_PLACES = (
    ("alsunga", "Alsunga county", "LV0060200", 3),
    ("kuldiga", "Kuldīga county", "LV0620200", 3),
    ("ventspils", "Ventspils county", "LV0980200", 3),
)


def kurzeme(code: str, name: str, days: tuple[str, str, str], contract: dict, **words: str) -> dict[str, Any]:
    """The motivation programme in Ziemeļkurzeme, or what follows it."""
    signed, first, until = days
    return {
        "code": code,
        "name": name,
        "country": "LV",
        "lead": "sif",
        "words": {
            "summary": "Motivation and support for people held back by sex, age, disability or ethnicity: a change agent, a psychologist, a career consultant and a lawyer work with each.",
        } | words,
        "rules": {
            "intensive_rule": "plan", "silent_after_days": 21, "headline_measures": ["supported", "included"],
            "result_kinds": ["employment", "self-employment", "education", "qualification"],
        },
        "organisations": [
            {"code": "sif", "name": "Society Integration Fund", "kind": "public-service", "country": "LV", "place": "Rīga", "part": "lead"},
            {"code": "mini-sd", "name": "Association Mini SD", "kind": "civil-society", "country": "LV", "place": "Kuldīga", "part": "provider"},
            {"code": "latgale-nvo", "name": "Association Atbalsts", "kind": "civil-society", "country": "LV", "place": "Preiļi", "part": "provider"},
            {"code": "esf", "name": "European Social Fund (Latvia)", "kind": "fund", "country": "LV", "place": "Rīga", "part": "funder"},
            {"code": "latvia", "name": "State of Latvia", "kind": "public-service", "country": "LV", "place": "Rīga", "part": "funder"},
        ],
        "periods": [{"from_on": first, "until_on": until, "decided_on": signed, "targets": [{"measure": "supported", "value": 60, "due_on": contract["last"]}]}],
        "regions": [
            {
                "code": "ziemelkurzeme", "name": "Ziemeļkurzeme", "nuts": "LV003", "category": "less",
                "municipalities": [{"code": c, "name": n, "lau": lau, "degurba": d} for c, n, lau, d in KURZEME_PLACES],
            }
        ],
        "cycles": [{"name": contract["cycle"], "from_on": first, "until_on": until}],
        "grounds": list(KURZEME_GROUNDS),
        "notices": [notice | {"from_on": first} for notice in NOTICES],
        "contracts": [
            {
                "number": contract["number"], "provider": "mini-sd", "region": "ziemelkurzeme", "cycle": contract["cycle"], "signed_on": signed,
                "from_on": first, "until_on": until, "persons": 60, "obligations": contract["obligations"],
            }
        ],
        "shares": [{"funder": "esf", "percent": "85"}, {"funder": "latvia", "percent": "15"}],
        "costs": contract["costs"],
        "restrictions": contract.get("restrictions", []),
        "teams": [{"name": f"Ziemeļkurzeme {contract['cycle']}", "region": "ziemelkurzeme"}],
    }  # fmt: skip


MOTIVATION = kurzeme(
    "motivation-zk",
    "Motivation programme, Ziemeļkurzeme",
    ("2020-09-28", "2020-09-29", "2021-07-31"),
    {
        "number": "SIF 2020/ZK-1", "cycle": "2020/21", "last": "2021-07-30",
        "obligations": [
            {"name": "Persons supported", "kind": "persons", "quantity": 60, "due_on": "2021-07-30"},
            {"name": "Individual consultations", "kind": "individual", "quantity": 480, "due_on": "2021-07-30"},
            {"name": "Group sessions", "kind": "group", "quantity": 24, "due_on": "2021-07-30"},
            {"name": "Final report handed in", "kind": "statement", "due_on": "2021-08-15", "stated_on": "2021-08-10", "statement": "Handed in on 10 August 2021."},
        ],
        "costs": [
            {"on": "2020-10-30", "what": "Change agents and specialists, October", "cents": 584_311, "contract": "SIF 2020/ZK-1"},
            {"on": "2020-12-31", "what": "Change agents and specialists, November and December", "cents": 1_204_467, "contract": "SIF 2020/ZK-1"},
            {"on": "2021-03-31", "what": "Change agents and specialists, first quarter", "cents": 1_811_903, "contract": "SIF 2020/ZK-1"},
            {"on": "2021-07-30", "what": "Change agents and specialists, April to July", "cents": 2_317_225, "contract": "SIF 2020/ZK-1"},
            {"on": "2021-02-15", "what": "Tablets lent for consultations by video", "cents": 129_993, "contract": "SIF 2020/ZK-1"},
        ],
        "restrictions": [{"kind": "health", "name": "State of emergency (COVID-19)", "from_on": "2020-11-09", "until_on": "2021-04-07", "region": "ziemelkurzeme"}],
    },
    fund="European Social Fund", operation="Growth and Employment 2014–2020", specific_objective="9.1.4", project_number="9.1.4.4./16/I/001",
    visibility_text="Co-financed by the European Social Fund and the state of Latvia, project Dažādības veicināšana, No. 9.1.4.4./16/I/001.",
)  # fmt: skip
MOTIVATION_NOW = kurzeme(
    "diversity-zk",
    "Support for diversity, Ziemeļkurzeme",
    ("2025-06-16", "2025-07-01", "2027-01-01"),
    {
        "number": "SIF 2025/ZK-2", "cycle": "2025/26", "last": "2026-12-31",
        "obligations": [
            {"name": "Persons supported", "kind": "persons", "quantity": 60, "due_on": "2026-12-31"},
            {"name": "Group sessions", "kind": "group", "quantity": 36, "due_on": "2026-12-31"},
            {"name": "Final report handed in", "kind": "statement", "due_on": "2027-01-31"},
        ],
        "costs": [{"on": "2025-09-30", "what": "Change agents and specialists, first quarter", "cents": 1_513_207, "contract": "SIF 2025/ZK-2"}],
    },
    fund="European Social Fund Plus", operation="EU Cohesion Policy Programme 2021–2027", specific_objective="4.3.4", project_number="4.3.4.2/1/24/I/001",
    visibility_text="Co-funded by the European Union.",
)  # fmt: skip
