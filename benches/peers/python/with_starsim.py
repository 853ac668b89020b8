"""The model of MODEL.md in Starsim: a module with a column a variable; its ties are a network.

The model is no disease, so it is a plain module: Starsim's loop, people, states, network and random numbers, and
none of its epidemiology. Columns are worked on as they lie, since nobody is born or dies. What the ties told is
added up over the edges with np.bincount.
"""

import numpy as np
import starsim as ss

import points
from points import COVERAGE, FLOOR, FORGET, LINE, POINTS, START, TERM, WEIGHT, Task


class Points(ss.Module):
    def __init__(self):
        super().__init__()
        self.define_states(
            ss.FloatArr("debt", default=0.0),
            ss.FloatArr("quiet"),
            ss.FloatArr("mean"),
            ss.FloatArr("told", default=0.0),
            ss.FloatArr("until", default=-1.0),  # the week in which a running term ends; -1 for the free
            ss.BoolArr("armed", default=True),
        )
        self.frailty, self.luck, self.seen = ss.expon(), ss.random(), ss.random()
        self.series = []

    def init_post(self):
        super().init_post()
        uids = self.sim.people.auids
        self.mean[uids] = points.RATE / 52 * self.frailty.rvs(uids)
        self.quiet[uids] = np.exp(-self.mean.values)

    def step(self):
        debt, until, armed, week = self.debt.values, self.until.values, self.armed.values, self.ti
        who, acts = points.active(self.quiet.values, self.mean.values, self.luck.rvs(len(debt)))
        debt *= FORGET
        acted = np.repeat(who, acts)
        np.add.at(debt, acted[self.seen.rvs(len(acted)) < COVERAGE], POINTS)
        score = START - debt
        if len(self.sim.networks):
            score -= self.association()
        below = score < LINE
        until[until == week] = -1
        free = until < 0
        until[free & armed & below] = week + TERM
        armed[:] = free & ~below
        shown = score.clip(FLOOR, START)
        self.told[:] = points.told(shown)
        self.series.append((shown.mean(), np.count_nonzero(until >= 0) / len(debt), len(acted) / len(debt)))

    def association(self):
        ties, told = self.sim.networks[0], self.told.values
        people = len(told)
        sums = np.bincount(ties.p1, told[ties.p2], people) + np.bincount(ties.p2, told[ties.p1], people)
        return WEIGHT * sums / ties.degree


class Ties(ss.Network):
    def init_post(self):
        people = len(self.sim.people)
        a, b = points.pairs(np.random.default_rng(self.sim.pars.rand_seed), people)
        self.append(p1=a, p2=b, beta=np.ones(len(a)))
        self.degree = np.bincount(a, minlength=people) + np.bincount(b, minlength=people)
        super().init_post()

    def step(self):
        pass


def main():
    task = Task()
    module = Points()
    sim = ss.Sim(
        n_agents=task.people,
        modules=module,
        networks=Ties() if task.ties else None,
        dt=ss.weeks(1),
        start=0,
        dur=ss.weeks(task.weeks - 1),
        rand_seed=task.seed,
        copy_inputs=False,
        verbose=0,
    )
    sim.init()
    task.ready()
    sim.run()
    assert len(module.series) == task.weeks, f"Starsim did {len(module.series)} steps"
    task.report(ss.__version__, module.series)


main()
