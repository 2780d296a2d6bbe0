package engine

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine/conversation"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// This file checks a conversation (docs/model.md, section 8) by having it again: the rules are
// made from the schemes that the result states (and that are checked where they stand), every
// history is enumerated and added up, the seed draws its transcript, and each number of the
// section is compared. Nothing is optimised: rules are in the scenario, the partition of the rule
// aligned is in the result, and equilibria in mixed rules are measured where they stand.

// check has it again.
func (*conversationPart) check(c *checker, r *Result) {
	v := r.Conversation
	settings := c.s.ConversationOrDefault()
	if v.Transcript == nil {
		c.fail("conversation.transcript", "is missing")
		return
	}
	ok := true
	c.verify("conversation.cells and aligned (every partition within the messages is tried)",
		func() { ok = c.cells(v, settings) })
	c.verify("conversation.reports", func() { ok = ok && c.reports(v) })
	if !ok {
		return
	}
	k := &talker{}
	k.prepare(c.s, settings, &c.g, &claimed{c, r, v})
	k.aligned = conversation.Aligned{Value: v.Aligned, Cells: k.kept(v.Cells)}
	again := Result{}
	want := k.conversationResult(c.s, settings, &again)
	c.expect(again.Notes)
	if want == nil {
		c.fail("conversation", "cannot be: %s", again.Notes[0])
		return
	}
	c.verify("conversation (had again: user, agents, rounds, delta, transcripts and the transcript of its seed)",
		func() {
			c.same("conversation", v.had(), want.had())
			c.same("conversation.transcript", *v.Transcript, *want.Transcript)
		})
	c.verify("conversation game (every profile of rules is played)", func() { c.rulesGame(k, v, settings) })
	if v.Tree != nil {
		c.verify("conversation.tree", func() { c.same("conversation.tree", *v.Tree, *k.tree()) })
	}
}

// missing finds the note of a conversation that cannot be: the first rule that does not fit into the
// messages. What the rule report is made of is not in a result without a conversation, so that a note may say
// of it what it will; and so of a rule that is made of a scheme which the result lacks.
func (*conversationPart) missing(c *checker, r *Result) {
	settings := c.s.ConversationOrDefault()
	k := &talker{}
	k.prepare(c.s, settings, &c.g, &claimed{c, r, nil})
	for i, name := range settings.Rules {
		for _, reply := range k.replies {
			if name == RuleReport && k.tells(reply) {
				c.starts = append(c.starts, noConversation+c.s.Agents[i].Name+" cannot be report: ")
				continue
			}
			_, err := k.rule(name, i, reply)
			var rounds *conversation.RoundsError
			switch {
			case err == nil:
				continue
			case !errors.As(err, &rounds):
				c.starts = append(c.starts, noConversation+c.s.Agents[i].Name+" cannot be "+name+": ")
			case len(c.starts) > 0:
				c.starts = append(c.starts, noConversation+k.refusal(c.s.Agents[i].Name, name, err))
			default:
				c.expect([]string{noConversation + k.refusal(c.s.Agents[i].Name, name, err) + "."})
			}
			return
		}
	}
}

// had is what is said of the conversation, without the game and the transcript.
func (v *ConversationResult) had() ConversationResult {
	return ConversationResult{
		None: v.None, User: v.User, Agents: v.Agents, Aligned: v.Aligned, Delta: v.Delta, Rounds: v.Rounds,
		Reply: v.Reply, Replies: v.Replies, MartingaleError: v.MartingaleError, Transcripts: v.Transcripts,
		Cells: v.Cells, Estimate: v.Estimate,
	}
}

// kept is a list by agent signal, for those that can occur.
func (k *talker) kept(cells []int) (kept []int) {
	for _, signal := range k.game.Signal {
		kept = append(kept, cells[signal])
	}
	return kept
}

// rulesGame checks the game of choosing rules: the pure equilibria are exactly those found by
// playing every profile, and the mixed ones stated have the gap stated.
func (c *checker) rulesGame(k *talker, v *ConversationResult, settings Conversation) {
	if !settings.Game {
		c.same("conversation.library", v.Library, []string(nil))
		c.same("conversation.equilibria", v.Equilibria, []RulesEquilibrium(nil))
		c.same("conversation.mixed", v.Mixed, []MixedEquilibrium(nil))
		return
	}
	again, played := ConversationResult{}, Result{}
	t := k.pure(&again, &played)
	if t != nil && len(again.Equilibria)+len(v.Mixed) == 0 {
		played.note(noEquilibrium)
	}
	c.expect(played.Notes)
	c.same("conversation.library", v.Library, again.Library)
	c.same("conversation.equilibria", v.Equilibria, again.Equilibria)
	if t == nil {
		c.same("conversation.mixed", v.Mixed, []MixedEquilibrium(nil))
		return
	}
	if t.Agents > 2 && len(v.Mixed) > 1 {
		c.fail("conversation.mixed", "has %d entries, must have at most 1 with more than two agents", len(v.Mixed))
		return
	}
	for j, m := range v.Mixed {
		c.mixed(at("conversation.mixed", j), t, m)
	}
	c.unverified("that the conversation game has no further equilibrium in mixed rules")
}

// mixed checks an equilibrium in mixed rules.
func (c *checker) mixed(field string, t *conversation.Tensor, m MixedEquilibrium) {
	if !c.length(field+".weights", len(m.Weights), t.Agents) {
		return
	}
	mixes := false
	for i, weights := range m.Weights {
		name := at(field+".weights", i)
		if !c.isDistribution(name, weights, t.Size) {
			return
		}
		mixes = mixes || slices.Max(weights) < 1-checkTolerance
	}
	if !mixes {
		c.fail(field+".weights", "mix nothing")
	}
	measured := t.Measure(m.Weights)
	c.equal(field+".user", m.User, measured.User)
	c.equal(field+".gap", m.Gap, measured.Gap)
	c.atMost(field+".gap", "the gap", m.Gap, conversation.MixedGap(t.Agents))
}

// claimed gives the schemes that a result states, after a look at their shape.
type claimed struct {
	c *checker
	r *Result
	v *ConversationResult
}

func (f *claimed) shared(full bool) ([]PosteriorResult, error) {
	if f.r.Equilibria == nil {
		return nil, fmt.Errorf("the result has no equilibria")
	}
	e := f.r.Equilibria.Worst
	if full {
		e = f.r.Equilibria.Best
	}
	return e.Posteriors, f.c.shape(e.Posteriors, f.c.g.UserSignal.Cols)
}

func (f *claimed) alone() ([][]PosteriorResult, error) {
	if f.r.Benchmarks == nil || len(f.r.Benchmarks.Monopoly) != len(f.c.g.Agents) {
		return nil, fmt.Errorf("the result has no benchmarks.monopoly")
	}
	var list [][]PosteriorResult
	for _, m := range f.r.Benchmarks.Monopoly {
		if err := f.c.shape(m.Low, f.c.g.UserSignal.Cols); err != nil {
			return nil, err
		}
		list = append(list, m.Low)
	}
	return list, nil
}

func (f *claimed) heard() ([][]MonopolyResult, error) {
	if f.v.Reports == nil {
		return nil, fmt.Errorf("the result has no conversation.reports")
	}
	return f.v.Reports, nil
}

// mostPosteriors is more than any scheme of a solver has: at most one a signal, and one more.
const mostPosteriors = 2 * MaxStates

// shape says why posteriors are not those of a scheme at so many user signals, as far as one
// sees without arithmetic.
func (c *checker) shape(posteriors []PosteriorResult, heard int) error {
	if len(posteriors) == 0 || len(posteriors) > mostPosteriors {
		return fmt.Errorf("a scheme has %d posteriors", len(posteriors))
	}
	for _, p := range posteriors {
		if len(p.Belief) != c.g.AgentSignal.Cols || len(p.Strategy) != heard {
			return fmt.Errorf("a posterior has a belief over %d signals and %d actions", len(p.Belief), len(p.Strategy))
		}
		for _, a := range p.Strategy {
			if a < 0 || a >= c.g.Actions {
				return fmt.Errorf("a posterior names action %d of %d", a, c.g.Actions)
			}
		}
	}
	return nil
}

// reports checks what the rule report is made of, and reports whether it can be used.
func (c *checker) reports(v *ConversationResult) bool {
	if v.Reports == nil {
		return true
	}
	if !c.length("conversation.reports", len(v.Reports), c.g.UserSignal.Cols) {
		return false
	}
	before := len(c.report.Failures)
	for heard, list := range v.Reports {
		field := at("conversation.reports", heard)
		if !c.canHear(heard) {
			c.length(field, len(list), 0)
			continue
		}
		c.monopoliesOf(field, knowing(&c.g, heard), list)
	}
	return len(c.report.Failures) == before
}

// canHear reports whether a user signal has positive probability.
func (c *checker) canHear(heard int) bool {
	for y, p := range c.g.Prior {
		if p*c.g.UserSignal.At(y, heard) > 0 {
			return true
		}
	}
	return false
}

// cells checks that the partition fits into the messages and is worth what is said, that none
// is worth more, and none with more cells as much; it reports whether the partition can be told.
func (c *checker) cells(v *ConversationResult, settings Conversation) bool {
	p := newPartitions(c)
	if !c.length("conversation.cells", len(v.Cells), c.g.AgentSignal.Cols) {
		return false
	}
	sets, ok := p.sets(v.Cells)
	if !ok {
		c.fail("conversation.cells", "number no partition of the signals that can occur, by first appearance from 0")
		return false
	}
	budget := int(min(messages(settings), float64(len(p.signals))))
	if len(sets) > budget {
		c.fail("conversation.cells", "are %d, and there are %d messages", len(sets), budget)
		return false
	}
	c.listening(&p, v, settings)
	worth := 0.
	for _, set := range sets {
		worth += p.worth[set]
	}
	c.equal("conversation.aligned", v.Aligned, worth)
	for cells, best := range p.best(budget) {
		c.atMost("conversation.aligned", fmt.Sprintf("the best partition into %d cells", cells+1), best, worth)
		if cells+1 > len(sets) && best > worth-sameWorth {
			c.fail("conversation.cells", "are %d, and %d are worth as much", len(sets), cells+1)
		}
	}
	return true
}

// listening checks what a rule is worth that hears her signal after the first round: every partition into
// the messages of that round, and for each signal of hers every one of each cell into those of the others.
func (c *checker) listening(p *partitions, v *ConversationResult, settings Conversation) {
	hears := settings.Rounds > 1 && (settings.Reply == ReplySignal || settings.Reply == ReplyBest)
	heard := 0
	for x := range p.heard {
		if c.canHear(x) {
			heard++
		}
	}
	if !hears || heard < 2 {
		c.same("conversation.alignedListening", v.AlignedListening, (*float64)(nil))
		return
	}
	settings.Rounds--
	after := partitions{signals: p.signals, worth: make([]float64, len(p.worth))}
	for _, worth := range p.heard {
		p := partitions{signals: p.signals, worth: worth}
		for set := range worth {
			after.worth[set] += p.most(set, int(min(messages(settings), MaxSignals)))
		}
	}
	all := after.most(len(after.worth)-1, settings.Alphabet)
	c.same("conversation.alignedListening", v.AlignedListening, &all)
}

// most is the best partition of one set into at most so many cells: its first signal's cell, and the
// best of the rest.
func (p *partitions) most(set, cells int) float64 {
	if set == 0 || cells == 1 {
		return p.worth[set]
	}
	best := p.worth[set]
	first := set & -set
	for rest := (set - 1) & set; rest > 0; rest = (rest - 1) & set {
		if rest&first == 0 {
			best = max(best, p.worth[set&^rest]+p.most(rest, cells-1))
		}
	}
	return best
}

// sameWorth is what two partitions may differ by and still be worth the same: half of what the
// finer one may be worth less before the coarser is taken (conversation.FindAligned).
const sameWorth = 0.5e-12

// partitions holds what each set of agent signals is worth to a user who learns that the
// signal is in it. Sets are bits by place in signals, those that can occur.
type partitions struct {
	signals []int
	worth   []float64   // the sum of what it is worth by what she heard
	heard   [][]float64 // by the user's signal
}

func newPartitions(c *checker) partitions {
	var p partitions
	for s := range c.g.AgentSignal.Cols {
		if c.signal(s) > 0 {
			p.signals = append(p.signals, s)
		}
	}
	p.worth = make([]float64, 1<<len(p.signals))
	for heard := range c.g.UserSignal.Cols {
		p.heard = append(p.heard, make([]float64, len(p.worth)))
		for set := range p.worth {
			p.heard[heard][set] = c.told(p.signals, set, heard)
			p.worth[set] += p.heard[heard][set]
		}
	}
	return p
}

// signal is the probability of an agent signal.
func (c *checker) signal(s int) (probability float64) {
	for y, p := range c.g.Prior {
		probability += p * c.g.AgentSignal.At(y, s)
	}
	return probability
}

// told is the part of the user's value that falls on her hearing a signal and learning that the
// agents' one is in a set.
func (c *checker) told(signals []int, set, heard int) float64 {
	weights := make([]float64, c.g.States)
	for place, s := range signals {
		for y, p := range c.g.Prior {
			if set>>place&1 == 1 {
				weights[y] += p * c.g.UserSignal.At(y, heard) * c.g.AgentSignal.At(y, s)
			}
		}
	}
	worth, best := make([]float64, c.g.Actions), 0.
	for a := range worth {
		worth[a] = numeric.Dot(c.g.User.Row(a), weights)
		best = max(best, worth[a])
	}
	response := c.s.ResponseOrDefault()
	if response.Kind == Best {
		return best
	}
	return logit(worth, best, response.Lambda, total(weights))
}

// logit is what a user gets who plays an action that is worth w with probability proportional
// to exp(lambda w / mass).
func logit(worth []float64, best, lambda, mass float64) float64 {
	if mass <= 0 {
		return 0
	}
	sum, chances := 0., 0.
	for _, w := range worth {
		chance := math.Exp(lambda * (w - best) / mass)
		sum, chances = sum+chance*w, chances+chance
	}
	return sum / chances
}

// sets are the cells of a list by agent signal: numbered by first appearance, -1 for signals
// that cannot occur.
func (p *partitions) sets(cells []int) (sets []int, ok bool) {
	place := 0
	for s, cell := range cells {
		if place == len(p.signals) || p.signals[place] != s {
			if cell != -1 {
				return nil, false
			}
			continue
		}
		if cell < 0 || cell > len(sets) {
			return nil, false
		}
		if cell == len(sets) {
			sets = append(sets, 0)
		}
		sets[cell] |= 1 << place
		place++
	}
	return sets, true
}

// best is what the best partition into 1, 2, ... cells is worth: of all sets, by their first
// signal's cell and the best partition of the rest.
func (p *partitions) best(most int) (worth []float64) {
	before := slices.Clone(p.worth) // into one cell fewer, by set
	for cells := 1; ; cells++ {
		worth = append(worth, before[len(before)-1])
		if cells == most {
			return worth
		}
		next := make([]float64, len(before))
		for set := range next {
			next[set] = p.split(before, set)
		}
		before = next
	}
}

// split is the best of putting the first signal of a set into a cell of its own or with others,
// and the rest, which must not be empty, as in before.
func (p *partitions) split(before []float64, set int) float64 {
	best, first := math.Inf(-1), set&-set
	for rest := (set - 1) & set; rest > 0; rest = (rest - 1) & set {
		if rest&first == 0 {
			best = max(best, p.worth[set&^rest]+before[rest])
		}
	}
	return best
}

// isDistribution checks that p is a distribution over so many, and reports whether it has their shape.
func (c *checker) isDistribution(field string, p []float64, n int) bool {
	if !c.length(field, len(p), n) {
		return false
	}
	for s, x := range p {
		c.atMost(at(field, s), "minus the probability", -x, 0)
	}
	c.equal(field+", sum", total(p), 1)
	return true
}
