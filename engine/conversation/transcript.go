package conversation

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Silence is the symbol of an agent that says nothing.
const Silence = -1

// Message is what one agent says in a round.
type Message struct {
	Agent, Symbol int
	Ratios        []float64 // one a signal: the message's likelihood over the least positive one; 0: excluded
	Consistent    []int     // signals that the agent's words so far leave possible
	Recommended   []int     // action by user signal, where the message ends a scheme
}

// Step is one round.
type Step struct {
	Messages []Message
	Public   []float64 // P(s | messages)
	Own      []float64 // P(s | messages, x)
	Action   int
	Obeys    int
}

// Transcript is one conversation with the agents' signal Signal and the user's Heard.
type Transcript struct {
	Signal, Heard   int
	Rest            float64 // in [0,1), drawn too: decides what is left, the state
	Prior, OwnPrior []float64
	First           int // her action without a word
	Steps           []Step
}

// draws are the numbers in [0,1) that decide a conversation, all drawn beforehand: one for the
// signals, one for every message. So the same seed goes the same way as far as it can when
// utilities, prior or rules change a little.
type draws struct {
	signals  [3]float64
	messages [][]float64 // [round][agent]
}

// newDraws draws them all.
func newDraws(r *rand.Rand, rounds, agents int) draws {
	d := draws{messages: make([][]float64, rounds)}
	for round := range d.messages {
		d.messages[round] = make([]float64, agents)
	}
	d.draw(r)
	return d
}

// draw draws them all anew.
func (d *draws) draw(r *rand.Rand) {
	for i := range d.signals {
		d.signals[i] = r.Float64()
	}
	for _, row := range d.messages {
		for i := range row {
			row[i] = r.Float64()
		}
	}
}

// Pick is the place in a list of weights at which a number in [0,1) falls.
func Pick(weights []float64, at float64) int {
	sum := 0.
	for _, w := range weights {
		sum += w
	}
	last := 0
	for i, w := range weights {
		if w <= 0 {
			continue
		}
		if last = i; at*sum < w {
			return i
		}
		at -= w / sum
	}
	return last
}

// speaker walks one history: the class of it alone, and each noisy agent's own likelihood.
type speaker struct {
	l      *layers
	class  class
	own    [][]float64 // of each noisy agent: [s]
	hand   int         // the agent that says the symbol next, whatever its rule draws; -1: none
	next   int
	chance []float64 // of each symbol
}

func newSpeaker(t *talk) *speaker {
	l := newLayers(t)
	w := &speaker{l: l, class: l.now[0], hand: -1, chance: make([]float64, t.set.Alphabet)}
	for range t.noisy {
		row := make([]float64, t.game.N)
		for s := range row {
			row[s] = 1
		}
		w.own = append(w.own, row)
	}
	return w
}

// Tell draws a conversation by a seed: first the signals, then every message.
func Tell(game *persuasion.Reduced, set Settings, rules []Rule, seed uint64) Transcript {
	t := newTalk(game, set, rules)
	r := rand.New(rand.NewPCG(seed, 0))
	return t.tell(newDraws(r, set.Rounds, len(rules)), len(rules), nil).Transcript
}

// By is what an agent says, in the rounds in which its rule speaks, in place of what that would say.
// Agents who send one common index say it together.
type By struct {
	Agent   int
	Symbols []int
}

// Told is a conversation with an agent's words by hand, as far as they go.
type Told struct {
	Transcript
	Open     bool // the agent speaks next, and no symbol is left
	FoundOut bool // the next words cannot be by the rules: the user has no belief after them
}

// TellBy draws the same conversation as Tell, but for the words of one agent. Everybody takes them as
// by its rule.
func TellBy(game *persuasion.Reduced, set Settings, rules []Rule, seed uint64, by By) Told {
	t := newTalk(game, set, rules)
	r := rand.New(rand.NewPCG(seed, 0))
	return t.tell(newDraws(r, set.Rounds, len(rules)), len(rules), &by)
}

// speaksIn reports whether the rule of an agent has it say something in a round.
func (t *talk) speaksIn(agent, round int) bool {
	if slices.Contains(t.noisy, agent) {
		_, ok := t.sings(round)
		return ok
	}
	if t.speaks[agent] < 0 {
		return false
	}
	v := &t.voices[t.speaks[agent]]
	return v.said(round+1) > v.said(round)
}

func (t *talk) tell(d draws, agents int, by *By) Told {
	g := t.game
	var out Told
	spoken := 0
	out.Rest = d.signals[2]
	out.Signal = Pick(g.Prior[:g.N], d.signals[0])
	out.Heard = Pick(heardAt(g, out.Signal), d.signals[1])
	w, a := newSpeaker(t), newActor(t)
	out.Prior, out.OwnPrior, out.First, _ = w.look(a, 0, out.Heard)
	for round := range t.set.Rounds {
		if w.hand = -1; by != nil && t.speaksIn(by.Agent, round) {
			if spoken == len(by.Symbols) {
				out.Open = true
				break
			}
			w.hand, w.next = by.Agent, by.Symbols[spoken]
			spoken++
		}
		step := Step{Messages: w.round(round, out.Signal, out.Heard, d.messages[round], agents)}
		if by != nil && !w.possible(round+1, out.Heard) {
			out.FoundOut = true
			break
		}
		step.Public, step.Own, step.Action, step.Obeys = w.look(a, round+1, out.Heard)
		out.Steps = append(out.Steps, step)
	}
	return out
}

// heardAt is how likely each of the user's signals is at one of the agents'.
func heardAt(g *persuasion.Reduced, signal int) []float64 {
	heard := make([]float64, g.Heard)
	for x := range heard {
		heard[x] = g.Mass(x, signal)
	}
	return heard
}

// possible reports whether what was said in so many rounds, and what the user heard, can be by the rules.
func (w *speaker) possible(rounds, x int) bool {
	g, mass := w.l.t.game, 0.
	w.l.weigh(&w.class, rounds)
	for s := range g.N {
		mass += w.l.weight[x*g.N+s] * g.Mass(x, s)
	}
	return mass > 0
}

// look is what is believed after so many rounds, and what the user would do.
func (w *speaker) look(a *actor, rounds, x int) (public, own []float64, action, obeys int) {
	g := w.l.t.game
	w.l.weigh(&w.class, rounds)
	public, own = make([]float64, g.N), make([]float64, g.N)
	w.l.believe(public)
	mass := 0.
	for s := range own {
		own[s] = w.l.weight[x*g.N+s] * g.Mass(x, s)
		mass += own[s]
	}
	for s := range own {
		own[s] /= mass
	}
	obeys = a.act(w.l.weight, x, &w.class, rounds)
	best := 0
	for k := range a.chances {
		if a.chances[k] > a.chances[best] {
			best = k
		}
	}
	return public, own, best, obeys
}

// round draws what every agent says and moves on.
func (w *speaker) round(round, signal, x int, at []float64, agents int) []Message {
	messages := make([]Message, agents)
	for i := range messages {
		messages[i] = Message{Agent: i, Symbol: Silence}
	}
	for v := range w.l.t.voices {
		w.send(v, round, signal, x, at, messages)
	}
	if position, ok := w.l.t.sings(round); ok {
		for n, agent := range w.l.t.noisy {
			w.garble(n, position, signal, at[agent], &messages[agent])
		}
	}
	for i := range messages {
		if messages[i].Ratios == nil {
			w.quiet(i, round, &messages[i])
		}
	}
	return messages
}

// send draws the next digit of a voice.
func (w *speaker) send(voice, round, signal, x int, at []float64, messages []Message) {
	t := w.l.t
	v, g, b := &t.voices[voice], t.game, t.set.Alphabet
	said, next := v.said(round), v.said(round+1)
	if said == next {
		return
	}
	before, symbol := int(w.class.prefix[voice]), w.choose(voice, next, signal, x, at)
	after := before*b + symbol
	ratios := make([]float64, g.N)
	for s := range ratios {
		if was := w.public(v, before, said, s); was > 0 {
			ratios[s] = w.public(v, after, next, s) / was
		}
	}
	scaled(ratios)
	w.class.prefix[voice] = int32(after)
	for _, i := range v.agents {
		messages[i].Symbol, messages[i].Ratios, messages[i].Consistent = symbol, ratios, positive(ratios)
		if next == v.digits && after < len(v.table.Strategy) {
			messages[i].Recommended = v.table.Strategy[after]
		}
	}
}

// choose draws the digit of a voice that brings it to so many said.
func (w *speaker) choose(voice, said, signal, x int, at []float64) int {
	t := w.l.t
	v, b := &t.voices[voice], t.set.Alphabet
	if slices.Contains(v.agents, w.hand) {
		return w.next
	}
	for symbol := range w.chance {
		w.chance[symbol] = v.likelihood(int(w.class.prefix[voice])*b+symbol, said, b, x*t.game.N+signal)
	}
	return Pick(w.chance, at[v.agents[0]])
}

// pass moves on by a round of which nobody reads the messages.
func (w *speaker) pass(round, signal, x int, at []float64) {
	t := w.l.t
	b := t.set.Alphabet
	for i := range t.voices {
		if said, next := t.voices[i].said(round), t.voices[i].said(round+1); said < next {
			w.class.prefix[i] = w.class.prefix[i]*int32(b) + int32(w.choose(i, next, signal, x, at))
		}
	}
	if position, ok := t.sings(round); ok {
		for _, agent := range t.noisy {
			w.class.counts[position*b+w.mishear(agent, position, signal, at[agent])]++
		}
	}
}

// again begins another history.
func (w *speaker) again() {
	clear(w.class.prefix)
	clear(w.class.counts)
}

// public is how likely a prefix is at a signal, whatever the user heard.
func (w *speaker) public(v *voice, prefix, said, s int) (p float64) {
	g := w.l.t.game
	for x := range g.Heard {
		p += g.Mass(x, s) * v.likelihood(prefix, said, w.l.t.set.Alphabet, x*g.N+s)
	}
	return p
}

// garble draws a noisy agent's message: the right digit, or with probability Noise another.
func (w *speaker) garble(n, position, signal int, at float64, m *Message) {
	t, b := w.l.t, w.l.t.set.Alphabet
	m.Symbol = w.mishear(m.Agent, position, signal, at)
	w.class.counts[position*b+m.Symbol]++
	m.Ratios = make([]float64, t.game.N)
	for s := range m.Ratios {
		factor := t.flip[1]
		if t.digit[s][position] == m.Symbol {
			factor = t.keep[1]
		}
		if w.own[n][s] > 0 {
			m.Ratios[s] = factor
		}
		w.own[n][s] *= factor
	}
	scaled(m.Ratios)
	m.Consistent = positive(w.own[n])
}

// mishear draws what a noisy agent says in place of the right digit.
func (w *speaker) mishear(agent, position, signal int, at float64) int {
	if agent == w.hand {
		return w.next
	}
	t := w.l.t
	for symbol := range w.chance {
		w.chance[symbol] = t.flip[1]
	}
	w.chance[t.digit[signal][position]] = t.keep[1]
	return Pick(w.chance, at)
}

// quiet fills in what silence says: nothing new.
func (w *speaker) quiet(agent, round int, m *Message) {
	t, g := w.l.t, w.l.t.game
	possible := make([]float64, g.N)
	for s := range possible {
		possible[s] = 1
		if v := t.speaks[agent]; v >= 0 {
			possible[s] = w.public(&t.voices[v], int(w.class.prefix[v]), t.voices[v].said(round), s)
		}
		if possible[s] > 0 {
			possible[s] = 1
		}
	}
	m.Ratios, m.Consistent = possible, positive(possible)
}

// scaled divides by the least positive number.
func scaled(x []float64) {
	least := math.Inf(1)
	for _, v := range x {
		if v > 0 {
			least = min(least, v)
		}
	}
	for i := range x {
		if x[i] > 0 {
			x[i] /= least
		}
	}
}

// positive lists where numbers are above 0.
func positive(x []float64) []int {
	list := []int{}
	for i, v := range x {
		if v > 0 {
			list = append(list, i)
		}
	}
	return list
}
