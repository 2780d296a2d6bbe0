package selection

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// TestCheckWords changes one thing at a time in answers of two and of three agents, and of one alone: each is
// refused in the words of what is wrong.
func TestCheckWords(t *testing.T) {
	rows := []struct {
		name   string
		change func(a *Answer)
		want   string
	}{
		{"a frontier less", func(a *Answer) { a.Frontiers = a.Frontiers[1:] }, "frontiers of"},
		{"a frontier without corners", func(a *Answer) { a.Frontiers[0].Corners, a.Frontiers[0].Edges = nil, nil },
			"0 corners and 0 edges"},
		{"an edge more", func(a *Answer) { f := &a.Frontiers[0]; f.Edges = append(f.Edges, Edge{}) }, "corners and"},
		{"a corner's probability", func(a *Answer) { a.Frontiers[0].Corners[0].Scheme[0].Probability += 1e-6 },
			"corner 0: the posteriors' mean misses"},
		{"a corner's negative probability", func(a *Answer) { split(&a.Frontiers[0].Corners[0].Outcome) },
			"corner 0: probability -0.5"},
		{"no number", func(a *Answer) { a.Frontiers[0].Corners[0].Scheme[0].Probability = math.NaN() },
			"probability NaN"},
		{"a corner's user value", func(a *Answer) { a.Frontiers[0].Corners[0].User -= 1e-6 }, "corner 0: user has"},
		{"a corner's payoff", func(a *Answer) { a.Frontiers[0].Corners[0].Agents[0] += 1e-6 },
			"corner 0: agent 0 has"},
		{"a corner's payoffs", func(a *Answer) { c := &a.Frontiers[0].Corners[0]; c.Agents = append(c.Agents, 0) },
			"payoffs of"},
		{"it ends early", func(a *Answer) { cut(&a.Frontiers[0]) }, "not at OPT"},
		{"a plane too low", func(a *Answer) { a.Frontiers[0].Top[0] -= 1e-3 }, "own optimum: pair"},
		{"a plane too high", func(a *Answer) { a.Frontiers[0].Top[0] += 1e-3 }, "own optimum: the scheme is"},
		{"an edge's plane too low", func(a *Answer) { a.Frontiers[0].Edges[0].Plane[0] -= 1e-3 }, "edge 0: pair"},
		{"an edge's plane too high", func(a *Answer) { a.Frontiers[0].Edges[0].Plane[0] += 1e-3 },
			"edge 0: the scheme is"},
		{"a negative weight", func(a *Answer) { a.Frontiers[0].Edges[0].Weight = -1e-3 }, "edge 0 has weight -0.001"},
		{"a weight", func(a *Answer) { a.Frontiers[0].Edges[0].Weight += 1e-3 }, "edge 0: "},
		{"the least value's plane too low", func(a *Answer) { a.Frontiers[0].Least[0] -= 1e-3 },
			"above the plane of the least user value"},
		{"the least value's plane too high", func(a *Answer) { a.Frontiers[0].Least[0] += 1e-3 }, "the scheme is"},
		{"an interval of nobody", func(a *Answer) { a.Equilibria[0].Agent = -1 }, "out of order"},
		{"an interval less", func(a *Answer) { a.Equilibria = a.Equilibria[:len(a.Equilibria)-1] }, "equilibria of"},
		{"an interval without steps", func(a *Answer) { a.Equilibria[0].Steps = nil }, "its 0 steps do not lead"},
		{"an interval's low end", func(a *Answer) {
			a.Equilibria[0].Low.User -= 1e-3
			a.Worst = min(a.Worst, a.Equilibria[0].Low.User)
		}, "do not lead"},
		{"the worst", func(a *Answer) { a.Worst -= 1e-12 }, "worst and best are"},
		{"the best", func(a *Answer) { a.Best += 1e-12 }, "worst and best are"},
		{"a step's probability", func(a *Answer) { a.Equilibria[0].Steps[0].Scheme[0].Probability += 1e-6 },
			"the posteriors' mean misses"},
		{"a step's payoff", func(a *Answer) { a.Equilibria[0].Steps[0].Agents[0] += 1e-6 }, "agent 0 has"},
	}
	for _, agents := range []int{2, 3} {
		seed := seedOf(t, agents)
		for _, row := range rows {
			g := variedGame(source(seed))
			a := solve(t, new(Solver), g) // the change stays in its memory
			row.change(a)
			if err := Check(g, a); err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("%d agents, %s: %v, not %q", agents, row.name, err, row.want)
			}
		}
	}
}

// seedOf is of a game of so many agents whose first frontier has an edge that costs its agent something, and in
// which an interval of equilibria has two ends.
func seedOf(t *testing.T, agents int) int {
	t.Helper()
	var s Solver
	for seed := range 1000 {
		a, err := s.Solve(variedGame(source(seed)))
		if err != nil {
			t.Fatal(err)
		}
		f := &a.Frontiers[0]
		if len(a.Frontiers) == agents && len(f.Edges) > 0 && f.Edges[0].Weight > 0.01 && long(a) != nil {
			return seed
		}
	}
	t.Fatalf("no game of %d agents will do", agents)
	return 0
}

// long is an interval of more than one step.
func long(a *Answer) *Interval {
	for k := range a.Equilibria {
		if e := &a.Equilibria[k]; e.High.User-e.Low.User > 0.01 {
			return e
		}
	}
	return nil
}

// split writes the first posterior of an outcome as one more probable and one of negative probability.
func split(o *Outcome) {
	negative := o.Scheme[0]
	negative.Probability = -0.5
	o.Scheme = append(o.Scheme, negative)
	o.Scheme[0].Probability += 0.5
}

// cut leaves the last corner out.
func cut(f *Frontier) {
	f.Corners, f.Edges = f.Corners[:len(f.Corners)-1], f.Edges[:len(f.Edges)-1]
}

// TestCheckIntervals: an interval runs upwards, from step to step, with no bend of a frontier in between, and
// at each step nobody gains by another offer.
func TestCheckIntervals(t *testing.T) {
	tried := map[string]int{}
	for seed := range 200 {
		for _, row := range []struct {
			change func(a *Answer, e *Interval) bool
			want   string
		}{
			{reversed, "it runs downwards from"},
			{withoutMiddle, "bends at"},
			{outbid, "gains"},
			{stingy, "the winner's own optimum gives"},
		} {
			g := variedGame(source(seed))
			a := solve(t, new(Solver), g) // the change stays in its memory
			e := long(a)
			if e == nil || len(a.Frontiers) < 2 || !row.change(a, e) {
				continue
			}
			restate(a)
			tried[row.want]++
			if err := Check(g, a); err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("seed %d: %v, not %q", seed, err, row.want)
			}
		}
	}
	if len(tried) < 4 {
		t.Errorf("tried %v only", tried)
	}
}

// reversed runs an interval downwards.
func reversed(_ *Answer, e *Interval) bool {
	slices.Reverse(e.Steps)
	return true
}

// withoutMiddle skips a step at which a frontier bends.
func withoutMiddle(a *Answer, e *Interval) bool {
	for i := range a.Frontiers {
		for _, c := range a.Frontiers[i].Corners {
			if c.User > e.Low.User+0.001 && c.User < e.High.User-0.001 {
				e.Steps = []Outcome{e.Steps[0], e.Steps[len(e.Steps)-1]}
				return true
			}
		}
	}
	return false
}

// outbid begins an interval at the winner's own optimum, where another agent outbids it.
func outbid(a *Answer, e *Interval) bool {
	c := &a.Frontiers[e.Agent].Corners[0]
	e.Steps = append([]Outcome{c.Outcome}, e.Steps...)
	return c.User < e.Low.User-0.01
}

// stingy begins an interval where its agent gives the user less than at its own optimum.
func stingy(a *Answer, e *Interval) bool {
	for i := range a.Frontiers {
		if c := &a.Frontiers[i].Corners[0]; c.User < a.Frontiers[e.Agent].Corners[0].User-0.01 {
			e.Steps = append([]Outcome{c.Outcome}, e.Steps...)
			return true
		}
	}
	return false
}

// restate makes the ends of an answer's intervals, and of the answer, those of its steps.
func restate(a *Answer) {
	a.Worst, a.Best = math.Inf(1), math.Inf(-1)
	for k := range a.Equilibria {
		e := &a.Equilibria[k]
		e.Low, e.High = e.Steps[0], e.Steps[len(e.Steps)-1]
		a.Worst, a.Best = min(a.Worst, e.Low.User), max(a.Best, e.High.User)
	}
}

// TestCheckTies: where the last edge of a frontier is vertical it has nothing to prove, and states nothing; where a
// tie alone rules out an own optimum that gives her less, no plane says so; and the answers of games with ties
// are right to the tolerance of a figure, not to what lowering moves.
func TestCheckTies(t *testing.T) {
	vertical, open := 0, 0
	for seed := range 122 {
		if seed > 119 {
			seed = []int{307, 575}[seed-120] // in which a tie alone tells which own optimum gives her least
		}
		g := tiedGame(seed)
		for _, row := range []struct {
			change func(f *Frontier)
			want   string
		}{
			{func(*Frontier) {}, ""},
			{func(f *Frontier) { f.Edges[len(f.Edges)-1].Weight = 1e-3 }, "which is vertical, has a weight or a plane"},
			{func(f *Frontier) {
				f.Edges[len(f.Edges)-1].Plane[1] = 1e-3
			}, "which is vertical, has a weight or a plane"},
		} {
			a := solve(t, new(Solver), g)
			at := slices.IndexFunc(a.Frontiers, func(f Frontier) bool {
				return len(f.Edges) > 0 && f.vertical(len(f.Edges)-1)
			})
			if at < 0 {
				break
			}
			vertical++
			row.change(&a.Frontiers[at])
			if err := Check(g, a); (err == nil) != (row.want == "") ||
				err != nil && !strings.Contains(err.Error(), row.want) {
				t.Errorf("seed %d: %v, not %q", seed, err, row.want)
			}
		}
		a := solve(t, new(Solver), g)
		for i := range a.Frontiers {
			f := &a.Frontiers[i]
			if !f.Open {
				continue
			}
			open++
			if f.Open = false; Check(g, a) == nil {
				t.Errorf("seed %d: a plane that proves nothing passes for one", seed)
			}
			f.Open = true
		}
		for k := range a.Equilibria {
			e := &a.Equilibria[k]
			if f := &a.Frontiers[e.Agent]; len(a.Frontiers) > 1 && e.Low.User < a.Opt-1e-3 &&
				f.Corners[0].User < e.Low.User {
				// Nobody bids less: an equilibrium a little below is none.
				low := &f.Corners[0]
				e.Steps[0] = mixedOutcome(&e.Low, &low.Outcome, 1e-6/(e.Low.User-low.User))
				restate(a)
				if err := Check(g, a); err == nil {
					t.Errorf("seed %d: an equilibrium 1e-6 too low passes", seed)
				}
				break
			}
		}
	}
	if vertical == 0 || open == 0 {
		t.Errorf("%d vertical edges, %d frontiers without a plane of the least", vertical, open)
	}
}

// mixedOutcome moves an outcome a little towards another.
func mixedOutcome(a, b *Outcome, w float64) Outcome {
	o := Outcome{User: (1-w)*a.User + w*b.User, Scheme: mixed(nil, a.Scheme, b.Scheme, w)}
	for i := range a.Agents {
		o.Agents = append(o.Agents, (1-w)*a.Agents[i]+w*b.Agents[i])
	}
	return o
}
