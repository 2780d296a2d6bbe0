package quantal

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/linprog"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// This file computes the floor under every equilibrium.
//
// Problem, over outcomes pi(a|s,x) (the action's distribution given both signals):
//
//	minimise  sum_{s,x,a} q0(s) U_0(a,x|s) pi(a|s,x)
//	subject to sum_{s,x,a} q0(s) U_i(a,x|s) pi(a|s,x) >= F_i   for every agent i
//	           sum_a pi(a|s,x) = 1                             where P(x|s) > 0.
//
// Every equilibrium induces such an outcome (an agent could disclose everything, so it has
// at least F_i); full disclosure is one, so the problem is feasible. The agents' dual
// variables are weights that prove the floor. Weights w and an offset within epsilon of
// the user's utility are a dual solution too, of value at least F_A - 2 epsilon: law 3.

// floor builds and solves that problem. The zero value is ready.
type floor struct {
	problem linprog.Problem
	weights []float64
	units   []float64 // of each agent's row
}

// solve returns the floor and the agents' weights, and whether the program was solved. full
// are the F_i. The floor is what the weights prove, which for any weights is a floor; those of
// a program that was not solved are 0, and prove the least value of any response.
func (f *floor) solve(lp *linprog.Solver, t *Table, full []float64) (float64, []float64, bool) {
	f.build(t, full)
	solution := lp.Solve(f.problem)
	f.weights = numeric.Sized(f.weights, len(full))
	clear(f.weights)
	solved := solution.Status == linprog.Optimal
	for i, unit := range f.units {
		if solved && unit > 0 {
			f.weights[i] = max(0, solution.Dual[i]/unit)
		}
	}
	return t.proof(f.weights, full), f.weights, solved
}

// least is the least payoff of an agent in a cell (s, x), whatever the user does.
func (t *Table) least(agent, s, x int) float64 {
	size, low := len(t.Prior), math.Inf(1)
	for a := range t.actions {
		low = min(low, t.payoff[((x*t.actions+a)*t.Parties+1+agent)*size+s])
	}
	return low
}

// measure writes the units: an agent's greatest coefficient, once its least payoff in each
// cell, which it has anyway, is taken off. Rows are stated in these, since utilities that
// differ in the sixth digit only are as good as any others.
func (f *floor) measure(t *Table, full []float64) {
	size := len(t.Prior)
	f.units = numeric.Sized(f.units, len(full))
	for i := range full {
		unit, sure := 0.0, 0.0
		for x := range t.private {
			for s, prior := range t.Prior {
				low := t.least(i, s, x)
				sure += prior * low
				for a := range t.actions {
					unit = max(unit, prior*(t.payoff[((x*t.actions+a)*t.Parties+1+i)*size+s]-low))
				}
			}
		}
		if f.units[i] = 0; unit > sameNumber {
			f.units[i] = unit
			f.problem.B[i] = (full[i] - sure - 2*sameNumber) / unit // rounding must not ask for more than there is
		} else {
			f.problem.B[i] = 0 // it does not care
		}
	}
}

// build writes the problem: a row for each agent, then one for each pair (s, x).
func (f *floor) build(t *Table, full []float64) {
	size, agents := len(t.Prior), len(full)
	cells := 0
	for _, p := range t.mass {
		if p > 0 {
			cells++
		}
	}
	n, rows := cells*t.actions, agents+cells
	p := &f.problem
	p.C, p.B = numeric.Sized(p.C, n), append(p.B[:0], full...)
	p.A, p.Rel = numeric.Sized(p.A, n*rows), numeric.Sized(p.Rel, rows)
	clear(p.A)
	f.measure(t, full)
	column, row := 0, agents
	for i := range agents {
		p.Rel[i] = linprog.GE
	}
	for x := range t.private {
		for s, prior := range t.Prior {
			if t.mass[x*size+s] <= 0 {
				continue
			}
			for a := range t.actions {
				cell := t.payoff[(x*t.actions+a)*t.Parties*size:]
				p.C[column] = prior * cell[s]
				for i, unit := range f.units {
					if unit > 0 {
						p.A[i*n+column] = prior * (cell[(1+i)*size+s] - t.least(i, s, x)) / unit
					}
				}
				p.A[row*n+column] = 1
				column++
			}
			p.B, p.Rel[row] = append(p.B, 1), linprog.EQ
			row++
		}
	}
}
