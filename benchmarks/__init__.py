"""Measurements: run by hand, never timed tests; each prints both sides, their ratio and the goal."""
