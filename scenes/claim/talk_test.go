package claim

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// talkers are scenarios with the game of choosing how to talk: all rules fit, or the words do
// not suffice, or the user errs, or the game is not asked for.
func talkers(s engine.Scenario, n int) engine.Scenario {
	s.Conversation = &engine.Conversation{Rounds: []int{2, 1}[n%2], Game: n%5 != 4}
	s.Response = nil
	if n%7 == 6 {
		s.Response = &engine.Response{Kind: engine.Quantal, Lambda: 5}
	}
	return s
}

// TestTalkClaims: the claims about conversations are held to what TestClaims asks of the
// others, over random scenarios, with and without what makes them apply.
func TestTalkClaims(t *testing.T) {
	var seen tally
	seeds := 60
	if testing.Short() {
		seeds = 20
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			s := talkers(random(t, uint64(seed)), seed)
			r := new(engine.Solver).Solve(s, engine.BenchmarksSection|engine.AlignmentSection|engine.ConversationSection)
			if r.Conversation == nil {
				t.Skip(strings.Join(r.Notes, " "))
			}
			claims := Conversation(s, r)
			if len(claims) != 2 {
				t.Fatalf("%d claims, want 2", len(claims))
			}
			seen.check(t, s, claims)
		})
	}
	for id, least := range map[string][2]int{"conversation-listening": {10, 2}, "conversation": {3, 5}} {
		if seen.applied[id] < least[0] || seen.not[id] < least[1] {
			t.Errorf("%s applied %d times and not %d times: too few to mean anything",
				id, seen.applied[id], seen.not[id])
		}
	}
	if seen.lines < 50 {
		t.Errorf("only %d lines were added up", seen.lines)
	}
}

// Each hypothesis says by itself what is missing.
func TestTalkHypotheses(t *testing.T) {
	s := preset(t, "specialists")
	s.Conversation = &engine.Conversation{Rounds: 2, Game: true}
	r := new(engine.Solver).Solve(s, engine.BenchmarksSection|engine.AlignmentSection|engine.ConversationSection)
	if c := talking(s, r); !c.Applies() || c.Numbers == nil {
		t.Fatalf("%s", c.Figures())
	}
	for what, change := range map[string]func(*engine.Scenario, *engine.ConversationResult){
		"not known": func(_ *engine.Scenario, v *engine.ConversationResult) { v.Delta = nil },
		"not asked": func(s *engine.Scenario, _ *engine.ConversationResult) {
			s.Conversation = &engine.Conversation{Rounds: 2}
		},
		"none among": func(_ *engine.Scenario, v *engine.ConversationResult) {
			v.Library = []string{engine.RuleSilent}
		},
		"estimates, ±": func(_ *engine.Scenario, v *engine.ConversationResult) {
			v.Estimate = &engine.EstimateResult{User: 0.01}
		},
		"none was": func(_ *engine.Scenario, v *engine.ConversationResult) { v.Equilibria, v.Mixed = nil, nil },
	} {
		sc, v := s, *r.Conversation
		change(&sc, &v)
		changed := r
		changed.Conversation = &v
		if c := talking(sc, changed); c.Applies() || c.Numbers != nil || !strings.Contains(c.Figures(), what) {
			t.Errorf("%s: %q", what, c.Figures())
		}
	}
	v := *r.Conversation
	some := 0.2
	v.Delta = &some
	less := r
	less.Conversation = &v
	if c := talking(s, less); math.Abs(c.Numbers.Bound-(v.Aligned-2*r.Alignment.Epsilon)) > 1e-9 {
		t.Errorf("with δ, and none at the equilibria: %s", c.Figures())
	}
	v.Equilibria = slices.Clone(v.Equilibria)
	for i := range v.Equilibria {
		v.Equilibria[i].References = nil // what is known of each alone
	}
	if c := talking(s, less); !c.Applies() || math.Abs(c.Numbers.Bound-(v.Aligned-2*r.Alignment.Epsilon-some)) > 1e-9 ||
		!strings.Contains(c.Hypotheses[3].Why, "0.2") {
		t.Errorf("with δ: %s", c.Figures())
	}
	v.Library = []string{engine.RuleTruthful} // tells as much where each signal has a cell of its own
	if h := library(s, &v); !h.Holds {
		t.Errorf("truthful with enough messages: %+v", h)
	}
	v.Cells = []int{0, 0, 1}
	if h := library(s, &v); h.Holds {
		t.Errorf("truthful with too few: %+v", h)
	}
}

// The agents' payoffs in the proof are those of full disclosure where each signal has a cell.
func TestAlignedPayoffs(t *testing.T) {
	s := preset(t, "specialists")
	r := engine.Solve(s)
	for i, x := range alignedPayoffs(s, []int{2, 0, 1}) {
		if d := x - r.Benchmarks.Full[i]; d > 1e-12 || d < -1e-12 {
			t.Errorf("agent %d gets %v, with everything told %v", i, x, r.Benchmarks.Full[i])
		}
	}
	if got := alignedPayoffs(s, []int{0}); got != nil {
		t.Errorf("cells that do not fit give %v", got)
	}
}

// TestAtEquilibria: the bound at an equilibrium is that of its best reference, less 2 epsilon and W times distance
// and gap; of several equilibria the least counts. Where somebody mixes none is known.
func TestAtEquilibria(t *testing.T) {
	r := engine.Result{
		Alignment: &engine.AlignmentResult{Epsilon: 0.01, Weights: []float64{0.5, 0.7}},
		Conversation: &engine.ConversationResult{Equilibria: []engine.RulesEquilibrium{
			// 0.28, 0.66
			{References: []engine.ReferenceResult{{User: 0.9, Distance: 0.5}, {User: 0.8, Distance: 0.1}}},
			{Gap: 0.05, References: []engine.ReferenceResult{{User: 1, Distance: 0.2}}}, // 0.68
		}},
	}
	if got, known := atEquilibria(r); !known || math.Abs(got-0.66) > 1e-12 {
		t.Errorf("%g, known %v; want 0.66", got, known)
	}
	r.Conversation.Equilibria[1].References = nil
	if got, known := atEquilibria(r); known {
		t.Errorf("%g without references", got)
	}
	r.Conversation.Equilibria = r.Conversation.Equilibria[:1]
	r.Conversation.Mixed = []engine.MixedEquilibrium{{}}
	if got, known := atEquilibria(r); known {
		t.Errorf("%g where somebody mixes", got)
	}
	if got, known := atEquilibria(engine.Result{Alignment: r.Alignment,
		Conversation: &engine.ConversationResult{}}); known {
		t.Errorf("%g of no equilibrium", got)
	}
}
