package population

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// drawCrowd draws users and agents of random utilities; now and then a user is a copy.
func drawCrowd(r *rand.Rand, states, actions, users, agents int) Crowd {
	c := Crowd{Shares: randgame.Inside(r, users)}
	for t := range users {
		c.Users = append(c.Users, randgame.Utility(r, actions, states, nil))
		if t > 0 && r.IntN(4) == 0 {
			c.Users[t] = c.Users[0]
		}
		var wants []belief.Matrix
		for i := range agents {
			wants = append(wants, randgame.Utility(r, actions, states, nil))
			if t > 0 && r.IntN(3) == 0 {
				wants[i] = c.Agents[0][i]
			}
		}
		c.Agents = append(c.Agents, wants)
	}
	return c
}

// TestStrongLaws: the proofs verify; the sum's epsilons never sum to more than the other's, nor
// is its largest smaller; an agent more never makes it worse; and users who are agents' multiples
// up to an offset have epsilon 0.
func TestStrongLaws(t *testing.T) {
	var s StrongSolver
	randgame.Each(t, 1000, func(r *rand.Rand) {
		c := drawCrowd(r, 2+r.IntN(3), 2+r.IntN(3), 1+r.IntN(4), 1+r.IntN(4))
		largest, ok := s.Largest(c)
		sum, also := s.Sum(c)
		if !ok || !also {
			t.Fatal("not solved")
		}
		for each, strong := range map[bool]*Strong{false: &largest, true: &sum} {
			if err := strong.Check(c, each, 1e-8); err != nil {
				t.Errorf("each %v: %v", each, err)
			}
		}
		if sum.Sum() > largest.Sum()+1e-9 || largest.Largest() > sum.Largest()+1e-9 {
			t.Errorf("sums %g and %g, largest %g and %g", sum.Sum(), largest.Sum(), sum.Largest(), largest.Largest())
		}
		more := c
		more.Agents = nil
		for u := range c.Users {
			more.Agents = append(more.Agents,
				append(slices.Clip(c.Agents[u]), randgame.Utility(r, c.Users[0].Rows, c.Users[0].Cols, nil)))
		}
		if better, _ := s.Largest(more); better.Largest() > largest.Largest()+1e-9 {
			t.Errorf("one more agent makes %g of %g", better.Largest(), largest.Largest())
		}
		for u := range c.Users {
			c.Agents[u][0] = scaledAndShifted(r, c.Users[u])
		}
		if met, _ := s.Largest(c); met.Largest() > 1e-9 {
			t.Errorf("an agent who wants what every user wants leaves %g", met.Largest())
		}
	})
}

// scaledAndShifted is half a utility plus a number for each state.
func scaledAndShifted(r *rand.Rand, u belief.Matrix) belief.Matrix {
	v := belief.NewMatrix(u.Rows, u.Cols)
	for y := range u.Cols {
		shift := r.Float64() / 2
		for a := range u.Rows {
			v.Set(a, y, u.At(a, y)/2+shift)
		}
	}
	return v
}

// TestStrongCheckFinds: every way to lie about a strong condition is found.
func TestStrongCheckFinds(t *testing.T) {
	c := drawCrowd(rand.New(rand.NewPCG(3, 1)), 3, 3, 2, 3)
	var s StrongSolver
	for _, row := range []struct {
		name, message string
		tamper        func(*Strong)
	}{
		{"an epsilon", "miss user 1 by", func(s *Strong) { s.Epsilons[1] -= 1e-3 }},
		{"a weight", "miss user", func(s *Strong) { s.Weights[0] += 1e-3 }},
		{"a negative weight", "is negative", func(s *Strong) { s.Weights[2] = -1e-3 }},
		{"a scale below 1", "at least 1", func(s *Strong) { s.Scale[0] = 0.9 }},
		{"a shape", "wrong shape", func(s *Strong) { s.Weights = s.Weights[:2] }},
		{"a direction cut", "direction has 8 numbers", func(s *Strong) { s.Direction[0] = s.Direction[0][:8] }},
		{"an entry of the direction", "must be 0", func(s *Strong) { s.Direction[0][0] += 1e-3 }},
		{"a longer direction", "at most 1", func(s *Strong) { scaleAll(s.Direction, 2) }},
		{"a shorter direction", "proves", func(s *Strong) { scaleAll(s.Direction, 0.5) }},
		{"a turned direction", "the direction", func(s *Strong) { scaleAll(s.Direction, -1) }},
	} {
		strong, ok := s.Largest(c)
		if !ok || strong.Largest() < 1e-3 {
			t.Fatal("the crowd is no test")
		}
		row.tamper(&strong)
		if err := strong.Check(c, false, 1e-8); err == nil || !strings.Contains(err.Error(), row.message) {
			t.Errorf("%s: %v, want something with %q", row.name, err, row.message)
		}
	}
}

func scaleAll(rows [][]float64, factor float64) {
	for _, row := range rows {
		for i := range row {
			row[i] *= factor
		}
	}
}
