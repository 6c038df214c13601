"""Every write about mentors, wishes and duos."""
