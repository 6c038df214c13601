"""What changed for someone and the proof of it; follow-ups due.

It never decides what counts towards a figure: the measures do.
"""
