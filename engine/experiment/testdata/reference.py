"""The figures of TestAgainstSciPy: python3 reference.py < scores.csv (SciPy 1.10.1, NumPy 1.24.2).

For each variant: the least largest error (scipy.optimize.linprog, HiGHS), and the least
root-mean-square error (scipy.optimize.nnls; when convex, the row of ones of Lawson and
Hanson, chapter 23.6, with weight 1e5)."""
import sys
import numpy as np
from scipy.optimize import linprog, nnls

data = np.genfromtxt(sys.stdin, delimiter=",", skip_header=1)
u, A = data[:, 0], data[:, 1:]
n, k = A.shape

for combination in ("convex", "conic"):
    for offset in ("none", "constant"):
        # variables: w, c, eps
        cost = np.r_[np.zeros(k + 1), 1]
        one = np.ones((n, 1))
        rows = np.block([[A, one, -one], [-A, -one, -one]])
        free = (None, None) if offset == "constant" else (0, 0)
        equal = np.r_[np.ones(k), 0, 0][None] if combination == "convex" else None
        lp = linprog(cost, rows, np.r_[u, -u], equal, [1] if equal is not None else None,
                     bounds=[(0, None)] * k + [free, (0, None)], method="highs")
        B, b = (A - A.mean(0), u - u.mean()) if offset == "constant" else (A, u)
        if combination == "convex":
            M = 1e5
            w, _ = nnls(np.vstack([B, M * np.ones(k)]), np.r_[b, M])
            w /= w.sum()
        else:
            w, _ = nnls(B, b)
        rms = np.sqrt(np.mean((B @ w - b) ** 2))
        print(f'{{"{combination}", "{offset}", {lp.fun:.10f}, {rms:.10f}}},')
        print("//   least squares:", " ".join(f"{x:.7f}" for x in w), file=sys.stderr)
