package engine

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/conversation"
)

// This file runs the solver of docs/model.md, section 8, and copies its answer into a Result.

// treeNodes is how many nodes of the tree of transcripts a picture gets.
const treeNodes = 240

type conversationPart struct{ anyPart } // Result.Conversation

func (*conversationPart) applies(s *Scenario, want Sections, _ *Result) bool {
	return s.Conversation != nil || want.has(TreeSection)
}

// work goes by what can be said. All agents see the same, so those with a scheme have together about as many
// things to say as there are signals, more where a scheme draws lots; of the noisy ones what counts is how often
// each symbol was heard. Where not everything can be said only aligned, silent and perhaps a scheme are left of
// the rules.
func (*conversationPart) work(s Scenario, want Sections, z sizes) float64 {
	if s.Conversation == nil && !want.has(TreeSection) {
		return 0
	}
	c, k, signals, h, m := s.ConversationOrDefault(), z.k, float64(z.n), float64(z.h), float64(z.m)
	rounds, noisy, visits := float64(c.Rounds), 0., signals
	ways := 1.   // in which a node of the tree goes on
	stands := 1. // where those with a scheme can be, as if each could be anywhere whatever the others are
	for _, rule := range c.Rules {
		switch rule {
		case RuleNoisy:
			noisy++
			continue
		case RuleSilent:
			continue
		case RuleSelfish, RuleEquilibrium:
			visits *= 2
			ways *= 2
		}
		stands *= min(math.Pow(float64(c.Alphabet), rounds), signals)
	}
	each := 200 + 8*h*signals*(k+m)
	visits *= heardWork(noisy, c) * rounds
	work := 40_000 + 20_000*k + min(visits*each, conversation.MaxSteps)
	if stands *= heardWork(noisy, c) * rounds; stands > conversation.MaxVisits || stands*each > conversation.MaxSteps {
		work += conversation.Samples * rounds * each
	}
	if c.Reply == ReplySignal || c.Reply == ReplyBest {
		work += 2 * h * signals * math.Pow(3, signals) // the rule that listens
	}
	if want.has(TreeSection) {
		work += min(treeNodes*ways*fallWork(noisy, c)*each, 4*conversation.MaxTreeSteps)
	}
	rules, short := float64(len(Rules())-1), math.Pow(float64(c.Alphabet), rounds) < signals
	if short {
		rules = 3
	}
	profiles := 0.
	if others := math.Pow(rules, k-1); short && others <= conversation.MaxOthers {
		profiles += k * others // for delta, which is 0 where everything can be said
		work += k * others * others * 2 * m * float64(len(s.States))
	}
	if all := math.Pow(rules, k); c.Game && all <= conversation.MaxProfiles {
		profiles += all + k*math.Pow(rules, k-1) // and for delta at the equilibria
	}
	if c.Reply == ReplyBest {
		profiles *= 2 // for each reply, where rules go by it
	}
	perProfile := 30_000 + signals*heardWork(k/rules, c)*rounds*each/2
	work += min(profiles*perProfile, 2*conversation.MaxSteps)
	return work + pairsOf(z.n, z.m, z.h)*(300+30*k) // the schemes
}

// heardWork is how many ways there are to have heard each symbol so and so often from so many
// noisy agents, and to hear them next.
func heardWork(noisy float64, c Conversation) float64 {
	ways := 1.
	for i := 1; i < c.Alphabet; i++ {
		ways *= (noisy*float64(c.Rounds) + float64(i)) / float64(i) * (noisy + float64(i)) / float64(i)
	}
	return ways
}

// fallWork is in how many ways one message of each of so many noisy agents can fall on the symbols.
func fallWork(noisy float64, c Conversation) float64 {
	ways := 1.
	for i := 1; i < c.Alphabet; i++ {
		ways *= (noisy + float64(i)) / float64(i)
	}
	return ways
}

// solve fills in the conversation.
func (*conversationPart) solve(v *Solver, s *Scenario, want Sections, r *Result) {
	c, k := s.ConversationOrDefault(), &v.talk
	k.prepare(*s, c, &v.game, (*solved)(v))
	k.aligned = conversation.FindAligned(&k.game, k.set, messages(c))
	out := k.conversationResult(*s, c, r)
	if out == nil {
		return
	}
	if c.Game {
		k.play(out, r)
	}
	if want.has(TreeSection) {
		out.Tree = k.tree()
	}
	if v.certify {
		out.Reports = k.informed
	}
}

// messages is how many different things can be said in all rounds.
func messages(c Conversation) float64 { return math.Pow(float64(c.Alphabet), float64(c.Rounds)) }

// noConversation begins the note of a conversation that cannot be.
const noConversation = "conversation is absent: "

// conversationResult fills in what needs no choice between rules: nil, with a note, where a rule cannot
// be played. It enumerates and adds up, and optimises nothing but her reply.
func (k *talker) conversationResult(s Scenario, c Conversation, r *Result) *ConversationResult {
	rules := make([][]conversation.Rule, len(k.replies))
	for i, name := range c.Rules {
		for n, reply := range k.replies {
			rule, err := k.rule(name, i, reply)
			if err != nil {
				r.note(noConversation + k.refusal(s.Agents[i].Name, name, err) + ".")
				return nil
			}
			rules[n] = append(rules[n], rule)
		}
	}
	out := &ConversationResult{None: k.silence(), Aligned: k.aligned.Value, Cells: k.cells()}
	if slices.ContainsFunc(k.replies, k.tells) && k.game.Heard > 1 {
		listening := conversation.Listening(&k.game, k.set)
		out.AlignedListening = &listening
	}
	reply := k.choose(out, rules, c.Seed)
	k.rules = rules[slices.Index(k.replies, reply)]
	if e := out.Estimate; e != nil {
		r.note(fmt.Sprintf("conversation.user, agents and rounds are estimates from %d transcripts: there are more "+
			"than %d histories to tell apart; %d rounds could be enumerated.",
			e.Samples, k.most(rules), e.Rounds))
	}
	out.Transcript = k.transcript(c, reply)
	k.gather()
	k.condition(out, r)
	r.Conversation = out
	return out
}

// solved gives the schemes that a Solver finds for the game in hand.
type solved Solver

func (v *solved) load() error {
	if !v.loaded && v.refused == nil {
		v.refused = v.equilibrium.Load(v.game)
		v.loaded = v.refused == nil
	}
	return v.refused
}

func (v *solved) shared(full bool) ([]PosteriorResult, error) {
	if err := v.load(); err != nil {
		return nil, err
	}
	worst, best := v.equilibrium.Equilibria()
	if err := v.equilibrium.Err(); err != nil {
		return nil, err
	}
	if full {
		worst = best
	}
	return (*Solver)(v).equilibriumResult(worst).Posteriors, nil
}

func (v *solved) alone() ([][]PosteriorResult, error) {
	if err := v.load(); err != nil {
		return nil, err
	}
	var list [][]PosteriorResult
	for _, m := range v.equilibrium.Monopolies() {
		list = append(list, (*Solver)(v).schemeResult(&v.equilibrium.Space, m.Low))
	}
	return list, nil
}

func (v *solved) heard() ([][]MonopolyResult, error) {
	list := slices.Repeat([][]MonopolyResult{{}}, v.game.UserSignal.Cols)
	v.knower.Space.Sharing = 2 * len(v.talk.game.HeardSignal) // together they may use half of what the game itself may
	for _, heard := range v.talk.game.HeardSignal {
		if err := v.knower.Load(knowing(&v.game, heard)); err != nil {
			return nil, err
		}
		for i, m := range v.knower.Monopolies() {
			list[heard] = append(list[heard], (*Solver)(v).monopoly(&v.knower.Space, v.talk.parties[i].Name, m))
		}
	}
	v.talk.informed = list
	return list, nil
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

// choose fills in what everybody can expect, by the reply that is worth most to the user where
// she chooses how to reply, and says which that is. rules are those in force, by reply.
func (k *talker) choose(out *ConversationResult, rules [][]conversation.Rule, seed uint64) string {
	most, differing := k.most(rules), conversation.Differing(rules)
	chosen, best := 0, *out
	var replies []ReplyWorth
	for n, reply := range differing {
		o := *out
		if k.expect(&o, rules[reply], seed, most); n == 0 || conversation.Chosen(o.User, best.User) {
			chosen, best = reply, o
		}
		replies = append(replies, ReplyWorth{k.replies[reply], o.User})
	}
	*out = best
	if len(k.replies) > 1 {
		out.Reply, out.Replies = k.replies[chosen], replies
	}
	return k.replies[chosen]
}

// most is how many classes of histories may be looked at for each reply.
func (k *talker) most(rules [][]conversation.Rule) int {
	return conversation.Visits(&k.game, conversation.MaxVisits) / len(conversation.Differing(rules))
}

// expect fills in what everybody can expect of rules, exactly if there are not too many histories.
func (k *talker) expect(out *ConversationResult, rules []conversation.Rule, seed uint64, most int) {
	rounds := k.set.Rounds
	for rounds > 0 && conversation.Count(&k.game, k.set, rules, rounds) > float64(most) {
		rounds--
	}
	var values []conversation.Values
	if rounds == k.set.Rounds {
		a := conversation.Run(&k.game, k.set, rules)
		values, out.MartingaleError, out.Transcripts = a.Rounds, a.Drift, a.Transcripts
	} else {
		e := conversation.Sample(&k.game, k.set, rules, seed, conversation.Samples)
		values, out.Transcripts = e.Rounds, conversation.Most(&k.game, k.set, rules)
		out.Estimate = &EstimateResult{Samples: conversation.Samples, User: e.Error.User, Agents: e.Error.Agents,
			Rounds: rounds}
	}
	for _, e := range values {
		out.Rounds = append(out.Rounds, RoundResult{User: e.User, Agents: e.Agents})
	}
	last := out.Rounds[len(out.Rounds)-1]
	out.User, out.Agents = last.User, slices.Clone(last.Agents)
}

// condition fills in delta.
func (k *talker) condition(out *ConversationResult, r *Result) {
	delta, err := conversation.Delta(&k.game, k.set, &k.library, slices.Index(k.names, RuleAligned), k.base.States,
		k.states())
	if err != nil {
		r.note("conversation.delta is absent: " + budget(err) + ".")
		return
	}
	out.Delta = &delta
}

// states is P(y | s, x) as [x][s][y].
func (k *talker) states() []float64 {
	g := &k.game
	p := make([]float64, 0, g.Heard*g.N*k.base.States)
	for _, heard := range g.HeardSignal {
		for _, signal := range g.Signal {
			first, total := len(p), 0.
			for y, prior := range k.base.Prior {
				w := prior * k.base.UserSignal.At(y, heard) * k.base.AgentSignal.At(y, signal)
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
	return fmt.Sprintf("there would be %.3g %s, and at most %d are tried; fewer agents, rounds or messages would fit",
		b.Took, b.What, b.Most)
}

// noEquilibrium is the note of a game without one.
const noEquilibrium = "conversation.equilibria is absent: no pure equilibrium of the conversation game " +
	"exists, and no mixed one was found."

// play fills in the conversation game.
func (k *talker) play(out *ConversationResult, r *Result) {
	t := k.pure(out, r)
	if t == nil {
		return
	}
	for _, m := range t.Mixed() {
		out.Mixed = append(out.Mixed, MixedEquilibrium{Weights: m.Weights, User: m.User, Gap: m.Gap})
	}
	if len(out.Equilibria)+len(out.Mixed) == 0 {
		r.note(noEquilibrium)
	}
}

// pure plays every profile of rules and lists the equilibria in pure ones; nil, with a note,
// where there are too many.
func (k *talker) pure(out *ConversationResult, r *Result) *conversation.Tensor {
	t, err := conversation.Play(&k.game, k.set, &k.library)
	if err != nil {
		r.note("conversation.equilibria is absent: " + budget(err) + ".")
		return nil
	}
	out.Library = k.names
	induced := conversation.NewInduced(&k.game, k.set, &k.library, slices.Index(k.names, RuleAligned),
		slices.Index(k.names, RuleSilent), k.base.States, k.states(), k.base.User.Data)
	for n, p := range t.Pure() {
		e := RulesEquilibrium{User: t.Payoff[p][0], Gap: t.Gap(p)}
		if len(k.replies) > 1 {
			e.Reply = k.replies[t.Reply[p]]
		}
		choice := make([]int, t.Agents)
		for i := range choice {
			choice[i] = t.Choice(p, i)
			e.Rules = append(e.Rules, k.names[choice[i]])
		}
		if err == nil && n < mostCompared {
			err = e.compare(induced, choice)
		}
		out.Equilibria = append(out.Equilibria, e)
	}
	switch {
	case err != nil:
		r.note("conversation.equilibria[].delta is absent where it would be too much: " + budget(err) + ".")
	case len(out.Equilibria) > mostCompared:
		r.note(fmt.Sprintf("conversation.equilibria[].delta is that of the first %d of %d equilibria only.",
			mostCompared, len(out.Equilibria)))
	}
	return t
}

// mostCompared is how many equilibria get a delta: more would be a result of megabytes.
const mostCompared = 200

// compare fills in delta and what it is measured against.
func (e *RulesEquilibrium) compare(induced *conversation.Induced, choice []int) error {
	delta, references, err := induced.At(choice)
	if err != nil {
		return err
	}
	e.Delta = &delta
	for _, r := range references {
		e.References = append(e.References, ReferenceResult(r))
	}
	return nil
}

// transcript is the conversation that the seed draws, where she gives that kind of reply.
func (k *talker) transcript(c Conversation, kind string) *TranscriptResult {
	return k.script(kind, conversation.Tell(&k.game, k.set, k.rules, c.Seed))
}

// script writes a conversation out over all signals.
func (k *talker) script(kind string, t conversation.Transcript) *TranscriptResult {
	out := &TranscriptResult{
		Signal: k.game.Signal[t.Signal], Heard: k.game.HeardSignal[t.Heard],
		Prior: k.wide(t.Prior), OwnPrior: k.wide(t.OwnPrior), First: t.First, Action: t.First,
		Steps: make([]TranscriptStep, 0, len(t.Steps)),
	}
	n := k.base.States
	out.State = conversation.Pick(k.states()[(t.Heard*k.game.N+t.Signal)*n:][:n], t.Rest)
	for _, step := range t.Steps {
		w := TranscriptStep{Belief: k.wide(step.Public), Own: k.wide(step.Own), Action: step.Action, Obeys: step.Obeys}
		for _, m := range step.Messages {
			w.Messages = append(w.Messages, k.message(m))
		}
		switch reply := out.Heard; kind {
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
