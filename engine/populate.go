package engine

import (
	"errors"
	"math/big"
	"slices"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/equilibrium"
	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/persuasion"
	"github.com/emergent-alignment/emergent/engine/population"
)

// This file answers for several users (docs/model.md, section 11): every user apart, and all of
// them hearing the same.

// errManySignals says why a population has no anonymous answer.
var errManySignals = errors.New("the users' own signals are more than 8 in all; fewer users, or users who see " +
	"nothing, would fit")

// maxCrowd bounds the work on what everybody hears, counted as pairs of the regions x agents x users
// before any of it: each user has linear programs over all pairs. It is about a second.
const maxCrowd = 800_000

type populationPart struct{ anyPart } // Result.Population

func (*populationPart) applies(s *Scenario, _ Sections, _ *Result) bool { return s.Population != nil }

// work counts a game for each user, and one in which each has signals of her own and everybody hears the
// same, once for each party's worst, best and floor.
func (*populationPart) work(s Scenario, _ Sections, z sizes) float64 {
	if s.Population == nil {
		return 0
	}
	users := 1 + len(s.Population.Users)
	s.Population, s.Response, s.Conversation = nil, nil, nil
	work := float64(users) * Work(s, BenchmarksSection|AlignmentSection|EquilibriaSection)
	rows := float64(2 * users * z.m * len(s.States))
	work += 100_000 + 40*rows*rows*(z.k+float64(users*len(s.States))) // the strong condition, twice
	pairs := min(pairsOf(z.n, z.m, users*z.h), persuasion.MaxPairs)
	return work + pairs*(3000+200*z.k)*float64(1+users)
}

func (*populationPart) solve(v *Solver, s *Scenario, want Sections, r *Result) {
	v.facing = s.facingGames(v.facing)
	games, shares := v.facing, s.Shares()
	p := &PopulationResult{Policy: s.PopulationOrDefault().Policy, Users: make([]MemberResult, len(games))}
	for t, user := range s.Users() {
		m := &p.Users[t]
		m.Name, m.Share, m.Opt, m.None = user.Name, shares[t], games[t].Opt(), games[t].None()
		if err := v.weakly(s.AlignmentOrDefault(), t, m); err != nil {
			r.note("population is absent: a linear program could not be solved to the digits it needs.")
			return
		}
		solver := v.alone(t)
		solver.Space.Sharing = 2 * len(games) // half for the users apart, and half for what all hear
		if err := solver.Reload(games[t]); err != nil {
			r.note("population is absent: " + reason(err) + ".")
			return
		}
		m.Personal.Worst, m.Personal.Best = solver.RangeOf(persuasion.User)
		if v.certify {
			worst, best := solver.EndsOf(persuasion.User)
			m.Proof.PersonalWorst, m.Proof.PersonalBest = v.outcomeOf(solver, worst, true),
				v.outcomeOf(solver, best, true)
		}
		p.Welfare.Opt += m.Share * m.Opt
		p.Welfare.PersonalWorst += m.Share * m.Personal.Worst
	}
	v.strongly(games, p, r)
	if err := v.anonymous(crowdOf(games, shares), want, p); err != nil {
		p.withdrawAnonymous()
		r.note("population.users[].anonymous and population.users[].floor are absent: " + reason(err) + ".")
	}
	if s.ResponseOrDefault().Kind == Quantal {
		r.note("population is that of users who take best actions; there is none for those who respond by chance.")
	}
	r.Population = p
	v.tidy()
}

// alone is the solver of one user alone with the agents: not that of the scenario's own game, which a
// conversation may ask next.
func (v *Solver) alone(t int) *equilibrium.Solver {
	for len(v.apart) <= t {
		v.apart = append(v.apart, nil)
	}
	return v.own(&v.apart[t])
}

// own is a solver that is nobody else's, so that what does not depend on the prior stays from one move of a drag
// to the next: the one there is, or a new one.
func (v *Solver) own(s **equilibrium.Solver) *equilibrium.Solver {
	if *s == nil {
		*s = new(equilibrium.Solver)
	}
	(*s).Space.Purse = v.purse
	return *s
}

// keptPairs is how many pairs of a belief and a strategy a solver of several users may hold to be kept: that of
// a game that is answered within a drag.
const keptPairs = 1000

// tidy lets go of what takes much memory.
func (v *Solver) tidy() {
	for t, s := range v.apart {
		if s != nil && len(s.Space.Pairs) > keptPairs {
			v.apart[t] = nil
		}
	}
	if v.crowd != nil && len(v.crowd.Space.Pairs) > keptPairs {
		v.crowd, v.crowded.result = nil, nil
	}
}

// facingGames lists the game of each user alone with the agents, reusing memory.
func (s Scenario) facingGames(games []belief.Game) []belief.Game {
	n := len(s.Users())
	games = slices.Grow(games[:0], n)[:n]
	for t := range games {
		s.Facing(t).fill(&games[t])
	}
	return games
}

// crowdOf makes one game of the users' own: everybody hears the same.
func crowdOf(games []belief.Game, shares []float64) belief.Game {
	g := games[0]
	for t, other := range games[1:] {
		g.Others = append(g.Others, belief.Other{Share: shares[1+t], User: other.User, Agents: other.Agents})
	}
	return g
}

// weakTest is the weak condition of one user, with its proof if that is wanted.
type weakTest struct {
	epsilon float64
	inside  bool
	proof   *MemberProof
	err     error
}

// weakly tests the weak condition for user t: the hull of what the agents want of her. The error
// says that its certificate does not verify.
func (v *Solver) weakly(a Alignment, t int, m *MemberResult) error {
	for len(v.weak) <= t {
		v.weak = append(v.weak, latest[weakTest]{})
	}
	g := &v.facing[t]
	table := tableOf(g, nil)
	w := v.weak[t].get(v.tested(table, a), func() (*weakTest, bool) {
		c := v.align.Settle(table, a.variant(), v.align.Solve(table, a.variant()), a.Tolerance)
		w := weakTest{epsilon: c.Epsilon, inside: c.Inside(a.Tolerance)}
		if v.certify {
			w.proof = &MemberProof{
				Weights: slices.Clone(c.Weights), Offset: append([]float64{}, c.Offset...), Margin: c.Margin,
				Direction: slices.Collect(slices.Chunk(slices.Clone(c.Direction), len(c.Direction)/g.Actions)),
			}
		}
		w.err = c.Check(tableOf(g, nil), a.variant(), checkTolerance)
		return &w, w.err == nil
	})
	m.Epsilon, m.Inside = w.epsilon, w.inside
	if w.proof != nil {
		proof := *w.proof // to which the equilibria are added
		m.Proof = &proof
	}
	return w.err
}

// bothStrong is the strong condition with the least largest error, and with the least sum.
type bothStrong struct {
	largest, sum population.Strong
	solved       [2]bool
}

// writtenCrowd gives the numbers of a crowd as they were written.
type writtenCrowd struct {
	games  []belief.Game
	shares []float64
}

// Wants is what an agent, or she herself (-1), wants of a user.
func (c writtenCrowd) Wants(t, i int) []*big.Rat { return (*asWritten)(&c.games[t]).Numbers(i) }

// Share is that of a user; the first has what the others leave.
func (c writtenCrowd) Share(t int) *big.Rat {
	if t > 0 {
		return exact.Decimal(c.shares[t])
	}
	rest := big.NewRat(1, 1)
	for u := 1; u < len(c.shares); u++ {
		rest.Sub(rest, c.Share(u))
	}
	return rest
}

// strongest solves the linear programs of the strong condition.
func (v *Solver) strongest(games []belief.Game, crowd population.Crowd, tolerance float64) *bothStrong {
	v.from = v.from[:0].add(crowd.Shares...).add(tolerance)
	for t := range games {
		v.from = v.from.add(float64(games[t].States)).table(tableOf(&games[t], nil))
	}
	return v.strong.get(v.from, func() (*bothStrong, bool) {
		var b bothStrong
		if b.largest, b.solved[0] = v.strongSolver.Largest(crowd); b.solved[0] {
			b.largest.Settle(crowd, writtenCrowd{games, crowd.Shares}, tolerance, v.align.Purse)
		}
		b.sum, b.solved[1] = v.strongSolver.Sum(crowd)
		return &b, true
	})
}

// strongly tests the strong condition.
func (v *Solver) strongly(games []belief.Game, p *PopulationResult, r *Result) {
	crowd := population.Crowd{Shares: v.scenario.Shares()}
	for _, g := range games {
		crowd.Users, crowd.Agents = append(crowd.Users, g.User), append(crowd.Agents, g.Agents)
	}
	tolerance := v.scenario.AlignmentOrDefault().Tolerance
	found := v.strongest(games, crowd, tolerance)
	if !found.solved[0] {
		r.note("population.strong is absent: its linear program could not be solved to precision.")
		return
	}
	largest, sum := &found.largest, &found.sum
	p.Strong = &StrongResult{
		Epsilon: largest.Largest(), Epsilons: largest.Epsilons, Inside: largest.Largest() <= tolerance,
		Weights: largest.Weights, Scale: largest.Scale, Direction: largest.Direction,
	}
	if !found.solved[1] {
		r.note("population.users[].bound is absent: its linear program could not be solved to precision.")
		return
	}
	p.Strong.Sum = &StrongSum{Epsilons: sum.Epsilons, Weights: sum.Weights, Scale: sum.Scale, Direction: sum.Direction}
	if len(v.scenario.Agents) == 1 {
		return // one agent alone promises nothing: no rival holds it to anything
	}
	for t := range p.Users {
		bound := sum.Bound(crowd, t, p.Users[t].Opt)
		p.Users[t].Bound = &bound
	}
}

// anonymous fills in what everybody gets who hears the same.
func (v *Solver) anonymous(g belief.Game, want Sections, p *PopulationResult) error {
	if !persuasion.Fits(&g) {
		return errManySignals
	}
	e := v.own(&v.crowd)
	e.Space.Sharing = 2
	if err := e.Reload(g); err != nil {
		return err
	}
	if work := len(e.Space.Pairs) * len(g.Agents) * len(p.Users); work > maxCrowd {
		return &persuasion.LimitError{What: "pairs of a vertex and a party",
			Limit: maxCrowd, Fits: "with fewer users or agents, or fewer signals"}
	}
	worst, _ := e.Equilibria()
	outcome := v.outcomeOf(e, worst, true)
	p.Equilibrium = &outcome
	if want.has(Certificates | MapSection) {
		_, best := e.EndsOf(persuasion.User)
		outcome := v.outcomeOf(e, best, true)
		p.Best = &outcome
	}
	if want.has(MapSection) {
		p.Map = v.crowded.of(e)
	}
	low, high := e.RangeOf(persuasion.User)
	difference := low - p.Welfare.PersonalWorst
	p.Welfare.AnonymousWorst, p.Welfare.AnonymousBest, p.Welfare.Difference = &low, &high, &difference
	for t := range p.Users {
		m, one := &p.Users[t], oneOf(&e.Space, t)
		m.Anonymous = new(RangeResult)
		m.Anonymous.Worst, m.Anonymous.Best = e.RangeOf(one)
		if v.certify {
			worst, best := e.EndsOf(one)
			low, high := v.outcomeOf(e, worst, true), v.outcomeOf(e, best, true)
			m.Proof.Worst, m.Proof.Best = &low, &high
		}
		if len(g.Agents) == 1 {
			continue
		}
		floor, err := e.FloorOf(one)
		if err != nil {
			return err
		}
		m.Floor, m.FloorWeights, m.FloorPrices = &floor.Value, floor.Weights, floor.Prices
	}
	return e.Err()
}

// withdrawAnonymous takes back what was found of all hearing the same, where not all of it was.
func (p *PopulationResult) withdrawAnonymous() {
	p.Equilibrium, p.Best, p.Map = nil, nil, nil
	p.Welfare.AnonymousWorst, p.Welfare.AnonymousBest, p.Welfare.Difference = nil, nil, nil
	for t := range p.Users {
		m := &p.Users[t]
		m.Anonymous, m.Floor, m.FloorWeights, m.FloorPrices = nil, nil, nil, nil
		if m.Proof != nil {
			m.Proof.Worst, m.Proof.Best = nil, nil
		}
	}
}

// oneOf is the party that is user t of a crowd, also where she is the only one.
func oneOf(space *persuasion.Space, t int) int {
	if space.Users == 1 {
		return persuasion.User
	}
	return space.One(t)
}
