"""Made-up people, meetings and figures for the page that shows every part."""

from typing import Any

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
            {"title": "Karlo Horvat", "what": "Referral to the language school answered: place from 1 December", "tag": "Answered", "kind": "teal"},
        ],
        "views": [
            {"label": "Home", "person": 4, "coach": 4, "difference": "Both see the same"},
            {"label": "Language", "person": 4, "coach": 2, "difference": "Amina sees it 2 steps better"},
            {"label": "Money and debts", "person": 1, "coach": 3, "difference": "The coach sees it 2 steps better"},
            {"label": "Health", "person": None, "coach": None, "difference": "Not talked about"},
        ],
        "days": _week(),
        "marks": [
            {"value": "there", "label": "There", "here": True},
            {"value": "excused", "label": "Excused", "here": False},
            {"value": "away", "label": "Not there", "here": False},
        ],
        "sheet": [
            {"key": str(n), "name": name, "mark": mark, "remark": ""}
            for n, (name, mark) in enumerate((("Amina Haddad", "there"), ("Elif Yılmaz", "there"), ("Jānis Ozols", "excused"), ("Marta De Smet", "")))
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
        {"name": name, "number": day, "today": day == 24, "slots": [{"time": t, "title": w, "kind": k, "address": "#"} for t, w, k in slots[day]]}
        for name, day in zip(names, slots, strict=True)
    ]
