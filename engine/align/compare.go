package align

import "math"

// Fit is how well a fixed combination of agents reaches the user's utility: its largest
// and its root-mean-square error over all entries, each with the combination's own best
// offset and, when conic, its own best scale >= 0 for that figure.
type Fit struct {
	Max, RMS float64
}

// Comparison sets the hull test beside plainer combinations.
type Comparison struct {
	Best      Fit // the single agent with the least Max
	BestAgent int // its index, the lowest where several tie
	Average   Fit // all agents weighted alike
	// LeastSquares is the combination with the least RMS among all that the variant
	// allows, and its Weights, which last until the next Compare.
	LeastSquares Fit
	Weights      []float64
}

// tieTol is the difference in Max below which two agents tie: rounding, in utility units.
const tieTol = 1e-12

// Compare computes the comparison. It panics when there are no agents.
func (s *Solver) Compare(t Table, v Variant) Comparison {
	t.mustFit()
	k := len(t.Agents)
	if k == 0 {
		panic("align: no agents to compare")
	}
	p := &s.program
	p.load(t, v)
	s.fit = sized(s.fit, k)
	c := Comparison{Best: Fit{Max: math.Inf(1)}, Weights: s.fit}
	for i := range k {
		clear(s.fit)
		s.fit[i] = 1
		if f := p.measure(s.fit); f.Max < c.Best.Max-tieTol {
			c.Best, c.BestAgent = f, i
		}
	}
	for i := range s.fit {
		s.fit[i] = 1 / float64(k)
	}
	c.Average = p.measure(s.fit)
	s.leastSquares()
	c.LeastSquares = p.measure(s.fit)
	return c
}

// measure returns both errors of the combination with weights w of the loaded table.
func (p *program) measure(w []float64) Fit {
	mix := p.row(p.agents)
	clear(mix)
	size := 0.0 // of what is added up
	for i, f := range w {
		if f != 0 {
			add(mix, f, p.row(i))
			size += math.Abs(f) * largest(p.row(i))
		}
	}
	if largest(mix) <= flatTol*size {
		clear(mix) // agents that cancel leave rounding behind, which no scale may fit
	}
	scale := 1.0
	if p.variant.Conic {
		scale = 0
		if size := dot(mix, mix); size > 0 {
			scale = max(dot(mix, p.user)/size, 0)
		}
	}
	copy(p.r, p.user)
	add(p.r, -scale, mix)
	f := Fit{RMS: math.Sqrt(dot(p.r, p.r) / float64(p.entries))}
	if p.variant.Conic {
		f.Max = p.solve([]int{p.agents})
	} else {
		f.Max = chebyshev(p.r, p.scratch)
	}
	return f
}

// leastSquares puts the weights with the least sum of squares into s.fit. With the
// offsets projected out, the conic problem is
//
//	minimise | sum_i w_i U_i - u |  subject to  w >= 0.
//
// The convex one is brought to the same form: with P_i = U_i - u and any M > 0,
//
//	minimise | sum_i w_i P_i |^2 + M^2 (1 - sum_i w_i)^2  subject to  w >= 0
//
// has, for w = s v with v in the simplex, the value s^2 |P v|^2 + M^2 (1-s)^2, whose
// best v minimises |P v| whatever s > 0 is; so w / sum w is the answer.
func (s *Solver) leastSquares() {
	p, q := &s.program, &s.nnls
	n := p.entries
	if p.variant.Conic {
		q.reset(p.agents, n)
		copy(q.a, p.rows)
		copy(q.b, p.user)
		copy(s.fit, q.solve())
		return
	}
	q.reset(p.agents, n+1)
	longest := 0.0
	for i := range p.agents {
		col := q.col(i)
		copy(col, p.row(i))
		add(col[:n], -1, p.user)
		longest = max(longest, dot(col[:n], col[:n]))
	}
	m := math.Sqrt(longest)
	if m == 0 {
		m = 1
	}
	for i := range p.agents {
		q.col(i)[n] = m
	}
	clear(q.b)
	q.b[n] = m
	sum := 0.0
	for i, w := range q.solve() {
		s.fit[i] = w
		sum += w
	}
	for i := range s.fit {
		s.fit[i] /= sum
	}
}
