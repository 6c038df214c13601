"""The mentor's own place: my duo, our meetings, what the mentee shares with me, and what supports me."""
