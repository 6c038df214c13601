"""Pages, grouped by who stands there: coach, coordinator, lead, funder, participant, public.

It never touches a table: it asks queries and calls actions.
"""
