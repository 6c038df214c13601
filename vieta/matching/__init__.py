"""Keeps proposals for duos: who could work with whom, for which reasons, and what a person decided.

It never forms a duo by itself and never keeps a score on a person; its engine is a pure package.
"""
