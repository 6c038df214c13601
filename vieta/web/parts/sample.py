"""Made-up people, meetings and figures for the page that shows every part."""

from datetime import date
from typing import Any

from vieta.web.parts import charts

EDUCATION = (
    "Nothing yet", "Primary school", "Lower secondary", "Upper secondary", "A course after school", "College", "Bachelor", "Master", "Doctorate",
)  # fmt: skip
FIRST = ("Amina", "Elif", "Jānis", "Georgios", "Marta", "Ahmad", "Zsófia", "Ivana", "Selam", "Noor", "Karlo", "Maria", "Yusuf")
FAMILY = ("Haddad", "Ozols", "Papadopoulou", "Horvat", "De Smet", "Tesfaye", "Lambrechts", "Yılmaz", "Kalniņa", "Novák")
COACHES = ("Bram Claes", "Chloé Martin", "Farid Amrani", "Ilze Bērziņa")


def content() -> dict[str, Any]:
    """What the parts page shows."""
    return {
        "work": [
            {"title": "Amina Haddad", "what": "Plan waits for your agreement since Monday", "tag": "4 days", "kind": "amber", "late": True},
            {"title": "Jānis Ozols", "what": "Not seen for 23 days", "tag": "Slipping away", "kind": "amber", "late": True},
            {"title": "Selam Tesfaye", "what": "Follow-up after 6 months is due on Friday", "tag": "Due in 3 days", "kind": ""},
            {
                "title": "Karlo Horvat",
                "what": "Referral to the language school answered: place from 1 December",
                "tag": "Answered",
                "kind": "teal",
            },
        ],
        "views": [
            {"label": "Home", "person": 4, "coach": 4, "difference": "Both see the same"},
            {"label": "Language", "person": 4, "coach": 2, "difference": "Amina sees it 2 steps better"},
            {"label": "Money and debts", "person": 1, "coach": 3, "difference": "The coach sees it 2 steps better"},
            {"label": "Health", "person": None, "coach": None, "difference": "Not talked about"},
        ],
        **_pictures(),
        "days": _week(),
        "marks": [
            {"value": "there", "label": "There", "here": True},
            {"value": "excused", "label": "Excused", "here": False},
            {"value": "away", "label": "Not there", "here": False},
        ],
        "sheet": [
            {"key": str(n), "name": name, "mark": mark, "remark": ""}
            for n, (name, mark) in enumerate(
                (("Amina Haddad", "there"), ("Elif Yılmaz", "there"), ("Jānis Ozols", "excused"), ("Marta De Smet", ""))
            )
        ],
    }


def _week() -> list[dict[str, Any]]:
    slots = {
        23: [("09:30", "Amina Haddad – plan", ""), ("14:00", "Team meeting", "group")],
        24: [("10:00", "Talk at the library", "group")],
        25: [("11:00", "Jānis Ozols – first meeting after holiday", "waits")],
        26: [("09:00", "Selam Tesfaye", ""), ("13:30", "Workshop: writing an application", "group"), ("16:00", "Elif Yılmaz", "off")],
        27: [],
    }
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    return [
        {
            "name": name,
            "number": day,
            "today": day == 24,
            "slots": [{"time": t, "title": w, "kind": k, "address": "#"} for t, w, k in slots[day]],
        }
        for name, day in zip(names, slots, strict=True)
    ]


def _pictures() -> dict[str, charts.Figure]:
    districts = [("Brugse Poort", 412), ("Dampoort", 288), ("Ledeberg", 197), ("Nieuw Gent", 305)]
    steps = [("Reached", 1217), ("Admitted", 904), ("Plan agreed", 728), ("In work or school", 311), ("Still there after 6 months", None)]
    return {
        "line": _line(),
        "wheel": charts.wheel(title="Amina's parts of life", domains=[charts.Domain(*domain) for domain in DOMAINS]),
        "funnel": charts.funnel(title="From reached to working", steps=steps),
        "bars": charts.bars(title="Meetings by district", rows=districts, goal=300, unit="meetings"),
    }


DOMAINS = (
    ("Work", 1, 3),
    ("School and training", 2, 2),
    ("Language", 2, 4),
    ("Home", 4, 4),
    ("Money and debts", 1, 2),
    ("Health", None, None),
    ("Family and care", 3, 2),
    ("People around me", 2, 4),
)


def _line() -> charts.Figure:
    quarters = [date(2020 + n // 12, n % 12 + 1, 1) for n in range(3, 25, 3)]
    reached, guided = (60, 190, 405, 620, 798, 905, 1080, 1217), (25, 98, 240, 402, 532, 590, 668, 728)
    return charts.over_time(
        title="Reached and guided, against the target",
        lede="People, each counted once, by the day they were first met.",
        series=[
            charts.Series("reached", list(zip(quarters, reached, strict=True))),
            charts.Series("guided", list(zip(quarters, guided, strict=True))),
            charts.Series("target: reached", [(quarters[0], 188), (quarters[-1], 1500)], target=True),
        ],
    )
