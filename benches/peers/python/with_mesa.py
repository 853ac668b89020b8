"""The model of MODEL.md in Mesa: an agent a person, stepped in one AgentSet.do a week.

Fast paths: no shuffling, no data collector, Python's own random numbers, ties as plain lists.
"""

import mesa
import numpy as np

import points
from points import COVERAGE, FLOOR, FORGET, LINE, MOST_TOLD, POINTS, START, TERM, WEIGHT, Task


class Person(mesa.Agent):
    def __init__(self, model, quiet, mean):
        super().__init__(model)
        self.quiet, self.mean = quiet, mean
        self.debt, self.told, self.telling = 0.0, 0, 0
        self.until, self.armed = -1, True  # the week in which a running term ends; -1 for the free
        self.ties = None

    def week(self):
        """Acts, records, score and sanction of one week; the model's sums are the week's results."""
        model = self.model
        self.debt *= FORGET
        uniform = model.random.random()
        if uniform >= self.quiet:
            self.act(uniform)
        score = START - self.debt
        if self.ties:
            score -= WEIGHT * sum([tie.told for tie in self.ties]) / len(self.ties)
        if self.until == model.week:
            self.until = -1
        if self.until < 0:
            if score >= LINE:
                self.armed = True
            elif self.armed:
                self.until, self.armed = model.week + TERM, False
        shown = FLOOR if score < FLOOR else score
        deficit = int(START - shown)
        self.telling = deficit if deficit < MOST_TOLD else MOST_TOLD
        model.scores += shown
        model.sanctioned += self.until >= 0

    def act(self, uniform):
        """Poisson by inversion, for the few who act."""
        acts, chance, below = 0, self.quiet, self.quiet
        while uniform >= below and acts < 1000:
            acts += 1
            chance *= self.mean / acts
            below += chance
            if self.model.random.random() < COVERAGE:
                self.debt += POINTS
        self.model.acts += acts

    def tell(self):
        """The deficit becomes visible once nobody reads the last week's any more."""
        self.told = self.telling


class Country(mesa.Model):
    def __init__(self, task):
        super().__init__(rng=task.seed)
        quiet, mean = points.frailty(self.rng, task.people)
        Person.create_agents(self, task.people, quiet.tolist(), mean.tolist())
        if task.ties:
            people = list(self.agents)
            for person in people:
                person.ties = []
            for a, b in zip(*(end.tolist() for end in points.pairs(self.rng, task.people))):
                people[a].ties.append(people[b])
                people[b].ties.append(people[a])
        self.has_ties = bool(task.ties)
        self.week, self.series = 0, []

    def step(self):
        self.scores = self.sanctioned = self.acts = 0
        self.agents.do("week")
        if self.has_ties:
            self.agents.do("tell")
        self.series.append(np.array([self.scores, self.sanctioned, self.acts]) / len(self.agents))
        self.week += 1


def main():
    task = Task()
    country = Country(task)
    task.ready()
    for _ in range(task.weeks):
        country.step()
    task.report(mesa.__version__, country.series)


main()
