"""What happened on a day and who was there: outreach, talks, consultations, groups, visits; and notes about it.

It never says whether it changed anything.
"""
