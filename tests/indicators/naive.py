"""Counts the slow and obvious way, one person at a time in plain Python: the engine must agree with it on any ledger."""

from datetime import date, timedelta

from tests.indicators.book import Book

WORK = ("employment", "self-employment")
ANSWERS = {"in-work": "employment", "self-employed": "self-employment", "seeking": "job-search", "in-education": "none", "inactive": "none"}


def months(day: date, n: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError


def age(born: date, day: date) -> int:
    years = day.year - born.year
    return years - 1 if (day.month, day.day) < (born.month, born.day) else years


def stands(row: dict, known) -> bool:
    return row["recorded_at"] <= known and (row.get("retracted_at") is None or row["retracted_at"] > known)


class Naive:
    """Everybody's record in one programme on a day, as known at a moment."""

    def __init__(self, book: Book, programme: int, day: date, known):
        self.rows, self.day, self.known = book.rows, day, known
        self.programme = next(p for p in self.rows["programmes"] if p["programme_id"] == programme)
        self.merged = {m["person_id"]: m["into_id"] for m in self.rows["merges"] if stands(m, known)}
        self.stays = [s for s in map(self._stay, self.rows["enrolments"]) if s]
        self.met = [
            a | {"person": self._who(a["person_id"])}
            for a in self.rows["attendances"]
            if a["programme_id"] == programme and a["presence"] == "present" and a["held_on"] <= day and stands(a, known)
        ]
        people = {s["person"] for s in self.stays} | {a["person"] for a in self.met if a["kind"] == "outreach"}
        self.people = [self._person(p) for p in sorted(people)]

    def _who(self, person: int) -> int:
        first = self.merged.get(person, person)
        return self.merged.get(first, first)

    def _facts(self, table: str, enrolment: int, on: str = "valid_on") -> list[dict]:
        return [f for f in self.rows[table] if f["enrolment_id"] == enrolment and f[on] <= self.day and stands(f, self.known)]

    def _stay(self, row: dict) -> dict | None:
        if row["programme_id"] != self.programme["programme_id"] or row["arm"] != "supported":
            return None
        events = self._facts("events", row["enrolment_id"])
        if not events:
            return None
        on = {
            m: min((e["valid_on"] for e in events if e["moment"] == m), default=None) for m in ("enquired", "admitted", "entered", "left")
        }
        on["admitted"] = _first(on["admitted"], on["entered"])
        on["enquired"] = _first(on["enquired"], on["admitted"])
        return on | {"id": row["enrolment_id"], "person": self._who(row["person_id"])}

    def _person(self, person: int) -> dict:
        stays = sorted(
            (s for s in self.stays if s["person"] == person), key=lambda s: (s["entered"] or date.max, s["enquired"] or date.max, s["id"])
        )
        met = [a for a in self.met if a["person"] == person]
        outreach = _first(*(a["held_on"] for a in met if a["kind"] == "outreach"))
        entered = _first(*(s["entered"] for s in stays))
        lasting = any(s["entered"] and not s["left"] for s in stays)
        left = None if lasting else max((s["left"] for s in stays if s["left"]), default=None)
        outcomes = [o for s in stays for o in self._facts("outcomes", s["id"])]
        results = [o["valid_on"] for o in outcomes if f",{o['kind']}," in self.programme["result_kinds"]]
        answers = {t["trait"]: t["value"] for t in self._facts("traits", stays[0]["id"]) if t["asked"] == "given"} if stays else {}
        record = {"entered": entered, "left": left, "traits": answers, "gender": answers.get("gender", "")}
        record |= {
            "reached": _first(outreach, *(s["enquired"] for s in stays)) is not None,
            "enquired": any(s["enquired"] for s in stays), "admitted": any(s["admitted"] for s in stays), "supported": entered is not None,
            "intensive": self._intensive(stays, met), "included": entered is not None and bool(results), "left_": entered is not None and left is not None,
        }  # fmt: skip
        record["labour_events"] = events = self._labour(stays, outcomes)
        record["working"] = entered is not None and self._last(events, self.day) in WORK
        record |= self._year(record, outcomes) | {"grounds": [g["ground"] for s in stays[:1] for g in self._facts("grounds", s["id"])]}
        record["outcomes"] = outcomes
        told = [f for s in stays for f in self._facts("follow_ups", s["id"], "asked_on")]
        record["lv-result"] = self._latvian(record, events, outcomes, told)
        record |= self._esf(record, events, outcomes, told)
        return record | self._of_2014(record)

    def _intensive(self, stays, met) -> bool:
        rule, minutes, enough = self.programme["intensive_rule"], 0, False
        for a in met:
            if a["kind"] in ("talk", "consultation", "group", "visit"):
                minutes += a["minutes"]
                enough = minutes > self.programme["short_support_minutes"]
        agreed = any(self._facts("plans", s["id"], "active_on") for s in stays)
        return (agreed and rule != "support") or (enough and rule != "plan")

    def _labour(self, stays, outcomes) -> list[tuple]:
        events = [(o["valid_on"], 0, o["fact_id"], o["kind"], o["until_on"]) for o in outcomes if o["kind"] in (*WORK, "job-search")]
        for s in stays:
            for f in self._facts("follow_ups", s["id"], "asked_on"):
                if f["answer"] in ANSWERS:
                    events.append((min(f["due_on"], f["asked_on"]), 1, f["follow_up_id"], ANSWERS[f["answer"]], None))
        return events

    @staticmethod
    def _last(events: list[tuple], by: date, beyond: date | None = None) -> str | None:
        good = [e for e in events if e[0] <= by and (beyond is None or e[4] is None or e[4] > beyond)]
        if not good:
            return None
        last = max(good, key=lambda e: e[:3])
        return last[3] if last[4] is None or last[4] > by else None

    @staticmethod
    def _year(record: dict, outcomes: list[dict]) -> dict:
        """DUO: what began within twelve months of the start of support."""
        entered, left, found = record["entered"], record["left"], {"duo-positive-exit": False, "duo-stable-job": False}
        for o in outcomes:
            if entered is None or not entered <= o["valid_on"] <= months(entered, 12):
                continue
            if o["kind"] in (*WORK, "education", "qualification") and left is not None:
                found["duo-positive-exit"] = True
            long = o["until_on"] is not None and o["until_on"] >= months(o["valid_on"], 3)
            permanent = o["contract_kind"] == "permanent" and (o["until_on"] is None or long)
            if o["kind"] == "employment" and (permanent or (o["contract_kind"] == "fixed-term" and long)):
                found["duo-stable-job"] = True
        return found

    def _after(self, record: dict, events: list[tuple], outcomes: list[dict], told: list[dict]) -> dict:
        """Education, a qualification and better work after leaving."""
        entered, left, t = record["entered"], record["left"], record["traits"]
        soon, later = min(left + timedelta(days=28), self.day), months(left, 6)
        learns = [(o["valid_on"], o["until_on"]) for o in outcomes if o["kind"] == "education"]
        learns += [(min(f["due_on"], f["asked_on"]), None) for f in told if f["answer"] == "in-education"]
        found = {"learning": any(on <= soon and (until is None or until > left) for on, until in learns)}
        found["qualified"] = any(o["kind"] == "qualification" and entered <= o["valid_on"] <= soon for o in outcomes)
        found["better"] = False
        if later <= self.day:
            past = [e for e in events if e[0] <= later]
            working = not past or self._last(events, later) in WORK
            for o in outcomes:
                if not entered < o["valid_on"] <= later or (o["until_on"] is not None and o["until_on"] <= later):
                    continue
                stable = o["kind"] == "stable-contract" or (o["kind"] == "employment" and o["contract_kind"] == "permanent")
                moved = (stable and t.get("precarious") == "yes") or (o["kind"] == "full-hours" and t.get("underemployed") == "yes")
                found["better"] |= working and (moved or o["kind"] in ("higher-skills", "promotion"))
        return found

    def _esf(self, record: dict, events: list[tuple], outcomes: list[dict], told: list[dict]) -> dict:
        t, entered, left = record["traits"], record["entered"], record["left"]
        complete = entered is not None and all(t.get(k) for k in ("gender", "birth_on", "labour", "education"))
        complete = complete and (t["labour"] != "unemployed" or bool(t.get("unemployed_since")))
        if not complete:
            return {"complete": False}
        years, level, labour = age(date.fromisoformat(t["birth_on"]), entered), int(t["education"]), t["labour"]
        long = labour == "unemployed" and months(date.fromisoformat(t["unemployed_since"]), 6 if years < 25 else 12) < entered
        found = {
            "EECO01": True,
            "EECO02": labour == "unemployed",
            "EECO03": long,
            "EECO04": labour == "inactive",
            "EECO05": labour == "employed",
        }
        found |= {"EECO06": years < 18, "EECO07": 18 <= years <= 29, "EECO08": years >= 55}
        found |= {"EECO09": level <= 2, "EECO10": level in (3, 4), "EECO11": level >= 5}
        special = ("disability", "third_country", "foreign_background", "minority", "housing", "rural")
        found |= {f"EECO{n}": t.get(k) == "yes" for n, k in enumerate(special, 12)}
        if left is not None:
            soon = self._last(events, min(left + timedelta(days=28), self.day), left)
            later = months(left, 6)
            then = self._last(events, later) if later <= self.day else None
            found["EECR01"] = labour == "inactive" and soon == "job-search"
            found["EECR04"] = labour != "employed" and soon in WORK
            found["EECR05"] = labour != "employed" and then in WORK
            more = self._after(record, events, outcomes, told)
            found["EECR02"] = t.get("in_education") != "yes" and more["learning"]
            found["EECR03"] = more["qualified"]
            found["EECR06"] = labour == "employed" and more["better"]
        return found | {"complete": True}

    def _latvian(self, record: dict, events: list[tuple], outcomes: list[dict], told: list[dict]) -> bool:
        """Whether somebody who left has what 9.1.4.4 calls a result; a record need not be complete for it."""
        if record["entered"] is None or record["left"] is None:
            return False
        more = self._after(record, events, outcomes, told)
        soon = self._last(events, min(record["left"] + timedelta(days=28), self.day), record["left"])
        seeks = soon == "job-search" and record["traits"].get("labour") != "employed"
        return seeks or soon in WORK or more["learning"] or more["qualified"]

    @staticmethod
    def _of_2014(record: dict) -> dict:
        """The annex of 2014-2020 on the same record."""
        t, found = record["traits"], {}
        if not record["complete"]:
            return {}
        yes = {name for name, value in t.items() if value == "yes"}
        years, level, labour = age(date.fromisoformat(t["birth_on"]), record["entered"]), int(t["education"]), t["labour"]
        idle = labour == "inactive" and t.get("in_education") == "no"
        alone = {"household_one_adult", "household_children"} <= yes
        apart = bool(yes & {"household_jobless", "foreign_background", "minority", "disability", "exclusion_risk"}) or alone
        found |= {
            "CO01": labour == "unemployed",
            "CO02": record["EECO03"],
            "CO03": labour == "inactive",
            "CO04": idle,
            "CO05": labour == "employed",
        }
        found |= {"CO06": years < 25, "CO07": years > 54, "CO08": years > 54 and (labour == "unemployed" or idle)}
        found |= {"CO09": level in (1, 2), "CO10": level in (3, 4), "CO11": level > 4, "CO12": "household_jobless" in yes}
        found |= {"CO13": {"household_jobless", "household_children"} <= yes, "CO14": alone}
        found |= {"CO15": bool(yes & {"foreign_background", "minority"}), "CO16": "disability" in yes, "CO17": "exclusion_risk" in yes}
        found |= {"CO18": "housing" in yes, "CO19": "rural" in yes}
        same = {"CR01": "EECR01", "CR02": "EECR02", "CR03": "EECR03", "CR04": "EECR04", "CR06": "EECR05", "CR07": "EECR06"}
        found |= {mine: record.get(other, False) for mine, other in same.items()}
        found["CR05"] = apart and any(found[f"CR0{n}"] for n in (1, 2, 3, 4))
        return found | {"CR08": found["CR06"] and years > 54, "CR09": found["CR06"] and apart}

    def count(self, code: str, gender: str | None = None) -> int:
        name = "left_" if code == "left" else code
        return sum(1 for p in self.people if p.get(name) and (gender is None or p["gender"] == gender))


def _first(*days: date | None) -> date | None:
    return min((d for d in days if d), default=None)
