package quantal

import (
	"math"
	"testing"

	"emergent/engine/belief"
)

// A pair is a vertex of a region of `best` on two signals and the region's action.
type pair struct {
	t      float64 // q(1)
	action int
}

func (p pair) utility(u belief.Matrix) float64 {
	return u.At(p.action, 0)*(1-p.t) + u.At(p.action, 1)*p.t
}

// pairs lists the ends of the interval of beliefs on which each action is optimal.
func pairs(g *belief.Game) []pair {
	var list []pair
	for a := range g.Actions {
		lo, hi := 0.0, 1.0
		for b := range g.Actions {
			d0, d1 := g.User.At(a, 0)-g.User.At(b, 0), g.User.At(a, 1)-g.User.At(b, 1)
			switch {
			case a == b:
			case d0 < 0 && d1 < 0:
				hi = -1
			case d0 < 0:
				lo = max(lo, d0/(d0-d1))
			case d1 < 0:
				hi = min(hi, d0/(d0-d1))
			}
		}
		if lo <= hi {
			list = append(list, pair{lo, a}, pair{hi, a})
		}
	}
	return list
}

// bestWorst is an independent solver of the game with a best-responding user (docs/model.md,
// section 4) for two states: the pairs on every agent's envelope, and the least user value
// over two of them around the prior.
func bestWorst(g *belief.Game) float64 {
	var kept []pair
	list := pairs(g)
	for _, p := range list {
		ok := true
		for _, u := range g.Agents {
			cav := p.utility(u)
			between(list, p.t, func(w float64, l, r pair) {
				cav = max(cav, (1-w)*l.utility(u)+w*r.utility(u))
			})
			ok = ok && p.utility(u) >= cav-1e-9
		}
		if ok {
			kept = append(kept, p)
		}
	}
	worst := math.Inf(1)
	between(kept, g.Prior[1], func(w float64, l, r pair) {
		worst = min(worst, (1-w)*l.utility(g.User)+w*r.utility(g.User))
	})
	return worst
}

// between calls f for all two pairs around t, with the weight of the right one.
func between(list []pair, t float64, f func(w float64, l, r pair)) {
	for _, l := range list {
		for _, r := range list {
			if l.t <= t && t < r.t || l.t < t && t <= r.t {
				f((t-l.t)/(r.t-l.t), l, r)
			}
		}
	}
}

// TestTendsToBest: at lambda = 1000, full is within ln(m)/1000 of OPT, and worst within 0.02
// of the worst of `best`, on 200 generic scenarios of two signals.
//
// Worst can stay above: at a border both agents may want a posterior, but at distances from
// it (in units of 1/lambda) that have nothing in common, and then none is unimprovable for
// both at any lambda. That happens in about 3 of 1,000 uniform games; a game counts as
// generic when allowing each agent to miss its envelope by ln(lambda)/lambda changes nothing
// beyond 0.02. In every game worst is at least that of `best` less 0.02.
func TestTendsToBest(t *testing.T) {
	const lambda, width = 1000, 0.02
	var exact Solver
	relaxed := Solver{slack: math.Log(lambda) / lambda}
	generic, games := 0, 0
	for ; generic < seeds(200); games++ {
		r := source(games)
		g := randomGame(r, 2, 2+games%4, 2+games/4%4)
		want := bestWorst(g)
		a := exact.Solve(g, lambda, 0)
		if math.Abs(a.Full-a.Opt) > math.Log(float64(g.Actions))/lambda {
			t.Errorf("game %d: full %g, OPT %g", games, a.Full, a.Opt)
		}
		worst := a.Worst.User
		if worst < want-width {
			t.Errorf("game %d: worst %g below that of best, %g", games, worst, want)
		}
		if low := relaxed.Solve(g, lambda, 0).Worst.User; low > want+width {
			t.Errorf("game %d: worst %g even with slack, that of best is %g", games, low, want)
		}
		if worst > want+width {
			t.Logf("game %d is not generic: worst %g, that of best %g", games, worst, want)
			continue
		}
		generic++
	}
	if games > generic+generic/50+1 {
		t.Errorf("%d games for %d generic ones", games, generic)
	}
}
