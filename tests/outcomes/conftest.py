"""The house with its specialists, and a document in Amina's file."""

import pytest

from tests.activities.house import staff
from tests.cast import NOW
from vieta.documents.models import Document
from vieta.people.models import FiledDocument


@pytest.fixture
def house(cast):
    """The cast with psychologist, lawyer, career consultant and two coordinators."""
    return staff(cast)


@pytest.fixture
def contract(house):
    """A document that lies in Amina's file."""
    return lay_down(house, house.world.enrolment, "a")


def lay_down(house, enrolment, mark: str) -> Document:
    """A document row in a file; its bytes are of no matter here."""
    document = Document.objects.create(
        name=f"{mark}.pdf", media_type="application/pdf", size=10, sha256=mark * 64, kept_as=mark * 32, uploaded_at=NOW
    )
    FiledDocument.objects.create(person=enrolment.person, document=document, cause="enrolment", cause_id=enrolment.pk, filed_at=NOW)
    return document
