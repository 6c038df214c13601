"""The same questions put to an independent solver: scipy's HiGHS, on the textbook formulation."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array


def constraints(mentees: int, capacity: np.ndarray, mentee: np.ndarray, mentor: np.ndarray) -> tuple[csr_array, np.ndarray]:
    """Each mentee at most once, each mentor at most as often as there are places."""
    pairs, one = np.arange(len(mentee)), np.ones(len(mentee))
    rows = np.concatenate([mentee, mentees + mentor])
    matrix = csr_array((np.concatenate([one, one]), (rows, np.concatenate([pairs, pairs]))), shape=(mentees + len(capacity), len(pairs)))
    return matrix, np.concatenate([np.ones(mentees), capacity])


def optimum(mentees: int, capacity, mentee, mentor, score) -> tuple[int, int]:
    """Most people first, then most points, by two linear programs one after the other."""
    mentee, mentor, score = np.asarray(mentee, int), np.asarray(mentor, int), np.asarray(score, float)
    if not len(mentee):
        return 0, 0
    matrix, most = constraints(mentees, np.asarray(capacity), mentee, mentor)
    one = np.ones(len(mentee))
    people = round(-linprog(-one, A_ub=matrix, b_ub=most, bounds=(0, 1), method="highs").fun)
    found = linprog(-score, A_ub=matrix, b_ub=most, A_eq=one[None, :], b_eq=[people], bounds=(0, 1), method="highs")
    return people, round(-found.fun)


def optimum_within_floor(mentees: int, capacity, mentee, mentor, score, group, below) -> tuple[int, int] | None:
    """The same with a floor: for each number of people from the top, an integer program with each group's least."""
    mentee, mentor, score = np.asarray(mentee, int), np.asarray(mentor, int), np.asarray(score, float)
    names = sorted({name for name in group if name})
    if not len(mentee):
        return 0, 0
    matrix, most = constraints(mentees, np.asarray(capacity), mentee, mentor)
    of = np.array([names.index(group[i]) if group[i] else -1 for i in mentee])
    size = [sum(name == g for g in group) for name in names]
    for people in range(min(mentees, int(sum(capacity))), -1, -1):
        rules = [LinearConstraint(matrix, -np.inf, most), LinearConstraint(np.ones((1, len(mentee))), people, people)]
        for g in range(len(names)):
            # matched / size >= people / everybody - below, in whole numbers
            least = -((-size[g] * (people * below.denominator - below.numerator * mentees)) // (mentees * below.denominator))
            rules.append(LinearConstraint((of == g)[None, :].astype(float), max(0, least), np.inf))
        found = milp(-score, constraints=rules, bounds=Bounds(0, 1), integrality=np.ones(len(mentee)))
        if found.status == 0:
            return people, round(-found.fun)
    return None
