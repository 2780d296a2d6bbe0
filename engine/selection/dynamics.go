package selection

import (
	"encoding/binary"
	"math"

	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// This file plays best-response dynamics on the frontiers of an answer.
//
// The first agent offers its own optimum. Then the agents take turns in a given order. One
// that is not chosen outbids when it pays: with v the winning offer it offers v + step (at
// most OPT, and its own optimum if the user likes that better), if its payoff there is more
// than what it gets under the winner's scheme. If a whole step does not pay, half of one
// may, or a quarter: without that, two agents of nearly the same mind stop far below the
// equilibrium, because each gains less by winning than a step costs. So the winning offer
// only rises, and the dynamics end.
//
// In the second mode the winner in its turn lowers its offer to the best one of the others,
// or to its own optimum if that is more, when that pays: the user stays with the winner on a
// tie. Only whole steps are taken, so there are finitely many states (who wins, all offers),
// and as a state determines all that follows, the dynamics settle or cycle.

// Rules of the dynamics.
type Rules struct {
	Step  float64 // by which an agent outbids; must be positive
	Order []int   // of turns; nil: by number
	Start int     // the agent that offers first
	Lower bool    // the winner may lower its offer
}

// Bid is an offer that won: a point of the agent's frontier.
type Bid struct {
	Agent int
	User  float64 // what the user is offered
	Value float64 // the agent's payoff
	// The scheme mixes corner Corner of the agent's frontier with the next one, of weight Weight.
	Corner int
	Weight float64
}

// Ending says how the dynamics ended.
type Ending int8

// How dynamics can end.
const (
	Settled Ending = iota // nobody wants to change its offer
	Cycling               // the state at CycleStart came back after the last bid
	Cut                   // MaxBids was reached
)

// MaxBids bounds the bids of one run: a small step makes many.
const MaxBids = 20_000

// Path is a run of the dynamics.
type Path struct {
	Bids []Bid
	End  Ending
	// CycleStart is the number of bids made when the state was first met that came back at
	// the end: the cycle is Bids[CycleStart:].
	CycleStart int
	// Standing has every agent's last offer; an agent that made none has its own optimum.
	Standing []Bid
}

// halvings is how often a raise is halved before an agent gives up.
const halvings = 20

// pays is the least gain, as a share of its payoffs' spread, for which an agent bids: no number that anybody
// types, as the prior of a state may be a gain.
const pays = 7.3e-10

// run is the state of the dynamics. User values and payoffs are those of the game traced, payoffs
// stretched.
type run struct {
	answer *Answer
	rules  Rules
	opt    float64
	winner int
	offer  []float64 // of each agent; -Inf before its first
	path   Path
}

// Play runs the dynamics on an answer.
func Play(a *Answer, rules Rules) Path {
	if !(rules.Step > 0) {
		panic("selection: a step must be positive")
	}
	r := newRun(a, rules)
	seen := map[string]int{}
	for {
		if r.rules.Lower {
			key := r.key()
			if start, ok := seen[key]; ok {
				return r.end(Cycling, start)
			}
			seen[key] = len(r.path.Bids)
		}
		changed := false
		for _, i := range r.rules.Order {
			if len(r.path.Bids) >= MaxBids {
				return r.end(Cut, 0)
			}
			changed = r.turn(i) || changed
		}
		if !changed {
			return r.end(Settled, 0)
		}
	}
}

// newRun makes the first offer.
func newRun(a *Answer, rules Rules) *run {
	first := &a.Frontiers[rules.Start]
	r := &run{answer: a, rules: rules, winner: rules.Start}
	r.opt = first.Corners[len(first.Corners)-1].user
	r.offer = make([]float64, len(a.Frontiers))
	for i := range r.offer {
		r.offer[i] = math.Inf(-1)
		if rules.Order == nil {
			r.rules.Order = append(r.rules.Order, i)
		}
	}
	for i := range a.Frontiers {
		f := &a.Frontiers[i]
		r.path.Standing = append(r.path.Standing, f.at(f.Corners[0].user))
	}
	r.bid(rules.Start, first.Corners[0].user)
	return r
}

// turn lets an agent change its offer and reports whether it did.
func (r *run) turn(i int) bool {
	f, v := &r.answer.Frontiers[i], r.offer[r.winner]
	own := f.Corners[0].user
	if i == r.winner {
		lower := own
		for j, offer := range r.offer {
			if j != i {
				lower = max(lower, offer)
			}
		}
		if !r.rules.Lower || lower >= v || f.lowered(lower) <= f.lowered(v)+pays {
			return false
		}
		r.bid(i, lower)
		return true
	}
	if v >= r.opt-r.answer.same {
		return false // nobody can offer more
	}
	now := r.underWinner(i)
	for step, n := r.rules.Step, 0; n == 0 || n <= halvings && !r.rules.Lower; step, n = step/2, n+1 {
		if raise := max(own, min(r.opt, v+step)); f.lowered(raise) > now+pays {
			r.bid(i, raise)
			return true
		}
	}
	return false
}

// underWinner is what agent i gets from the winning scheme.
func (r *run) underWinner(i int) float64 {
	f := &r.answer.Frontiers[r.winner]
	b := f.at(r.offer[r.winner])
	v := f.Corners[b.Corner].payoffs[i]
	if b.Weight > 0 {
		v += b.Weight * (f.Corners[b.Corner+1].payoffs[i] - v)
	}
	return v
}

// bid makes an offer the winning one.
func (r *run) bid(i int, v float64) {
	r.winner, r.offer[i] = i, v
	b := r.answer.Frontiers[i].at(v)
	r.path.Bids, r.path.Standing[i] = append(r.path.Bids, b), b
}

// at is the bid of user value v of the game traced.
func (f *Frontier) at(v float64) Bid {
	corners, k := f.offers(), 0
	for k+2 < len(corners) && corners[k+1].user <= v {
		k++
	}
	b := Bid{Agent: f.Agent, Corner: k}
	from := &corners[k]
	b.User, b.Value = from.User, from.Agents[f.Agent]
	if k+1 < len(corners) && v > from.user {
		to := &corners[k+1]
		b.Weight = min(1, mix(from.user, to.user, v, 0, 1))
		b.User += b.Weight * (to.User - from.User)
		b.Value += b.Weight * (to.Agents[f.Agent] - b.Value)
	}
	return b
}

// Scheme appends the scheme of a bid.
func (a *Answer) Scheme(dst persuasion.Scheme, b Bid) persuasion.Scheme {
	corners := a.Frontiers[b.Agent].Corners
	from := &corners[b.Corner]
	if b.Weight == 0 {
		return append(dst, from.Scheme...)
	}
	return mixed(dst, from.Scheme, corners[b.Corner+1].Scheme, b.Weight)
}

// key is the state, exactly.
func (r *run) key() string {
	key := binary.LittleEndian.AppendUint64(nil, uint64(r.winner))
	for _, offer := range r.offer {
		key = binary.LittleEndian.AppendUint64(key, math.Float64bits(offer))
	}
	return string(key)
}

// end closes the path.
func (r *run) end(how Ending, start int) Path {
	r.path.End, r.path.CycleStart = how, start
	return r.path
}
