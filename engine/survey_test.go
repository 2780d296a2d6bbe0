package engine

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestSurveyIsSolve: at each place a survey says what Solve says of a user who stands there.
func TestSurveyIsSolve(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	rounds := 40
	if testing.Short() {
		rounds = 8
	}
	var surveyor Solver
	for round := range rounds {
		s := sizedScenario(rng, 2+round%3, 2+round%4, 2+round%3, 1+round%5)
		s.User = Party{Name: "user", Utility: randomMatrix(rng, len(s.Actions), len(s.States))}
		places := [][]float64{randomDistribution(rng, len(s.Criteria)), randomDistribution(rng, len(s.Criteria))}
		for _, g := range Guarantees() {
			values, err := surveyor.Survey(nil, s, Question{TheUser, g}, places)
			if err != nil || len(values) != len(places) {
				t.Fatalf("%s: %v, %v", g, values, err)
			}
			for i, w := range places {
				there := s
				there.User = Party{Name: "user", Weights: w}
				r := Solve(there)
				value, loss := 0.0, 0.0
				switch g {
				case WorstGuarantee:
					value, loss = r.Equilibria.Worst.User, r.Benchmarks.Opt-r.Equilibria.Worst.User
				case FloorGuarantee:
					value, loss = r.Floor.Value, r.Benchmarks.Opt-r.Floor.Value
				case EpsilonGuarantee:
					value, loss = r.Alignment.Epsilon, r.Alignment.Epsilon
				}
				if got := values[i]; !got.Known || math.Abs(got.Value-value) > 1e-12 ||
					math.Abs(got.Loss-loss) > 1e-12 {
					t.Errorf("round %d, %s at %v: %+v, want %g and %g", round, g, w, got, value, loss)
				}
			}
		}
	}
}

// TestSurveyRefuses: what cannot be surveyed is said, and nothing else is lost.
func TestSurveyRefuses(t *testing.T) {
	s := sizedScenario(rand.New(rand.NewPCG(1, 2)), 3, 3, 3, 1)
	var v Solver
	full := sizedScenario(rand.New(rand.NewPCG(1, 2)), 2, 2, 2, MaxAgents)
	for _, c := range []struct {
		s      Scenario
		q      Question
		places [][]float64
		part   string
	}{
		{s, Question{TheUser, "mood"}, nil, "mood"},
		{s, Question{"nobody", WorstGuarantee}, nil, "nobody"},
		{full, Question{NewAgent, WorstGuarantee}, nil, "no room"},
		{s, Question{TheUser, WorstGuarantee}, [][]float64{{1, 0}}, "places[0]"},
		{s, Question{TheUser, WorstGuarantee}, [][]float64{{1, 0, 0}, {0.5, 0.5, 0.5}}, "places[1]"},
		{s, Question{NewAgent, EpsilonGuarantee}, [][]float64{{math.NaN(), 0, 1}}, "places[0][0]"},
	} {
		if _, err := v.Survey(nil, c.s, c.q, c.places); err == nil || !strings.Contains(err.Error(), c.part) {
			t.Errorf("%v at %v: %v, want an error about %s", c.q, c.places, err, c.part)
		}
	}
	if got, err := v.Survey(nil, s, Question{TheUser, WorstGuarantee}, [][]float64{{1, 0, 0}}); err != nil ||
		!got[0].Known {
		t.Errorf("after refusals: %v, %v", got, err)
	}
	if got, err := v.Survey(nil, s, Question{NewAgent, FloorGuarantee}, [][]float64{{1, 0, 0}}); err != nil ||
		!got[0].Known {
		t.Errorf("a second agent gives a floor: %v, %v", got, err)
	}
}

// TestSurveyOfOneMoreAgent: at each place it says what Solve says of the scenario with one
// more agent there, and from two agents on one more never lowers the worst.
func TestSurveyOfOneMoreAgent(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	rounds := 40
	if testing.Short() {
		rounds = 8
	}
	var surveyor Solver
	for round := range rounds {
		s := sizedScenario(rng, 2+round%3, 2+round%4, 2+round%3, 1+round%5)
		places := [][]float64{randomDistribution(rng, len(s.Criteria)), randomDistribution(rng, len(s.Criteria))}
		before := Solve(s).Equilibria.Worst.User
		for _, g := range Guarantees() {
			values, err := surveyor.Survey(nil, s, Question{NewAgent, g}, places)
			if err != nil || len(values) != len(places) {
				t.Fatalf("%s: %v, %v", g, values, err)
			}
			for i, w := range places {
				there, err := Apply(s, AddAgent{Party{Name: "newcomer", Weights: w}})
				if err != nil {
					t.Fatal(err)
				}
				r := Solve(there)
				want := map[Guarantee]float64{
					WorstGuarantee: r.Equilibria.Worst.User, FloorGuarantee: r.Floor.Value,
					EpsilonGuarantee: r.Alignment.Epsilon,
				}[g]
				if got := values[i]; !got.Known || math.Abs(got.Value-want) > 1e-12 {
					t.Errorf("round %d, %s at %v: %+v, want %g", round, g, w, got, want)
				}
				if g == WorstGuarantee && len(s.Agents) > 1 && values[i].Value < before-1e-9 {
					t.Errorf("round %d: one more agent at %v lowers the worst from %g to %g",
						round, w, before, values[i].Value)
				}
			}
		}
	}
}

// TestDissent: without an agent she has what Solve says of the scenario without it.
func TestDissent(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	for round := range 20 {
		s := sizedScenario(rng, 2+round%3, 2+round%4, 2+round%3, 1+round%5)
		var v Solver
		d := v.Solve(s, DissentSection).Dissent
		if d == nil || len(d.Without) != len(s.Agents) {
			t.Fatalf("round %d: %+v", round, d)
		}
		near(t, "worst", d.Worst, Solve(s).Equilibria.Worst.User, 1e-12)
		for i, got := range d.Without {
			want := Solve(s).Benchmarks.None
			if len(s.Agents) > 1 {
				want = Solve(apply(t, s, RemoveAgent{i})).Equilibria.Worst.User
			}
			near(t, at("without", i), got, want, 1e-12)
		}
		// The game in hand is the scenario's again.
		if r := v.Solve(s, All); r.Equilibria.Worst.User != d.Worst {
			t.Errorf("round %d: the solver remembers a game without an agent", round)
		}
	}
}
