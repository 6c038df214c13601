"""A person's stay in a programme: enquiry, admission with grounds, entry facts, the team around them, leaving.

It never knows what was planned, done or achieved there.
"""
