package selection

import "math"

// Hand is a run of the dynamics in which the turns of one agent are played by hand.
type Hand struct {
	Path
	Open    bool      // it is the agent's turn; else nobody wants to change its offer
	User    float64   // what she has, by the winning offer
	Agents  []float64 // what each agent has by it
	Gain    float64   // what the agent would gain by outbidding it by as good as nothing; 0: it would not gain
	Low, At float64   // what its own optimum gives the user, and what it has offered her last
}

// PlayByHand runs the dynamics on an answer while one agent, in each of its turns, makes the next of a
// list of offers, a value of the user's: one that is no better than the winning one is a pass. Another
// agent makes the first offer. While the agent wins it has nothing to do; the run stops where it has a
// turn and no offer is left.
func PlayByHand(a *Answer, rules Rules, agent int, offers []float64) Hand {
	rules.Lower = false
	if rules.Start == agent {
		rules.Start = (agent + 1) % len(a.Frontiers)
	}
	r := newRun(a, rules)
	h := Hand{Open: r.byHand(agent, offers), Agents: make([]float64, len(a.Frontiers))}
	h.Path = r.end(Settled, 0)
	won := r.path.Standing[r.winner]
	h.User = won.User
	for i := range h.Agents {
		from := &a.Frontiers[r.winner].Corners[won.Corner]
		h.Agents[i] = from.Agents[i]
		if won.Weight > 0 {
			h.Agents[i] += won.Weight * (a.Frontiers[r.winner].Corners[won.Corner+1].Agents[i] - from.Agents[i])
		}
	}
	own := &a.Frontiers[agent]
	h.Low, h.At = own.Corners[0].User, math.Inf(-1)
	if !math.IsInf(r.offer[agent], -1) {
		h.At = r.path.Standing[agent].User
	}
	if r.winner != agent && r.offer[r.winner] < r.opt-r.answer.same {
		h.Gain = max(0, own.Value(max(h.Low, h.User))-h.Agents[agent])
	}
	return h
}

// byHand takes turns until the offers are spent, or nobody has changed anything in a whole round; it
// reports whether it is the agent's turn.
func (r *run) byHand(agent int, offers []float64) bool {
	for quiet := 0; ; {
		for _, i := range r.rules.Order {
			changed := false
			switch {
			case quiet >= len(r.rules.Order) || len(r.path.Bids) >= MaxBids:
				return false
			case i != agent:
				changed = r.turn(i)
			case i == r.winner || r.offer[r.winner] >= r.opt-r.answer.same:
			case len(offers) == 0:
				return true
			default:
				raise := max(r.answer.Frontiers[i].Corners[0].user, min(r.opt, offers[0]))
				if changed = offers[0] > r.offer[r.winner]+r.answer.same && raise > r.offer[r.winner]; changed {
					r.bid(i, raise)
				}
				offers = offers[1:]
			}
			if quiet++; changed {
				quiet = 1
			}
		}
	}
}
