"""Primitives every room may use: time, money, codes, privacy classes, the viewer.

It never knows a room, a request, a table of the domain or the clock.
"""
