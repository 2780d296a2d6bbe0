package selection

import (
	"testing"

	"github.com/emergent-alignment/emergent/engine/linprog"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file states the problems of the package a second time, as plain linear programs over
// all pairs of the lowered game, to compare with.

// program has a column for each pair and one free column at the end.
type program struct {
	linprog.Problem
	space *persuasion.Space
}

func newProgram(space *persuasion.Space) *program {
	p := &program{space: space}
	n := len(space.Pairs) + 1
	p.C, p.Free = make([]float64, n), make([]bool, n)
	p.Free[n-1] = true
	for s := range space.N {
		row := make([]float64, n-1)
		for j, pair := range space.Pairs {
			row[j] = space.Beliefs[pair.Belief].At[s]
		}
		p.row(row, 0, linprog.EQ, space.Prior[s])
	}
	return p
}

func (p *program) row(entries []float64, last float64, relation linprog.Relation, bound float64) {
	p.A = append(append(p.A, entries...), last)
	p.Rel, p.B = append(p.Rel, relation), append(p.B, bound)
}

// solve maximises the objective.
func (p *program) solve(t *testing.T, entries []float64, last float64) float64 {
	t.Helper()
	n := len(p.C)
	for j, c := range entries {
		p.C[j] = -c
	}
	p.C[n-1] = -last
	s := new(linprog.Solver).Solve(p.Problem)
	if s.Status != linprog.Optimal {
		t.Fatalf("status %d", s.Status)
	}
	return -s.Value
}

// bestAt is W_i(v) = max U_i subject to u >= v.
func bestAt(t *testing.T, s *Solver, agent int, v float64) float64 {
	t.Helper()
	p := newProgram(s.tracer.space)
	p.row(s.tracer.user, 0, linprog.GE, v)
	p.row(make([]float64, len(s.tracer.user)), 1, linprog.EQ, 0)
	return p.solve(t, s.tracer.payoffs[agent], 0)
}

// margin is how well (*) of the package comment holds for a winner at v: the most by which
// every other agent can prefer a winner's optimal scheme to outbidding; negative: it fails.
func margin(t *testing.T, s *Solver, winner int, v float64) float64 {
	t.Helper()
	p := newProgram(s.tracer.space)
	p.row(s.tracer.user, 0, linprog.EQ, v)
	p.row(s.tracer.payoffs[winner], 0, linprog.GE, bestAt(t, s, winner, v)-1e-10)
	p.row(make([]float64, len(s.tracer.user)), 1, linprog.LE, 1)
	for i := range p.space.Agents {
		if i != winner {
			p.row(s.tracer.payoffs[i], -1, linprog.GE, bestAt(t, s, i, v))
		}
	}
	return p.solve(t, nil, 1)
}

// floorAny is the least user value of an outcome pi(a|s,x) that gives every agent what it
// has under full disclosure.
func floorAny(t *testing.T, space *persuasion.Space, full []float64) float64 {
	t.Helper()
	var p linprog.Problem
	n := space.N * space.Heard * space.Actions
	column := func(s, x, a int) int { return (s*space.Heard+x)*space.Actions + a }
	p.C = make([]float64, n)
	rows := make([][]float64, space.Agents)
	for i := range rows {
		rows[i] = make([]float64, n)
	}
	for s := range space.N {
		for x := range space.Heard {
			one := make([]float64, n)
			for a := range space.Actions {
				c := column(s, x, a)
				one[c] = 1
				p.C[c] = space.Prior[s] * space.Gain(persuasion.User, x, a, s)
				for i := range rows {
					rows[i][c] = space.Prior[s] * space.Gain(1+i, x, a, s)
				}
			}
			p.A, p.B, p.Rel = append(p.A, one...), append(p.B, 1), append(p.Rel, linprog.EQ)
		}
	}
	for i, row := range rows {
		p.A, p.B, p.Rel = append(p.A, row...), append(p.B, full[i]-1e-9), append(p.Rel, linprog.GE)
	}
	s := new(linprog.Solver).Solve(p)
	if s.Status != linprog.Optimal {
		t.Fatalf("status %d", s.Status)
	}
	return s.Value
}
