package quantal

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
)

// inTriangle reports whether a belief lies in a convex patch of two or more corners.
func inTriangle(p [][3]float64, q [3]float64) bool {
	const slack = 1e-9
	sign := 0.
	for i := range p {
		a, b := p[i], p[(i+1)%len(p)]
		side := (b[1]-a[1])*(q[2]-a[2]) - (b[2]-a[2])*(q[1]-a[1])
		if math.Abs(side) < slack {
			continue
		}
		if sign != 0 && side*sign < 0 {
			return false
		}
		sign = side
	}
	return true
}

// TestPatchesCoverWhatIsKept: for random kept sets, a small triangle of the grid is covered
// by areas iff its corners are all kept, and every kept point is in a piece.
func TestPatchesCoverWhatIsKept(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 200 {
		const n = 6
		share := r.Float64()
		var runs [][2]int
		kept := map[int]bool{}
		for p := range (n + 1) * (n + 2) / 2 {
			if r.Float64() < share {
				runs = append(runs, [2]int{p, p})
				kept[p] = true
			}
		}
		b := gridPatches{n: n}
		b.mark(runs)
		b.areas()
		b.rules()
		b.lines()
		b.points(nil)
		covered := func(q [3]float64, least int) bool {
			for _, p := range b.list {
				if !p.rule && len(p.at) >= least && inside(p.at, q) {
					return true
				}
			}
			return false
		}
		for j := range n {
			for i := range n - j {
				up := [3][2]int{{i, j}, {i + 1, j}, {i, j + 1}}
				down := [3][2]int{{i + 1, j}, {i + 1, j + 1}, {i, j + 1}}
				for _, tri := range [...][3][2]int{up, down} {
					all, center := true, [3]float64{}
					for _, c := range tri {
						all = all && c[0]+c[1] <= n && kept[b.place(c[0], c[1])]
						for k, x := range b.at(c[0], c[1]) {
							center[k] += x / 3
						}
					}
					if tri == down && i+j >= n-1 {
						continue
					}
					if got := covered(center, 3); got != all {
						t.Fatalf("kept %v: triangle %v covered %v, want %v", kept, tri, got, all)
					}
				}
			}
		}
		for j := range n + 1 {
			for i := range n + 1 - j {
				if kept[b.place(i, j)] && !covered(b.at(i, j), 1) {
					t.Fatalf("kept %v: point %d,%d is nowhere", kept, i, j)
				}
			}
		}
	}
}

// inside is inTriangle for pieces of any number of corners.
func inside(p [][3]float64, q [3]float64) bool {
	const slack = 1e-9
	switch len(p) {
	case 1:
		return math.Abs(p[0][1]-q[1])+math.Abs(p[0][2]-q[2]) < slack
	case 2:
		d := [2]float64{p[1][1] - p[0][1], p[1][2] - p[0][2]}
		e := [2]float64{q[1] - p[0][1], q[2] - p[0][2]}
		along := (d[0]*e[0] + d[1]*e[1]) / (d[0]*d[0] + d[1]*d[1])
		return math.Abs(d[0]*e[1]-d[1]*e[0]) < slack && along > -slack && along < 1+slack
	}
	return inTriangle(p, q)
}

// TestSamples: on a line, the shares of actions sum to 1 and payoffs are the engine's at the
// beliefs it has.
func TestSamples(t *testing.T) {
	for _, s := range []engine.Scenario{chance(t, "rivals", 10), looktest.Preset(t, "rivals"),
		looktest.Preset(t, "overload"), chance(t, "judge", 300)} {
		f := frameOf(s)
		m := build(f)
		if !m.mapped || m.samples.count < 4 {
			t.Fatalf("%s: %d samples", s.Title, m.samples.count)
		}
		for i := range m.samples.count {
			sample := m.Numbers[m.samples.first+i*m.stride():][:m.stride()]
			sum := 0.
			for _, x := range sample[1 : 1+m.actions] {
				sum += x
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Errorf("%s: shares %v at %v", s.Title, sample[1:1+m.actions], sample[0])
			}
			if g := f.Result.QuantalMap; m.quantal {
				for p, b := range g.Beliefs {
					if math.Abs(b[1]-sample[0]) < 1e-12 && math.Abs(g.Payoffs[0][p]-sample[1+m.actions]) > 1e-9 {
						t.Errorf("%s: at %v the user gets %v, want %v",
							s.Title, sample[0], sample[1+m.actions], g.Payoffs[0][p])
					}
				}
			}
		}
	}
}

// TestWords: what the figure says of the presets.
func TestWords(t *testing.T) {
	for _, c := range []struct {
		s    engine.Scenario
		want []string
	}{
		{looktest.Preset(t, "overload"),
			[]string{"At λ = 10", "what full disclosure gives. More information hurts you: without any conversation " +
				"you would get 0.89."}},
		{looktest.Preset(t, "rivals"), []string{"always take a best action",
			"in every equilibrium you get 1.00, all there is"}},
		{looktest.Preset(t, "echo"), []string{"competition can leave you with 0.70 of a possible 1.00"}},
		{chance(t, "shared-bias", 100), []string{"an equilibrium gives you 0.59 to 0.69"}},
		{chance(t, "specialists", 0), []string{"act at random"}},
		{chance(t, "judge", 8), []string{"your only agent leaves you with"}},
		{looktest.Parse(t, four), []string{"when everything is disclosed and", "without a word"}},
	} {
		f := frameOf(c.s)
		m := build(f)
		v := verdict(&m, f)
		for _, want := range c.want {
			if !strings.Contains(v, want) {
				t.Errorf("%s: %q lacks %q", c.s.Title, v, want)
			}
		}
		p := panelOf(&m, f, nil)
		if len(p.Claims) != 4 || p.Control("response.kind") == nil ||
			(p.Control("response.lambda") == nil) == m.quantal {
			t.Errorf("%s: panel %+v", c.s.Title, p.Controls)
		}
	}
}
