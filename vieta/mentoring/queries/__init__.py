"""Named questions about mentors, wishes and duos, each scoped by who asks."""
