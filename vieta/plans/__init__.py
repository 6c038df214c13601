"""What a person and their coach see, want and decide together: reviews, the service profile, plans in agreed versions.

It never decides anything by itself and never sums levels to a score of a person.
"""
