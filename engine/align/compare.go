package align

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

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
	s.fit = numeric.Sized(s.fit, k)
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
func (p *program) measure(w []float64) Fit { return Fit{RMS: p.rms(w), Max: p.largestError(w)} }

// rms leaves in p.r what the combination misses at its best scale.
func (p *program) rms(w []float64) float64 {
	mix, scale := p.mix(w), 1.0
	if p.variant.Conic {
		scale = 0
		if size := numeric.Dot(mix, mix); size > 0 {
			scale = max(numeric.Dot(mix, p.user)/size, 0)
		}
	}
	copy(p.r, p.user)
	add(p.r, -scale, mix)
	return math.Sqrt(numeric.Dot(p.r, p.r) / float64(p.entries))
}

// largestError is the largest error of the combination.
func (p *program) largestError(w []float64) float64 {
	mix := p.mix(w)
	if p.variant.Conic {
		return p.solve([]int{p.agents})
	}
	copy(p.r, p.user)
	add(p.r, -1, mix)
	return chebyshev(p.r, p.scratch)
}

// mix puts the combination into its row.
func (p *program) mix(w []float64) []float64 {
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
	return mix
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
	t, q := s.program.short(), &s.nnls
	n, k := len(t.User), len(t.Agents)
	if s.program.variant.Conic {
		q.reset(k, n)
		for i, a := range t.Agents {
			copy(q.col(i), a)
		}
		copy(q.b, t.User)
		copy(s.fit, q.solve())
		return
	}
	q.reset(k, n+1)
	longest := 0.0
	for i, a := range t.Agents {
		col := q.col(i)
		copy(col, a)
		add(col[:n], -1, t.User)
		longest = max(longest, numeric.Dot(col[:n], col[:n]))
	}
	m := math.Sqrt(longest)
	if m == 0 {
		m = 1
	}
	for i := range k {
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
