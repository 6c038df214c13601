"""Judgements of the mentoring room on plain values, by noun."""
