"""What was submitted to whom, prepared by one and signed by another, from figures that are frozen with it.

It never counts by itself.
"""
