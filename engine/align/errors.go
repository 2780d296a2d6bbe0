package align

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Errors is a Comparison in one kind of error, for counting over many tables: that of the
// single agent, of the uniform average, and of the combination that are best in it.
// Combination <= Best and Combination <= Average hold exactly.
type Errors struct {
	Best, Average, Combination float64
}

// RMSErrors compares by root-mean-square error. It panics when there are no agents.
func (s *Solver) RMSErrors(t Table, v Variant) Errors {
	return s.errors(t, v, (*program).rms, func() float64 {
		s.leastSquares()
		return s.program.rms(s.fit)
	})
}

// MaxErrors compares by largest error. It panics when there are no agents.
func (s *Solver) MaxErrors(t Table, v Variant) Errors {
	return s.errors(t, v, (*program).largestError, func() float64 {
		return s.program.solve(s.everyone(len(t.Agents)))
	})
}

// errors compares by the error of a combination; best is that of the best one.
func (s *Solver) errors(t Table, v Variant, of func(*program, []float64) float64, best func() float64) Errors {
	t.mustFit()
	k := len(t.Agents)
	if k == 0 {
		panic("align: no agents to compare")
	}
	p := &s.program
	p.load(t, v)
	s.fit = numeric.Sized(s.fit, k)
	e := Errors{Best: math.Inf(1)}
	for i := range k {
		clear(s.fit)
		s.fit[i] = 1
		e.Best = min(e.Best, of(p, s.fit))
	}
	for i := range s.fit {
		s.fit[i] = 1 / float64(k)
	}
	e.Average = of(p, s.fit)
	e.Combination = min(best(), e.Best, e.Average) // both are combinations
	return e
}
