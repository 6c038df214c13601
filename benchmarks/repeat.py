"""Makes a small world large within the database: the rows of its people once more under new ids, as often as it takes.

The first thousands come in through the public bulk actions; what is measured is reading, and rows repeated by the database
lie in the same tables under the same indexes, in seconds instead of half an hour.
"""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Field, ForeignKey, Model

# Everything that belongs to a person, in the order in which rows may point at each other.
TABLES = (
    "people.Person", "people.SearchKey", "enrolments.Enrolment", "people.Grant", "enrolments.Event", "enrolments.EntryTrait",
    "enrolments.CaseTeamMember", "plans.Plan", "plans.PlanVersion", "plans.Goal", "plans.Step", "activities.Activity",
    "activities.Attendance", "outcomes.Outcome", "outcomes.FollowUp", "audit.Entry",
)  # fmt: skip
# Plain ids that mean a row of another table.
PLAIN = {"cause_id": "enrolments.Enrolment", "person_id": "people.Person", "enrolment_id": "enrolments.Enrolment"}
# What must differ in each copy: the column and how many of its signs are kept before the copy's number.
UNIQUE = {
    "people.Person": {"reference": 10},
    "people.SearchKey": {"key": 20},
    "enrolments.Enrolment": {"number": 40},
    "audit.Entry": {"hash": 60},
}
# Names begin with another letter in each copy, so that a name is as rare in a large world as in a small one.
NAMES = {("people.Person", "last_name"), ("people.Person", "sort_name"), ("enrolments.Enrolment", "sort_name")}
LETTER = "substr('abcdefghijklmnopqrstuvwxyz', k % 26 + 1, 1)"


def repeat(copies: int, coach_ids: list[int], coaches_each: int) -> None:
    """Adds copies - 1 further copies; the coaches of copy n are those `coaches_each` places further on."""
    models = [apps.get_model(name) for name in TABLES]
    strides = {model._meta.label: model.objects.order_by("-pk").values_list("pk", flat=True)[0] for model in models}
    firsts = (coach_ids[0], coach_ids[coaches_each - 1])
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(_statement(model, strides, firsts, coaches_each, copies))
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _statement(model: type[Model], strides: dict[str, int], firsts: tuple[int, int], coaches_each: int, copies: int) -> str:
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(model, field, strides, firsts, coaches_each) for field in fields)
    numbers = ", ".join(f"({n})" for n in range(1, copies))
    table = model._meta.db_table
    return (
        f"WITH copies (k) AS (VALUES {numbers}) INSERT INTO {table} ({columns}) "
        f"SELECT {values} FROM copies CROSS JOIN {table} t WHERE t.id <= {strides[model._meta.label]} ORDER BY k, t.id"
    )


def _value(model: type[Model], field: Field, strides: dict[str, int], firsts: tuple[int, int], coaches_each: int) -> str:
    column = f't."{field.column}"'
    target = field.related_model._meta.label if isinstance(field, ForeignKey) else PLAIN.get(field.column, "")
    if field.primary_key:
        target = model._meta.label
    if target in strides:
        return f"{column} + k * {strides[target]}"
    if target == "accounts.Account":
        return f"CASE WHEN {column} BETWEEN {firsts[0]} AND {firsts[1]} THEN {column} + k * {coaches_each} ELSE {column} END"
    if kept := UNIQUE.get(model._meta.label, {}).get(field.name):
        return f"substr({column}, 1, {kept}) || (10 + k)"
    return f"{LETTER} || {column}" if (model._meta.label, field.name) in NAMES else column
