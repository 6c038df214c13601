"""Who may see and do what in the mentoring room, by noun."""
