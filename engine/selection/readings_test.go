package selection

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// TestReadings: read off at one length, the long evaluation is the evaluation of that
// length: same bound, and means that differ by no more than chance.
func TestReadings(t *testing.T) {
	const repetitions, confidence = 400, 0.95
	for seed := range 6 {
		g := randgame.Game(source(seed), 3, 3, 3)
		var s Solver
		a, err := s.Solve(g)
		if err != nil {
			t.Fatal(err)
		}
		profile := make([]persuasion.Scheme, len(a.Frontiers))
		for i := range profile {
			profile[i] = a.Frontiers[i].Corners[0].Scheme
		}
		for _, r := range Readings(g, &s.space, profile, []int{1, 7, 40}, repetitions, confidence, source(100+seed)) {
			e := Evaluate(g, &s.space, profile, Period{r.Samples, repetitions, confidence}, source(200+seed))
			spread := 5 * max(e.Largest, r.High) / math.Sqrt(repetitions) // five deviations of a mean, at least
			if r.Bound != e.Bound || math.Abs(r.Loss-e.Loss) > spread || r.Low > r.High {
				t.Errorf("seed %d, %d conversations: %+v, alone %+v", seed, r.Samples, r, e)
			}
		}
	}
}
