package selection

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// standing is the profile at the end of the ascending dynamics.
func standing(a *Answer) []persuasion.Scheme {
	var profile []persuasion.Scheme
	for _, b := range Play(a, Rules{Step: 0.02}).Standing {
		profile = append(profile, a.Scheme(nil, b))
	}
	return profile
}

// TestHoeffding: law 5, at the stated rate, and the values are those of the schemes.
func TestHoeffding(t *testing.T) {
	var s Solver
	for seed := range randgame.Seeds(1000) {
		r := source(seed)
		g := variedGame(r)
		a := solve(t, &s, g)
		profile := standing(a)
		period := Period{Samples: 1 + r.IntN(60), Repetitions: 200, Confidence: []float64{0.5, 0.95}[seed%2]}
		e := Evaluate(g, &s.space, profile, period, r)
		for i, scheme := range profile {
			if want := s.space.Expect(persuasion.User, scheme); math.Abs(e.Values[i]-want) > 1e-9 {
				t.Errorf("seed %d: agent %d is worth %g, its scheme %g", seed, i, e.Values[i], want)
			}
		}
		if e.Exceeded > 1-period.Confidence {
			t.Errorf("seed %d: %g of the losses exceed the bound %g", seed, e.Exceeded, e.Bound)
		}
		if e.Loss < 0 || e.Loss > e.Largest || e.Quantile > e.Largest || e.Quantile > e.Bound {
			t.Errorf("seed %d: mean %g, quantile %g, largest %g, bound %g",
				seed, e.Loss, e.Quantile, e.Largest, e.Bound)
		}
	}
}

// coins is a game in which the user is right or wrong, so that a conversation gives her 1
// with a probability that is easy to work out, and 0 otherwise.
func coins() (*belief.Game, *persuasion.Space) {
	g := &belief.Game{
		States: 2, Actions: 2, Prior: []float64{0.7, 0.3},
		User:        belief.Matrix{Rows: 2, Cols: 2, Data: []float64{1, 0, 0, 1}},
		Agents:      []belief.Matrix{belief.NewMatrix(2, 2), belief.NewMatrix(2, 2)},
		UserSignal:  belief.Matrix{Rows: 2, Cols: 1, Data: []float64{1, 1}},
		AgentSignal: belief.Matrix{Rows: 2, Cols: 2, Data: []float64{1, 0, 0, 1}},
	}
	space := new(persuasion.Space)
	if err := space.Load(*g); err != nil {
		panic(err)
	}
	return g, space
}

// TestLossIsTheBinomial: one agent discloses everything (every conversation gives 1), one
// mixes so that it gives 1 with probability 0.85. With T samples the user errs when the
// second, listed first, shows T successes too: loss 0.15 with probability 0.85^T.
func TestLossIsTheBinomial(t *testing.T) {
	g, space := coins()
	full := space.Disclose(nil)
	// Half the time everything is disclosed, half the time nothing beyond the prior, at which
	// she plays the action that is right with probability 0.7: pooled from the border belief
	// (1/2, 1/2) with action 0 and the certain belief (1, 0).
	half := append(persuasion.Scheme(nil), full...)
	for i := range half {
		half[i].Probability *= 0.5
	}
	for j, pair := range space.Pairs {
		b := space.Beliefs[pair.Belief].Limit
		first := space.Regions[pair.Region].Strategy[0] == 0
		switch {
		case math.Abs(b[0]-0.5) < 1e-3 && first:
			half = appendPart(half, j, 0.5*0.6)
		case b[0] == 1 && first:
			half = appendPart(half, j, 0.5*0.4)
		}
	}
	for _, samples := range []int{1, 3, 8} {
		period := Period{Samples: samples, Repetitions: 40_000, Confidence: 0.95}
		e := Evaluate(g, space, []persuasion.Scheme{half, full}, period, rand.New(rand.NewPCG(1, 1)))
		if math.Abs(e.Values[0]-0.85) > 1e-12 || math.Abs(e.Values[1]-1) > 1e-12 {
			t.Fatalf("values %v, want 0.85 and 1", e.Values)
		}
		wrong := math.Pow(0.85, float64(samples))
		// Five standard deviations of a frequency.
		width := 5 * math.Sqrt(wrong*(1-wrong)/float64(period.Repetitions))
		if got := float64(e.Chosen[0]) / float64(period.Repetitions); math.Abs(got-wrong) > width {
			t.Errorf("%d samples: wrong %g of the time, want %g within %g", samples, got, wrong, width)
		}
		if math.Abs(e.Loss-0.15*float64(e.Chosen[0])/float64(period.Repetitions)) > 1e-9 {
			t.Errorf("%d samples: loss %g with %d errors", samples, e.Loss, e.Chosen[0])
		}
	}
}

// TestBound: the formula at numbers worked out by hand: k = 5, p = 0.05, T = 100:
// 2 sqrt(ln 200 / 200) = 2 sqrt(5.298317/200) = 0.325525.
func TestBound(t *testing.T) {
	if got := Bound(100, 5, 0.95); math.Abs(got-0.325525) > 1e-6 {
		t.Errorf("bound %g, want 0.325525", got)
	}
}

// TestEvaluateIsDeterministic: the same seed gives the same simulation to the last draw, on
// every machine: the counts were recorded once on amd64.
func TestEvaluateIsDeterministic(t *testing.T) {
	var s Solver
	g := randgame.Game(source(11), 3, 3, 4)
	a := solve(t, &s, g)
	e := Evaluate(g, &s.space, standing(a), Period{Samples: 5, Repetitions: 500, Confidence: 0.9},
		rand.New(rand.NewPCG(3, 0)))
	if want := []int{190, 86, 106, 118}; !slices.Equal(e.Chosen, want) {
		t.Errorf("chosen %v, want %v", e.Chosen, want)
	}
}

func TestRepetitions(t *testing.T) {
	for _, c := range []struct{ samples, agents, want int }{
		{1, 2, 1000}, {100, 5, 800}, {1_000_000, 24, 1},
	} {
		if got := Repetitions(c.samples, c.agents); got != c.want {
			t.Errorf("%d samples of %d agents: %d repetitions, want %d", c.samples, c.agents, got, c.want)
		}
	}
}
