"""The model of MODEL.md in NumPy: one array a variable; SciPy's sparse product for ties."""

import numpy as np

import points
from points import COVERAGE, FLOOR, FORGET, LINE, POINTS, START, TERM, Task


def main():
    task = Task()
    rng = np.random.default_rng(task.seed)
    people = task.people
    quiet, mean = points.frailty(rng, people)
    ties = points.mean_of_ties(rng, people) if task.ties else None
    debt, uniform = np.zeros(people), np.empty(people)
    told = np.zeros(people, dtype=np.float32)
    until = np.full(people, -1)  # the week in which a running term ends; -1 for the free
    armed = np.ones(people, dtype=bool)
    series = []
    task.ready()
    for week in range(task.weeks):
        rng.random(out=uniform)
        who, acts = points.active(quiet, mean, uniform)
        acted = np.repeat(who, acts)
        debt *= FORGET
        np.add.at(debt, acted[rng.random(len(acted)) < COVERAGE], POINTS)
        score = START - debt
        if task.ties:
            score -= ties @ told
        below = score < LINE
        until[until == week] = -1
        free = until < 0
        until[free & armed & below] = week + TERM
        armed = free & ~below
        shown = score.clip(FLOOR, START)
        if task.ties:
            told[:] = points.told(shown)
        series.append((shown.mean(), np.count_nonzero(until >= 0) / people, len(acted) / people))
    task.report(np.__version__, series)


main()
