package equilibrium

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// TestMapOfTrial is the picture of `rivals` by hand: the judge acquits up to 0.5; the
// prosecutor leaves the whole interval of conviction and certain innocence, the defender
// the whole interval of acquittal and certain guilt, and both together the two ends.
func TestMapOfTrial(t *testing.T) {
	var s Solver
	solve(t, &s, trial(conviction, acquittal))
	m := s.Map()
	if len(m.Regions) != 2 {
		t.Fatalf("%d regions, want 2", len(m.Regions))
	}
	type face struct {
		from, to float64
		agents   []bool
	}
	for r, want := range [][]face{
		{{0, 0, []bool{true, true}}, {0.5, 0.5, []bool{false, true}}, {0, 0.5, []bool{false, true}}},
		{{0.5, 0.5, []bool{true, false}}, {1, 1, []bool{true, true}}, {0.5, 1, []bool{true, false}}},
	} {
		region := &m.Regions[r]
		if !slices.Equal(region.Strategy, []int{r}) || len(region.Faces) != len(want) {
			t.Fatalf("region %d: strategy %v, %d faces", r, region.Strategy, len(region.Faces))
		}
		for f, w := range want {
			got := region.Faces[f]
			first, last := region.Vertices[got.Vertices[0]], region.Vertices[got.Vertices[len(got.Vertices)-1]]
			if math.Abs(first[1]-w.from) > 1e-12 || math.Abs(last[1]-w.to) > 1e-12 ||
				!slices.Equal(got.Agents, w.agents) ||
				got.All != (w.agents[0] && w.agents[1]) {
				t.Errorf("region %d, face %d: from %v to %v, %v; want %+v", r, f, first, last, got, w)
			}
		}
	}
	wantHull := []MapPoint{{0, 0}, {0.5, 1}, {1, 1}}
	if !slices.EqualFunc(m.Hulls[0], wantHull, func(a, b MapPoint) bool {
		return math.Hypot(a.X-b.X, a.Y-b.Y) < 1e-12
	}) {
		t.Errorf("the prosecutor's envelope is %v, want %v", m.Hulls[0], wantHull)
	}
	if got := m.Regions[0].Envelopes[0]; math.Abs(got[0]) > 1e-9 || math.Abs(got[1]-1) > 1e-9 {
		t.Errorf("the prosecutor's envelope at 0 and 0.5 is %v, want 0 and 1", got)
	}
}

// TestMapFaces compares faces with a random belief inside them: it is unimprovable for an
// agent iff the face is. Coarse numbers are left out: where payoffs tie, it may be so in every
// lowered game and not in the limit, or the other way round.
func TestMapFaces(t *testing.T) {
	var s Solver
	randgame.Each(t, 300, func(r *rand.Rand) {
		c := drawShape(r)
		c.states, c.signals, c.zeros, c.levels = 2+r.IntN(2), 0, false, nil
		solve(t, &s, c.draw(r))
		m := s.Map()
		for k := range m.Regions {
			s.order(k)
			for f := range m.Regions[k].Faces {
				checkFace(t, r, &s, &m.Regions[k].Faces[f])
			}
		}
	})
}

func checkFace(t *testing.T, r *rand.Rand, s *Solver, face *MapFace) {
	t.Helper()
	weights, total := make([]float64, len(face.Vertices)), 0.0
	for v := range weights {
		weights[v] = 0.1 + r.Float64()
		total += weights[v]
	}
	var at persuasion.Point
	payoffs := make([]float64, s.Space.Agents)
	for v, w := range weights {
		j := s.round[face.Vertices[v]]
		for sig := range s.Space.N {
			at[sig] += w / total * s.beliefOf(j).At[sig]
		}
		for i := range payoffs {
			payoffs[i] += w / total * s.Space.Payoffs(1 + i)[j]
		}
	}
	for i, payoff := range payoffs {
		gain := s.envelopes[i].At(&at) - payoff
		if face.Agents[i] && gain > 1e-8 || !face.Agents[i] && gain < 1e-11 {
			t.Errorf("agent %d gains %g inside a face marked %v", i, gain, face.Agents[i])
		}
	}
}

// TestMapPolygons: the polygons run round their regions once, all the same way or the
// other, and fill the triangle.
func TestMapPolygons(t *testing.T) {
	var s Solver
	randgame.Each(t, 300, func(r *rand.Rand) {
		c := drawShape(r)
		c.states, c.signals, c.zeros = 3, 0, false
		solve(t, &s, c.draw(r))
		total := 0.0
		for _, region := range s.Map().Regions {
			total += math.Abs(area(region.Vertices))
			for v := range region.Vertices {
				n := len(region.Vertices)
				corner := [][]float64{region.Vertices[v], region.Vertices[(v+1)%n], region.Vertices[(v+2)%n]}
				if area(corner)*area(region.Vertices) < -1e-12 {
					t.Errorf("region %v turns back at vertex %d: %v", region.Strategy, v, region.Vertices)
				}
			}
		}
		if math.Abs(total-1) > 1e-9 {
			t.Errorf("the regions cover %.12g of the triangle", total)
		}
	})
}

// area is the signed area of a polygon of beliefs as a share of the triangle's.
func area(polygon [][]float64) float64 {
	sum := 0.0
	for v, p := range polygon {
		q := polygon[(v+1)%len(polygon)]
		sum += p[0]*q[1] - p[1]*q[0]
	}
	return sum
}

// TestNoMap: four signals have no picture, nor has one.
func TestNoMap(t *testing.T) {
	var s Solver
	r := rand.New(rand.NewPCG(1, 1))
	solve(t, &s, (shape{states: 4, actions: 2, agents: 2}).draw(r))
	if s.Map() != nil {
		t.Error("a map of four signals")
	}
	solve(t, &s, (shape{states: 2, actions: 2, agents: 2, signals: 1}).draw(r))
	if s.Map() != nil {
		t.Error("a map of one signal")
	}
}
