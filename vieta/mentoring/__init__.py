"""Keeps mentors and the network they belong to, the duo from first meeting to goodbye, and what supports both.

It never proposes a duo by itself, and shows a mentor only what the mentee agreed to share.
"""
