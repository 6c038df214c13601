"""The trail: who did and who read what, chained so that nothing can be changed or taken out unseen.

It never points at another table by key and never holds the value of a personal field; only of a closed note that somebody
opened it keeps, on purpose, the reason given and the writer's name.
"""
