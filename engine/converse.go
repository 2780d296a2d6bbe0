package engine

import (
	"errors"
	"fmt"
	"slices"

	"github.com/emergent-alignment/emergent/engine/conversation"
)

// This file runs the solver of docs/model.md, section 8, and copies its answer into a Result.

// treeNodes is how many nodes of the tree of transcripts a picture gets.
const treeNodes = 240

// converse fills in the conversation.
func (v *Solver) converse(s Scenario, want Sections, r *Result) {
	c, k := s.ConversationOrDefault(), &v.talk
	v.prepare(s, c)
	k.rules = k.rules[:0]
	for i, name := range c.Rules {
		rule, err := v.rule(name, i)
		if err != nil {
			r.note("conversation is absent: " + k.refusal(s.Agents[i].Name, name, err) + ".")
			return
		}
		k.rules = append(k.rules, rule)
	}
	out := &ConversationResult{None: k.silence(), Aligned: k.aligned.Value, Cells: k.cells()}
	v.expect(out, c.Seed, r)
	out.Transcript = v.transcript(c)
	v.gather()
	v.condition(out, r)
	if c.Game {
		v.play(out, r)
	}
	if want.has(TreeSection) {
		out.Tree = k.tree()
	}
	r.Conversation = out
}

// cells are those of the rule aligned, over all agent signals.
func (k *talker) cells() []int {
	cells := make([]int, k.game.AllSignals)
	for i := range cells {
		cells[i] = -1
	}
	for s, cell := range k.aligned.Cells {
		cells[k.game.Signal[s]] = cell
	}
	return cells
}

// silence is what the user expects who hears nobody and acts as she does in the conversation.
func (k *talker) silence() float64 {
	alone := k.set
	alone.Rounds = 1
	return conversation.Run(&k.game, alone, nil).Rounds[0].User
}

// expect fills in what everybody can expect, exactly if there are not too many histories.
func (v *Solver) expect(out *ConversationResult, seed uint64, r *Result) {
	k := &v.talk
	rounds := k.set.Rounds
	for rounds > 0 && conversation.Count(&k.game, k.set, k.rules, rounds) > conversation.MaxVisits {
		rounds--
	}
	var values []conversation.Values
	if rounds == k.set.Rounds {
		a := conversation.Run(&k.game, k.set, k.rules)
		values, out.MartingaleError, out.Transcripts = a.Rounds, a.Drift, a.Transcripts
	} else {
		e := conversation.Sample(&k.game, k.set, k.rules, seed, conversation.Samples)
		values, out.Transcripts = e.Rounds, conversation.Most(&k.game, k.set, k.rules)
		out.Estimate = &EstimateResult{Samples: conversation.Samples, User: e.Error.User, Agents: e.Error.Agents, Rounds: rounds}
		r.note(fmt.Sprintf("conversation.user, agents and rounds are estimates from %d transcripts: there are more than %d histories to tell apart; %d rounds could be enumerated.",
			conversation.Samples, conversation.MaxVisits, rounds))
	}
	for _, e := range values {
		out.Rounds = append(out.Rounds, RoundResult{User: e.User, Agents: e.Agents})
	}
	last := out.Rounds[len(out.Rounds)-1]
	out.User, out.Agents = last.User, slices.Clone(last.Agents)
}

// condition fills in delta.
func (v *Solver) condition(out *ConversationResult, r *Result) {
	k := &v.talk
	delta, err := conversation.Delta(&k.game, k.set, &k.library, slices.Index(k.names, RuleAligned), v.game.States, k.states(v))
	if err != nil {
		r.note("conversation.delta is absent: " + budget(err) + ".")
		return
	}
	out.Delta = &delta
}

// states is P(y | s, x) as [x][s][y].
func (k *talker) states(v *Solver) []float64 {
	g := &k.game
	p := make([]float64, 0, g.Heard*g.N*v.game.States)
	for _, heard := range g.HeardSignal {
		for _, signal := range g.Signal {
			first, total := len(p), 0.
			for y, prior := range v.game.Prior {
				w := prior * v.game.UserSignal.At(y, heard) * v.game.AgentSignal.At(y, signal)
				p = append(p, w)
				total += w
			}
			for y := first; y < len(p) && total > 0; y++ {
				p[y] /= total
			}
		}
	}
	return p
}

// budget says in words what there is too much of, and what would fit.
func budget(err error) string {
	var b *conversation.BudgetError
	if !errors.As(err, &b) {
		return reason(err)
	}
	return fmt.Sprintf("there would be %.3g %s, and at most %d are tried; fewer agents, rounds or messages would fit", b.Took, b.What, b.Most)
}

// play fills in the conversation game.
func (v *Solver) play(out *ConversationResult, r *Result) {
	k := &v.talk
	t, err := conversation.Play(&k.game, k.set, &k.library)
	if err != nil {
		r.note("conversation.equilibria is absent: " + budget(err) + ".")
		return
	}
	out.Library = k.names
	for _, p := range t.Pure() {
		e := RulesEquilibrium{User: t.Payoff[p][0], Gap: t.Gap(p)}
		for i := range t.Agents {
			e.Rules = append(e.Rules, k.names[t.Choice(p, i)])
		}
		out.Equilibria = append(out.Equilibria, e)
	}
	for _, m := range t.Mixed() {
		out.Mixed = append(out.Mixed, MixedEquilibrium{Weights: m.Weights, User: m.User, Gap: m.Gap})
	}
	if len(out.Equilibria)+len(out.Mixed) == 0 {
		r.note("conversation.equilibria is absent: no pure equilibrium of the conversation game exists, and no mixed one was found.")
	}
}

// transcript is the conversation that the seed draws.
func (v *Solver) transcript(c Conversation) *TranscriptResult {
	k := &v.talk
	t := conversation.Tell(&k.game, k.set, k.rules, c.Seed)
	out := &TranscriptResult{
		Signal: k.game.Signal[t.Signal], Heard: k.game.HeardSignal[t.Heard],
		Prior: k.wide(t.Prior), OwnPrior: k.wide(t.OwnPrior), First: t.First, Action: t.First,
	}
	n := v.game.States
	out.State = conversation.Pick(k.states(v)[(t.Heard*k.game.N+t.Signal)*n:][:n], t.Rest)
	for _, step := range t.Steps {
		w := TranscriptStep{Belief: k.wide(step.Public), Own: k.wide(step.Own), Action: step.Action, Obeys: step.Obeys}
		for _, m := range step.Messages {
			w.Messages = append(w.Messages, k.message(m))
		}
		switch reply := out.Heard; c.Reply {
		case ReplyActionKind:
			reply = step.Action
			w.Reply = &reply
		case ReplySignal:
			w.Reply = &reply
		}
		out.Action = step.Action
		out.Steps = append(out.Steps, w)
	}
	return out
}

// message writes a message out over all signals.
func (k *talker) message(m conversation.Message) MessageResult {
	out := MessageResult{Symbol: m.Symbol, Ratios: k.wide(m.Ratios), Consistent: []int{}}
	for _, s := range m.Consistent {
		out.Consistent = append(out.Consistent, k.game.Signal[s])
	}
	if m.Recommended != nil {
		out.Recommended = make([]int, k.game.AllHeard)
		for x, heard := range k.game.HeardSignal {
			out.Recommended[heard] = m.Recommended[x]
		}
	}
	return out
}

// wide writes numbers by signal out over all of them, with 0 for impossible ones.
func (k *talker) wide(x []float64) []float64 {
	out := make([]float64, k.game.AllSignals)
	for s, v := range x {
		out[k.game.Signal[s]] = v
	}
	return out
}

// tree is the likeliest transcripts.
func (k *talker) tree() *TreeResult {
	nodes, whole := conversation.Grow(&k.game, k.set, k.rules, treeNodes)
	out := &TreeResult{Nodes: make([]TreeNode, len(nodes)), Whole: whole}
	for i, n := range nodes {
		out.Nodes[i] = TreeNode{n.Parent, n.Round, k.wide(n.Belief), n.Probability}
	}
	return out
}
