"""Commands and the clock: serve, demo, import, export, nightly work.

It never holds a rule: it parses arguments and calls actions and queries.
"""
