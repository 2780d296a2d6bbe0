package engine

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestCheckAcceptsSelection: certificates of random games verify, after a trip through JSON:
// utilities of 0, 1/2 and 1 or not, private signals or not, agents who do not care, and
// dynamics of both kinds.
func TestCheckAcceptsSelection(t *testing.T) {
	var v Solver
	verified := 0
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 77))
		s := sizedScenario(rng, 2+rng.IntN(3), 2+rng.IntN(3), 3, 1+rng.IntN(4))
		for i := range s.Agents {
			s.Agents[i] = Party{Name: s.Agents[i].Name,
				Utility: levels(rng, len(s.Actions), len(s.States), seed%2 == 0)}
		}
		s.User = Party{Name: s.User.Name, Utility: levels(rng, len(s.Actions), len(s.States), seed%3 == 0)}
		if seed%4 == 0 {
			for range s.States {
				s.UserSignal = append(s.UserSignal, randomDistribution(rng, 2))
			}
		}
		s.Selection = &Selection{Samples: int(seed%2) * 20, Step: 0.01, Seed: seed,
			Mode: []string{Ascending, Lowering}[seed/2%2]}
		r := v.Solve(normalize(s), SelectionSection|Certificates)
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if r, err = ParseResult(data); err != nil {
			t.Fatal(err)
		}
		report := Check(normalize(s), r)
		for _, f := range report.Failures {
			if strings.HasPrefix(f.Field, "selection") { // the others are absent
				t.Errorf("seed %d: %v", seed, &f)
			}
		}
		for _, what := range report.Verified {
			if strings.HasPrefix(what, "selection") {
				verified++
			}
		}
	}
	if verified != 200 {
		t.Errorf("%d results verified", verified)
	}
}

// levels draws a utility from 0, 1/2 and 1, or from everything between.
func levels(rng *rand.Rand, actions, states int, tied bool) [][]float64 {
	u := make([][]float64, actions)
	for a := range u {
		u[a] = make([]float64, states)
		for y := range u[a] {
			if u[a][y] = rng.Float64(); tied {
				u[a][y] = float64(rng.IntN(3)) / 2
			}
		}
	}
	return u
}
