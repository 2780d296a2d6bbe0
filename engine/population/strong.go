package population

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/linprog"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Crowd is what the users of one population want, and what the agents want of each. The
// shares are positive and sum to 1.
type Crowd struct {
	Shares []float64         // m_t, one a user
	Users  []belief.Matrix   // u_t(a,y), one a user
	Agents [][]belief.Matrix // U_i^t(a,y) as [user][agent]
}

// Strong is the strong condition of a crowd: one mixture of agents that wants of every user
// what she wants herself, up to the scale that each user counts with,
//
//	| sum_i w_i m_t U_i^t(a,y) - lambda_t m_t u_t(a,y) - c_t(y) | <= eps_t   for all t, a, y,
//
// over w >= 0, lambda_t >= 1 and any offsets c_t. The offsets are left out: the best are the
// middles of the ranges over actions, so eps_t is half the largest range.
type Strong struct {
	Epsilons []float64 // one a user
	Weights  []float64 // w, one an agent; all 0 says that no common weights help
	Scale    []float64 // lambda, one a user
	// Direction d[user][action*states+state] proves that no less is possible: <d_t,u_t> >= 0,
	// sum_t m_t <d_t,U_i^t> <= 0 for every agent, the sum over actions is 0 in every state, and
	// the l1 norm is at most 1, of all users together (Largest) or of each (Sum). Then the
	// figure minimised is at least Margin = sum_t m_t <d_t,u_t>.
	Direction [][]float64
	Margin    float64
}

// Largest is the largest epsilon of a user.
func (s *Strong) Largest() float64 {
	top := 0.0
	for _, e := range s.Epsilons {
		top = max(top, e)
	}
	return top
}

// Sum is the sum of the users' epsilons.
func (s *Strong) Sum() float64 {
	sum := 0.0
	for _, e := range s.Epsilons {
		sum += e
	}
	return sum
}

// Bound returns the promise of the strong condition to user t, whose value with everything
// disclosed is opt: in every anonymous equilibrium sum_t lambda_t m_t (OPT_t - E u_t) is at
// most 2 sum_t eps_t and no term is negative, so she gets at least
// opt - 2 sum_t eps_t / (lambda_t m_t).
func (s *Strong) Bound(c Crowd, t int, opt float64) float64 {
	return opt - 2*s.Sum()/(s.Scale[t]*c.Shares[t])
}

// StrongSolver finds strong conditions and keeps its memory between calls. The zero value is
// ready. Not for concurrent use.
type StrongSolver struct {
	lp      linprog.Solver
	problem linprog.Problem
	columns int
}

// Largest minimises the largest epsilon of a user: the verdict. It reports false where the
// linear program could not be solved to precision.
func (s *StrongSolver) Largest(c Crowd) (Strong, bool) { return s.solve(c, 1) }

// Sum minimises the sum of the users' epsilons: the bound.
func (s *StrongSolver) Sum(c Crowd) (Strong, bool) { return s.solve(c, len(c.Users)) }

// solve poses the linear program with one epsilon for all users, or one for each:
//
//	minimise sum eps  subject to  +-(sum_i w_i m_t U_i^t - l_t m_t u_t - c_t) - eps_t <= +-m_t u_t,
//
// over w, l, eps >= 0 and free c, where lambda = 1 + l. Rows are divided by m_t.
func (s *StrongSolver) solve(c Crowd, epsilons int) (Strong, bool) {
	users, agents := len(c.Users), len(c.Agents[0])
	states, entries := c.Users[0].Cols, len(c.Users[0].Data)
	s.columns = agents + users + users*states + epsilons
	s.pose(c, epsilons)
	sol := s.lp.Solve(s.problem)
	if sol.Status != linprog.Optimal {
		return Strong{}, false
	}
	r := Strong{
		Weights: clipped(sol.X[:agents], 0), Scale: clipped(sol.X[agents:agents+users], 1),
		Direction: make([][]float64, users),
	}
	for t := range users {
		r.Direction[t] = make([]float64, entries)
		for e := range entries {
			row := 2 * (t*entries + e)
			r.Direction[t][e] = (sol.Dual[row] - sol.Dual[row+1]) / c.Shares[t]
		}
	}
	r.Epsilons = c.epsilons(r.Weights, r.Scale)
	r.Margin = c.margin(r.Direction)
	return r, true
}

// clipped copies non-negative numbers that rounding may have made negative, plus a shift.
func clipped(x []float64, shift float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = shift + max(v, 0)
	}
	return out
}

// pose writes the program. Columns: agents, users' scales, offsets, epsilons.
func (s *StrongSolver) pose(c Crowd, epsilons int) {
	users, agents := len(c.Users), len(c.Agents[0])
	states, entries := c.Users[0].Cols, len(c.Users[0].Data)
	n, rows := s.columns, 2*users*entries
	p := &s.problem
	p.C, p.Free = zeroed(p.C, n), zeroed(p.Free, n)
	p.A, p.B = zeroed(p.A, rows*n), zeroed(p.B, rows)
	p.Rel = zeroed(p.Rel, rows) // linprog.LE
	for e := range epsilons {
		p.C[n-1-e] = 1
	}
	for j := range users * states {
		p.Free[agents+users+j] = true
	}
	for t, u := range c.Users {
		for e, x := range u.Data {
			for side, sign := range [2]float64{1, -1} {
				r := 2*(t*entries+e) + side
				a := p.A[r*n : (r+1)*n]
				for i := range agents {
					a[i] = sign * c.Agents[t][i].Data[e]
				}
				a[agents+t] = -sign * x
				a[agents+users+t*states+e%states] = -sign
				a[n-epsilons+min(t, epsilons-1)] = -1 / c.Shares[t]
				p.B[r] = sign * x
			}
		}
	}
}

func zeroed[T any](v []T, n int) []T {
	if cap(v) < n {
		return make([]T, n)
	}
	v = v[:n]
	clear(v)
	return v
}

// epsilons returns what weights and scales leave of each user: half the largest range, over
// the actions in one state, of sum_i w_i m_t U_i^t - lambda_t m_t u_t.
func (c Crowd) epsilons(weights, scale []float64) []float64 {
	out := make([]float64, len(c.Users))
	for t, u := range c.Users {
		for y := range u.Cols {
			low, high := math.Inf(1), math.Inf(-1)
			for a := range u.Rows {
				x := -scale[t] * u.At(a, y)
				for i, w := range weights {
					x += w * c.Agents[t][i].At(a, y)
				}
				low, high = min(low, x), max(high, x)
			}
			out[t] = max(out[t], c.Shares[t]*(high-low)/2)
		}
	}
	return out
}

// margin is sum_t m_t <d_t,u_t>.
func (c Crowd) margin(direction [][]float64) float64 {
	sum := 0.0
	for t, d := range direction {
		sum += c.Shares[t] * numeric.Dot(d, c.Users[t].Data)
	}
	return sum
}
