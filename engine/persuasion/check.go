package persuasion

import (
	"fmt"
	"math"
)

// checkTolerance is how far a monopoly's figures may be off: far above rounding.
const checkTolerance = 1e-8

// CheckMonopoly verifies by arithmetic alone that a party's two schemes are optimal: both
// have the prior as their mean, both earn Value, the plane is above the party's payoff at
// every vertex, so that no scheme earns more than the plane at the prior, and it touches
// the payoff at every posterior used, so that these do earn that much.
func (p *Space) CheckMonopoly(party int, m *Monopoly) error {
	payoff := p.Payoffs(party)
	for j, pair := range p.Pairs {
		if over := payoff[j] - m.Plane.Dot(&p.Beliefs[pair.Belief].At, p.N); !(over <= checkTolerance) {
			return fmt.Errorf("persuasion: the plane is %.3g below the payoff at vertex %d", over, pair.Belief)
		}
	}
	if err := p.checkScheme(party, m, m.Low, m.UserLow); err != nil {
		return err
	}
	return p.checkScheme(party, m, m.High, m.UserHigh)
}

// checkScheme verifies one scheme of a monopoly.
func (p *Space) checkScheme(party int, m *Monopoly, scheme Scheme, user float64) error {
	payoff := p.Payoffs(party)
	mean := p.Prior
	for _, part := range scheme {
		b := &p.Beliefs[p.Pairs[part.Pair].Belief]
		if !(part.Probability >= 0) {
			return fmt.Errorf("persuasion: a posterior has probability %g", part.Probability)
		}
		if gap := m.Plane.Dot(&b.At, p.N) - payoff[part.Pair]; !(gap <= checkTolerance) {
			return fmt.Errorf("persuasion: the plane is %.3g above the payoff at a posterior", gap)
		}
		for s := range p.N {
			mean[s] -= part.Probability * b.At[s]
		}
	}
	if off := mean.size(p.N); !(off <= checkTolerance) {
		return fmt.Errorf("persuasion: the mean of a scheme is off by %.3g", off)
	}
	if got := p.Expect(party, scheme); !(math.Abs(got-m.Value) <= checkTolerance) {
		return fmt.Errorf("persuasion: a scheme earns %.9g, not %.9g", got, m.Value)
	}
	if got := p.Expect(User, scheme); !(math.Abs(got-user) <= checkTolerance) {
		return fmt.Errorf("persuasion: a scheme gives the user %.9g, not %.9g", got, user)
	}
	return nil
}
