"""Keeps the rules of matching that people set, the matching meetings, what was proposed at them and what people decided, with the reasons.

It never forms a duo by itself, learns nothing, and gives nobody a score.
"""
