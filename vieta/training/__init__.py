"""Keeps curricula with their modules, and the runs in which a module is taught.

It never says who completed what: that is kept by the room of those who learn.
"""
