"""Views of the coordinator's place, by noun."""
