package selection

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// CheckTolerance is how much a condition may be missed in Check: the lowered game's
// conditions are stated in the limit, which moves them by a few times TieBreak.
const CheckTolerance = 1e-5

// Check verifies an answer by arithmetic alone: every scheme has the prior as mean and gives
// what it is said to give; the planes prove that no scheme passes a frontier, and its
// corners reach it; at the ends of every interval (*) of the package comment holds.
func Check(g *belief.Game, a *Answer) error {
	var c checker
	if err := c.space.LoadLowered(*g); err != nil {
		return err
	}
	c.tracer.load(&c.space)
	for i := range a.Frontiers {
		if err := c.frontier(&a.Frontiers[i]); err != nil {
			return fmt.Errorf("frontier of agent %d: %w", i, err)
		}
	}
	if a.Limit != nil {
		return nil // no equilibria are claimed
	}
	worst, best := math.Inf(1), math.Inf(-1)
	for _, e := range a.Equilibria {
		worst, best = min(worst, e.Low.User), max(best, e.High.User)
		for _, o := range []*Outcome{&e.Low, &e.High} {
			if err := c.equilibrium(a, e.Agent, o); err != nil {
				return fmt.Errorf("equilibrium of agent %d at %g: %w", e.Agent, o.User, err)
			}
		}
	}
	if a.Worst != worst || a.Best != best {
		return fmt.Errorf("worst and best are %g and %g, of the equilibria %g and %g", a.Worst, a.Best, worst, best)
	}
	return nil
}

// checker holds what Check computes anew: the pairs and the lowered user's values.
type checker struct {
	space  persuasion.Space
	tracer tracer
}

// outcome verifies that a scheme is one, and gives what it is said to give.
func (c *checker) outcome(o *Outcome) error {
	mean := persuasion.Point{}
	for _, part := range o.Scheme {
		if part.Probability < 0 {
			return fmt.Errorf("probability %g", part.Probability)
		}
		limit := &c.space.Beliefs[c.space.Pairs[part.Pair].Belief].Limit
		for s := range c.space.N {
			mean[s] += part.Probability * limit[s]
		}
	}
	for s := range c.space.N {
		if math.Abs(mean[s]-c.space.Prior[s]) > CheckTolerance*persuasion.TieBreak {
			return fmt.Errorf("the posteriors' mean misses the prior of signal %d by %g", s, mean[s]-c.space.Prior[s])
		}
	}
	if got := c.space.Expect(persuasion.User, o.Scheme); math.Abs(got-o.User) > Slack {
		return fmt.Errorf("user has %g, not %g", got, o.User)
	}
	for i, want := range o.Agents {
		if got := c.space.Expect(1+i, o.Scheme); math.Abs(got-want) > Slack {
			return fmt.Errorf("agent %d has %g, not %g", i, got, want)
		}
	}
	return nil
}

// frontier verifies corners and planes.
func (c *checker) frontier(f *Frontier) error {
	own := c.tracer.payoffs[f.Agent]
	if err := c.above(&f.Top, func(j int) float64 { return own[j] }, 1); err != nil {
		return fmt.Errorf("own optimum: %w", err)
	}
	for k := range f.Corners {
		if err := c.outcome(&f.Corners[k].Outcome); err != nil {
			return fmt.Errorf("corner %d: %w", k, err)
		}
	}
	if err := c.on(&f.Top, f.Corners[0].Scheme, func(j int) float64 { return own[j] }, 1); err != nil {
		return fmt.Errorf("own optimum: %w", err)
	}
	for k := range f.Edges {
		e := &f.Edges[k]
		objective := func(j int) float64 { return own[j] + e.Weight*c.tracer.user[j] }
		if err := c.above(&e.Plane, objective, 1+e.Weight); err != nil {
			return fmt.Errorf("edge %d: %w", k, err)
		}
		for _, corner := range f.Corners[k : k+2] {
			if err := c.on(&e.Plane, corner.Scheme, objective, 1+e.Weight); err != nil {
				return fmt.Errorf("edge %d: %w", k, err)
			}
		}
	}
	return c.least(f)
}

// least verifies the least user value at the own optimum.
func (c *checker) least(f *Frontier) error {
	own := c.tracer.payoffs[f.Agent]
	for j, pair := range c.space.Pairs {
		at := &c.space.Beliefs[pair.Belief].At
		onTop := f.Top.Dot(at, c.space.N)-own[j] <= Slack
		if d := -c.tracer.user[j] - f.Least.Dot(at, c.space.N); onTop && d > Slack {
			return fmt.Errorf("pair %d is %g above the plane of the least user value", j, d)
		}
	}
	return c.on(&f.Least, f.Corners[0].Scheme, func(j int) float64 { return -c.tracer.user[j] }, 1)
}

// on verifies that a scheme uses only pairs on a plane: by complementary slackness no scheme
// of pairs below the plane has a greater objective.
func (c *checker) on(plane *persuasion.Point, scheme persuasion.Scheme, objective func(j int) float64, size float64) error {
	for _, part := range scheme {
		at := &c.space.Beliefs[c.space.Pairs[part.Pair].Belief].At
		if d := plane.Dot(at, c.space.N) - objective(part.Pair); d > Slack*size {
			return fmt.Errorf("pair %d of the scheme is %g below the plane", part.Pair, d)
		}
	}
	return nil
}

// above verifies that a plane is above an objective of the given size at every pair.
func (c *checker) above(plane *persuasion.Point, objective func(j int) float64, size float64) error {
	for j, pair := range c.space.Pairs {
		at := &c.space.Beliefs[pair.Belief].At
		if d := objective(j) - plane.Dot(at, c.space.N); d > Slack*size {
			return fmt.Errorf("pair %d is %g above the plane", j, d)
		}
	}
	return nil
}

// equilibrium verifies (*) at an outcome: the winner is on its frontier, at least at its own
// optimum, and nobody gains by outbidding unless nobody can.
func (c *checker) equilibrium(a *Answer, winner int, o *Outcome) error {
	if err := c.outcome(o); err != nil {
		return err
	}
	own := &a.Frontiers[winner]
	if o.User < own.Corners[0].User-CheckTolerance {
		return fmt.Errorf("the winner's own optimum gives the user %g", own.Corners[0].User)
	}
	if o.User >= a.Opt-sameValue {
		return nil
	}
	for i := range a.Frontiers {
		if gain := a.Frontiers[i].Value(o.User) - o.Agents[i]; gain > CheckTolerance {
			return fmt.Errorf("agent %d gains %g", i, gain)
		}
	}
	return nil
}
