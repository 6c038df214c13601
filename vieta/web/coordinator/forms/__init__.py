"""Forms of the coordinator's place, by noun."""
