"""Declares what kind of data each field holds and how long each table's rows are kept."""

from enum import StrEnum


class Privacy(StrEnum):
    """What a field tells about somebody; the one declaration that masking, export, erasure and logs read."""

    PUBLIC = "public"
    INTERNAL = "internal"
    IDENTITY = "identity"
    CONTACT = "contact"
    SPECIAL = "special"
    SECRET = "secret"
    FREE_TEXT = "free text"
    LINK = "link"
    RECORD = "record"


class Retention(StrEnum):
    """How long a row is kept; the periods themselves are set per programme by the privacy room."""

    REFERENCE = "while it is in use"
    ACCOUNT = "while the person works here and two years after"
    PARTICIPATION = "five years from the end of the year of the last payment (Reg. 2021/1060 Art. 82)"
    CONTACT = "one year after the last contact without an enrolment"
    SECRET_NOTE = "as the profession's own law says, at the longest as the participation"
    TRAIL = "as long as the record it tells of"


def privacy_of(model) -> dict[str, Privacy | None]:
    """The privacy class of every concrete field of a model by field name; None where nobody declared it.

    Keys count as links and the primary key as a record, unless the model says otherwise.
    """
    declared = getattr(model, "privacy", {})
    answer: dict[str, Privacy | None] = {}
    for field in [*model._meta.concrete_fields, *model._meta.local_many_to_many]:
        default = Privacy.RECORD if field.primary_key else Privacy.LINK if field.is_relation else None
        answer[field.name] = declared.get(field.name, default)
    return answer
