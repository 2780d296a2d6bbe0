package conversation

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Values is what everybody expects.
type Values struct {
	User   float64
	Agents []float64
}

// Answer is what a conversation comes to.
type Answer struct {
	Rounds      []Values // after round 1, 2, ..., R
	Drift       float64  // martingale error: how far mean posteriors are from beliefs, at most
	Transcripts float64  // of positive probability
	Induced     []float64
}

// actor is the user: how she acts on weights, and what follows for everybody.
type actor struct {
	t       *talk
	chances []float64 // of each action
	worth   []float64 // of each action
}

func newActor(t *talk) *actor {
	return &actor{t: t, chances: make([]float64, t.game.Actions), worth: make([]float64, t.game.Actions)}
}

// act fills a.chances for user signal x, given weights [x][s] after so many rounds, with every
// voice at its prefix, and returns whose recommendation she follows, -1: nobody's.
func (a *actor) act(weights []float64, x int, c *class, rounds int) (obeys int) {
	g := a.t.game
	mass := 0.
	for s := range g.N {
		mass += weights[x*g.N+s] * g.Mass(x, s)
	}
	best := math.Inf(-1)
	for k := range a.worth {
		a.worth[k] = 0
		for s := range g.N {
			a.worth[k] += weights[x*g.N+s] * g.Gain(persuasion.User, x, k, s)
		}
		best = max(best, a.worth[k])
	}
	clear(a.chances)
	if a.t.set.Quantal {
		a.logit(best, mass)
		return -1
	}
	if k, agent := a.recommended(x, c, rounds, best-Obedience*mass); agent >= 0 {
		a.chances[k] = 1
		return agent
	}
	for k, w := range a.worth {
		if w >= best-Obedience*mass {
			a.chances[k] = 1
			break
		}
	}
	return -1
}

// logit fills the chances of a user who responds by logit to what actions are worth.
func (a *actor) logit(best, mass float64) {
	total := 0.
	for k, w := range a.worth {
		a.chances[k] = 1
		if mass > 0 {
			a.chances[k] = math.Exp(a.t.set.Lambda * (w - best) / mass)
		}
		total += a.chances[k]
	}
	for k := range a.chances {
		a.chances[k] /= total
	}
}

// recommended is the action that the first recommending agent names and that is worth enough.
func (a *actor) recommended(x int, c *class, rounds int, enough float64) (action, agent int) {
	for i, voice := range a.t.speaks {
		if voice < 0 {
			continue
		}
		v := &a.t.voices[voice]
		if v.table.Strategy == nil || v.said(rounds) < v.digits || rounds <= v.table.Wait {
			continue
		}
		if k := v.table.Strategy[c.prefix[voice]][x]; a.worth[k] >= enough {
			return k, i
		}
	}
	return 0, -1
}

// Run enumerates a conversation of rules, one an agent, each of which fits. It must not have
// more to look at than Visits (see Count).
func Run(game *persuasion.Reduced, set Settings, rules []Rule) Answer {
	return newTalk(game, set, rules).run(false)
}

// Count is how many classes of histories Run would look at, at most, in so many rounds.
func Count(game *persuasion.Reduced, set Settings, rules []Rule, rounds int) float64 {
	return newTalk(game, set, rules).visits(rounds)
}

// Visits is how many classes of histories may be looked at in a game, of at most so many: each takes
// some steps, and more for each number that is kept of it.
func Visits(game *persuasion.Reduced, most int) int {
	const each, perNumber = 200, 8
	return min(most, MaxSteps/(each+perNumber*game.Heard*game.N*(game.Agents+game.Actions)))
}

// Most is how many transcripts there can be.
func Most(game *persuasion.Reduced, set Settings, rules []Rule) float64 {
	return newTalk(game, set, rules).most()
}

// run enumerates; onlyEnd leaves out the values of all rounds but the last. The classes of the
// last round, by far the most, are not kept.
func (t *talk) run(onlyEnd bool) Answer {
	l, a := newLayers(t), newActor(t)
	var out Answer
	for round := range t.set.Rounds - 1 {
		l.store(round)
		if onlyEnd {
			continue
		}
		m := newMean(a, round+1)
		for i := range l.now {
			l.weigh(&l.now[i], round+1)
			m.add(l, &l.now[i])
		}
		out.Rounds = append(out.Rounds, m.values())
	}
	m := newMean(a, t.set.Rounds)
	l.step(t.set.Rounds-1, func(c *class) {
		m.add(l, c)
		out.Transcripts += c.ways
	})
	out.Rounds = append(out.Rounds, m.values())
	out.Drift, out.Induced = l.drift, m.induced()
	return out
}

// mean collects what follows if she acts after so many rounds.
type mean struct {
	a      *actor
	rounds int
	taken  []float64 // [x][action][s]: P(s) P(action and messages | s, x)
}

func newMean(a *actor, rounds int) *mean {
	g := a.t.game
	return &mean{a, rounds, make([]float64, g.Actions*g.Heard*g.N)}
}

// add adds a class, of which l.weight is known.
func (m *mean) add(l *layers, c *class) {
	g := l.t.game
	for x := range g.Heard {
		weight := l.weight[x*g.N : (x+1)*g.N]
		m.a.act(l.weight, x, c, m.rounds)
		for k, chance := range m.a.chances {
			if chance == 0 {
				continue
			}
			taken := m.taken[(x*g.Actions+k)*g.N:]
			for s, w := range weight {
				taken[s] += c.ways * chance * w
			}
		}
	}
}

// values is what everybody expects: payoffs are linear in what is taken.
func (m *mean) values() Values {
	g := m.a.t.game
	v := Values{Agents: make([]float64, g.Agents)}
	for x := range g.Heard {
		for k := range g.Actions {
			for s := range g.N {
				w := m.taken[(x*g.Actions+k)*g.N+s]
				v.User += w * g.Gain(persuasion.User, x, k, s)
				for j := range v.Agents {
					v.Agents[j] += w * g.Gain(1+j, x, k, s)
				}
			}
		}
	}
	return v
}

// induced is the distribution of (action, x, s).
func (m *mean) induced() []float64 {
	g := m.a.t.game
	out := make([]float64, g.Actions*g.Heard*g.N)
	for x := range g.Heard {
		for k := range g.Actions {
			for s := range g.N {
				out[(k*g.Heard+x)*g.N+s] = m.taken[(x*g.Actions+k)*g.N+s] * g.Mass(x, s)
			}
		}
	}
	return out
}
