package align

import (
	"github.com/emergent-alignment/emergent/engine/linprog"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// program is the hull test as a linear program. In the form that people read it is
//
//	minimise eps  subject to  -eps <= sum_i w_i U_i(e) + c(e) - u(e) <= eps,  w >= 0
//	                          (and sum w = 1 when convex);
//
// it is solved as its dual, which has few rows: with D = p - q, p and q >= 0,
//
//	maximise <D,u> - t  subject to  <D,U_i> <= t for all i   (t = 0 when conic)
//	                                the sum of D over each offset's entries = 0
//	                                sum p + sum q = 1.
//
// The multipliers of its rows are w, c and eps. Where eps > 0 no entry has both p and q
// positive, so the l1 norm of D is 1. Offsets are projected out of the data beforehand
// (centre), so that an agent's level cannot drown its differences.
type program struct {
	variant Variant
	groups  int
	entries int
	agents  int
	user    []float64   // centred
	rows    []float64   // agents+1 centred rows, the last one for a combination of them
	listed  [][]float64 // the rows of agents
	left    []float64   // of each agent, the largest entry of its row

	lp      linprog.Solver
	problem linprog.Problem
	w, d, r []float64
	scratch []float64 // offsets
	working working   // the entries that the program knows of
}

// load centres the table; there may be many solves for it, each for some of the agents.
func (p *program) load(t Table, v Variant) {
	n, k := len(t.User), len(t.Agents)
	p.variant, p.groups, p.entries, p.agents = v, t.groups(v.Offset), n, k
	p.user, p.rows = numeric.Sized(p.user, n), numeric.Sized(p.rows, (k+1)*n)
	p.w, p.d, p.r = numeric.Sized(p.w, k+1), numeric.Sized(p.d, n), numeric.Sized(p.r, n)
	p.scratch = numeric.Sized(p.scratch, p.groups)
	p.left = numeric.Sized(p.left, k)
	top, _ := center(p.user, t.User, p.groups)
	for i, a := range t.Agents {
		size, left := center(p.row(i), a, p.groups)
		top, p.left[i] = max(top, size), left
	}
	for i, left := range p.left {
		if left <= faintTol*top {
			clear(p.row(i))
		}
	}
}

// row returns the centred entries of agent i, row(agents) those of a combination.
func (p *program) row(i int) []float64 { return p.rows[i*p.entries : (i+1)*p.entries] }

// solve finds weights w and direction d for the agents listed, of which there must be one
// at least unless conic, and returns epsilon. Other agents get weight 0.
func (p *program) solve(listed []int) float64 {
	for p.begin(listed); ; {
		p.pose(listed)
		ok := p.read(listed)
		copy(p.r, p.user)
		for _, i := range listed {
			if p.w[i] != 0 {
				add(p.r, -p.w[i], p.row(i))
			}
		}
		if !ok || !p.extend() {
			return chebyshev(p.r, p.scratch)
		}
	}
}

// read solves the program posed and takes w and d from it. It reports false when there is
// no solution: numbers beyond use, for which there is an honest combination but no proof.
func (p *program) read(listed []int) bool {
	sol := p.lp.Solve(p.problem)
	clear(p.w)
	clear(p.d)
	if sol.Status != linprog.Optimal {
		if !p.variant.Conic {
			p.w[listed[0]] = 1
		}
		return false
	}
	n := len(p.working.list)
	for j, e := range p.working.list {
		p.d[e] = sol.X[j] - sol.X[n+j]
	}
	sum := 0.0
	for r, i := range listed {
		p.w[i] = max(-sol.Dual[r], 0)
		sum += p.w[i]
	}
	p.normalize(sum)
	return true
}

// normalize makes convex weights sum to 1 exactly.
func (p *program) normalize(sum float64) {
	if p.variant.Conic {
		return
	}
	for i := range p.w {
		p.w[i] /= sum
	}
}

// pose writes the dual for the agents listed and the working entries: columns p, q and,
// when convex, t.
func (p *program) pose(listed []int) {
	q, list := &p.problem, p.working.list
	e := len(list)
	n, m := 2*e, len(listed)+p.groups+1
	if !p.variant.Conic {
		n++
	}
	q.C, q.A, q.B = numeric.Sized(q.C, n), numeric.Sized(q.A, m*n), numeric.Sized(q.B, m)
	q.Rel, q.Free = numeric.Sized(q.Rel, m), numeric.Sized(q.Free, n)
	clear(q.B)
	clear(q.Free)
	for j, at := range list {
		q.C[j], q.C[e+j] = -p.user[at], p.user[at]
	}
	for r, i := range listed {
		q.Rel[r] = linprog.LE
		a, row := q.A[r*n:(r+1)*n], p.row(i)
		for j, at := range list {
			a[j], a[e+j] = row[at], -row[at]
		}
	}
	clear(q.A[len(listed)*n:])
	for g := 0; g < p.groups; g++ {
		q.Rel[len(listed)+g] = linprog.EQ
	}
	if p.groups > 0 {
		for j, at := range list {
			r := len(listed) + at%p.groups
			q.A[r*n+j], q.A[r*n+e+j] = 1, -1
		}
	}
	q.Rel[m-1], q.B[m-1] = linprog.EQ, 1
	for j := range 2 * e {
		q.A[(m-1)*n+j] = 1
	}
	if !p.variant.Conic {
		q.C[2*e], q.Free[2*e] = 1, true
		for r := range listed {
			q.A[r*n+2*e] = -1
		}
	}
}

// residual returns user - sum_i w_i agents[i], in memory that the next call reuses.
func (p *program) residual(user []float64, agents [][]float64, w []float64) []float64 {
	copy(p.r, user)
	for i, a := range agents {
		if w[i] != 0 {
			add(p.r, -w[i], a)
		}
	}
	return p.r
}
