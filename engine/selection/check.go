package selection

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

const (
	// figureTolerance is how far a stated figure may be from what its scheme gives: above the
	// rounding of a sum and of numbers written with nine digits.
	figureTolerance = 1e-8
)

// Check verifies an answer to a game by arithmetic alone; see CheckOn.
func Check(g *belief.Game, a *Answer) error {
	var space persuasion.Space
	if err := space.Load(*g); err != nil {
		return err
	}
	return CheckOn(&space, g.Opt(), a)
}

// CheckOn verifies an answer by arithmetic alone, on the space of its game and with the user's
// value under full disclosure: every scheme has the prior as mean and gives what it is said to
// give; the planes prove that no scheme passes a frontier, and its corners reach it; at the
// ends of every piece of every interval (*) of the package comment holds, and no frontier
// bends on a piece, so that it holds between. All this is at delta = 0: that what is a tie there is
// decided as in the lowered game it does not say, nor that there are no further equilibria. Of an
// answer it reads what is exported.
func CheckOn(space *persuasion.Space, opt float64, a *Answer) error {
	if a.Limit != nil {
		return nil // nothing is claimed
	}
	c := checker{space: space}
	c.tracer.load(space, 0)
	if len(a.Frontiers) != space.Agents {
		return fmt.Errorf("%d frontiers of %d agents", len(a.Frontiers), space.Agents)
	}
	for i := range a.Frontiers {
		if err := c.frontier(&a.Frontiers[i], opt); err != nil {
			return fmt.Errorf("frontier of agent %d: %w", i, err)
		}
	}
	if err := inOrder(a.Equilibria, space.Agents); err != nil {
		return err
	}
	worst, best := math.Inf(1), math.Inf(-1)
	for k := range a.Equilibria {
		e := &a.Equilibria[k]
		worst, best = min(worst, e.Low.User), max(best, e.High.User)
		if err := c.interval(a, e); err != nil {
			return fmt.Errorf("equilibria of agent %d from %g to %g: %w", e.Agent, e.Low.User, e.High.User, err)
		}
	}
	if a.Worst != worst || a.Best != best {
		return fmt.Errorf("worst and best are %g and %g, of the equilibria %g and %g", a.Worst, a.Best, worst, best)
	}
	return nil
}

// inOrder verifies that intervals are listed by agent and user value, and that every agent has
// one: with two or more each wins at OPT.
func inOrder(list []Interval, agents int) error {
	next := 0 // the first agent without an interval
	for k := range list {
		switch e := &list[k]; {
		case k > 0 && e.Agent == list[k-1].Agent && list[k-1].High.User <= e.Low.User:
		case e.Agent == next:
			next++
		default:
			return fmt.Errorf("equilibrium %d, of agent %d, is out of order", k, e.Agent)
		}
	}
	if next != agents {
		return fmt.Errorf("equilibria of %d agents, there are %d", next, agents)
	}
	return nil
}

// checker holds the pairs and what is computed anew: stretched payoffs.
type checker struct {
	space  *persuasion.Space
	tracer tracer
}

// tolerance is how far a figure of agent i may be from what its scheme gives.
func (c *checker) tolerance(i int) float64 { return figureTolerance*c.tracer.spread[i] + indifferent }

// outcome verifies that a scheme is one, and gives what it is said to give.
func (c *checker) outcome(o *Outcome) error {
	mean := persuasion.Point{}
	for _, part := range o.Scheme {
		if !(part.Probability >= -figureTolerance) { // a posterior of no weight, restated
			return fmt.Errorf("probability %g", part.Probability)
		}
		limit := &c.space.Beliefs[c.space.Pairs[part.Pair].Belief].Limit
		for s := range c.space.N {
			mean[s] += part.Probability * limit[s]
		}
	}
	for s := range c.space.N {
		if !(math.Abs(mean[s]-c.space.Prior[s]) <= figureTolerance) {
			return fmt.Errorf("the posteriors' mean misses the prior of signal %d by %g", s, mean[s]-c.space.Prior[s])
		}
	}
	if got := c.space.Expect(persuasion.User, o.Scheme); !(math.Abs(got-o.User) <= figureTolerance) {
		return fmt.Errorf("user has %.10g, not %.10g", got, o.User)
	}
	if len(o.Agents) != c.space.Agents {
		return fmt.Errorf("payoffs of %d agents, not %d", len(o.Agents), c.space.Agents)
	}
	for i, want := range o.Agents {
		if got := c.space.Expect(1+i, o.Scheme); !(math.Abs(got-want) <= c.tolerance(i)) {
			return fmt.Errorf("agent %d has %.10g, not %.10g", i, got, want)
		}
	}
	return nil
}

// frontier verifies corners and planes.
func (c *checker) frontier(f *Frontier, opt float64) error {
	if len(f.Corners) == 0 || len(f.Edges) != len(f.Corners)-1 {
		return fmt.Errorf("%d corners and %d edges", len(f.Corners), len(f.Edges))
	}
	for k := range f.Corners {
		if err := c.outcome(&f.Corners[k].Outcome); err != nil {
			return fmt.Errorf("corner %d: %w", k, err)
		}
	}
	if last := f.Corners[len(f.Corners)-1].User; !(math.Abs(last-opt) <= figureTolerance) {
		return fmt.Errorf("it ends at %.10g, not at OPT, %.10g", last, opt)
	}
	own := c.space.Payoffs(1 + f.Agent)
	if err := c.touches(&f.Top, f.Corners[:1], func(j int) float64 { return own[j] },
		c.tracer.spread[f.Agent]); err != nil {
		return fmt.Errorf("own optimum: %w", err)
	}
	for k := range f.Edges {
		e := &f.Edges[k]
		if !(e.Weight >= 0) {
			return fmt.Errorf("edge %d has weight %g", k, e.Weight)
		}
		if f.vertical(k) {
			if *e != (Edge{}) {
				return fmt.Errorf("edge %d, which is vertical, has a weight or a plane", k)
			}
			continue
		}
		objective := func(j int) float64 { return own[j] + e.Weight*c.tracer.user[j] }
		if err := c.touches(&e.Plane, f.Corners[k:k+2], objective, c.tracer.size(f.Agent, e)); err != nil {
			return fmt.Errorf("edge %d: %w", k, err)
		}
	}
	return c.least(f)
}

// least verifies the least user value at the own optimum.
func (c *checker) least(f *Frontier) error {
	if f.Open {
		return nil
	}
	own, spread := c.space.Payoffs(1+f.Agent), c.tracer.spread[f.Agent]
	for j, pair := range c.space.Pairs {
		at := &c.space.Beliefs[pair.Belief].At
		onTop := f.Top.Dot(at, c.space.N)-own[j] <= Slack*spread+indifferent
		if d := -c.tracer.user[j] - f.Least.Dot(at, c.space.N); onTop && !(d <= Slack) {
			return fmt.Errorf("pair %d is %g above the plane of the least user value", j, d)
		}
	}
	return c.on(&f.Least, &f.Corners[0], func(j int) float64 { return -c.tracer.user[j] }, 1)
}

// touches verifies that a plane is above an objective everywhere and meets it at corners.
func (c *checker) touches(plane *persuasion.Point, corners []Corner, objective func(j int) float64,
	size float64) error {
	if err := c.above(plane, objective, size); err != nil {
		return err
	}
	for k := range corners {
		if err := c.on(plane, &corners[k], objective, size); err != nil {
			return err
		}
	}
	return nil
}

// on verifies that a scheme is on a plane, on average: no scheme of pairs below the plane has
// an objective that is greater by more than it is below.
func (c *checker) on(plane *persuasion.Point, corner *Corner, objective func(j int) float64, size float64) error {
	below := 0.0
	for _, part := range corner.Scheme {
		at := &c.space.Beliefs[c.space.Pairs[part.Pair].Belief].At
		below += part.Probability * (plane.Dot(at, c.space.N) - objective(part.Pair))
	}
	if !(below <= Slack*size+indifferent) {
		return fmt.Errorf("the scheme is %g below the plane", below)
	}
	return nil
}

// above verifies that a plane is above an objective of the given size at every pair.
func (c *checker) above(plane *persuasion.Point, objective func(j int) float64, size float64) error {
	for j, pair := range c.space.Pairs {
		at := &c.space.Beliefs[pair.Belief].At
		if d := objective(j) - plane.Dot(at, c.space.N); !(d <= Slack*size+indifferent) {
			return fmt.Errorf("pair %d is %g above the plane", j, d)
		}
	}
	return nil
}

// interval verifies an interval of equilibria, step by step.
func (c *checker) interval(a *Answer, e *Interval) error {
	n := len(e.Steps)
	if n == 0 || math.Abs(e.Steps[0].User-e.Low.User) > sameValue ||
		math.Abs(e.Steps[n-1].User-e.High.User) > sameValue {
		return fmt.Errorf("its %d steps do not lead from one end to the other", n)
	}
	for k := range e.Steps {
		if err := c.equilibrium(a, e.Agent, &e.Steps[k]); err != nil {
			return fmt.Errorf("at %g: %w", e.Steps[k].User, err)
		}
		if k > 0 && e.Steps[k].User < e.Steps[k-1].User-sameValue {
			return fmt.Errorf("it runs downwards from %g to %g", e.Steps[k-1].User, e.Steps[k].User)
		}
		if k > 0 {
			if err := straightBetween(a, e.Steps[k-1].User, e.Steps[k].User); err != nil {
				return err
			}
		}
	}
	return nil
}

// straightBetween verifies that no frontier bends strictly between two user values.
func straightBetween(a *Answer, from, to float64) error {
	for i := range a.Frontiers {
		for k := range a.Frontiers[i].Corners {
			if u := a.Frontiers[i].Corners[k].User; u > from+sameValue && u < to-sameValue {
				return fmt.Errorf("the frontier of agent %d bends at %g, and there is no step", i, u)
			}
		}
	}
	return nil
}

// equilibrium verifies (*) at an outcome: the winner is on its frontier, at least at its own
// optimum, and nobody gains by outbidding; at OPT nobody can.
func (c *checker) equilibrium(a *Answer, winner int, o *Outcome) error {
	if err := c.outcome(o); err != nil {
		return err
	}
	own := &a.Frontiers[winner]
	if !(o.User >= own.Corners[0].User-figureTolerance) {
		return fmt.Errorf("the winner's own optimum gives the user %g", own.Corners[0].User)
	}
	for i := range a.Frontiers {
		if gain := a.Frontiers[i].Value(o.User+sameValue) - o.Agents[i]; !(gain <= c.tolerance(i)) {
			return fmt.Errorf("agent %d gains %g", i, gain)
		}
	}
	return nil
}
