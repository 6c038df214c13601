"""Forms of the mentor's place, by noun."""
