"""Turns the National Supported Work data into the files `vieta import` reads: python examples/national_supported_work.py DIR

185 men who were offered supported work in 1976 and 1977 and 260 drawn by lot as their comparison group, with their age,
schooling, ethnicity and earnings before (1975) and after (1978); as Dehejia and Wahba used them (Journal of the American
Statistical Association 94, 1999), from the package causaldata (data set nsw_mixtape). Days the data do not hold are set:
entry 1 July 1976, leaving 31 December 1977, and the birthday to 1 July. No name was ever in them.
"""

import csv
import json
import sys
from pathlib import Path

ENTERED, LEFT = "1976-07-01", "1977-12-31"
PROGRAMME = {
    "code": "nsw",
    "name": "National Supported Work",
    "country": "US",
    "lead": "mdrc",
    "words": {
        "summary": "Supported work for people who find it hardest to get any, tried from 1975 to 1979 with a comparison group drawn by lot."
    },
    "rules": {
        "intensive_rule": "either",
        "short_support_minutes": 480,
        "result_kinds": ["employment", "self-employment", "education", "qualification"],
        "headline_measures": ["supported", "comparison", "earning"],
    },
    "organisations": [
        {"code": "mdrc", "name": "Manpower Demonstration Research Corporation", "kind": "research", "country": "US", "part": "lead"},
        {"code": "nsw-sites", "name": "National Supported Work sites", "kind": "civil-society", "country": "US", "part": "provider"},
    ],
    "periods": [{"from_on": "1975-03-01", "until_on": "1980-01-01", "decided_on": "1975-01-01"}],
}


def main(folder: Path) -> None:
    """Writes programme.json, people.csv, participations.csv and outcomes.csv into a folder."""
    from causaldata import nsw_mixtape

    records = nsw_mixtape.load_pandas().data.to_dict("records")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "programme.json").write_text(json.dumps(PROGRAMME, indent=2) + "\n", "utf-8")
    numbered = [(f"NSW-{number:03d}", record) for number, record in enumerate(records, start=1)]
    write(folder / "people.csv", [person(number, record) for number, record in numbered])
    write(folder / "participations.csv", [participation(number, record) for number, record in numbered])
    write(folder / "outcomes.csv", [outcome(number, record) for number, record in numbered if record["re78"] > 0])


def person(number: str, record: dict) -> dict:
    """Nobody has a name; the number stands for it."""
    return {"person": number, "known_as": f"Participant {number}", "birth_on": born(record), "gender": "M"}


def participation(number: str, record: dict) -> dict:
    """The stay with what was known at entry; the programme admitted only people without work."""
    return {
        "participation": number,
        "person": number,
        "provider": "nsw-sites",
        "arm": "supported" if record["treat"] else "comparison",
        "enquired_on": ENTERED,
        "admitted_on": ENTERED,
        "entered_on": ENTERED,
        "left_on": LEFT,
        "left_because": "programme-end",
        "gender": "M",
        "birth_on": born(record),
        "birth_on_source": "estimate",
        "labour": "unemployed",
        "labour_source": "target-group",
        "education": schooling(record),
        "minority": "yes" if record["black"] or record["hisp"] else "no",
        "earnings_before": f"{record['re75']:.2f}",
    }


def outcome(number: str, record: dict) -> dict:
    """Earnings in 1978, where there were any."""
    return {
        "participation": number,
        "kind": "employment",
        "on": "1978-01-01",
        "until_on": "1979-01-01",
        "earnings": f"{record['re78']:.2f}",
    }


def born(record: dict) -> str:
    """A birthday that gives the age of the data on the day of entry."""
    return f"{1976 - int(record['age'])}-07-01"


def schooling(record: dict) -> str:
    """Years of schooling and the degree as ISCED 2011: up to 6 years primary, without a degree lower secondary."""
    years = int(record["educ"])
    if record["nodegree"]:
        return "1" if years <= 6 else "2"
    return "3" if years <= 12 else "4"


def write(path: Path, lines: list[dict]) -> None:
    """One CSV file; its first line names the columns."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
