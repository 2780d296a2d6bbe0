package engine

import (
	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/equilibrium"
)

// This file checks what competition leads to: monopolies, equilibria, floors and ladder.
// The certificates are planes, weights and prices; that they dominate is tested at every
// vertex of every region of beliefs. The regions are cut again from the scenario
// (persuasion.Space); nothing is optimised over them.

// cut cuts the regions; where there are too many, it expects the notes of what cannot be.
func (c *checker) cut(r *Result, want Sections) {
	var solver equilibrium.Solver
	err := solver.Load(c.g)
	if err == nil {
		c.competition = &solver
		return
	}
	c.expect(pastBudget(&c.s, want, r, err))
	if r.Equilibria != nil || r.Floor != nil || r.Ladder != nil {
		c.fail("equilibria", "cannot be: %s", reason(err))
	}
}

func (*equilibriaPart) check(c *checker, r *Result) {
	if solver := c.competition; solver != nil {
		c.equilibrium(solver, "equilibria.worst", r.Equilibria.Worst)
		c.equilibrium(solver, "equilibria.best", r.Equilibria.Best)
		c.extremes(r)
		c.sets(solver, r.Equilibria)
	}
}

func (*equilibriaPart) notes() []string {
	return []string{"equilibria, floor and ladder are absent: ", "equilibria.sets"}
}

// equilibrium checks one outcome: plausible, obedient, its figures, and no deviation pays.
func (c *checker) equilibrium(solver *equilibrium.Solver, field string, e EquilibriumResult) {
	c.verify(field+" (plausible, obedient, no deviation pays)", func() {
		outcome := outcomeOf(e)
		if err := solver.Check(&outcome); err != nil {
			c.fail(field, "%s", err)
		} else if err := solver.CheckSupport(&outcome); err != nil {
			c.fail(field, "%s", err)
		}
		c.gap(field, e)
	})
}

// gap checks that the gap claimed is one that an equilibrium may have.
func (c *checker) gap(field string, e EquilibriumResult) {
	c.atMost(field+".gap", "the gap", e.Gap, equilibrium.MaxGap)
	c.atMost(field+".gap", "minus the gap", -e.Gap, 0)
}

func outcomeOf(e EquilibriumResult) equilibrium.Equilibrium {
	outcome := equilibrium.Equilibrium{User: e.User, Agents: e.Agents, Gap: e.Gap}
	for _, p := range e.Posteriors {
		outcome.Parts = append(outcome.Parts, equilibrium.Posterior{
			Belief: p.Belief, Strategy: p.Strategy, Probability: p.Probability, Planes: p.Planes,
		})
	}
	return outcome
}

// sets checks the polygons of equilibrium payoffs: each vertex is the payoff of an
// equilibrium, and they turn left all the way round. That nothing lies outside has no certificate.
func (c *checker) sets(solver *equilibrium.Solver, r *EquilibriaResult) {
	if c.s.EquilibriumSets != (r.Sets != nil) {
		c.fail("equilibria.sets", "must be there just when the scenario asks for equilibriumSets")
	}
	if r.Sets == nil || !c.length("equilibria.sets", len(r.Sets), len(c.g.Agents)) {
		return
	}
	if !c.affords("equilibria.sets", planesOf(r.Sets), len(solver.Space.Pairs)) {
		return
	}
	for i, set := range r.Sets {
		field := at("equilibria.sets", i)
		if len(set.Vertices) == 0 || !c.length(field+".equilibria", len(set.Equilibria), len(set.Vertices)) {
			c.fail(field, "has no vertices, or not one equilibrium for each")
			continue
		}
		for j, e := range set.Equilibria {
			c.equilibrium(solver, at(field+".equilibria", j), e)
			c.equal(at(field+".vertices", j)+"[0]", set.Vertices[j][0], e.User)
			if len(e.Agents) > i {
				c.equal(at(field+".vertices", j)+"[1]", set.Vertices[j][1], e.Agents[i])
			}
		}
		c.turnsLeft(field, set.Vertices)
		c.equal(field+".vertices[0][0]", set.Vertices[0][0], r.Worst.User)
	}
	c.unverified("that no equilibrium's payoffs lie outside equilibria.sets")
}

// turnsLeft checks that a polygon is convex and counter-clockwise.
func (c *checker) turnsLeft(field string, vertices [][2]float64) {
	n := len(vertices)
	for i, b := range vertices {
		a, d := vertices[(i+n-1)%n], vertices[(i+1)%n]
		if turn := (b[0]-a[0])*(d[1]-b[1]) - (b[1]-a[1])*(d[0]-b[0]); n > 2 && !(turn >= -checkTolerance) {
			c.fail(at(field+".vertices", i), "turns right: the polygon must be convex and counter-clockwise")
		}
	}
}

// extremes checks that nothing is better than the best equilibrium: for two agents or more
// it reaches OPT. That nothing is worse than the worst has no certificate.
func (c *checker) extremes(r *Result) {
	if len(c.g.Agents) > 1 && r.Benchmarks != nil {
		c.verify("equilibria.best.user is OPT", func() {
			c.equal("equilibria.best.user", r.Equilibria.Best.User, r.Benchmarks.Opt)
		})
	}
	c.atMost("equilibria.worst.user", "the worst", r.Equilibria.Worst.User, r.Equilibria.Best.User)
	c.unverified("that no equilibrium is worse for the user than equilibria.worst")
}

func (*floorPart) notes() []string { return []string{"floor and ladder are absent: "} }

// check checks both floors from their weights and prices.
func (*floorPart) check(c *checker, r *Result) {
	f, solver := r.Floor, c.competition
	if solver == nil {
		return
	}
	c.verify("floor (both, from weights and prices)", func() {
		floor := equilibrium.Floor{
			Value: f.Value, Weights: f.ValueWeights, Prices: f.Prices,
			AnyResponse: f.AnyResponse, AnyWeights: f.Weights,
		}
		err := solver.CheckFloor(&floor)
		if err == nil && f.Least {
			err = solver.CheckLowFloor(&floor)
		}
		if err != nil {
			c.fail("floor", "%s", err)
		}
	})
}

func (*monopoliesPart) notes() []string {
	return []string{"benchmarks.monopoly is absent: ", "benchmarks.monopoly["}
}

// check checks each agent alone.
func (*monopoliesPart) check(c *checker, r *Result) {
	if c.competition == nil {
		return
	}
	c.verify("benchmarks.monopoly (values and schemes)",
		func() { c.monopoliesOf("benchmarks.monopoly", c.g, r.Benchmarks.Monopoly) })
	c.unverified("that no optimal scheme of benchmarks.monopoly lies outside its interval for the user")
}

// mostCut is how many vertices are cut for agents alone: about two seconds.
const mostCut = 200_000

// monopoliesOf checks each agent alone in a game: both schemes are plausible, obeyed and pay what
// is claimed, and the plane shows that no scheme pays the agent more.
func (c *checker) monopoliesOf(field string, g belief.Game, list []MonopolyResult) {
	if !c.length(field, len(list), len(c.g.Agents)) {
		return
	}
	var solver equilibrium.Solver
	alone := g
	for i, m := range list {
		field := at(field, i)
		if m.Agent != c.s.Agents[i].Name {
			c.fail(field+".agent", "is %q, must be %q", m.Agent, c.s.Agents[i].Name)
		}
		alone.Agents = g.Agents[i : i+1]
		if err := solver.Load(alone); err != nil {
			c.fail(field, "%s", reason(err))
			return
		}
		if i > 0 && (1+i)*len(solver.Space.Pairs) > mostCut {
			c.unverified(field + " and the next, each of which has its own regions of many vertices")
			return
		}
		c.scheme(&solver, field+".low", m, m.User[0], m.Low)
		c.scheme(&solver, field+".high", m, m.User[1], m.High)
	}
}

// scheme checks one scheme of an agent alone as what it is, an equilibrium of one agent.
func (c *checker) scheme(solver *equilibrium.Solver, field string, m MonopolyResult,
	user float64, scheme []PosteriorResult) {
	e := EquilibriumResult{User: user, Agents: []float64{m.Value}}
	for _, p := range scheme {
		p.Planes = [][]float64{m.Plane}
		e.Posteriors = append(e.Posteriors, p)
	}
	outcome := outcomeOf(e)
	if err := solver.Check(&outcome); err != nil {
		c.fail(field, "%s", err)
	}
}

func (*ladderPart) notes() []string { return []string{"ladder is absent: "} }

// check checks that its rungs are those of the other sections, and in order.
func (*ladderPart) check(c *checker, r *Result) {
	l := r.Ladder
	c.verify("ladder", func() {
		if r.Benchmarks != nil {
			c.equal("ladder.opt", l.Opt, r.Benchmarks.Opt)
		}
		if r.Equilibria != nil {
			c.equal("ladder.best", l.Best, r.Equilibria.Best.User)
			c.equal("ladder.worst", l.Worst, r.Equilibria.Worst.User)
		}
		if r.Floor != nil {
			c.equal("ladder.floor", l.Floor, r.Floor.Value)
			c.equal("ladder.anyResponse", l.AnyResponse, r.Floor.AnyResponse)
		}
		if r.Alignment != nil {
			c.equal("ladder.bound", l.Bound, l.Opt-2*r.Alignment.Epsilon)
		}
		c.atMost("ladder.best", "best", l.Best, l.Opt)
		c.atMost("ladder.worst", "worst", l.Worst, l.Best)
		c.atMost("ladder.floor", "floor", l.Floor, l.Worst)
		c.atMost("ladder.anyResponse", "anyResponse", l.AnyResponse, l.Floor)
		c.atMost("ladder.bound", "bound", l.Bound, l.AnyResponse)
	})
}
