package engine

import (
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func shipped(t *testing.T, name string) Scenario {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "web", "static", "presets", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestBiddingByHand: whoever offers by hand what the dynamics would have it offer ends where they do.
func TestBiddingByHand(t *testing.T) {
	s := shipped(t, "rivals")
	path := Solve(s).Selection.Path
	var v Solver
	for agent := range s.Agents {
		offers := []float64{}
		for _, b := range path {
			if b.Agent == agent && (agent != s.SelectionOrDefault().First || len(offers) > 0 || b != path[0]) {
				offers = append(offers, b.User)
			}
		}
		got, err := v.Bidding(s, agent, offers)
		if err != nil {
			t.Fatal(err)
		}
		if agent == 1 && len(got.Bids) != len(path) { // the other opens, as in the dynamics
			t.Errorf("agent %d: %d bids, the dynamics make %d", agent, len(got.Bids), len(path))
		}
		if got.Open || got.Gain != 0 || math.Abs(got.User-path[len(path)-1].User) > 1e-5 {
			t.Errorf("agent %d: ends at %+v", agent, got)
		}
	}
}

// TestBiddingLaw: whatever an agent offers by hand, when nobody wants to change anything any more,
// itself included, the user has the promise of docs/model.md, section 7, within two steps.
func TestBiddingLaw(t *testing.T) {
	source := rand.New(rand.NewPCG(19, 6))
	var v Solver
	ended := 0
	for _, name := range []string{"specialists", "rivals", "shared-bias", "echo", "crowd"} {
		s := shipped(t, name)
		r := Solve(s)
		promise := r.Benchmarks.Opt - 2*r.Alignment.Epsilon - 2*s.SelectionOrDefault().Step
		for agent := range s.Agents {
			var offers []float64
			for range 60 {
				b, err := v.Bidding(s, agent, offers)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if bids := b.Bids; !slices.IsSortedFunc(bids, func(a, b Bid) int { return cmpFloat(a.User, b.User) }) {
					t.Fatalf("%s: bids fall: %v", name, bids)
				}
				if b.Open {
					offers = append(offers, b.Low+source.Float64()*(b.High-b.Low))
					continue
				}
				if ended++; b.Gain < 1e-9 && b.User < promise {
					t.Errorf("%s: agent %d, %v: she is left with %g, promised %g", name, agent, offers, b.User, promise)
				}
				break
			}
		}
	}
	if ended < 15 {
		t.Errorf("only %d games ended", ended)
	}
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b-1e-9:
		return -1
	case a > b+1e-9:
		return 1
	}
	return 0
}

// TestBiddingRefuses: what is no agent, no competition or no number is refused in words.
func TestBiddingRefuses(t *testing.T) {
	s := shipped(t, "rivals")
	alone := shipped(t, "judge")
	var v Solver
	for name, try := range map[string]func() error{
		"no such agent": func() error { _, err := v.Bidding(s, 2, nil); return err },
		"a monopoly":    func() error { _, err := v.Bidding(alone, 0, nil); return err },
		"no number":     func() error { _, err := v.Bidding(s, 0, []float64{math.NaN()}); return err },
		"nobody speaks": func() error { _, err := v.Saying(s, -1, nil); return err },
		"no message":    func() error { _, err := v.Saying(s, 0, []int{9}); return err },
		"said too much": func() error { _, err := v.Saying(alone, 0, []int{0, 0}); return err },
	} {
		if try() == nil {
			t.Errorf("%s: not refused", name)
		}
	}
}

// TestSayingByTheRule: the words that the rule draws, said by hand, are the conversation as it is, and the
// agent has what it has by the rule.
func TestSayingByTheRule(t *testing.T) {
	var v Solver
	for _, name := range []string{"clinic", "whisper", "judge", "echo", "shared-bias"} {
		s := shipped(t, name)
		for seed := uint64(1); seed < 12; seed++ {
			s.Conversation.Seed = seed
			want := v.Solve(s, ConversationSection).Conversation.Transcript
			for agent := range s.Agents {
				var words []int
				for _, step := range want.Steps {
					if m := step.Messages[agent].Symbol; m >= 0 {
						words = append(words, m)
					}
				}
				got, err := v.Saying(s, agent, words)
				if err != nil {
					t.Fatal(err)
				}
				same := len(got.Transcript.Steps) == len(want.Steps) && got.Transcript.Action == want.Action
				if !same || len(got.Choices) > 0 || got.FoundOut || got.ByRule != got.Agents[agent] ||
					got.User != got.UserByRule {
					t.Errorf("%s, seed %d, agent %d: %v leads to %+v", name, seed, agent, words, got)
				}
				for n := range words {
					part, err := v.Saying(s, agent, words[:n])
					if err != nil || !slices.Contains(part.Choices, words[n]) {
						t.Errorf("%s, seed %d, agent %d: after %v one may not say %d but %v (%v)",
							name, seed, agent, words[:n], words[n], part.Choices, err)
					}
				}
			}
		}
	}
}

// TestSayingAgainstTheRule: the judge takes the prosecutor's word as by his rule, so that an innocent
// is convicted whom the rule would have cleared; who is contradicted by the others is not believed.
func TestSayingAgainstTheRule(t *testing.T) {
	var v Solver
	s := shipped(t, "judge")
	s.Conversation.Seed = 1
	start, err := v.Saying(s, 0, nil)
	if err != nil || len(start.Choices) != 2 {
		t.Fatalf("%+v, %v", start, err)
	}
	var got [2]Saying
	for m := range got {
		if got[m], err = v.Saying(s, 0, []int{m}); err != nil {
			t.Fatal(err)
		}
	}
	lie := slices.IndexFunc(got[:], func(g Saying) bool { return g.Agents[0] == 1 })
	if lie < 0 || got[lie].ByRule != 0 || got[lie].User != 0 || got[lie].UserByRule != 1 {
		t.Errorf("the prosecutor's lie: %+v", got)
	}
	two := s
	two.Agents = append(slices.Clone(s.Agents), s.Agents[0])
	two.Conversation = &Conversation{Rules: []string{RuleTruthful, RuleTruthful}}
	truth := v.Solve(two, ConversationSection).Conversation.Transcript.Steps[0].Messages[0].Symbol
	if open, err := v.Saying(two, 0, nil); err != nil || !slices.Equal(open.Choices, []int{truth}) {
		t.Errorf("beside somebody who tells the truth one may say %+v (%v)", open.Choices, err)
	}
	caught, err := v.Saying(two, 0, []int{1 - truth})
	if err != nil || !caught.FoundOut || len(caught.Transcript.Steps) != 0 {
		t.Errorf("a lie that is contradicted: %+v, %v", caught, err)
	}
}
