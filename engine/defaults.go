package engine

import "cmp"

// A Scenario stays as it was given: what is absent stays absent when it is written again.
// The methods below say what an absent setting means.

// Default settings of a scenario (docs/format.md).
const (
	DefaultTolerance = 1e-6 // of the hull test, in units of utility
	DefaultStep      = 0.01 // of a bid, in units of utility
	DefaultRounds    = 3
	DefaultAlphabet  = 2
	DefaultNoise     = 0.1
	DefaultSeed      = 1
)

// AlignmentOrDefault returns the variant of the hull test with every field filled in.
func (s Scenario) AlignmentOrDefault() Alignment {
	a := Alignment{Combination: Convex, Offset: Constant, Tolerance: DefaultTolerance}
	if s.Alignment == nil {
		return a
	}
	if s.Alignment.Combination != "" {
		a.Combination = s.Alignment.Combination
	}
	if s.Alignment.Offset != "" {
		a.Offset = s.Alignment.Offset
	}
	if s.Alignment.Tolerance != 0 {
		a.Tolerance = s.Alignment.Tolerance
	}
	return a
}

// ResponseOrDefault returns how the user acts, with every field filled in.
func (s Scenario) ResponseOrDefault() Response {
	if s.Response == nil {
		return Response{Kind: Best}
	}
	r := *s.Response
	r.Kind = cmp.Or(r.Kind, Best)
	return r
}

// SelectionOrDefault returns the settings of the best-AI game with every field filled in.
func (s Scenario) SelectionOrDefault() Selection {
	var v Selection
	if s.Selection != nil {
		v = *s.Selection
	}
	v.Step = cmp.Or(v.Step, DefaultStep)
	v.Seed = cmp.Or(v.Seed, DefaultSeed)
	v.Mode = cmp.Or(v.Mode, Ascending)
	if v.Order == nil {
		v.Order = make([]int, len(s.Agents))
		for i := range v.Order {
			v.Order[i] = i
		}
	}
	return v
}

// ConversationOrDefault returns the settings of the conversation with every field filled
// in, one rule for each agent.
func (s Scenario) ConversationOrDefault() Conversation {
	var c Conversation
	if s.Conversation != nil {
		c = *s.Conversation
	}
	c.Rounds = cmp.Or(c.Rounds, DefaultRounds)
	c.Alphabet = cmp.Or(c.Alphabet, DefaultAlphabet)
	c.Reply = cmp.Or(c.Reply, ReplySilent)
	c.Outcome = cmp.Or(c.Outcome, WorstOutcome)
	if c.Noise == nil {
		noise := DefaultNoise
		c.Noise = &noise
	}
	c.Seed = cmp.Or(c.Seed, DefaultSeed)
	if c.Rules == nil {
		c.Rules = make([]string, len(s.Agents))
		for i := range c.Rules {
			c.Rules[i] = RuleTruthful
		}
	}
	return c
}
