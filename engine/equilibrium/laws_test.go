package equilibrium

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

const lawTolerance = 1e-7

func solve(t *testing.T, s *Solver, g belief.Game) Answer {
	t.Helper()
	a, err := s.Solve(g)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestLaws checks laws 1 to 3 on random games of every kind: with private signals and
// without, generic and full of ties, with impossible states, one agent and several.
func TestLaws(t *testing.T) {
	var s Solver
	randgame.Each(t, 3000, func(r *rand.Rand) {
		g := drawShape(r).draw(r)
		a := solve(t, &s, g)
		checkAnswer(t, &s, &a)
		checkFinite(t, &a)
		if len(a.Worst.Parts) == 0 || len(a.Best.Parts) == 0 {
			t.Error("an empty equilibrium set")
		}
		if a.Worst.User > a.Best.User+lawTolerance || a.Best.User > a.Opt+lawTolerance ||
			a.Worst.User < a.None-lawTolerance {
			t.Errorf("none %.9g, worst %.9g, best %.9g, opt %.9g", a.None, a.Worst.User, a.Best.User, a.Opt)
		}
		if len(g.Agents) == 1 {
			return
		}
		ladder := a.Ladder(randgame.Distance(t, &g))
		rungs := []float64{ladder.Opt, ladder.Best, ladder.Worst, ladder.Floor, ladder.AnyResponse, ladder.Bound}
		for i := range rungs[1:] {
			if rungs[i+1] > rungs[i]+lawTolerance {
				t.Errorf("rung %d of the ladder %.9g is out of order", i+1, rungs)
			}
		}
		if math.Abs(ladder.Best-ladder.Opt) > lawTolerance {
			t.Errorf("best %.9g, opt %.9g", ladder.Best, ladder.Opt)
		}
	})
}

func checkFinite(t *testing.T, a *Answer) {
	t.Helper()
	figures := []float64{a.Opt, a.None, a.Floor.Value, a.Floor.AnyResponse, a.Worst.Gap, a.Best.Gap}
	figures = append(figures, a.Floor.Weights...)
	figures = append(figures, a.Floor.AnyWeights...)
	figures = append(figures, a.Floor.Prices...)
	for _, m := range a.Monopolies {
		figures = append(figures, m.Value, m.UserLow, m.UserHigh)
	}
	for _, e := range []*Equilibrium{&a.Worst, &a.Best} {
		figures = append(figures, e.User)
		figures = append(figures, e.Agents...)
		for _, part := range e.Parts {
			figures = append(figures, part.Probability)
			figures = append(figures, part.Belief...)
			for _, plane := range part.Planes {
				figures = append(figures, plane...)
			}
		}
	}
	for _, v := range figures {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("a figure is %g", v)
		}
	}
}

// TestUserInHull is law 5: with u_A a convex combination of the agents' utilities plus a
// constant, the worst equilibrium and both floors are OPT.
func TestUserInHull(t *testing.T) {
	var s Solver
	randgame.Each(t, 600, func(r *rand.Rand) {
		c := drawShape(r)
		c.agents = 2 + r.IntN(4)
		g := c.draw(r)
		randgame.UserInHull(r, &g)
		a := solve(t, &s, g)
		for _, v := range []float64{a.Worst.User, a.Floor.Value, a.Floor.AnyResponse} {
			// Rounding of u_A may undo an exact tie of two actions, worth delta an index.
			if math.Abs(v-a.Opt) > 1e-5 {
				t.Errorf("worst %.9g, floors %.9g and %.9g; opt %.9g", a.Worst.User, a.Floor.Value, a.Floor.AnyResponse,
					a.Opt)
			}
		}
	})
}

// TestMoreAgents is law 4.
func TestMoreAgents(t *testing.T) {
	var s Solver
	randgame.Each(t, 800, func(r *rand.Rand) {
		c := drawShape(r)
		c.agents = 2 + r.IntN(3)
		g := c.draw(r)
		worst := solve(t, &s, g).Worst.User
		kept := slices.Clone(s.unimprovable)
		align := randgame.Distance(t, &g)

		twin := g
		twin.Agents = append(slices.Clone(g.Agents), g.Agents[r.IntN(c.agents)])
		if got := solve(t, &s, twin).Worst.User; math.Abs(got-worst) > lawTolerance || !slices.Equal(kept, s.unimprovable) {
			t.Errorf("splitting an agent moves the worst equilibrium from %.9g to %.9g", worst, got)
		}
		if got := randgame.Distance(t, &twin); math.Abs(got-align) > lawTolerance {
			t.Errorf("splitting an agent moves epsilon from %.9g to %.9g", align, got)
		}
		more := g
		more.Agents = append(slices.Clone(g.Agents), c.utility(r))
		if got := solve(t, &s, more).Worst.User; got < worst-lawTolerance {
			t.Errorf("adding an agent lowers the worst equilibrium from %.9g to %.9g", worst, got)
		}
		for j := range kept {
			if s.unimprovable[j] && !kept[j] {
				t.Errorf("adding an agent makes pair %d unimprovable", j)
			}
		}
	})
}

// TestFromOneToTwo shows that both halves of law 4 fail from one agent to two: alone, an
// agent picks its favourite among all outcomes; two agents may settle on one that neither
// can improve alone and that is worse for the user.
func TestFromOneToTwo(t *testing.T) {
	var s Solver
	user := matrix([][]float64{{0.4, 0.2, 0.8}, {0.4, 0.8, 0.4}, {0.1, 0, 1}})
	agent := matrix([][]float64{{0.3, 0.3, 0.2}, {0.5, 0.1, 0.3}, {0.9, 0.2, 1}})
	split := belief.Game{
		States: 3, Actions: 3, Prior: []float64{0.3, 0.3, 0.4}, User: user,
		UserSignal: randgame.Blind(3), AgentSignal: randgame.Sighted(3), Agents: []belief.Matrix{agent},
	}
	alone := solve(t, &s, split).Worst.User
	split.Agents = append(split.Agents, agent)
	if two := solve(t, &s, split).Worst.User; math.Abs(alone-0.68) > 1e-9 || math.Abs(two-0.52) > 1e-9 {
		t.Errorf("alone %.9g, split in two %.9g; want 0.68 and 0.52", alone, two)
	}

	added := split
	added.User = matrix([][]float64{{0.9, 0.8, 0.4}, {0.3, 1, 0.2}, {0.4, 0.4, 0.6}})
	added.Agents = []belief.Matrix{matrix([][]float64{{0.5, 1, 0.4}, {0.6, 0.1, 0.9}, {0.2, 0.5, 1}})}
	alone = solve(t, &s, added).Worst.User
	added.Agents = append(added.Agents, matrix([][]float64{{0.4, 0.1, 0.6}, {0.2, 0.2, 0.3}, {0.8, 0.2, 0.9}}))
	if two := solve(t, &s, added).Worst.User; math.Abs(alone-0.75) > 1e-9 || math.Abs(two-0.69) > 1e-9 {
		t.Errorf("alone %.9g, with another %.9g; want 0.75 and 0.69", alone, two)
	}
}

// TestLowered compares the tie rule with its definition: the same game with u_A(a,.)
// lowered by delta*index(a) by hand, whose worst equilibrium and monopolies must be the
// limit's up to a few thousand times delta.
func TestLowered(t *testing.T) {
	const delta, tolerance = 1e-7, 1e-4
	var s, lowered Solver
	randgame.Each(t, 3000, func(r *rand.Rand) {
		c := shape{states: 2 + r.IntN(3), actions: 2 + r.IntN(3), agents: 1 + r.IntN(4), levels: []float64{0, 0.5, 1}}
		g := c.draw(r)
		if r.IntN(3) == 0 { // coarse, so that no figure depends on less than the delta of this test
			g.UserSignal = belief.NewMatrix(c.states, 2)
			for y := range c.states {
				p := float64(r.IntN(5)) / 4
				g.UserSignal.Set(y, 0, p)
				g.UserSignal.Set(y, 1, 1-p)
			}
		}
		for y := range g.Prior {
			g.Prior[y] = 0.1 + 0.9*g.Prior[y]
		}
		g = normalized(g)
		h := g
		h.User = belief.NewMatrix(g.Actions, g.States)
		for a := range g.Actions {
			for y := range g.States {
				h.User.Set(a, y, g.User.At(a, y)-delta*float64(a))
			}
		}
		a := solve(t, &s, g)
		if err := lowered.Load(h); err != nil {
			t.Fatal(err)
		}
		worst, _ := lowered.Equilibria()
		if math.Abs(a.Worst.User-worst.User) > tolerance {
			t.Errorf("worst %.6f, in the lowered game %.6f", a.Worst.User, worst.User)
		}
		for i, m := range lowered.Monopolies() {
			got := a.Monopolies[i]
			if math.Abs(got.Value-m.Value) > tolerance || math.Abs(got.UserLow-m.UserLow) > tolerance ||
				math.Abs(got.UserHigh-m.UserHigh) > tolerance {
				t.Errorf("agent %d: value %.6f, user [%.6f, %.6f]; in the lowered game %.6f, [%.6f, %.6f]", i,
					got.Value, got.UserLow, got.UserHigh, m.Value, m.UserLow, m.UserHigh)
			}
		}
	})
}
