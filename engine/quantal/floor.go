package quantal

import "github.com/emergent-alignment/emergent/engine/linprog"

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
}

// solve returns the floor and the agents' weights. full are the F_i.
func (f *floor) solve(lp *linprog.Solver, t *Table, full []float64) (float64, []float64) {
	f.build(t, full)
	solution := lp.Solve(f.problem)
	f.weights = append(f.weights[:0], solution.Dual[:len(full)]...)
	return solution.Value, f.weights
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
	p.C, p.B = resize(p.C, n), append(p.B[:0], full...)
	p.A, p.Rel = resize(p.A, n*rows), resize(p.Rel, rows)
	clear(p.A)
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
				for i := range agents {
					p.A[i*n+column] = prior * cell[(1+i)*size+s]
				}
				p.A[row*n+column] = 1
				column++
			}
			p.B, p.Rel[row] = append(p.B, 1), linprog.EQ
			row++
		}
	}
}
