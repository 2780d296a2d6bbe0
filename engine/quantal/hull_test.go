package quantal

import (
	"math"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
	"github.com/emergent-alignment/emergent/engine/linprog"
)

// lpEnvelope is the envelope of heights at one belief by the linear program
// max sum w_p z_p, sum w_p q_p = q, w >= 0.
func lpEnvelope(t *testing.T, lp *linprog.Solver, p linprog.Problem, q []float64) float64 {
	t.Helper()
	p.B = q
	s := lp.Solve(p)
	if s.Status != linprog.Optimal {
		t.Fatalf("status %d", s.Status)
	}
	return -s.Value
}

// envelopeProblem is that program without its right-hand side.
func envelopeProblem(g *Grid, z []float64) linprog.Problem {
	n := g.Len()
	p := linprog.Problem{C: make([]float64, n), A: make([]float64, n*g.Signals)}
	for j := range n {
		p.C[j] = -z[j]
		for s, x := range g.Belief(j) {
			p.A[s*n+j] = x
		}
	}
	for range g.Signals {
		p.Rel = append(p.Rel, linprog.EQ)
	}
	return p
}

// hullHeights is the envelope at every belief as the solver's hull of one agent has it,
// found by trying every face.
func hullHeights(s *Solver, agent int) []float64 {
	g, z := &s.grid, s.values[1+agent]
	out := make([]float64, len(z))
	if g.Signals == 2 {
		return lineHeights(&s.lines[agent], g.x, z, out)
	}
	h := &s.planes[agent]
	for p := range out {
		out[p] = math.Inf(1)
		for i := range h.faces {
			if f := &h.faces[i]; f.state == faceLive {
				out[p] = min(out[p], f.over(g.x[p], g.y[p]))
			}
		}
	}
	return out
}

// lineHeights is the height of a hull of two signals at every point.
func lineHeights(h *hull2, x, z, out []float64) []float64 {
	for k := 1; k < len(h.chain); k++ {
		a, b := h.chain[k-1], h.chain[k]
		for p := a; p <= b; p++ {
			out[p] = z[a] + (z[b]-z[a])/(x[b]-x[a])*(x[p]-x[a])
		}
	}
	return out
}

// TestHullIsTheLP: at every grid point of 20 scenarios the upper hull, the linear program
// and the kept mask agree.
func TestHullIsTheLP(t *testing.T) {
	var lp linprog.Solver
	for seed := range randgame.Seeds(20) {
		r := source(seed)
		g := randgame.Game(r, 2+seed%2, 3, 2)
		s := Solver{Resolution: 32, slack: KeepTolerance} // what dropFaint sees, no program does
		if testing.Short() {
			s.Resolution = 16
		}
		s.Solve(g, []float64{2, 8, 30, 200, 1000}[seed/2%5], 0)
		unimprovable := make([]bool, s.grid.Len())
		for p := range unimprovable {
			unimprovable[p] = true
		}
		for i := range g.Agents {
			problem := envelopeProblem(&s.grid, s.values[1+i])
			hull := hullHeights(&s, i)
			for p, got := range hull {
				want := lpEnvelope(t, &lp, problem, s.grid.Belief(p))
				if math.Abs(got-want) > 1e-10 {
					t.Fatalf("seed %d, agent %d, belief %v: hull %.12g, lp %.12g", seed, i, s.grid.Belief(p), got, want)
				}
				if want-s.values[1+i][p] > KeepTolerance {
					unimprovable[p] = false
				}
			}
		}
		for p, want := range unimprovable {
			if s.kept[p] != want {
				t.Errorf("seed %d, belief %v: kept %v, by the lp %v", seed, s.grid.Belief(p), s.kept[p], want)
			}
		}
	}
}

// TestHullOfAwkwardHeights: planes, ridges and plateaus, where many points share a face.
func TestHullOfAwkwardHeights(t *testing.T) {
	var g Grid
	g.reset(3, 12)
	shapes := map[string]func(q []float64) float64{
		"constant": func(q []float64) float64 { return 0.3 },
		"linear":   func(q []float64) float64 { return q[0]*0.7 + q[1]*0.1 + q[2]*0.4 },
		"tent":     func(q []float64) float64 { return min(q[0], 1-q[0]) },
		"pyramid":  func(q []float64) float64 { return min(q[0], q[1], q[2]) },
		"valley":   func(q []float64) float64 { return math.Abs(q[0] - 0.5) },
		"step":     func(q []float64) float64 { return math.Floor(q[0] * 3) },
		"dome":     func(q []float64) float64 { return -q[0]*q[0] - q[1]*q[1] - q[2]*q[2] },
		"bowl":     func(q []float64) float64 { return q[0]*q[0] + q[1]*q[1] + q[2]*q[2] },
		"saddle":   func(q []float64) float64 { return q[0]*q[0] - q[1]*q[1] },
	}
	var lp linprog.Solver
	for name, shape := range shapes {
		s := Solver{}
		s.grid = g
		s.table.Parties = 2
		s.values = make([][]float64, 2)
		for p := range g.Len() {
			s.values[1] = append(s.values[1], shape(g.Belief(p)))
		}
		s.keep()
		problem, hull := envelopeProblem(&g, s.values[1]), hullHeights(&s, 0)
		for p := range g.Len() {
			want := lpEnvelope(t, &lp, problem, g.Belief(p))
			if math.Abs(hull[p]-want) > 1e-10 {
				t.Fatalf("%s at %v: hull %g, lp %g", name, g.Belief(p), hull[p], want)
			}
			if keep := want-s.values[1][p] <= KeepTolerance; s.kept[p] != keep {
				t.Errorf("%s at %v: kept %v, want %v", name, g.Belief(p), s.kept[p], keep)
			}
		}
	}
}

// TestMeanIsTheLP: worst and best are the linear program over the kept beliefs.
func TestMeanIsTheLP(t *testing.T) {
	var lp linprog.Solver
	for seed := range randgame.Seeds(100) {
		r := source(seed)
		s := Solver{Resolution: 20}
		a := s.Solve(variedGame(r), math.Exp(7*r.Float64()), 0)
		var kept Grid
		kept.Signals = a.Grid.Signals
		var low, high []float64
		for p, k := range a.Kept {
			if k {
				kept.x = append(kept.x, 0) // only its length is read
				kept.Beliefs = append(kept.Beliefs, a.Grid.Belief(p)...)
				high = append(high, a.Values[0][p])
				low = append(low, -a.Values[0][p])
			}
		}
		worst := -lpEnvelope(t, &lp, envelopeProblem(&kept, low), a.Prior)
		best := lpEnvelope(t, &lp, envelopeProblem(&kept, high), a.Prior)
		if math.Abs(a.Worst.User-worst) > 1e-10 || math.Abs(a.Best.User-best) > 1e-10 {
			t.Errorf("seed %d: [%g, %g], by the lp [%g, %g]", seed, a.Worst.User, a.Best.User, worst, best)
		}
	}
}

// TestSplitCarriesOver: what is kept of beliefs that were there before a split is theirs after it.
func TestSplitCarriesOver(t *testing.T) {
	for seed := range randgame.Seeds(40) {
		g := randgame.Game(source(seed), 2, 3, 3)
		var s Solver
		a := s.Solve(g, 200, 0)
		want := make([]float64, s.table.Parties)
		for p := range s.grid.Len() {
			s.table.At(s.grid.Belief(p), 200, want)
			for i, v := range want {
				if a.Values[i][p] != v {
					t.Fatalf("seed %d: party %d at belief %d gets %v, must be %v", seed, i, p, a.Values[i][p], v)
				}
			}
			logs, shares := s.oddsAt(int32(p))
			s.table.logs(s.grid.Belief(p), 0, 200, s.logs)
			if !slices.Equal(logs, s.logs) || shares[0] != math.Exp(logs[0]) {
				t.Fatalf("seed %d: at belief %d the odds are %v (%v), must be %v", seed, p, logs, shares, s.logs)
			}
		}
	}
}
