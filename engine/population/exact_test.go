package population

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// decimals reads a crowd's numbers as they are.
type decimals Crowd

func (d decimals) Share(t int) *big.Rat { return exact.Decimal(d.Shares[t]) }

func (d decimals) Wants(t, i int) (list []*big.Rat) {
	u := d.Users[t]
	if i >= 0 {
		u = d.Agents[t][i]
	}
	for _, x := range u.Data {
		list = append(list, exact.Decimal(x))
	}
	return list
}

// written keeps so many decimals.
func written(x float64, digits int) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', digits, 64), 64)
	return y
}

// between is a crowd of which each user wants 0.3 of the first and 0.7 of the second agent, exactly, with so many
// digits; the agents may have two utilities in all.
func between(r *rand.Rand, digits int) Crowd {
	c := Crowd{Shares: []float64{0.25, 0.75}}
	for range c.Shares {
		user, wants := belief.NewMatrix(3, 3), []belief.Matrix{}
		for range 3 {
			u := randgame.Utility(r, 3, 3, nil)
			for e, x := range u.Data {
				u.Data[e] = written(x, digits)
			}
			wants = append(wants, u)
		}
		for e := range user.Data {
			user.Data[e] = written(0.3*wants[0].Data[e]+0.7*wants[1].Data[e], digits+1)
		}
		c.Users, c.Agents = append(c.Users, user), append(c.Agents, wants)
	}
	return c
}

// TestStrongExactly: at tolerance 0 the condition is met by users exactly between agents, and not once one number
// has one unit more in its last place; floats, which are left with rounding, do not tell.
func TestStrongExactly(t *testing.T) {
	var s StrongSolver
	unsure := 0
	randgame.Each(t, 200, func(r *rand.Rand) {
		digits := 2 + r.IntN(12)
		c := between(r, digits)
		met, ok := s.Largest(c)
		if !ok {
			t.Fatal("not solved")
		}
		if met.Largest() > 0 {
			unsure++
		}
		if !met.Settle(c, decimals(c), 0, nil) || met.Largest() > 0 {
			t.Errorf("between agents it leaves %g", met.Largest())
		}
		e := r.IntN(9)
		c.Users[1].Data[e] = written(c.Users[1].Data[e]+math.Pow(10, -float64(digits+1)), digits+1)
		missed, ok := s.Largest(c)
		if !ok {
			t.Fatal("not solved")
		}
		missed.Settle(c, decimals(c), 0, nil)
		if missed.Largest() <= 0 {
			t.Errorf("a number of %d digits is off, and it leaves %g", digits+1, missed.Largest())
		}
		if err := missed.Check(c, false, 1e-8); err != nil {
			t.Error(err)
		}
	})
	if unsure == 0 {
		t.Error("floats were never unsure")
	}
}

// TestStrongAtTheTolerance: an agent wants of one user what she wants and of the other, whose share is a quarter,
// the opposite: the least largest epsilon is 3/16, and a tolerance of that is kept.
func TestStrongAtTheTolerance(t *testing.T) {
	two := func(first, second float64) belief.Matrix {
		return belief.Matrix{Rows: 2, Cols: 1, Data: []float64{first, second}}
	}
	c := Crowd{
		Shares: []float64{0.75, 0.25},
		Users:  []belief.Matrix{two(0, 1), two(0, 1)},
		Agents: [][]belief.Matrix{{two(0, 1)}, {two(1, 0)}},
	}
	const least = 3.0 / 16
	for _, row := range []struct {
		tolerance float64
		inside    bool
	}{{least, true}, {math.Nextafter(least, 0), false}, {math.Nextafter(least, 1), true}, {0.1, false}, {0.2, true}} {
		var s StrongSolver
		strong, _ := s.Largest(c)
		strong.Settle(c, decimals(c), row.tolerance, nil)
		if inside := strong.Largest() <= row.tolerance; inside != row.inside ||
			math.Abs(strong.Largest()-least) > 1e-12 {
			t.Errorf("tolerance %.17g: inside %v, with %.17g", row.tolerance, inside, strong.Largest())
		}
	}
}
