"""What the Python peers share: the numbers of MODEL.md, luck, ties, and the line they end with."""

import json
import sys
import time

import numpy as np
from scipy.sparse import csr_array

RATE = 12.0  # acts a year at frailty 1
COVERAGE = 0.25  # chance that an act is recorded
POINTS = 3.0  # points that a record takes
FORGET = 0.5 ** (1 / 26)  # what is left of points after a week
START = 100.0  # everybody's score before any record
FLOOR = 36.0  # the lowest score shown
LINE = 80.0  # the score below which the sanction falls
TERM = 26  # weeks that the sanction lasts
WEIGHT = 0.3  # weight of the ties' mean deficit
SEEK = 5  # ties that everybody seeks
MOST_TOLD = 63  # the largest deficit that ties see


def frailty(rng, people):
    """Each person's chance of a week without acts and mean number of acts a week, the frailty exponential."""
    mean = RATE / 52 * rng.standard_exponential(people)
    return np.exp(-mean), mean


def active(quiet, mean, uniform):
    """Who acts this week, and how often: Poisson by inversion from one uniform number a person."""
    who = np.flatnonzero(uniform >= quiet)
    acts = np.ones(len(who), dtype=int)
    at, mean, chance = np.arange(len(who)), mean[who], quiet[who]
    above = uniform[who] - chance
    for count in range(1, 1000):
        chance = chance * mean / count
        more = np.flatnonzero(above >= chance)
        if not len(more):
            break
        at, mean, chance, above = at[more], mean[more], chance[more], (above - chance)[more]
        acts[at] += 1
    return who, acts


def told(shown):
    """What a score's ties see of it next week."""
    return np.floor(np.minimum(START - shown, MOST_TOLD))


def pairs(rng, people):
    """Ties as two columns, lower end first: everybody seeks SEEK others, what is found twice counts once."""
    seeker = np.repeat(np.arange(people), SEEK)
    found = (seeker + 1 + rng.integers(0, people - 1, len(seeker))) % people
    key = np.unique(np.minimum(seeker, found) * people + np.maximum(seeker, found))
    return key // people, key % people


def mean_of_ties(rng, people):
    """The matrix that makes everybody's association out of what everybody told."""
    a, b = pairs(rng, people)
    ones = np.ones(2 * len(a), dtype=np.float32)
    matrix = csr_array((ones, (np.concatenate([a, b]), np.concatenate([b, a]))), shape=(people, people))
    degree = np.diff(matrix.indptr)
    matrix.data *= np.float32(WEIGHT) / np.repeat(degree, degree)
    return matrix


class Task:
    """What was asked for: PEER PEOPLE WEEKS TIES SEED, ties 0 or 1."""

    def __init__(self):
        self.people, self.weeks, self.ties, self.seed = (int(word) for word in sys.argv[1:5])
        self.begun = self.begun_weeks = time.perf_counter()

    def ready(self):
        """Everybody is there; the weeks begin."""
        self.begun_weeks = time.perf_counter()

    def report(self, version, series):
        """Prints the result; each row of `series` is a week's mean score, share sanctioned, acts a person."""
        seconds = time.perf_counter() - self.begun_weeks
        score, sanctioned, acts = (float(mean) for mean in np.mean(series[-52:], axis=0))
        setup = self.begun_weeks - self.begun
        answer = dict(version=version, setup=setup, seconds=seconds, score=score)
        print(json.dumps(answer | dict(sanctioned=sanctioned, acts=acts * 52)))
