package engine

import (
	"errors"
	"fmt"
	"slices"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/conversation"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file makes the rules of docs/model.md, section 8, into tables.

// talker makes rules for one scenario and keeps its memory. The zero value is ready.
type talker struct {
	game     persuasion.Reduced
	set      conversation.Settings
	aligned  conversation.Aligned
	base     *belief.Game           // the game that was reduced
	from     schemes                // what rules are made of
	parties  []Party                // the agents
	informed [][]MonopolyResult     // what the rule report is made of, once it was asked for
	replies  []string               // the kinds of reply that she gives, or chooses between
	full     bool                   // the rule equilibrium discloses everything
	tables   map[string][]ruleOrErr // by rule, one an agent
	rules    []conversation.Rule    // in force
	library  conversation.Library   // the rules that fit
	names    []string               // of the library
}

// ruleOrErr is a rule, or why there is none.
type ruleOrErr struct {
	rule conversation.Rule
	err  error
}

// schemes gives the outcomes that the rules equilibrium, selfish and report are made of, as a
// Result states them: the solver finds them, Check has them from the result it verifies.
type schemes interface {
	// shared is the outcome of the rule equilibrium: the worst, or full disclosure.
	shared(full bool) ([]PosteriorResult, error)
	// alone is each agent's favourite scheme; of equally good ones the worst for the user.
	alone() ([][]PosteriorResult, error)
	// heard is each agent's favourite scheme against a user known to have a signal, by signal.
	heard() ([][]MonopolyResult, error)
}

// prepare takes in a scenario with its game.
func (k *talker) prepare(s Scenario, c Conversation, g *belief.Game, from schemes) {
	k.base, k.from, k.parties, k.informed = g, from, s.Agents, nil
	k.game.Load(*g)
	response := s.ResponseOrDefault()
	k.set = conversation.Settings{Rounds: c.Rounds, Alphabet: c.Alphabet, Noise: *c.Noise,
		Quantal: response.Kind == Quantal, Lambda: response.Lambda}
	k.replies, k.full = []string{c.Reply}, c.Outcome == FullOutcome
	if c.Reply == ReplyBest {
		k.replies = []string{ReplySilent, ReplySignal, ReplyActionKind}
	}
	k.tables = map[string][]ruleOrErr{}
}

// tells reports whether a kind of reply tells the agents her signal while there is a round to come.
func (k *talker) tells(reply string) bool { return reply == ReplySignal && k.set.Rounds > 1 }

// rule is what the named rule is for an agent who hears that kind of reply.
func (k *talker) rule(name string, agent int, reply string) (conversation.Rule, error) {
	if name == RuleReport && !k.tells(reply) {
		name = RuleSelfish // nothing to listen to
	}
	if k.tables[name] == nil {
		k.tables[name] = k.buildRules(name)
	}
	m := k.tables[name][agent]
	return m.rule, m.err
}

// buildRules makes the named rule for all agents.
func (k *talker) buildRules(name string) []ruleOrErr {
	all := make([]ruleOrErr, k.game.Agents)
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
		outcome, err := k.from.shared(k.full)
		if err != nil {
			return failed(all, err)
		}
		same(conversation.Rule{Kind: conversation.Scheme, Common: true, Table: k.told(outcome)})
	case RuleReport:
		k.reports(all)
	case RuleSelfish:
		alone, err := k.from.alone()
		if err != nil {
			return failed(all, err)
		}
		for i := range all {
			all[i] = k.fitting(scheme(k.told(alone[i])))
		}
	}
	return all
}

func scheme(t *conversation.Table) conversation.Rule {
	return conversation.Rule{Kind: conversation.Scheme, Table: t}
}

func failed(all []ruleOrErr, err error) []ruleOrErr {
	for i := range all {
		all[i].err = err
	}
	return all
}

// fitting is a rule, unless its index does not fit into the messages of all rounds.
func (k *talker) fitting(r conversation.Rule) ruleOrErr {
	m := ruleOrErr{rule: r}
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

// told is a scheme as a table for every user signal.
func (k *talker) told(scheme []PosteriorResult) *conversation.Table {
	t := k.blank(len(scheme), 0)
	for x, heard := range k.game.HeardSignal {
		k.fill(t, x, scheme, heard)
	}
	return t
}

// fill writes a scheme into a table, for user signal x, at which its strategies name the action
// of place heard:
//
//	P(z | s) = p_z mu_z(s) / sum_z' p_z' mu_z'(s)
//
// (the sum is P(s), up to rounding). A signal that the scheme knows nothing of, because it never
// comes with x, draws index 0.
func (k *talker) fill(t *conversation.Table, x int, scheme []PosteriorResult, heard int) {
	for s, signal := range k.game.Signal {
		at, total := x*k.game.N+s, 0.
		for z, part := range scheme {
			t.Index[z][at] = part.Probability * part.Belief[signal]
			total += t.Index[z][at]
			t.Strategy[z][x] = part.Strategy[heard]
		}
		if total <= 0 {
			t.Index[0][at] = 1
			continue
		}
		for z := range scheme {
			t.Index[z][at] /= total
		}
	}
}

// reports makes each agent's rule report: its monopoly scheme against a user known to have the
// signal that she replied, told after a round of listening.
func (k *talker) reports(all []ruleOrErr) {
	known, err := k.from.heard()
	if err != nil {
		failed(all, err)
		return
	}
	for i := range all {
		t := k.blank(k.game.N, 1) // no monopoly needs more posteriors than there are signals
		for x, heard := range k.game.HeardSignal {
			low := known[heard][i].Low
			for len(t.Index) < len(low) {
				more := k.blank(1, 1)
				t.Index, t.Strategy = append(t.Index, more.Index[0]), append(t.Strategy, more.Strategy[0])
			}
			k.fill(t, x, low, 0)
		}
		some := func(index []float64) bool { return slices.ContainsFunc(index, func(p float64) bool { return p > 0 }) }
		for last := len(t.Index) - 1; last > 0 && !some(t.Index[last]); last-- {
			t.Index, t.Strategy = t.Index[:last], t.Strategy[:last]
		}
		all[i] = k.fitting(scheme(t))
	}
}

// knowing is the game g with a user known to have heard a signal that can occur.
func knowing(g *belief.Game, heard int) belief.Game {
	known := *g
	known.Prior, known.TypedPrior = make([]float64, g.States), nil
	total := 0.
	for y, p := range g.Prior {
		known.Prior[y] = p * g.UserSignal.At(y, heard)
		total += known.Prior[y]
	}
	for y := range known.Prior {
		known.Prior[y] /= total
	}
	known.UserSignal = belief.NewMatrix(g.States, 1)
	for y := range g.States {
		known.UserSignal.Set(y, 0, 1)
	}
	return known
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

// gather lists the rules that every agent can play whatever she may reply, each name once.
func (k *talker) gather() {
	k.names, k.library.Rules = nil, make([][][]conversation.Rule, len(k.replies))
	for reply := range k.replies {
		k.library.Rules[reply] = make([][]conversation.Rule, k.game.Agents)
	}
	for _, name := range Rules() {
		if name == RuleReport && !slices.ContainsFunc(k.replies, k.tells) {
			continue // selfish again
		}
		if !k.fits(name) {
			continue
		}
		k.names = append(k.names, name)
		for reply, kind := range k.replies {
			for i, rules := range k.library.Rules[reply] {
				r, _ := k.rule(name, i, kind)
				k.library.Rules[reply][i] = append(rules, r)
			}
		}
	}
}

// fits reports whether every agent can play a rule, whatever she may reply.
func (k *talker) fits(name string) bool {
	for _, reply := range k.replies {
		for i := range k.game.Agents {
			if _, err := k.rule(name, i, reply); err != nil {
				return false
			}
		}
	}
	return true
}
