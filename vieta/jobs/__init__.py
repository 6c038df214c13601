"""Commands and the clock: serve, demo, import, export.

A command parses its arguments and calls one action or query; it never decides anything itself.
"""
