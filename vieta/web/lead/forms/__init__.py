"""Forms of the lead's place, by noun."""
