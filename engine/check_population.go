package engine

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine/align"
	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/equilibrium"
	"github.com/emergent-alignment/emergent/engine/persuasion"
	"github.com/emergent-alignment/emergent/engine/population"
)

// This file checks what is said of several users (docs/model.md, section 11), by the proofs that
// one user alone has, and those of everybody together.

func (*populationPart) notes() []string { return []string{"population", "panel"} }

// check verifies a population by arithmetic: benchmarks, the sums, the strong condition
// with its bounds, the floors and the anonymous equilibrium.
func (*populationPart) check(c *checker, r *Result) {
	p := r.Population
	games, shares := c.s.facingGames(nil), c.s.Shares()
	if c.s.Population == nil || !c.length("population.users", len(p.Users), len(games)) {
		c.fail("population", "the scenario has no such users")
		return
	}
	if want := c.s.PopulationOrDefault().Policy; p.Policy != want {
		c.fail("population.policy", "is %q, must be %q", p.Policy, want)
	}
	opt, personal := 0.0, 0.0
	for t, user := range c.s.Users() {
		m, field := p.Users[t], at("population.users", t)
		if m.Name != user.Name {
			c.fail(field+".name", "is %q, must be %q", m.Name, user.Name)
		}
		c.equal(field+".share", m.Share, shares[t])
		c.equal(field+".opt", m.Opt, games[t].Opt())
		c.equal(field+".none", m.None, games[t].None())
		c.atMost(field+".personal.worst", "the worst", m.Personal.Worst, m.Personal.Best)
		c.atMost(field+".personal.best", "the best", m.Personal.Best, m.Opt)
		opt, personal = opt+shares[t]*m.Opt, personal+shares[t]*m.Personal.Worst
		c.promises(field, m)
		c.member(field, &games[t], m)
	}
	c.equal("population.welfare.opt", p.Welfare.Opt, opt)
	c.equal("population.welfare.personalWorst", p.Welfare.PersonalWorst, personal)
	c.verify("that nothing of population is missing without a note", func() { c.populationAbsences(p, r.Notes) })
	c.strong(p, games, shares)
	c.anonymity(p, crowdOf(games, shares))
	c.unverified("that no equilibrium is worse or better for a user than population.users[].personal and anonymous say")
}

// populationAbsences checks that what is said of each user, and of all, is there, or noted.
func (c *checker) populationAbsences(p *PopulationResult, notes []string) {
	noted := func(part string) bool {
		return slices.ContainsFunc(notes, func(note string) bool { return says(note, part) })
	}
	alone := len(c.g.Agents) == 1
	part := func(field, name string, there, wanted bool) {
		if there != (wanted && !noted(name)) {
			c.fail(field, "must be there unless a note says why not")
		}
	}
	const anonymous, floor, bound = "population.users[].anonymous", "population.users[].floor",
		"population.users[].bound"
	part("population.strong", "population.strong", p.Strong != nil, true)
	part("population.strong.sum", bound, p.Strong != nil && p.Strong.Sum != nil, p.Strong != nil)
	for t, m := range p.Users {
		field := at("population.users", t)
		part(field+".anonymous", anonymous, m.Anonymous != nil, true)
		part(field+".floor", floor, m.Floor != nil, !alone)
		part(field+".bound", bound, m.Bound != nil, !alone && p.Strong != nil)
	}
	w := p.Welfare
	for _, there := range []bool{p.Equilibrium != nil, w.AnonymousWorst != nil, w.AnonymousBest != nil,
		w.Difference != nil} {
		part("population.welfare and equilibrium", anonymous, there, true)
	}
}

// member checks what is said of one user by herself.
func (c *checker) member(field string, g *belief.Game, m MemberResult) {
	if m.Proof == nil {
		c.unverified(field + ".epsilon and personal: its result carries no certificates")
		return
	}
	c.verify(field+".epsilon and personal (from their proofs)", func() {
		certificate := align.Certificate{
			Epsilon: m.Epsilon, Weights: m.Proof.Weights, Offset: m.Proof.Offset, Margin: m.Proof.Margin,
			Direction: c.flat(m.Proof.Direction),
		}
		a := c.s.AlignmentOrDefault()
		if err := certificate.Check(tableOf(g, nil), a.variant(), checkTolerance); err != nil {
			c.fail(field+".epsilon", "%s", reason(err))
		}
		if inside := m.Epsilon <= a.Tolerance; inside != m.Inside {
			c.fail(field+".inside", "is %v, must be %v", m.Inside, inside)
		}
		var solver equilibrium.Solver
		if err := solver.Load(*g); err != nil {
			c.fail(field+".personal", "cannot be: %s", reason(err))
			return
		}
		c.reached(&solver, persuasion.User, field+".personal.worst", m.Personal.Worst, &m.Proof.PersonalWorst)
		c.reached(&solver, persuasion.User, field+".personal.best", m.Personal.Best, &m.Proof.PersonalBest)
		if len(c.g.Agents) > 1 {
			c.equal(field+".personal.best", m.Personal.Best, m.Opt)
		}
	})
}

// reached checks that an equilibrium gives a party what is claimed.
func (c *checker) reached(solver *equilibrium.Solver, party int, field string, claimed float64, e *EquilibriumResult) {
	if e == nil {
		c.fail(field, "has no proof")
		return
	}
	outcome := outcomeOf(*e)
	if err := solver.Check(&outcome); err != nil {
		c.fail(field, "%s", err)
		return
	}
	if err := solver.CheckSupport(&outcome); err != nil {
		c.fail(field, "%s", err)
	}
	c.equal(field, claimed, solver.Worth(party, &outcome))
	c.gap(field, *e)
}

// promises checks the order of one user's ladder.
func (c *checker) promises(field string, m MemberResult) {
	if m.Anonymous != nil {
		c.atMost(field+".anonymous.worst", "the worst", m.Anonymous.Worst, m.Anonymous.Best)
		c.atMost(field+".anonymous.best", "the best", m.Anonymous.Best, m.Opt)
		if m.Floor != nil {
			c.atMost(field+".floor", "the floor", *m.Floor, m.Anonymous.Worst)
		}
	}
	if m.Floor != nil && m.Bound != nil {
		c.atMost(field+".bound", "the bound", *m.Bound, *m.Floor)
	}
}

// strong checks the strong condition and the bounds that follow from it.
func (c *checker) strong(p *PopulationResult, games []belief.Game, shares []float64) {
	if p.Strong == nil {
		return
	}
	crowd := population.Crowd{Shares: shares}
	for _, g := range games {
		crowd.Users, crowd.Agents = append(crowd.Users, g.User), append(crowd.Agents, g.Agents)
	}
	c.verify("population.strong (from its weights and direction)", func() {
		largest := population.Strong{Epsilons: p.Strong.Epsilons, Weights: p.Strong.Weights, Scale: p.Strong.Scale,
			Direction: p.Strong.Direction}
		if err := largest.Check(crowd, false, checkTolerance); err != nil {
			c.fail("population.strong", "%s", err)
			return
		}
		c.equal("population.strong.epsilon", p.Strong.Epsilon, largest.Largest())
		if inside := p.Strong.Epsilon <= c.s.AlignmentOrDefault().Tolerance; inside != p.Strong.Inside {
			c.fail("population.strong.inside", "is %v, must be %v", p.Strong.Inside, inside)
		}
		if p.Strong.Sum == nil {
			return
		}
		sum := population.Strong{Epsilons: p.Strong.Sum.Epsilons, Weights: p.Strong.Sum.Weights,
			Scale: p.Strong.Sum.Scale, Direction: p.Strong.Sum.Direction}
		if err := sum.Check(crowd, true, checkTolerance); err != nil {
			c.fail("population.strong.sum", "%s", err)
			return
		}
		for t, m := range p.Users {
			if m.Bound != nil {
				c.equal(at("population.users", t)+".bound", *m.Bound, sum.Bound(crowd, t, m.Opt))
			}
		}
	})
}

// anonymity checks the floors and the anonymous equilibrium that is stated.
func (c *checker) anonymity(p *PopulationResult, g belief.Game) {
	if p.Equilibrium == nil {
		return
	}
	var solver equilibrium.Solver
	if !persuasion.Fits(&g) || solver.Load(g) != nil {
		c.fail("population.equilibrium", "is there, though the game is past the work budget")
		return
	}
	c.equilibrium(&solver, "population.equilibrium", *p.Equilibrium)
	if w := p.Welfare.AnonymousWorst; w != nil {
		c.equal("population.welfare.anonymousWorst", *w, p.Equilibrium.User)
		if d := p.Welfare.Difference; d != nil {
			c.equal("population.welfare.difference", *d, *w-p.Welfare.PersonalWorst)
		}
	}
	c.verify("population.users[].anonymous and welfare (from their proofs)", func() { c.anonymousRanges(&solver, p) })
	c.verify("population.users[].floor (from weights and prices)", func() {
		for t, m := range p.Users {
			if m.Floor == nil {
				continue
			}
			floor := equilibrium.Floor{Value: *m.Floor, Weights: m.FloorWeights, Prices: m.FloorPrices}
			if err := solver.CheckFloorOf(oneOf(&solver.Space, t), &floor); err != nil {
				c.fail(at("population.users", t)+".floor", "%s", err)
			}
		}
	})
}

// anonymousRanges checks what everybody may get who hears the same.
func (c *checker) anonymousRanges(solver *equilibrium.Solver, p *PopulationResult) {
	if p.Best == nil {
		c.unverified("population.users[].anonymous: its result carries no certificates")
		return
	}
	if w := p.Welfare.AnonymousBest; w != nil {
		c.reached(solver, persuasion.User, "population.welfare.anonymousBest", *w, p.Best)
		if len(c.g.Agents) > 1 {
			c.equal("population.welfare.anonymousBest", *w, p.Welfare.Opt)
		}
	}
	for t, m := range p.Users {
		if m.Anonymous == nil || m.Proof == nil {
			continue
		}
		field, one := at("population.users", t)+".anonymous", oneOf(&solver.Space, t)
		c.reached(solver, one, field+".worst", m.Anonymous.Worst, m.Proof.Worst)
		c.reached(solver, one, field+".best", m.Anonymous.Best, m.Proof.Best)
		if len(c.g.Agents) > 1 {
			c.equal(field+".best", m.Anonymous.Best, m.Opt)
		}
	}
}
