package hull

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen/pentest"
)

// related is a scenario of three actions and states whose last criterion is a mix of the others
// but for a constant, so that places stand for the same utility; parties stand anywhere.
func related(rng *rand.Rand, criteria, agents int, combination string) engine.Scenario {
	s := engine.Scenario{Version: engine.Version, States: []string{"x", "y", "z"}, Actions: []string{"a", "b", "c"},
		Prior: []float64{0.5, 0.3, 0.2}}
	for j := range criteria {
		s.Criteria = append(s.Criteria, engine.Criterion{Name: fmt.Sprint("c", j), Utility: [][]float64{{}, {}, {}}})
		for a := range 3 {
			for range 3 {
				s.Criteria[j].Utility[a] = append(s.Criteria[j].Utility[a], rng.Float64())
			}
		}
	}
	share := 0.3 + 0.5*rng.Float64()
	last := s.Criteria[criteria-1].Utility
	for a := range last {
		for y := range last[a] {
			last[a][y] = 1 - share*s.Criteria[0].Utility[a][y]
		}
	}
	s.User = engine.Party{Name: "You", Weights: anywhere(rng, criteria)}
	for i := range agents {
		s.Agents = append(s.Agents, engine.Party{Name: fmt.Sprint("Agent", i), Weights: anywhere(rng, criteria)})
	}
	s.Alignment = &engine.Alignment{Combination: combination, Offset: engine.Constant}
	return s
}

func anywhere(rng *rand.Rand, n int) []float64 {
	w := make([]float64, n)
	for j := range w {
		w[j] = rng.ExpFloat64()
	}
	return scaled(w, 1/total(w))
}

// What is shaded is what the hull test calls inside, at every place, for cones and hulls, with
// criteria that are independent and that are not (READER, 6: the star of pharma stood outside the
// shaded area and the verdict said Inside). Places within rounding of the border are left out.
func TestShadedIsInside(t *testing.T) {
	inside, outside, more := 0, 0, 0
	check := func(name string, s engine.Scenario, rng *rand.Rand) {
		for range 12 {
			s.User.Weights = anywhere(rng, len(s.Criteria))
			r := new(engine.Solver).Solve(s, engine.BenchmarksSection|engine.AlignmentSection)
			f := looktest.Frame(s, r)
			var v solver
			m := v.build(f)
			switch near := m.apart <= 1e-6; {
			case r.Alignment.Epsilon > 1e-5 && near, r.Alignment.Epsilon < 1e-8 && m.apart > 1e-4:
				t.Errorf("%s: epsilon %g, and %g from what is shaded", name, r.Alignment.Epsilon, m.apart)
			case near:
				inside++
			default:
				outside++
			}
			if m.region != nil {
				more++
			}
		}
	}
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 6))
		for _, combination := range []string{engine.Convex, engine.Conic} {
			n, k := 2+rng.IntN(3), 1+rng.IntN(5)
			check(fmt.Sprintf("seed %d, %d criteria, %d agents, %s", seed, n, k, combination),
				related(rng, n, k, combination), rng)
		}
	}
	for _, name := range looktest.Presets {
		check(name, looktest.Preset(t, name), rand.New(rand.NewPCG(1, 1)))
	}
	if inside < 100 || outside < 100 || more < 100 {
		t.Errorf("%d inside, %d outside, %d with a region of their own: too few to mean anything",
			inside, outside, more)
	}
}

// The cone of pharma, from where a maker is scaled to nothing up to the star.
func TestCone(t *testing.T) {
	f := frameOf(looktest.Preset(t, "pharma"))
	s := new(Scene)
	r := looktest.Draw(t, s, f)
	checkLabels(t, r.Labels, f.Figure)
	if m := s.now.m; !m.inside || m.apart > together || len(m.rays) != 3 {
		t.Errorf("inside %v, %g from what is shaded, %d rays", m.inside, m.apart, len(m.rays))
	}
	pentest.Golden(t, "cone", r)
	looktest.WriteSVG(t, "cone", s, f)
}
