package equilibrium

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// setCase is a file of engine/testdata/sets: the polygon of one agent by another solver,
// which lists some vertices twice over (a support found from two directions).
type setCase struct {
	reference
	Expect struct {
		Tolerance, Worst, Best float64
		Polygon                struct {
			Agent    int
			Vertices [][2]float64
		}
	}
}

func TestSetsReference(t *testing.T) {
	paths, err := filepath.Glob("../testdata/sets/*.json")
	if err != nil || len(paths) != 6 {
		t.Fatalf("found %d cases (error %v), want 6", len(paths), err)
	}
	var s Solver
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var c setCase
		if err := json.Unmarshal(data, &c); err != nil {
			t.Fatal(err)
		}
		if err := s.Load(c.game()); err != nil {
			t.Fatal(err)
		}
		want := c.Expect.Polygon
		got := s.Sets()[want.Agent].Vertices
		if d := max(farthest(got, want.Vertices), farthest(want.Vertices, got)); d > 1e-6 {
			t.Errorf("%s: Hausdorff distance %.3g\n got %.7f\nwant %.7f", filepath.Base(path), d, got, want.Vertices)
		}
	}
}

// farthest is the largest distance of a vertex of a from the polygon b.
func farthest(a, b [][2]float64) float64 {
	largest := 0.0
	for _, p := range a {
		largest = max(largest, beyond(b, p))
	}
	return largest
}

// beyond is how far a point lies outside a convex polygon, a segment or a point.
func beyond(polygon [][2]float64, p [2]float64) float64 {
	least, inside := math.Inf(1), len(polygon) > 2
	for i, a := range polygon {
		b := polygon[(i+1)%len(polygon)]
		dx, dy := b[0]-a[0], b[1]-a[1]
		x, y := p[0]-a[0], p[1]-a[1]
		inside = inside && dx*y-dy*x >= 0
		along := 0.0
		if square := dx*dx + dy*dy; square > 0 {
			along = min(max((dx*x+dy*y)/square, 0), 1)
		}
		least = min(least, math.Hypot(x-along*dx, y-along*dy))
	}
	if inside {
		return 0
	}
	return least
}

// TestSetsLaws: every vertex is an equilibrium; the polygon is convex, counter-clockwise and
// begins with the worst; it holds worst, best and full disclosure; a mixture of two of its corners is
// an equilibrium and stays inside; no direction tried at random leads out of it; and one more agent
// never enlarges the user's range downwards.
func TestSetsLaws(t *testing.T) {
	var s, more Solver
	randgame.Each(t, 2000, func(r *rand.Rand) {
		g := drawShape(r).draw(r)
		if err := s.Load(g); err != nil {
			t.Fatal(err)
		}
		worst, best := s.Equilibria()
		ends := [2]Equilibrium{copied(worst), copied(best)}
		sets := s.Sets()
		for i, set := range sets {
			checkSet(t, &s, i, &set)
			for _, e := range ends {
				if d := beyond(set.Vertices, [2]float64{e.User, e.Agents[i]}); d > 1e-8 {
					t.Errorf("agent %d: an equilibrium lies %.3g outside", i, d)
				}
			}
			if low := set.Vertices[0][0]; math.Abs(low-ends[0].User) > 1e-8 {
				t.Errorf("agent %d: the least user value is %.10g, the worst %.10g", i, low, ends[0].User)
			}
			checkMixed(t, &s, r, i, &set)
			if len(g.Agents) > 1 {
				if told := disclosed(&s, i); beyond(set.Vertices, told) > 1e-8 {
					t.Errorf("agent %d: full disclosure, %v, lies outside %.9f", i, told, set.Vertices)
				}
				checkSupports(t, &s, r, i, set.Vertices)
			}
		}
		if len(g.Agents) == 1 || len(g.Agents) > 4 {
			return
		}
		g.Agents = append(g.Agents, g.Agents[0])
		extra := drawShape(r)
		extra.states, extra.actions, extra.agents = g.States, g.Actions, 1
		g.Agents[len(g.Agents)-1] = extra.draw(r).Agents[0]
		if err := more.Load(g); err != nil {
			t.Fatal(err)
		}
		if low := more.Sets()[0].Vertices[0][0]; low < sets[0].Vertices[0][0]-1e-8 {
			t.Errorf("one more agent lowers the worst from %.10g to %.10g", sets[0].Vertices[0][0], low)
		}
	})
}

// copied is an equilibrium's payoffs in memory of their own.
func copied(e Equilibrium) Equilibrium {
	return Equilibrium{User: e.User, Agents: append([]float64(nil), e.Agents...)}
}

func checkSet(t *testing.T, s *Solver, agent int, set *Set) {
	t.Helper()
	n := len(set.Vertices)
	for v, e := range set.Equilibria {
		if err := s.Check(&e); err != nil || e.Gap > 1e-7 {
			t.Errorf("agent %d, vertex %d: gap %.3g, %v", agent, v, e.Gap, err)
		}
		if e.User != set.Vertices[v][0] || e.Agents[agent] != set.Vertices[v][1] {
			t.Errorf("agent %d, vertex %d: %v is not the payoff of its equilibrium", agent, v, set.Vertices[v])
		}
		before, after := set.Vertices[(v+n-1)%n], set.Vertices[(v+1)%n]
		if n > 2 && outside(before, set.Vertices[v], after) <= 0 {
			t.Errorf("agent %d: no corner at vertex %d of %.9f", agent, v, set.Vertices)
		}
	}
	if n == 0 || n > 64 || len(set.Equilibria) != n {
		t.Errorf("agent %d: %d vertices, %d equilibria", agent, n, len(set.Equilibria))
	}
}

// disclosed is what the user and an agent get where everything is told.
func disclosed(s *Solver, agent int) [2]float64 {
	told := s.Space.Disclose(nil)
	return [2]float64{s.Space.Expect(persuasion.User, told), s.Space.Expect(1+agent, told)}
}

// checkMixed draws, by a coin that all see, between two corners' equilibria: an equilibrium, too,
// worth the mixture to everyone.
func checkMixed(t *testing.T, s *Solver, r *rand.Rand, agent int, set *Set) {
	t.Helper()
	n, share := len(set.Vertices), r.Float64()
	v, w := r.IntN(n), r.IntN(n)
	a, b := &set.Equilibria[v], &set.Equilibria[w]
	mixed := Equilibrium{User: share*a.User + (1-share)*b.User}
	for i := range a.Agents {
		mixed.Agents = append(mixed.Agents, share*a.Agents[i]+(1-share)*b.Agents[i])
	}
	for _, half := range []struct {
		of    *Equilibrium
		share float64
	}{{a, share}, {b, 1 - share}} {
		for _, part := range half.of.Parts {
			part.Probability *= half.share
			mixed.Parts = append(mixed.Parts, part)
		}
	}
	if err := s.Check(&mixed); err != nil {
		t.Errorf("agent %d: corners %d and %d mixed by %.3f: %v", agent, v, w, share, err)
	}
	if d := beyond(set.Vertices, [2]float64{mixed.User, mixed.Agents[agent]}); d > 1e-12 {
		t.Errorf("agent %d: a mixture of corners lies %.3g outside", agent, d)
	}
}

func checkSupports(t *testing.T, s *Solver, r *rand.Rand, agent int, vertices [][2]float64) {
	t.Helper()
	for range 5 {
		angle := 2 * math.Pi * r.Float64()
		n := [2]float64{math.Cos(angle), math.Sin(angle)}
		most := math.Inf(-1)
		for _, v := range vertices {
			most = max(most, n[0]*v[0]+n[1]*v[1])
		}
		if c := s.support(agent, n); n[0]*c.at[0]+n[1]*c.at[1] > most+2*setGain {
			t.Errorf("agent %d: %v lies outside %.9f", agent, c.at, vertices)
		}
	}
}

// TestSetsDegenerate: a set may be a point or a segment.
func TestSetsDegenerate(t *testing.T) {
	for _, row := range []struct {
		name     string
		corners  []corner
		vertices int
	}{
		{"a point four times", []corner{{at: [2]float64{.5, .5}}, {at: [2]float64{.5, .5}}, {at: [2]float64{.5, .5}},
			{at: [2]float64{.5, .5}}}, 1},
		{"a segment with a point between",
			[]corner{{at: [2]float64{0, 0}}, {at: [2]float64{.5, .5}}, {at: [2]float64{1, 1}}, {at: [2]float64{1, 1}}},
			2},
		{"a triangle with a point on an edge",
			[]corner{{at: [2]float64{0, 0}}, {at: [2]float64{.5, 0}}, {at: [2]float64{1, 0}}, {at: [2]float64{0, 1}}},
			3},
	} {
		if got := trimmed(row.corners); len(got) != row.vertices {
			t.Errorf("%s: %d vertices %v, want %d", row.name, len(got), got, row.vertices)
		}
	}
}

// BenchmarkSets measures the polygons of games whose equilibria differ; games at which all agree are
// quicker. It reports the slowest of them, too.
func BenchmarkSets(b *testing.B) {
	for _, row := range []struct {
		name string
		c    shape
	}{
		{"3x3x5", shape{states: 3, actions: 3, agents: 5}},
		{"8x8x24", shape{states: 8, actions: 8, agents: 24}},
	} {
		b.Run(row.name, func(b *testing.B) {
			games := wideGames(b, row.c, 24)
			vertices, n := 0, 0
			var s Solver
			for b.Loop() {
				if err := s.Load(games[n%len(games)]); err != nil {
					b.Fatal(err)
				}
				n++
				for _, set := range s.Sets() {
					vertices += len(set.Vertices)
				}
			}
			b.ReportMetric(float64(vertices)/float64(n), "vertices")
		})
	}
}

// wideGames are random games in which the user's worst and best equilibrium differ: agents lean
// towards a utility that they share, so that they compete less.
func wideGames(b *testing.B, c shape, n int) (games []belief.Game) {
	b.Helper()
	r := rand.New(rand.NewPCG(7, 1))
	var s Solver
	for len(games) < n {
		g := c.draw(r)
		common := g.Agents[0]
		for i := range g.Agents[1:] {
			m := &g.Agents[1+i]
			for k := range m.Data {
				m.Data[k] = 0.9*common.Data[k] + 0.1*m.Data[k]
			}
		}
		if err := s.Load(g); err != nil {
			b.Fatal(err)
		}
		if worst, best := s.Equilibria(); best.User-worst.User > 0.01 {
			games = append(games, g)
		}
	}
	return games
}
