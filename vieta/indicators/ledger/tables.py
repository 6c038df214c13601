"""The ledger's tables: nameless, columnar, every row with when it held and when it was recorded.

Column types are Ibis types; `date` columns say when something held, `timestamp` columns (UTC) when it was known.
"""

import ibis

ID, WORD, DAY, MOMENT = "int64", "string", "date", "timestamp"

TABLES: dict[str, dict[str, str]] = {
    "programmes": {"programme_id": ID, "code": WORD, "intensive_rule": WORD, "short_support_minutes": ID, "result_kinds": WORD},
    "merges": {"person_id": ID, "into_id": ID, "merged_at": MOMENT},
    "enrolments": {
        "enrolment_id": ID,
        "person_id": ID,
        "programme_id": ID,
        "provider_id": ID,
        "region_id": ID,
        "region_category": WORD,
        "municipality_id": ID,
        "cycle_id": ID,
        "contract_id": ID,
        "arm": WORD,
    },
    "events": {"fact_id": ID, "enrolment_id": ID, "moment": WORD, "valid_on": DAY, "recorded_at": MOMENT, "retracted_at": MOMENT},
    "traits": {
        "fact_id": ID,
        "enrolment_id": ID,
        "trait": WORD,
        "asked": WORD,
        "value": WORD,
        "valid_on": DAY,
        "recorded_at": MOMENT,
        "retracted_at": MOMENT,
    },
    "grounds": {"fact_id": ID, "enrolment_id": ID, "ground": WORD, "valid_on": DAY, "recorded_at": MOMENT, "retracted_at": MOMENT},
    "plans": {"version_id": ID, "enrolment_id": ID, "active_on": DAY, "recorded_at": MOMENT},
    "outcomes": {
        "fact_id": ID,
        "enrolment_id": ID,
        "kind": WORD,
        "learning": WORD,
        "contract_kind": WORD,
        "valid_on": DAY,
        "until_on": DAY,
        "earnings_cents": ID,
        "recorded_at": MOMENT,
        "retracted_at": MOMENT,
    },
    "follow_ups": {
        "follow_up_id": ID,
        "enrolment_id": ID,
        "moment": WORD,
        "due_on": DAY,
        "asked_on": DAY,
        "answer": WORD,
        "recorded_at": MOMENT,
        "retracted_at": MOMENT,
    },
    "ratings": {
        "rating_id": ID,
        "enrolment_id": ID,
        "domain_id": ID,
        "moment": WORD,
        "valid_on": DAY,
        "by_person": ID,
        "by_worker": ID,
        "recorded_at": MOMENT,
        "retracted_at": MOMENT,
    },
    "attendances": {
        "attendance_id": ID,
        "activity_id": ID,
        "programme_id": ID,
        "organisation_id": ID,
        "region_id": ID,
        "municipality_id": ID,
        "person_id": ID,
        "kind": WORD,
        "state": WORD,
        "place_type": WORD,
        "presence": WORD,
        "held_on": DAY,
        "minutes": ID,
        "recorded_at": MOMENT,
        "retracted_at": MOMENT,
    },
    "activities": {
        "activity_id": ID,
        "programme_id": ID,
        "organisation_id": ID,
        "region_id": ID,
        "kind": WORD,
        "state": WORD,
        "held_on": DAY,
        "recorded_at": MOMENT,
    },
    "supported": {
        "fact_id": ID,
        "programme_id": ID,
        "organisation_id": ID,
        "kind": WORD,
        "owner_id": ID,
        "valid_on": DAY,
        "recorded_at": MOMENT,
        "retracted_at": MOMENT,
    },
    "partners": {"partner_id": ID, "programme_id": ID, "role": WORD, "kind": WORD, "from_on": DAY},
    "counting": {"counting_id": ID, "programme_id": ID, "counts_from": WORD, "audience": WORD, "recorded_at": MOMENT},
    "windows": {"window_id": ID, "programme_id": ID, "kinds": WORD, "anchor": WORD, "days": ID, "recorded_at": MOMENT},
}  # fmt: skip


def unbound() -> dict[str, ibis.Table]:
    """The tables as expressions start from them, bound to no engine: DuckDB, PostgreSQL and Spark run the same ones."""
    return {name: ibis.table(columns, name=name) for name, columns in TABLES.items()}
