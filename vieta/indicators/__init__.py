"""Each measure: its definition, its period, its count and the people behind it, with disclosure control inside.

It never changes a record and never lets a small cell out towards a funder or the public.
"""
