package claim

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// TestUsersStories: what the badges say of the towns: the values of TestTowns in engine, which are an
// independent solver's, and bounds by the formulas of docs/model.md, section 11.
func TestUsersStories(t *testing.T) {
	for _, c := range []struct {
		preset, id      string
		state           State
		bound, measured float64
		why             string // what the last hypothesis found
	}{
		{"town", "apart", Holds, .85, .85, "Commuters ε = 0, Shopkeepers ε = 0"},
		{"town", "together", Empty, .85 - 2*.25/.5, .7, "no common weights help, ε = 0.125 and 0.125"},
		{"town-hall", "together", Holds, .85, .85, "weights C 1, ε = 0 and 0"},
		{"town-lean", "apart", Holds, .85 - 2*.0375, .85, "Commuters ε = 0.038, Shopkeepers ε = 0.038"},
		{"town-lean", "together", Empty, .85 - 2*.25/.5, .7, "no common weights help, ε = 0.125 and 0.125"},
		{"public-notice", "apart", Holds, .85, .85, "Commuters ε = 0.75, Shopkeepers ε = 0"},
		{"public-notice", "together", Empty, .85 - 2*.1875/.75, .85, "weights B 1, ε = 0.188 and 0"},
	} {
		s := preset(t, c.preset)
		for _, got := range Users(s, engine.Solve(s)) {
			if got.ID != c.id {
				continue
			}
			n := got.Numbers
			if got.State() != c.state || n == nil || math.Abs(n.Bound-c.bound) > 1e-6 ||
				math.Abs(n.Measured-c.measured) > 1e-6 {
				t.Errorf("%s, %s: %s, %+v, want %s, %g and %g", c.preset, c.id, got.State(), n, c.state, c.bound,
					c.measured)
			}
			if h := got.Hypotheses[2]; h.Why != c.why {
				t.Errorf("%s, %s: %q, want %q", c.preset, c.id, h.Why, c.why)
			}
			for _, l := range got.Proof() {
				t.Log(l.Text, "|", l.Numbers)
			}
		}
	}
	if got := Users(preset(t, "echo"), engine.Solve(preset(t, "echo"))); got != nil {
		t.Errorf("%d claims about several users where there is one", len(got))
	}
}

// TestUsersClaims: over random games of two users every claim that applies is true and its proof adds
// up; one agent alone promises nothing, and says so.
func TestUsersClaims(t *testing.T) {
	var seen tally
	rng := rand.New(rand.NewPCG(31, 7))
	for seed := range 60 {
		s := random(t, uint64(seed))
		m := engine.Member{Name: "Other", Share: 0.1 + 0.8*rng.Float64(), Weights: simplex(rng, len(s.Criteria))}
		s.Population = &engine.Population{Policy: engine.Anonymous, Users: []engine.Member{m}}
		s.Agents[0].Toward = map[string]engine.Wish{"Other": {Weights: simplex(rng, len(s.Criteria))}}
		s = parse(t, engine.Format(s))
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { seen.check(t, s, Users(s, engine.Solve(s))) })
	}
	for _, id := range []string{"apart", "together"} {
		if seen.applied[id] < 20 || seen.not[id] < 5 {
			t.Errorf("%s applied %d times and not %d times: too few to mean anything",
				id, seen.applied[id], seen.not[id])
		}
	}
	if seen.lines < 200 {
		t.Errorf("only %d lines of proof were added up", seen.lines)
	}
}

// TestUsersWithoutProof: a result without certificates has the numbers and no proof of the first.
func TestUsersWithoutProof(t *testing.T) {
	s := preset(t, "town")
	r := engine.Solve(s)
	for i := range r.Population.Users {
		r.Population.Users[i].Proof = nil
	}
	list := Users(s, r)
	if list[0].Numbers == nil || len(list[0].Proof()) > 0 {
		t.Errorf("%+v", list[0])
	}
	if n := len(list[1].Proof()); n != 4 || !strings.Contains(list[1].Proof()[0].Text, "tell everybody everything") {
		t.Errorf("the other has %d lines", n)
	}
}
