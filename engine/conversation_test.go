package engine

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// talks are the sections that the tests of conversations look at.
const talks = BenchmarksSection | MonopoliesSection | EquilibriaSection | ConversationSection

func talking(s Scenario, c Conversation) Scenario {
	s.Conversation = &c
	return s
}

func everyone(s Scenario, rule string) (rules []string) {
	for range s.Agents {
		rules = append(rules, rule)
	}
	return rules
}

// The prosecutor alone, selfish, convicts with 0.6; whoever is alone gets what section 3 says
// and leaves the user the worse end of its interval.
func TestSelfishIsTheMonopoly(t *testing.T) {
	judge := readPreset(t, presetDir+"/judge.json")
	r := new(Solver).Solve(talking(judge, Conversation{Rounds: 1, Rules: []string{RuleSelfish}}), talks)
	near(t, "conviction", r.Conversation.Agents[0], 0.6, 1e-9)
	near(t, "the judge", r.Conversation.User, 0.7, 1e-9)
	for seed := range uint64(60) {
		s := privately(rand.New(rand.NewPCG(21, seed)), 1)
		r := new(Solver).Solve(talking(s, Conversation{Rules: []string{RuleSelfish}, Alphabet: 8}), talks)
		m := r.Benchmarks.Monopoly[0]
		near(t, fmt.Sprintf("seed %d: the monopolist", seed), r.Conversation.Agents[0], m.Value, 1e-7)
		near(t, fmt.Sprintf("seed %d: the user", seed), r.Conversation.User, m.User[0], 1e-7)
	}
}

// privately is a random scenario of so many agents; in half of them the user has a signal.
func privately(rng *rand.Rand, agents int) Scenario {
	n, m := 2+rng.IntN(2), 2+rng.IntN(2)
	s := sizedScenario(rng, n, m, 3, agents)
	if rng.IntN(2) == 0 {
		for range n {
			s.UserSignal = append(s.UserSignal, randomDistribution(rng, 2))
		}
	}
	return s
}

// All who play equilibrium send one common draw and give exactly the worst outcome, or full
// disclosure if asked for.
func TestEquilibriumRule(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(22, seed))
		s := privately(rng, 2+rng.IntN(3))
		c := Conversation{Rules: everyone(s, RuleEquilibrium), Alphabet: 8}
		r := new(Solver).Solve(talking(s, c), talks)
		near(t, fmt.Sprintf("seed %d: worst", seed), r.Conversation.User, r.Equilibria.Worst.User, 1e-7)
		for i, v := range r.Conversation.Agents {
			near(t, fmt.Sprintf("seed %d: agent %d", seed, i), v, r.Equilibria.Worst.Agents[i], 1e-7)
		}
		c.Outcome = FullOutcome
		near(t, "full disclosure", new(Solver).Solve(talking(s, c), talks).Conversation.User, r.Benchmarks.Opt, 1e-7)
	}
}

// Screening: a monopolist who hears what the user knows can do better than any scheme for all.
// The buyer of a used car likes it (x = 1) or does not; each would buy a bit below certainty
// that it is good, at another degree. Told which, the seller persuades each just so far.
func TestScreening(t *testing.T) {
	s := Scenario{
		Version: Version, States: []string{"bad", "good"}, Actions: []string{"leave", "buy"},
		Prior:      []float64{0.7, 0.3},
		User:       Party{Name: "Buyer", Utility: [][]float64{{0.5, 0.5}, {0, 1}}},
		Agents:     []Party{{Name: "Seller", Utility: [][]float64{{0, 0}, {1, 1}}}},
		UserSignal: [][]float64{{0.8, 0.2}, {0.4, 0.6}},
	}
	values := map[string]float64{}
	for _, reply := range []string{ReplySilent, ReplySignal} {
		c := Conversation{Rounds: 3, Reply: reply, Rules: []string{RuleReport}}
		r := new(Solver).Solve(talking(s, c), talks)
		values[reply] = r.Conversation.Agents[0]
		if reply == ReplySilent {
			near(t, "unheard, it is the static scheme", values[reply], r.Benchmarks.Monopoly[0].Value, 1e-9)
		}
	}
	// By hand: told x, P(good|x) = 0.12/0.68 and 0.18/0.32; the seller brings the first to buy with twice
	// its probability of good, P(x) times that being 0.24; the second buys anyway: 0.32.
	near(t, "heard, she is screened", values[ReplySignal], 0.24+0.32, 1e-9)
	if values[ReplySignal] < values[ReplySilent]+0.01 {
		t.Errorf("hearing her gains nothing: %g against %g", values[ReplySignal], values[ReplySilent])
	}
}

// The user in the hull, enough messages and truthful among the rules: every equilibrium of the
// conversation game gives her OPT. (Random utilities have no ties; at an exact tie another's
// advice may decide between her actions, see docs/model.md.)
func TestGameInTheHull(t *testing.T) {
	seeds := uint64(200)
	if testing.Short() {
		seeds = 30
	}
	found := 0
	for seed := range seeds {
		rng := rand.New(rand.NewPCG(23, seed))
		s := privately(rng, 2+rng.IntN(2))
		weights := randomDistribution(rng, len(s.Agents))
		for j := range s.User.Weights {
			s.User.Weights[j] = 0
			for i, w := range weights {
				s.User.Weights[j] += w * s.Agents[i].Weights[j]
			}
		}
		r := new(Solver).Solve(talking(s, Conversation{Rounds: 2, Game: true, Reply: ReplySignal}),
			talks|AlignmentSection)
		if !r.Alignment.Inside {
			t.Fatalf("seed %d: outside", seed)
		}
		for _, e := range r.Conversation.Equilibria {
			found++
			near(t, fmt.Sprintf("seed %d: %v", seed, e.Rules), e.User, r.Benchmarks.Opt, 1e-9)
		}
		for _, e := range r.Conversation.Mixed {
			if e.Gap < 1e-9 {
				found++
				near(t, fmt.Sprintf("seed %d: a mixture", seed), e.User, r.Benchmarks.Opt, 1e-6)
			}
		}
	}
	if found < int(seeds) {
		t.Errorf("only %d equilibria in %d games", found, seeds)
	}
}

// Too few messages to disclose everything. In every equilibrium of the game with aligned and
// silent among the rules she gets at least ALIGNED - 2 epsilon - delta (convex weights), so
// ALIGNED in the hull where delta is 0.
func TestGameOnABudget(t *testing.T) {
	seeds := uint64(200)
	if testing.Short() {
		seeds = 30
	}
	exact, inside := 0, 0
	for seed := range seeds {
		rng := rand.New(rand.NewPCG(24, seed))
		s := sizedScenario(rng, 3+rng.IntN(2), 2+rng.IntN(2), 3, 2)
		if seed%2 == 0 { // the same interest: nobody has anything to add that another would not have said
			s.User.Weights = s.Agents[0].Weights
		}
		if seed%4 == 0 {
			s.Agents[1].Weights = s.Agents[0].Weights
		}
		c := Conversation{Rounds: 1, Rules: everyone(s, RuleSilent), Game: true}
		r := new(Solver).Solve(talking(s, c), talks|AlignmentSection)
		v := r.Conversation
		if v == nil || v.Delta == nil {
			t.Fatalf("seed %d: notes %q", seed, r.Notes)
		}
		if v.Aligned > r.Benchmarks.Opt+1e-12 || v.Aligned < r.Benchmarks.None-1e-12 {
			t.Errorf("seed %d: ALIGNED %g is not between NONE and OPT", seed, v.Aligned)
		}
		for _, e := range v.Equilibria {
			if e.User < v.Aligned-2*r.Alignment.Epsilon-*v.Delta-1e-9 {
				t.Errorf("seed %d: %v gives her %g; ALIGNED %g, epsilon %g, delta %g", seed, e.Rules, e.User, v.Aligned,
					r.Alignment.Epsilon, *v.Delta)
			}
			if r.Alignment.Inside {
				inside++
			}
			if r.Alignment.Inside && *v.Delta < 1e-9 {
				exact++
				if e.User < v.Aligned-1e-9 {
					t.Errorf("seed %d: in the hull and delta 0, %v gives her %g, less than ALIGNED %g",
						seed, e.Rules, e.User, v.Aligned)
				}
			}
		}
	}
	t.Logf("%d equilibria in the hull, %d with delta 0", inside, exact)
	if exact == 0 || inside == 0 {
		t.Error("the hypotheses never held")
	}
}

// Past the budget the answer is an estimate that says so, near the exact one of fewer noisy
// agents' limit: with so many messages she all but knows the state.
func TestEstimatedConversation(t *testing.T) {
	s := readPreset(t, presetDir+"/crowd.json")
	noise := 0.3
	c := Conversation{Rounds: 12, Alphabet: 4, Rules: everyone(s, RuleNoisy), Noise: &noise}
	r := new(Solver).Solve(talking(s, c), talks)
	v := r.Conversation
	if v == nil || v.Estimate == nil || len(r.Notes) == 0 {
		t.Fatalf("no estimate: %q", r.Notes)
	}
	if v.Estimate.Samples == 0 || v.Estimate.Rounds >= 12 || v.Estimate.User < 0 {
		t.Errorf("estimate %+v", v.Estimate)
	}
	near(t, "she all but knows", v.User, r.Benchmarks.Opt, 0.01)
	if len(v.Rounds) != 12 || math.IsNaN(v.Rounds[0].User) {
		t.Errorf("%d rounds", len(v.Rounds))
	}
}

// A conversation in which one claim is changed is refused, by the field that is wrong.
func TestCheckConversation(t *testing.T) {
	s := readPreset(t, presetDir+"/clinic.json")
	if failures := Check(s, Solve(s)).Failures; len(failures) > 0 {
		t.Fatalf("unchanged: %v", failures)
	}
	for _, c := range []struct {
		name, field string
		change      func(v *ConversationResult)
	}{
		{"user", "conversation.user", func(v *ConversationResult) { v.User += 1e-6 }},
		{"agents", "conversation.agents[1]", func(v *ConversationResult) { v.Agents[1] += 1e-6 }},
		{"no agents", "conversation.agents", func(v *ConversationResult) { v.Agents = nil }},
		{"a round less", "conversation.rounds", func(v *ConversationResult) { v.Rounds = v.Rounds[1:] }},
		{"beyond OPT", "conversation.user", func(v *ConversationResult) { v.User, v.Rounds[3].User = 1, 1 }},
		{"aligned", "conversation.aligned", func(v *ConversationResult) { v.Aligned += 1e-6 }},
		{"cells", "conversation.aligned", func(v *ConversationResult) { v.Cells = []int{0, 0, 0} }},
		{"no cells", "conversation.cells", func(v *ConversationResult) { v.Cells = nil }},
		{"too many cells", "conversation.cells", func(v *ConversationResult) { v.Cells[0] = 99 }},
		{"prior", "conversation.transcript.prior[0]", func(v *ConversationResult) { v.Transcript.Prior[0] += 1e-6 }},
		{"heard", "conversation.transcript.heard", func(v *ConversationResult) { v.Transcript.Heard = 2 }},
		{"belief", "conversation.transcript.steps[1].belief[0]", func(v *ConversationResult) {
			b := v.Transcript.Steps[1].Belief
			b[0], b[1] = b[0]-1e-6, b[1]+1e-6
		}},
		{"own", "conversation.transcript.steps[0].own[0]", func(v *ConversationResult) {
			b := v.Transcript.Steps[0].Own
			b[0], b[1] = b[0]-1e-6, b[1]+1e-6
		}},
		{"message", "conversation.transcript.steps[0].messages[2].ratios[0]",
			func(v *ConversationResult) { v.Transcript.Steps[0].Messages[2].Ratios[0] *= 1.01 }},
		{"no message", "conversation.transcript.steps[0].messages",
			func(v *ConversationResult) { v.Transcript.Steps[0].Messages = nil }},
		{"no ratios", "conversation.transcript.steps[0].messages[0].ratios",
			func(v *ConversationResult) { v.Transcript.Steps[0].Messages[0].Ratios = nil }},
		{"no steps", "conversation.transcript.steps", func(v *ConversationResult) { v.Transcript.Steps = nil }},
	} {
		r := Solve(s)
		c.change(r.Conversation)
		found := false
		for _, f := range Check(s, r).Failures {
			found = found || f.Field == c.field
		}
		if !found {
			t.Errorf("%s: nothing is said of %s: %v", c.name, c.field, Check(s, r).Failures)
		}
	}
}

// With no word a user who errs gets what the quantal section says, and one who does not what the
// benchmarks say, with a signal of her own or without.
func TestSilenceIsThisUsersOwn(t *testing.T) {
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(31, seed))
		s := privately(rng, 2)
		s.Conversation = &Conversation{Rounds: 1, Rules: everyone(s, RuleSilent)}
		r := new(Solver).Solve(s, talks)
		near(t, fmt.Sprintf("seed %d: best", seed), r.Conversation.None, r.Benchmarks.None, 1e-9)
		s.Response = &Response{Kind: Quantal, Lambda: 10 * rng.Float64()}
		r = new(Solver).Solve(s, talks|QuantalSection)
		near(t, fmt.Sprintf("seed %d: quantal", seed), r.Conversation.None, r.Quantal.None, 1e-9)
	}
}
