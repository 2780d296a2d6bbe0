package population

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Check verifies a strong condition by arithmetic: that its weights and scales leave the
// epsilons it states, and that the direction proves that the sum (each true: one norm for each
// user) or the largest of them cannot be less than Margin, which is within tolerance of it.
func (s *Strong) Check(c Crowd, each bool, tolerance float64) error {
	if err := s.checkWeights(c, tolerance); err != nil {
		return err
	}
	figure, norm := s.Largest(), 0.0
	if each {
		figure = s.Sum()
	}
	for t, d := range s.Direction {
		if err := c.checkDirection(t, d, tolerance); err != nil {
			return err
		}
		own := 0.0
		for _, x := range d {
			own += math.Abs(x)
		}
		if norm += own; each {
			norm = own
		}
		if !(norm <= 1+tolerance) {
			return fmt.Errorf("the direction has norm %.9g, must be at most 1", norm)
		}
	}
	for i := range s.Weights {
		sum := 0.0
		for t, d := range s.Direction {
			sum += c.Shares[t] * numeric.Dot(d, c.Agents[t][i].Data)
		}
		if !(sum <= tolerance) {
			return fmt.Errorf("the direction gains %.9g from agent %d, must gain nothing", sum, i)
		}
	}
	if margin := c.margin(s.Direction); !(math.Abs(margin-figure) <= tolerance) {
		return fmt.Errorf("the direction proves %.9g, not %.9g", margin, figure)
	}
	return nil
}

// checkWeights verifies signs, shapes and the epsilons.
func (s *Strong) checkWeights(c Crowd, tolerance float64) error {
	users, agents := len(c.Users), len(c.Agents[0])
	if len(s.Weights) != agents || len(s.Scale) != users || len(s.Epsilons) != users || len(s.Direction) != users {
		return fmt.Errorf("the proof has the wrong shape")
	}
	for i, w := range s.Weights {
		if !(w >= 0) {
			return fmt.Errorf("the weight of agent %d is negative", i)
		}
	}
	for t, l := range s.Scale {
		if !(l >= 1-tolerance) {
			return fmt.Errorf("the scale of user %d is %.9g, must be at least 1", t, l)
		}
	}
	for t, e := range c.epsilons(s.Weights, s.Scale) {
		if !(math.Abs(e-s.Epsilons[t]) <= tolerance) {
			return fmt.Errorf("the weights miss user %d by %.9g, not %.9g", t, e, s.Epsilons[t])
		}
	}
	return nil
}

// checkDirection verifies what is asked of one user's part of a direction.
func (c Crowd) checkDirection(t int, d []float64, tolerance float64) error {
	u := c.Users[t]
	if len(d) != len(u.Data) {
		return fmt.Errorf("the direction has %d numbers for user %d, must have %d", len(d), t, len(u.Data))
	}
	for y := range u.Cols {
		sum := 0.0
		for a := range u.Rows {
			sum += d[a*u.Cols+y]
		}
		if !(math.Abs(sum) <= tolerance) {
			return fmt.Errorf("the direction's sum for user %d in state %d is %.9g, must be 0", t, y, sum)
		}
	}
	if gain := numeric.Dot(d, u.Data); !(c.Shares[t]*gain >= -tolerance) {
		return fmt.Errorf("the direction loses %.9g with user %d, must not", -gain, t)
	}
	return nil
}
