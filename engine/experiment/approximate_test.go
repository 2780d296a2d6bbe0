package experiment

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine/align"
)

// TestApproximate: the user stands where she is said to, and her loss is within 2 epsilon and a
// step in every game, as the theorem has it; the nearer, the less she loses.
func TestApproximate(t *testing.T) {
	v := &Selection{States: 3, Actions: 3, Agents: 4, Epsilons: []float64{0.02, 0.1}}
	r := report(t, Spec{Version: 1, Kind: KindSelection, Runs: 300, Selection: v}).Selection
	for _, p := range r.Approximate {
		if p.Games == 0 || p.Within != p.Games || p.Bound != 2*p.Epsilon {
			t.Errorf("%+v", p)
		}
	}
	if a := r.Approximate; a[0].Games < a[1].Games || !(a[0].Gap.Mean <= a[1].Gap.Mean) {
		t.Errorf("nearer is worse: %+v", a)
	}
	j := job(t, Spec{Version: 1, Kind: KindSelection, Selection: v})
	g, found := gamesOf(j), 0
	mixed := make([]float64, 9)
	for run := range 50 {
		g.deal(j.source.start(1, streamGame, run), j.spec.Selection)
		if !g.approach(0.05, mixed) {
			continue
		}
		found++
		table := align.Table{User: mixed}
		for _, u := range g.game.Agents {
			table.Agents = append(table.Agents, u.Data)
		}
		var s align.Solver
		if e := s.Solve(table, align.Variant{Offset: align.Constant}).Epsilon; math.Abs(e-0.05) > 1e-4 {
			t.Errorf("run %d: the user is at %v", run, e)
		}
	}
	if found < 10 {
		t.Errorf("%d of 50 games have a user at 0.05", found)
	}
}
