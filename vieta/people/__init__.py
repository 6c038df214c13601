"""Natural persons: identity, contact, what they were told and agreed to, and who may read their file.

It never knows which programme somebody is in or what happened there.
"""
