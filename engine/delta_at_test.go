package engine

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// TestDeltaAtAnEquilibrium: an aligned agent with two messages tells whether it is the third state, worth 2/3
// alone; together with one that tells whether it is the second (the rule selfish) all is known. So what an
// aligned one brings about depends, by a third, on whether the other tells that; where both would, not at all.
func TestDeltaAtAnEquilibrium(t *testing.T) {
	s := guessing()
	s.Conversation.Game = true
	c := Solve(s).Conversation
	third, alone := 1./3, ReferenceResult{User: 2. / 3, Distance: 1. / 3}
	for _, row := range []struct {
		rules      []string
		delta      float64
		references []ReferenceResult
	}{
		{[]string{RuleSelfish, RuleSelfish}, 0, []ReferenceResult{{User: 1}, {User: 1}, alone}},
		{[]string{RuleSelfish, RuleSilent}, third, []ReferenceResult{alone, {User: 1, Distance: third}, alone}},
		{[]string{RuleSilent, RuleSelfish}, third, []ReferenceResult{{User: 1, Distance: third}, alone, alone}},
	} {
		at := slices.IndexFunc(c.Equilibria, func(e RulesEquilibrium) bool { return slices.Equal(e.Rules, row.rules) })
		if at < 0 {
			t.Errorf("%v is no equilibrium of %v", row.rules, c.Equilibria)
			continue
		}
		e := c.Equilibria[at]
		near(t, "delta", *e.Delta, row.delta, 1e-9)
		if len(e.References) != len(row.references) {
			t.Fatalf("%d references", len(e.References))
		}
		for i, want := range row.references {
			near(t, "user", e.References[i].User, want.User, 1e-9)
			near(t, "distance", e.References[i].Distance, want.Distance, 1e-9)
		}
	}
}

// TestDeltaOfManyEquilibria: of a thousand equilibria the first two hundred have a delta, a note says so, and check
// expects both.
func TestDeltaOfManyEquilibria(t *testing.T) {
	s := readPreset(t, presetDir+"/crowd.json")
	s.Agents, s.Selection = s.Agents[:4], nil
	s.Conversation = &Conversation{Rounds: 2, Alphabet: 2, Rules: everyone(s, RuleTruthful), Game: true}
	s = normalize(s)
	r := Solve(s)
	list := r.Conversation.Equilibria
	if len(list) < 1000 || list[199].Delta == nil || list[200].Delta != nil || list[200].References != nil {
		t.Fatalf("%d equilibria", len(list))
	}
	if !slices.ContainsFunc(r.Notes, func(note string) bool { return strings.Contains(note, "the first 200 of") }) {
		t.Errorf("notes %q", r.Notes)
	}
	for _, failure := range Check(s, r).Failures {
		t.Errorf("%v", &failure)
	}
	r.Notes = slices.DeleteFunc(r.Notes, func(note string) bool { return strings.Contains(note, "the first 200 of") })
	if len(Check(s, r).Failures) == 0 {
		t.Error("without its note it is accepted")
	}
}

// TestBoundAtAnEquilibrium: every equilibrium of random conversation games keeps the bound of each reference, and
// what she would get with an aligned agent in anybody's place is what that conversation gives her.
func TestBoundAtAnEquilibrium(t *testing.T) {
	tried, between := 0, 0
	for seed := range uint64(randgame.Seeds(100)) {
		rng := rand.New(rand.NewPCG(seed, 31))
		s := guessing()
		for i := range s.Agents {
			m := randomMatrix(rng, 3, 3)
			for a, row := range m {
				for y := range row {
					row[y] = math.Round(2*row[y]*rng.Float64())/2 + 0.001*float64(a*y)/4
				}
			}
			s.Agents[i].Utility = m
		}
		s.Conversation.Game = true
		s = normalize(s)
		r := Solve(s)
		if r.Conversation == nil {
			continue
		}
		weights := 0.
		for _, w := range r.Alignment.Weights {
			weights += w
		}
		for _, e := range r.Conversation.Equilibria {
			tried++
			if d := r.Conversation.Delta; d != nil && *e.Delta > *d+1e-9 {
				t.Errorf("seed %d, %v: delta %g at it, %g over all profiles", seed, e.Rules, *e.Delta, *d)
			}
			if *e.Delta > 1e-9 {
				between++
			}
			for i, d := range e.References {
				if bound := d.User - 2*r.Alignment.Epsilon - weights*(d.Distance+e.Gap); e.User < bound-1e-9 {
					t.Errorf("seed %d, %v: user %g below the bound %g of reference %d", seed, e.Rules, e.User, bound, i)
				}
			}
		}
		if len(r.Conversation.Equilibria) == 0 {
			continue
		}
		e := r.Conversation.Equilibria[len(r.Conversation.Equilibria)-1]
		for i := range s.Agents {
			with := s
			c := *s.Conversation
			c.Game, c.Rules = false, slices.Clone(e.Rules)
			c.Rules[i] = RuleAligned
			with.Conversation = &c
			if got := Solve(with).Conversation.User; math.Abs(got-e.References[i].User) > 1e-9 {
				t.Errorf("seed %d, %v: with agent %d aligned she gets %g, stated is %g",
					seed, e.Rules, i, got, e.References[i].User)
			}
		}
	}
	if tried < 30 || between < 10 {
		t.Errorf("only %d equilibria, at %d of which aligned talk depends on who it is", tried, between)
	}
}
