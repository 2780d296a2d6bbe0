package equilibrium

import (
	"errors"

	"emergent/engine/linprog"
	"emergent/engine/persuasion"
)

// Floor holds the two guarantees of docs/model.md, section 5, with their proofs. F_i is
// agent i's payoff under full disclosure, the tie rule deciding the user's action.
type Floor struct {
	// Value is FLOOR. Proof: Weights w >= 0 and Prices y over agent signals with
	// y.v + sum_i w_i U_i(alpha,v) <= u(alpha,v) at every vertex v of every region alpha
	// and y.prior + sum_i w_i F_i = Value.
	Value           float64
	Weights, Prices []float64
	// AnyResponse is FLOOR_ANY. Proof: AnyWeights w >= 0, from which it is recomputed as
	// sum_s prior_s sum_x min_a [gain_A - sum_i w_i gain_i](x,a,s) + sum_i w_i F_i.
	AnyResponse float64
	AnyWeights  []float64
	// Disclosed is F, one an agent.
	Disclosed []float64
}

// ErrStalled says that a floor's linear program could not be solved: numerically hopeless.
var ErrStalled = errors.New("equilibrium: the linear program of a floor could not be solved to precision")

// Floors computes both floors.
func (s *Solver) Floors() (Floor, error) {
	f := &s.floors
	f.Disclosed = sized(f.Disclosed, s.Space.Agents)
	s.scheme = s.Space.Disclose(s.scheme[:0])
	for i := range f.Disclosed {
		f.Disclosed[i] = s.Space.Expect(1+i, s.scheme)
	}
	if err := s.solveFloor(f); err != nil {
		return Floor{}, err
	}
	if err := s.solveAnyFloor(f); err != nil {
		return Floor{}, err
	}
	return *f, nil
}

// solveFloor computes FLOOR. The user obeys a recommended alpha iff the beliefs at which
// it is given lie in R_alpha, so outcomes with obedience rows are weights on pairs:
//
//	minimise   sum_j p_j u(alpha_j, v_j)
//	subject to sum_j p_j v_j = prior,   sum_j p_j U_i(alpha_j, v_j) >= F_i  for all i,
//
// over p >= 0, at the limits of the vertices. Full disclosure is feasible.
func (s *Solver) solveFloor(f *Floor) error {
	p := &s.Space
	pairs := len(p.Pairs)
	lp := s.program(p.N+p.Agents, pairs)
	for j, pair := range p.Pairs {
		v := &p.Beliefs[pair.Belief].Limit
		lp.C[j] = p.Value(persuasion.User, int(pair.Region), v)
		for sig := range p.N {
			lp.A[sig*pairs+j] = v[sig]
		}
		for i := range p.Agents {
			lp.A[(p.N+i)*pairs+j] = p.Value(1+i, int(pair.Region), v)
		}
	}
	for sig := range p.N {
		lp.B[sig], lp.Rel[sig] = p.Prior[sig], linprog.EQ
	}
	s.discloseRows(lp, p.N, f)
	sol := s.lp.Solve(lp)
	if sol.Status != linprog.Optimal {
		return ErrStalled
	}
	f.Value = sol.Value
	f.Weights = append(f.Weights[:0], sol.Dual[p.N:]...)
	f.Prices = sized(f.Prices, p.AllSignals)
	var prices persuasion.Point
	copy(prices[:], sol.Dual[:p.N])
	p.Expand(f.Prices, &prices)
	return nil
}

// solveAnyFloor computes FLOOR_ANY. Payoffs are separate in the user's signal x, so of an
// outcome pi(alpha|s) only its margins q(x,a,s) = prior_s pi(alpha(x)=a | s) matter, and any
// margins belong to an outcome:
//
//	minimise   sum q(x,a,s) gain_A(x,a,s)
//	subject to sum_a q(x,a,s) = prior_s  for all x, s,
//	           sum q(x,a,s) gain_i(x,a,s) >= F_i  for all i,       q >= 0.
func (s *Solver) solveAnyFloor(f *Floor) error {
	p := &s.Space
	cells := p.Heard * p.N
	columns := cells * p.Actions
	lp := s.program(cells+p.Agents, columns)
	for x := range p.Heard {
		for sig := range p.N {
			cell := x*p.N + sig
			lp.B[cell], lp.Rel[cell] = p.Prior[sig], linprog.EQ
			for a := range p.Actions {
				j := cell*p.Actions + a
				lp.A[cell*columns+j] = 1
				lp.C[j] = p.Gain(persuasion.User, x, a, sig)
				for i := range p.Agents {
					lp.A[(cells+i)*columns+j] = p.Gain(1+i, x, a, sig)
				}
			}
		}
	}
	s.discloseRows(lp, cells, f)
	sol := s.lp.Solve(lp)
	if sol.Status != linprog.Optimal {
		return ErrStalled
	}
	f.AnyResponse = sol.Value
	f.AnyWeights = append(f.AnyWeights[:0], sol.Dual[cells:]...)
	return nil
}

// discloseRows fills the right-hand sides of the agents' rows, the last ones.
func (s *Solver) discloseRows(lp linprog.Problem, first int, f *Floor) {
	for i, disclosed := range f.Disclosed {
		lp.B[first+i], lp.Rel[first+i] = disclosed, linprog.GE
	}
}

// program returns an all-zero problem of the given shape in the solver's memory.
func (s *Solver) program(rows, columns int) linprog.Problem {
	s.problem.C = sized(s.problem.C, columns)
	s.problem.A = sized(s.problem.A, rows*columns)
	s.problem.B = sized(s.problem.B, rows)
	s.problem.Rel = sized(s.problem.Rel, rows)
	clear(s.problem.A)
	return s.problem
}
