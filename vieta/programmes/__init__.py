"""Funds, programmes, their periods, regions, partners, contracts, money, targets and the rules in force.

It never knows a person who is helped, or who acts.
"""
