package engine

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/conversation"
	"github.com/emergent-alignment/emergent/engine/equilibrium"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file makes the rules of docs/model.md, section 8, into tables.

// talker makes rules for one scenario and keeps its memory. The zero value is ready.
type talker struct {
	game    persuasion.Reduced
	set     conversation.Settings
	aligned conversation.Aligned
	replies bool                 // she replies with her signal, and there is a round after it
	full    bool                 // the rule equilibrium discloses everything
	one     equilibrium.Solver   // of the game with a user of one known signal
	known   belief.Game          // that game
	tables  map[string][]made    // by rule, one an agent
	rules   []conversation.Rule  // in force
	library conversation.Library // the rules that fit
	names   []string             // of the library
}

// made is a rule, or why there is none.
type made struct {
	rule conversation.Rule
	err  error
}

// prepare takes in a scenario: v.game holds its game.
func (v *Solver) prepare(s Scenario, c Conversation) {
	k := &v.talk
	k.game.Load(v.game)
	response := s.ResponseOrDefault()
	k.set = conversation.Settings{Rounds: c.Rounds, Alphabet: c.Alphabet, Noise: *c.Noise, Quantal: response.Kind == Quantal, Lambda: response.Lambda}
	k.replies, k.full = c.Reply == ReplySignal && c.Rounds > 1, c.Outcome == FullOutcome
	k.aligned = conversation.FindAligned(&k.game, k.set, math.Pow(float64(c.Alphabet), float64(c.Rounds)))
	k.tables = map[string][]made{}
}

// rule is what the named rule is for an agent.
func (v *Solver) rule(name string, agent int) (conversation.Rule, error) {
	k := &v.talk
	if k.tables[name] == nil {
		k.tables[name] = v.make(name)
	}
	m := k.tables[name][agent]
	return m.rule, m.err
}

// make makes the named rule for all agents.
func (v *Solver) make(name string) []made {
	k := &v.talk
	all := make([]made, k.game.Agents)
	same := func(r conversation.Rule) {
		for i := range all {
			all[i] = k.fitting(r)
		}
	}
	switch name {
	case RuleSilent:
		same(conversation.Rule{})
	case RuleTruthful:
		same(scheme(conversation.Truthful(&k.game)))
	case RuleNoisy:
		same(conversation.Rule{Kind: conversation.Noisy})
	case RuleAligned:
		same(scheme(conversation.Cells(&k.game, k.aligned.Cells)))
	case RuleEquilibrium:
		if err := v.load(); err != nil {
			return failed(all, err)
		}
		worst, full := v.equilibrium.Equilibria()
		if k.full {
			worst = full
		}
		same(conversation.Rule{Kind: conversation.Scheme, Common: true, Table: k.outcome(&worst)})
	case RuleReport:
		if k.replies {
			v.reports(all)
			return all
		}
		fallthrough // nothing to listen to
	case RuleSelfish:
		if err := v.load(); err != nil {
			return failed(all, err)
		}
		for i, m := range v.equilibrium.Monopolies() {
			t := k.blank(len(m.Low), 0)
			for x := range k.game.Heard {
				k.fill(t, x, &v.equilibrium.Space, m.Low, x)
			}
			all[i] = k.fitting(scheme(t))
		}
	}
	return all
}

func scheme(t *conversation.Table) conversation.Rule {
	return conversation.Rule{Kind: conversation.Scheme, Table: t}
}

func failed(all []made, err error) []made {
	for i := range all {
		all[i].err = err
	}
	return all
}

// load makes v.equilibrium ready for the game in hand.
func (v *Solver) load() error {
	if v.loaded {
		return nil
	}
	err := v.equilibrium.Load(v.game)
	v.loaded = err == nil
	return err
}

// fitting is a rule, unless its index does not fit into the messages of all rounds.
func (k *talker) fitting(r conversation.Rule) made {
	m := made{rule: r}
	switch need := conversation.Digits(k.game.N, k.set.Alphabet); {
	case r.Kind == conversation.Scheme:
		m.err = r.Table.Fits(k.set.Rounds, k.set.Alphabet)
	case r.Kind == conversation.Noisy && need > k.set.Rounds:
		m.err = &conversation.RoundsError{Indexes: k.game.N, Needs: need}
	}
	return m
}

// blank is a table of so many indexes, none of which is ever drawn.
func (k *talker) blank(indexes, wait int) *conversation.Table {
	t := &conversation.Table{Wait: wait}
	for range indexes {
		t.Index = append(t.Index, make([]float64, k.game.Heard*k.game.N))
		t.Strategy = append(t.Strategy, make([]int, k.game.Heard))
	}
	return t
}

// fill writes the scheme of a space into a table, for user signal x, at which the space's
// strategies name the action of its own user signal heard:
//
//	P(z | s) = p_z mu_z(s) / sum_z' p_z' mu_z'(s)
//
// (the sum is P(s), up to rounding). A signal that the space knows nothing of, because it never
// comes with x, draws index 0.
func (k *talker) fill(t *conversation.Table, x int, space *persuasion.Space, list persuasion.Scheme, heard int) {
	for s, signal := range k.game.Signal {
		at, here := x*k.game.N+s, slices.Index(space.Signal, signal)
		total := 0.
		for z, part := range list {
			pair := space.Pairs[part.Pair]
			if here >= 0 {
				t.Index[z][at] = part.Probability * space.Beliefs[pair.Belief].Limit[here]
			}
			total += t.Index[z][at]
			t.Strategy[z][x] = int(space.Regions[pair.Region].Strategy[heard])
		}
		if total <= 0 {
			t.Index[0][at] = 1
			continue
		}
		for z := range list {
			t.Index[z][at] /= total
		}
	}
}

// outcome is an equilibrium's as a table.
func (k *talker) outcome(e *equilibrium.Equilibrium) *conversation.Table {
	t := k.blank(len(e.Parts), 0)
	for s, signal := range k.game.Signal {
		total := 0.
		for _, part := range e.Parts {
			total += part.Probability * part.Belief[signal]
		}
		for z, part := range e.Parts {
			for x, heard := range k.game.HeardSignal {
				t.Index[z][x*k.game.N+s] = part.Probability * part.Belief[signal] / total
				t.Strategy[z][x] = part.Strategy[heard]
			}
		}
	}
	return t
}

// reports makes each agent's rule report: its monopoly scheme against a user known to have the
// signal that she replied, told after a round of listening.
func (v *Solver) reports(all []made) {
	k := &v.talk
	tables := make([]*conversation.Table, len(all))
	for i := range tables {
		tables[i] = k.blank(k.game.N, 1) // no monopoly needs more posteriors than there are signals
	}
	for x, heard := range k.game.HeardSignal {
		k.know(&v.game, heard)
		if err := k.one.Load(k.known); err != nil {
			failed(all, err)
			return
		}
		for i, m := range k.one.Monopolies() {
			for len(tables[i].Index) < len(m.Low) {
				more := k.blank(1, 1)
				tables[i].Index, tables[i].Strategy = append(tables[i].Index, more.Index[0]), append(tables[i].Strategy, more.Strategy[0])
			}
			k.fill(tables[i], x, &k.one.Space, m.Low, 0)
		}
	}
	for i, t := range tables {
		for last := len(t.Index) - 1; last > 0 && !slices.ContainsFunc(t.Index[last], func(p float64) bool { return p > 0 }); last-- {
			t.Index, t.Strategy = t.Index[:last], t.Strategy[:last]
		}
		all[i] = k.fitting(scheme(t))
	}
}

// know makes k.known the game g with a user known to have a signal.
func (k *talker) know(g *belief.Game, heard int) {
	k.known = *g
	k.known.Prior = make([]float64, g.States)
	total := 0.
	for y, p := range g.Prior {
		k.known.Prior[y] = p * g.UserSignal.At(y, heard)
		total += k.known.Prior[y]
	}
	for y := range k.known.Prior {
		k.known.Prior[y] /= total
	}
	k.known.UserSignal = belief.NewMatrix(g.States, 1)
	for y := range g.States {
		k.known.UserSignal.Set(y, 0, 1)
	}
}

// refusal says in words why a rule cannot be played.
func (k *talker) refusal(agent, name string, err error) string {
	var rounds *conversation.RoundsError
	if !errors.As(err, &rounds) {
		return fmt.Sprintf("%s cannot be %s: %s", agent, name, reason(err))
	}
	text := fmt.Sprintf("%s cannot be %s: it has %d things to say, which take %d rounds of %d messages; there are %d",
		agent, name, rounds.Indexes, rounds.Needs, k.set.Alphabet, k.set.Rounds)
	if rounds.Needs > MaxRounds {
		text += fmt.Sprintf(", and at most %d can be set", MaxRounds)
	}
	return text
}

// gather lists the rules that every agent can play, each name once.
func (v *Solver) gather() {
	k := &v.talk
	k.names, k.library.Rules = nil, make([][]conversation.Rule, k.game.Agents)
	for _, name := range Rules() {
		if name == RuleReport && !k.replies {
			continue // selfish again
		}
		var rules []conversation.Rule
		for i := range k.game.Agents {
			if r, err := v.rule(name, i); err == nil {
				rules = append(rules, r)
			}
		}
		if len(rules) < k.game.Agents {
			continue
		}
		k.names = append(k.names, name)
		for i, r := range rules {
			k.library.Rules[i] = append(k.library.Rules[i], r)
		}
	}
}
