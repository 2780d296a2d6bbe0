package persuasion

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
	"github.com/emergent-alignment/emergent/engine/linprog"
)

// gridEnvelope is the brute-force envelope of agent 0 at v: the best mixture of beliefs on
// a grid of the given size, the user maximising at each and the agent counting on the
// best of the actions she is indifferent between. It shares nothing with the solver but
// the utilities.
func gridEnvelope(t *testing.T, p *Space, v *Point, size int) float64 {
	t.Helper()
	n := p.N
	var points []Point
	var payoffs []float64
	var walk func(at Point, s, left int)
	walk = func(at Point, s, left int) {
		if s == n-1 {
			at[s] = float64(left) / float64(size)
			points, payoffs = append(points, at), append(payoffs, bestPayoff(p, &at))
			return
		}
		for k := range left + 1 {
			at[s] = float64(k) / float64(size)
			walk(at, s+1, left-k)
		}
	}
	walk(Point{}, 0, size)

	lp := linprog.Problem{
		C: make([]float64, len(points)), A: make([]float64, n*len(points)),
		B: v[:n], Rel: make([]linprog.Relation, n),
	}
	for j, at := range points {
		lp.C[j] = -payoffs[j]
		for s := range n {
			lp.A[s*len(points)+j] = at[s]
			lp.Rel[s] = linprog.EQ
		}
	}
	var solver linprog.Solver
	sol := solver.Solve(lp)
	if sol.Status != linprog.Optimal {
		t.Fatalf("grid program: %v", sol.Status)
	}
	return -sol.Value
}

// bestPayoff is agent 0's payoff at a belief, user signal by user signal.
func bestPayoff(p *Space, at *Point) float64 {
	total := 0.0
	for x := range p.Heard {
		top := math.Inf(-1)
		for a := range p.Actions {
			top = max(top, expect(p, User, x, a, at))
		}
		best := math.Inf(-1)
		for a := range p.Actions {
			if expect(p, User, x, a, at) >= top-1e-12 {
				best = max(best, expect(p, 1, x, a, at))
			}
		}
		total += best
	}
	return total
}

func expect(p *Space, party, x, a int, at *Point) float64 {
	sum := 0.0
	for s := range p.N {
		sum += at[s] * p.Gain(party, x, a, s)
	}
	return sum
}

// TestEnvelopeAgainstGrid: the envelope over a fine grid is never above the exact one, and
// as close as the grid is fine: moving a vertex to the next grid belief of its region moves
// the payoff by at most 1/size, and the mixture by as much over the smallest prior.
func TestEnvelopeAgainstGrid(t *testing.T) {
	var p Space
	var e Envelope
	for _, c := range []struct{ n, size, seeds int }{{2, 2000, 150}, {3, 50, 60}} {
		randgame.Each(t, c.seeds, func(r *rand.Rand) {
			load(t, &p, random(r, c.n, 2+r.IntN(3), 1, r.IntN(3), nil))
			e.Load(&p, 1)
			v := randomPoint(r, c.n)
			lowest := 1.0
			for s := range c.n {
				v[s] = 0.8*v[s] + 0.2/float64(c.n)
				lowest = min(lowest, v[s])
			}
			got, grid := e.At(&v), gridEnvelope(t, &p, &v, c.size)
			if got < grid-1e-5 || got > grid+4/(lowest*float64(c.size)) {
				t.Errorf("%d signals: envelope %.6f, on the grid %.6f", c.n, got, grid)
			}
		})
	}
}

// TestEnvelopeAgainstProgram: the climb from full disclosure ends at the optimum of the
// same linear program solved by linprog, also next to ties.
func TestEnvelopeAgainstProgram(t *testing.T) {
	var p Space
	var e Envelope
	var solver linprog.Solver
	randgame.Each(t, 400, func(r *rand.Rand) {
		levels := [][]float64{nil, nil, {0, 0.5, 1}}[r.IntN(3)]
		load(t, &p, random(r, 2+r.IntN(5), 2+r.IntN(4), 1, r.IntN(3), levels))
		e.Load(&p, 1)
		v := randomPoint(r, p.N)
		pairs := len(p.Pairs)
		lp := linprog.Problem{
			C: make([]float64, pairs), A: make([]float64, p.N*pairs), B: v[:p.N], Rel: make([]linprog.Relation, p.N),
		}
		for j, pair := range p.Pairs {
			lp.C[j] = -p.Payoffs(1)[j]
			for s := range p.N {
				lp.A[s*pairs+j] = p.Beliefs[pair.Belief].At[s]
				lp.Rel[s] = linprog.EQ
			}
		}
		sol := solver.Solve(lp)
		if sol.Status != linprog.Optimal {
			t.Skipf("linprog gave up: %v", sol.Status)
		}
		if got := e.At(&v); math.Abs(got+sol.Value) > 1e-8 {
			t.Errorf("envelope %.12f, linear program %.12f", got, -sol.Value)
		}
	})
}

// TestPlane: a plane is above every payoff and touches the envelope where it was asked for,
// at vertices on faces of the simplex too; and a vertex is improvable just when the envelope
// there is higher than it pays, where delta plays no part.
func TestPlane(t *testing.T) {
	const rounding = 2e-9 // at the steepest of these planes
	var p Space
	var e Envelope
	randgame.Each(t, 400, func(r *rand.Rand) {
		levels := [][]float64{nil, {0, 0.5, 1}, {0, 1}}[r.IntN(3)]
		load(t, &p, random(r, 2+r.IntN(4), 2+r.IntN(4), 1, r.IntN(3), levels))
		e.Load(&p, 1)
		for b := range p.Beliefs {
			at := &p.Beliefs[b].At
			h := e.Plane(at)
			for j, pair := range p.Pairs {
				if over := p.Payoffs(1)[j] - h.Dot(&p.Beliefs[pair.Belief].At, p.N); over > rounding {
					t.Errorf("the plane at %v is %g below the payoff at %v", at, over, p.Beliefs[pair.Belief].At)
				}
			}
			most := math.Inf(-1)
			for _, j := range p.PairsAt(b) {
				most = max(most, p.Payoffs(1)[j])
			}
			value := h.Dot(at, p.N)
			if got := e.At(at); math.Abs(got-value) > rounding || value < most-rounding {
				t.Errorf("the plane at %v is at %.12g, the envelope at %.12g, the payoff at %.12g",
					at, value, got, most)
			}
			gain := value - most
			if improvable := e.Improvable(b); levels == nil && improvable != (gain > rounding) {
				t.Errorf("vertex %v improvable: %v, but its envelope is %g higher", at, improvable, gain)
			}
		}
	})
}

// TestLeadsWithoutWholeNumbers: where the user's signal tells her something for certain, strategies
// tie that differ only after a signal that cannot occur; that is no reason to count in whole numbers.
// Whoever asks them gets the same answer.
func TestLeadsWithoutWholeNumbers(t *testing.T) {
	tied := 0
	for seed := range uint64(randgame.Seeds(60)) {
		r := rand.New(rand.NewPCG(seed, 77))
		g := randgame.Game(r, 3, 3, 3)
		g.UserSignal = randgame.Sparse(r, 3, 3, 2)
		var p Space
		if err := p.Load(*g); err != nil {
			t.Fatal(err)
		}
		for i := range p.Agents {
			var e Envelope
			e.Load(&p, 1+i)
			for j, pair := range p.Pairs {
				b := int(pair.Belief)
				if e.height[b]-p.Stretched(i)[j] <= 2*e.noise && !e.alone(b, j) && e.alike(b, j) {
					if tied++; !e.leadsExactly(b, j) || !e.Leads(j) {
						t.Errorf("seed %d: pair %d at belief %d is behind, in whole numbers", seed, j, b)
					}
				}
			}
		}
	}
	if tied == 0 {
		t.Error("nothing tied")
	}
}
