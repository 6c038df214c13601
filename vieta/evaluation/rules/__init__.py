"""The statistics on plain values: numbers in, estimates with their intervals out; established libraries do the sums.

The libraries take two seconds to load, so each function loads what it needs when it is first asked.
"""
