"""Questions about effect, each answered with how sure one can be, and the evaluations others are asked to make.

It never tells of a person, never ranks people or workers, and states no order the data cannot bear.
"""
