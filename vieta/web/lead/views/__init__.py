"""Views of the lead's place, by noun."""
