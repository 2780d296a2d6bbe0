# The hull test by SciPy's HiGHS, on the problems in the file named: milliseconds a problem and
# the answers, as JSON.
import json
import sys
import time

import numpy
from scipy.optimize import linprog


def prepared(problem):
    user, agents = numpy.array(problem["User"]), numpy.array(problem["Agents"])
    k, n = agents.shape
    one = numpy.ones((n, 1))
    above = numpy.hstack([agents.T, one, -one])
    below = numpy.hstack([-agents.T, -one, -one])
    return dict(
        c=[0] * (k + 1) + [1],
        A_ub=numpy.vstack([above, below]),
        b_ub=numpy.concatenate([user, -user]),
        A_eq=[[1] * k + [0, 0]],
        b_eq=[1],
        bounds=[(0, None)] * k + [(None, None), (0, None)],
        method="highs",
    )


problems = [prepared(p) for p in json.load(open(sys.argv[1]))]
answers = [linprog(**p).fun for p in problems]
times = []
for _ in range(9):
    start = time.perf_counter()
    for p in problems:
        linprog(**p)
    times.append(1000 * (time.perf_counter() - start) / len(problems))
json.dump({"Millis": times, "Epsilon": answers}, sys.stdout)
