package selection

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
	"github.com/emergent-alignment/emergent/engine/linprog"
)

// shrunk is the game with agent i's utilities multiplied by scales[i] about 1/2.
func shrunk(g *belief.Game, scales []float64) *belief.Game {
	out := *g
	out.Agents = nil
	for i, u := range g.Agents {
		small := belief.NewMatrix(u.Rows, u.Cols)
		for c, x := range u.Data {
			small.Data[c] = 0.5 + scales[i]*(x-0.5)
		}
		out.Agents = append(out.Agents, small)
	}
	return &out
}

// TestScaleOfAgents: in which unit an agent counts changes no equilibrium, from 1 to 1e-6,
// all agents alike or each in a unit of its own. Of games that live on the digits lost by the
// least units an answer may be absent now and then, never wrong.
func TestScaleOfAgents(t *testing.T) {
	const width = 1e-6 // 0.5 + 1e-6 x has ten digits of x left
	var s, small Solver
	absent := 0
	for seed := range randgame.Seeds(300) {
		g := variedGame(source(seed))
		want := solve(t, &s, g)
		for _, step := range []float64{0, 1} {
			scales := make([]float64, len(g.Agents))
			for i := range scales {
				scales[i] = math.Pow(10, -math.Mod(float64(1+seed%6)+step*float64(i), 7))
			}
			got := solve(t, &small, shrunk(g, scales))
			if got.Limit != nil && slices.Min(scales) < 1e-4 {
				absent++
				continue
			}
			if math.Abs(got.Worst-want.Worst) > width || math.Abs(got.Best-want.Best) > width {
				t.Errorf("seed %d, scales %g: [%.9g, %.9g], want [%.9g, %.9g]",
					seed, scales, got.Worst, got.Best, want.Worst, want.Best)
			}
		}
	}
	if absent > 2 {
		t.Errorf("%d answers are absent", absent)
	}
}

// TestUnsolvedPrograms: whichever program of an answer, and all after it, end without one, the
// answer says so and claims nothing, or is what it was; the next one is as good as ever.
func TestUnsolvedPrograms(t *testing.T) {
	g := randgame.Game(source(4), 3, 3, 3)
	clear(g.Agents[0].Data) // content with every scheme, so that (*) is a program
	var s Solver
	want := *solve(t, &s, g)
	for _, row := range []struct {
		lp    *linprog.Solver
		least int // programs of that kind in this game
	}{{&s.tracer.lp, 9}} {
		lp, refused := row.lp, 0
		for nth := 0; ; nth++ {
			left := nth
			lp.Refuse = func(linprog.Problem) bool { left--; return left < 0 }
			a, err := s.Solve(g)
			if err != nil {
				t.Fatal(err)
			}
			if lp.Refuse = nil; left >= 0 {
				break // so many programs there are not
			}
			refused++
			same := a.Limit == nil && math.Abs(a.Worst-want.Worst) < 1e-9 && math.Abs(a.Best-want.Best) < 1e-9
			claims := len(a.Equilibria) > 0 || a.Worst != 0
			if !same && (claims || !errors.Is(a.Limit, ErrUnsolved)) {
				t.Errorf("program %d: limit %v, %d equilibria, worst %g", nth, a.Limit, len(a.Equilibria), a.Worst)
			}
		}
		if refused < row.least {
			t.Errorf("only %d programs", refused)
		}
	}
	if a := solve(t, &s, g); a.Worst != want.Worst || a.Limit != nil {
		t.Errorf("afterwards: worst %g, want %g, limit %v", a.Worst, want.Worst, a.Limit)
	}
}
