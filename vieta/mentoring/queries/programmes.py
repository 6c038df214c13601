"""Which programmes mentor."""

from ..models import Mentorship


def mentors_in(programme_id: int) -> bool:
    """Whether anybody ever offered to mentor in a programme; says nothing about who."""
    return Mentorship.objects.filter(programme_id=programme_id).exists()
