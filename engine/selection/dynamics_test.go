package selection

import (
	"math"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// toEquilibrium is the distance of a user value from the nearest equilibrium value.
func toEquilibrium(a *Answer, v float64) float64 {
	d := math.Inf(1)
	for _, e := range a.Equilibria {
		d = min(d, max(0, e.Low.User-v, v-e.High.User))
	}
	return d
}

// TestAscending: law 4. The winning offer never falls, every bid lies on its agent's
// frontier and pays, and the end is within two steps of an equilibrium, or of a value at which nobody
// gains but for ties.
func TestAscending(t *testing.T) {
	var s Solver
	for seed := range randgame.Seeds(1000) {
		r := source(seed)
		g := variedGame(r)
		a := solve(t, &s, g)
		rules := Rules{Step: []float64{0.1, 0.01, 0.002}[seed%3], Order: r.Perm(len(g.Agents)),
			Start: r.IntN(len(g.Agents))}
		p := Play(a, rules)
		if p.End != Settled {
			t.Fatalf("seed %d: ended %d after %d bids", seed, p.End, len(p.Bids))
		}
		if p.Bids[0].Agent != rules.Start || p.Bids[0].User != a.Frontiers[rules.Start].Corners[0].User {
			t.Errorf("seed %d: the first bid is %+v", seed, p.Bids[0])
		}
		for k, b := range p.Bids {
			f := &a.Frontiers[b.Agent]
			if w := f.Value(b.User); math.Abs(w-b.Value) > lowering && b.User < a.Opt-lowering {
				t.Errorf("seed %d, bid %d: %g, the frontier has %g", seed, k, b.Value, w)
			}
			if k == 0 {
				continue
			}
			if b.User < p.Bids[k-1].User-sameValue {
				t.Errorf("seed %d, bid %d: the offer falls from %g to %g", seed, k, p.Bids[k-1].User, b.User)
			}
			before := 0.0 // what the bidder had under the winner before
			for _, part := range a.Scheme(nil, p.Bids[k-1]) {
				pair := s.space.Pairs[part.Pair]
				before += part.Probability * s.space.Value(1+b.Agent, int(pair.Region),
					&s.space.Beliefs[pair.Belief].Limit)
			}
			if b.Value < before-lowering {
				t.Errorf("seed %d, bid %d: %g is less than %g without it", seed, k, b.Value, before)
			}
		}
		last := p.Bids[len(p.Bids)-1].User
		if d := toEquilibrium(a, last); d > 2*rules.Step+lowering &&
			!(a.ties && margin(t, &s, p.Bids[len(p.Bids)-1].Agent, last) > -lowering) {
			t.Errorf("seed %d: ends at %g, %g from an equilibrium, step %g", seed, last, d, rules.Step)
		}
	}
}

// TestLowering: with the winner free to lower its offer the dynamics settle or cycle, and a
// cycle is one: played on from its start, the same bids come again.
func TestLowering(t *testing.T) {
	var s Solver
	count := map[Ending]int{}
	for seed := range randgame.Seeds(400) {
		g := variedGame(source(seed))
		a := solve(t, &s, g)
		rules := Rules{Step: 0.01, Lower: true}
		p := Play(a, rules)
		count[p.End]++
		switch p.End {
		case Settled:
			last := p.Bids[len(p.Bids)-1]
			stop := &run{answer: a, rules: rules}
			if stop.pays(p) {
				t.Errorf("seed %d: settled at %+v, and an agent gains by bidding", seed, last)
			}
		case Cycling:
			cycle := p.Bids[p.CycleStart:]
			if len(cycle) < 2 {
				t.Fatalf("seed %d: a cycle of %d bids", seed, len(cycle))
			}
			last := p.Bids[len(p.Bids)-1]
			if before := p.Bids[p.CycleStart-1]; before.Agent != last.Agent || before.User != last.User {
				t.Errorf("seed %d: the cycle starts from %+v and ends at %+v", seed, before, last)
			}
			falls := slices.ContainsFunc(cycle, func(b Bid) bool { return b.User < last.User-sameValue })
			rises := slices.ContainsFunc(cycle, func(b Bid) bool { return b.User > last.User+sameValue })
			if !falls && !rises {
				t.Errorf("seed %d: the cycle never moves", seed)
			}
		case Cut:
			t.Errorf("seed %d: %d bids without an end", seed, len(p.Bids))
		}
	}
	if !testing.Short() && (count[Settled] == 0 || count[Cycling] == 0) {
		t.Errorf("endings %v", count)
	}
}

// pays reports whether from the end of a path any agent would still take a turn.
func (r *run) pays(p Path) bool {
	last := p.Bids[len(p.Bids)-1]
	again := newRun(r.answer, Rules{Step: r.rules.Step, Lower: true, Start: last.Agent})
	for _, b := range p.Standing {
		c := r.answer.Frontiers[b.Agent].Corners
		again.offer[b.Agent] = c[b.Corner].user
		if b.Weight > 0 {
			again.offer[b.Agent] += b.Weight * (c[b.Corner+1].user - c[b.Corner].user)
		}
	}
	for i := range r.answer.Frontiers {
		if i != last.Agent && again.turn(i) {
			return true
		}
	}
	return false
}

func TestPlayRefusesAStepOfZero(t *testing.T) {
	var s Solver
	a := solve(t, &s, randgame.Game(source(1), 2, 2, 2))
	defer func() {
		if recover() == nil {
			t.Error("a step of 0 was accepted")
		}
	}()
	Play(a, Rules{})
}
