package equilibrium

import (
	"errors"
	"slices"

	"github.com/emergent-alignment/emergent/engine/linprog"
	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Floor holds the two guarantees of docs/model.md, section 5, with their proofs. F_i(s) is
// what agent i gets when signal s is disclosed, the tie rule deciding the user's action,
// F_i = sum_s prior_s F_i(s). An outcome is measured by what it gives agent i above
// disclosing the same, U_i(alpha,v) - F_i.v: so the rows E U_i >= F_i have right-hand
// side 0, and full disclosure satisfies them exactly, whatever the rounding. Inside, payoffs
// are stretched (persuasion.Space.Stretched), so that no row is small.
type Floor struct {
	// Value is FLOOR. Proof: Weights w >= 0 and Prices y over agent signals with
	// y.v + sum_i w_i (U_i(alpha,v) - F_i.v) <= u(alpha,v) wherever alpha is optimal, which
	// is to say at every vertex v of every closed region, and y.prior = Value.
	Value           float64
	Weights, Prices []float64
	// AnyResponse is FLOOR_ANY. Proof: AnyWeights w >= 0, from which it is recomputed as
	// sum_s prior_s (sum_x min_a [gain_A - sum_i w_i gain_i](x,a,s) + sum_i w_i F_i(s)).
	AnyResponse float64
	AnyWeights  []float64
	// Disclosed is F, one an agent.
	Disclosed []float64
}

// ErrStalled says that a floor's linear program could not be solved: numerically hopeless.
var ErrStalled = errors.New("equilibrium: the linear program of a floor could not be solved to precision")

// Floors computes both floors. A persuasion.AtError says that there are too many ways
// to break ties, ErrStalled that a linear program failed.
func (s *Solver) Floors() (Floor, error) {
	if err := s.findClosed(); err != nil {
		return Floor{}, err
	}
	f := &s.floors
	s.findDisclosed()
	f.Disclosed = numeric.Sized(f.Disclosed, s.Space.Agents)
	for i := range f.Disclosed {
		f.Disclosed[i] = 0
		for sig := range s.Space.N {
			f.Disclosed[i] += s.Space.Prior[sig] * s.Space.Payoffs(1 + i)[s.Space.Rule[sig]]
		}
	}
	if err := s.solveFloor(f, persuasion.User); err != nil {
		return Floor{}, err
	}
	if err := s.solveAnyFloor(f); err != nil {
		return Floor{}, err
	}
	if f.AnyResponse > f.Value+CheckTolerance {
		s.raiseFloor(f)
	}
	if f.AnyResponse > f.Value+CheckTolerance {
		s.lowerAny(f)
	}
	return *f, nil
}

// lowerAny gives up as much of FLOOR_ANY as rounding hides of FLOOR, which is not below it: with
// weights near 1e9 that is some 1e-7. The proof is the same weights, times less than 1.
func (s *Solver) lowerAny(f *Floor) {
	all := append(f.AnyWeights[:0:0], f.AnyWeights...)
	proved := func(share float64) float64 {
		for i, w := range all {
			f.AnyWeights[i] = share * w
		}
		return s.provedAny(f.AnyWeights)
	}
	low, high := 0., 1. // it is concave in the share, and at most FLOOR at low
	for range halvings {
		if middle := (low + high) / 2; proved(middle) > f.Value {
			high = middle
		} else {
			low = middle
		}
	}
	f.AnyResponse = proved(low)
}

// halvings find a share to the last bit.
const halvings = 53

// raiseFloor proves FLOOR by what proves FLOOR_ANY, where that is more: an outcome the user obeys is
// one of any response. It happens where agents nearly tie, and a row of the first program is
// no more than its tolerance.
func (s *Solver) raiseFloor(f *Floor) {
	raised := Floor{Weights: append(f.Weights[:0:0], f.AnyWeights...), Prices: make([]float64, s.Space.AllSignals)}
	prices := s.anyPrices(raised.Weights)
	s.Space.Expand(raised.Prices, &prices)
	if value := s.proved(&raised, persuasion.User); value > f.Value {
		f.Weights, f.Prices, f.Value = raised.Weights, raised.Prices, value
	}
}

// findDisclosed computes F_i(s), stretched.
func (s *Solver) findDisclosed() {
	p := &s.Space
	s.disclosed = numeric.Sized(s.disclosed, p.Agents)
	for i := range s.disclosed {
		s.disclosed[i] = persuasion.Point{}
		for sig := range p.N {
			rule := p.Pairs[p.Rule[sig]]
			s.disclosed[i][sig] = p.StretchedValue(i, int(rule.Region), &p.Beliefs[rule.Belief].At)
		}
	}
}

// findClosed finds the closed regions: those of the lowered game, unless there were ties.
func (s *Solver) findClosed() error {
	if s.found.closed {
		return s.found.refused
	}
	s.found.closed, s.found.refused = true, nil
	s.closed = &s.Space
	if !s.Space.Tieless() {
		s.closed, s.apart.Purse = &s.apart, s.Space.Purse
		_, s.found.refused = s.apart.ReloadClosed(s.game)
	}
	return s.found.refused
}

// solveFloor computes FLOOR of a party, the user in all but crowds. She obeys a recommended alpha iff no
// other strategy is better for her where it is given, that is iff those beliefs lie in the closed region of
// alpha; how she breaks ties does not matter. So outcomes with obedience rows are weights on the pairs of the
// closed space:
//
//	minimise   sum_j p_j u(alpha_j, v_j)
//	subject to sum_j p_j v_j = prior,   sum_j p_j (U_i(alpha_j, v_j) - F_i.v_j) >= 0  for all i,
//
// over p >= 0. Full disclosure is feasible.
func (s *Solver) solveFloor(f *Floor, party int) error {
	p := s.closed
	lp, certain := s.floorProgram(party)
	dual, err := s.solveProgram(lp, p.N, certain)
	if err != nil {
		return err
	}
	f.Weights = s.weights(f.Weights[:0], dual[p.N:])
	var prices persuasion.Point
	copy(prices[:], dual[:p.N])
	f.Prices = numeric.Sized(f.Prices, p.AllSignals)
	p.Expand(f.Prices, &prices)
	f.Value = s.proved(f, party)
	return nil
}

// floorProgram is that program but for what agents ask for, and columns that are full disclosure.
func (s *Solver) floorProgram(party int) (lp linprog.Problem, certain []int) {
	p := s.closed
	pairs := len(p.Pairs)
	lp = s.program(p.N+p.Agents, pairs)
	for j, pair := range p.Pairs {
		v := &p.Beliefs[pair.Belief].At
		lp.C[j] = p.Value(party, int(pair.Region), v)
		for sig := range p.N {
			lp.A[sig*pairs+j] = v[sig]
		}
		for i := range p.Agents {
			lp.A[(p.N+i)*pairs+j] = p.StretchedValue(i, int(pair.Region), v) - s.disclosed[i].Dot(v, p.N)
		}
	}
	for sig := range p.N {
		lp.B[sig], lp.Rel[sig] = p.Prior[sig], linprog.EQ
		if len(lp.A) > maxWhole {
			for _, j := range p.PairsAt(p.Corner[sig]) {
				certain = append(certain, int(j))
			}
		}
	}
	return lp, certain
}

// solveAnyFloor computes FLOOR_ANY. Payoffs are separate in the user's signal x, so of an
// outcome pi(alpha|s) only its margins q(x,a,s) = prior_s pi(alpha(x)=a | s) matter, and any
// margins belong to an outcome:
//
//	minimise   sum q(x,a,s) gain_A(x,a,s)
//	subject to sum_a q(x,a,s) = prior_s  for all x, s,
//	           sum q(x,a,s) (gain_i(x,a,s) - gain_i(x,alpha_s(x),s)) >= 0  for all i,
//
// over q >= 0, alpha_s being the tie rule's strategy when s is known.
func (s *Solver) solveAnyFloor(f *Floor) error {
	p := &s.Space
	cells := p.Heard * p.N
	columns := cells * p.Actions
	lp := s.program(cells+p.Agents, columns)
	for x := range p.Heard {
		for sig := range p.N {
			cell := x*p.N + sig
			lp.B[cell], lp.Rel[cell] = p.Prior[sig], linprog.EQ
			rule := int(p.Regions[p.Pairs[p.Rule[sig]].Region].Strategy[x])
			for a := range p.Actions {
				j := cell*p.Actions + a
				lp.A[cell*columns+j] = 1
				lp.C[j] = p.Gain(persuasion.User, x, a, sig)
				for i := range p.Agents {
					lp.A[(cells+i)*columns+j] = p.StretchedGain(i, x, a, sig) - p.StretchedGain(i, x, rule, sig)
				}
			}
		}
	}
	dual, err := s.solveProgram(lp, cells, nil)
	if err != nil {
		return err
	}
	f.AnyWeights = s.weights(f.AnyWeights[:0], dual[cells:])
	f.AnyResponse = s.provedAny(f.AnyWeights)
	return nil
}

// slacks are the right-hand sides of the agents' rows, tried in turn: where utilities
// nearly tie, the feasible set of the first can be too thin for rounding.
var slacks = [...]float64{0, -1e-9, -1e-7}

// solveProgram fills in the agents' rows, the last ones, as ">= 0", and solves for the
// dual. The figures reported are those the dual proves for right-hand side 0, so a later
// attempt cannot make them wrong, only smaller, by the slack times the weights. begin are columns that
// suffice for an answer, if the program is wide; else nil.
func (s *Solver) solveProgram(lp linprog.Problem, first int, begin []int) ([]float64, error) {
	for _, slack := range slacks {
		for i := range s.Space.Agents {
			lp.B[first+i], lp.Rel[first+i] = slack, linprog.GE
		}
		if len(begin) > 0 {
			if dual, ok := s.solveWide(lp, begin); ok {
				return dual, nil
			}
		} else if sol := s.lp.Solve(lp); sol.Status == linprog.Optimal {
			return sol.Dual, nil
		}
	}
	return nil, ErrStalled
}

// maxWhole is how many entries a program of a floor may have, to be solved whole.
const maxWhole = 300_000

// solveWide is s.lp.Solve for a minimum over many columns, of which few are ever used: it begins with some that
// suffice for an answer, and takes in those that would better it, until there are none (column generation, Gilmore
// and Gomory 1961). The dual is that of the whole program.
func (s *Solver) solveWide(lp linprog.Problem, begin []int) (dual []float64, ok bool) {
	const (
		blocks  = 100   // the best column of each is taken in
		rounds  = 200   // far more than there are
		nothing = 1e-13 // by which a column betters nothing
	)
	rows, all := len(lp.B), len(lp.C)
	taken, reduced := slices.Clone(begin), make([]float64, all)
	part := linprog.Problem{B: lp.B, Rel: lp.Rel}
	for range rounds {
		part.C, part.A = part.C[:0], part.A[:0]
		for _, j := range taken {
			part.C = append(part.C, lp.C[j])
		}
		for r := range rows {
			for _, j := range taken {
				part.A = append(part.A, lp.A[r*all+j])
			}
		}
		sol := s.lp.Solve(part)
		if sol.Status != linprog.Optimal {
			return nil, false
		}
		copy(reduced, lp.C)
		for r, y := range sol.Dual {
			for j, a := range lp.A[r*all : (r+1)*all] {
				reduced[j] -= y * a
			}
		}
		more := false
		for first := 0; first < all; first += (all + blocks - 1) / blocks {
			last := min(all, first+(all+blocks-1)/blocks)
			best := first
			for j := first; j < last; j++ {
				if reduced[j] < reduced[best] {
					best = j
				}
			}
			if reduced[best] < -nothing && !slices.Contains(taken, best) {
				taken, more = append(taken, best), true
			}
		}
		if !more {
			return sol.Dual, true
		}
	}
	return nil, false
}

// weights appends the duals of the agents' rows, which rounding may have made negative, in the
// agents' units; 0 for one who does not care.
func (s *Solver) weights(dst, dual []float64) []float64 {
	for i, w := range dual {
		if width := s.Space.Width(i); width > 0 {
			w /= width
		} else {
			w = 0
		}
		dst = append(dst, max(0, w))
	}
	return dst
}

// program returns an all-zero problem of the given shape in the solver's memory.
func (s *Solver) program(rows, columns int) linprog.Problem {
	s.problem.C = numeric.Sized(s.problem.C, columns)
	s.problem.A = numeric.Sized(s.problem.A, rows*columns)
	s.problem.B = numeric.Sized(s.problem.B, rows)
	s.problem.Rel = numeric.Sized(s.problem.Rel, rows)
	clear(s.problem.A)
	return s.problem
}
