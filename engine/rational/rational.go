// Package rational decides a hull test (docs/model.md, section 2) in whole numbers, where floating point cannot:
// whether a combination of agents, and an offset, come within a tolerance of the user at every entry. It stands on
// exact alone; package align asks it, and says where to begin.
package rational

import (
	"math/big"

	"github.com/emergent-alignment/emergent/engine/exact"
)

// Test is the question. Entry e has of the offsets that may be added the one numbered e modulo Groups.
type Test struct {
	Conic   bool       // weights of any sum; else they sum to 1
	Groups  int        // how many offsets there are
	Entries int        // how many numbers the user has, and every agent
	Numbers []*big.Rat // the tolerance, then the user's, then each agent's, as they were written
	// Weights (one an agent) and Direction (one an entry) are what a solver in floating point found: the agents and
	// entries that are not 0 are looked at first.
	Weights, Direction []float64
}

// program is the test in whole numbers, over the agents and entries that it knows of so far.
type program struct {
	Test
	counter *exact.Counter
	numbers []big.Int // times one factor
	agents  []int     // known of
	entries []int     // known of
}

// Reaches returns weights that come within the tolerance, or nil where there are none. It panics with exact.Spent where
// the counter allows no more.
func (t Test) Reaches(counter *exact.Counter) []float64 {
	p := &program{Test: t, counter: counter}
	p.numbers, _ = exact.Whole(t.Numbers)
	p.agents, p.entries = nonzero(t.Weights), nonzero(t.Direction)
	for {
		a := p.solve()
		missed, most := p.beyond(p.entries, t.Entries, a.off, new(big.Int))
		if p.within(most, a.det) {
			weights := make([]float64, len(t.Weights))
			for i, w := range a.weights {
				weights[i] = exact.Float(&w, a.det)
			}
			return weights
		}
		var least *big.Int
		if t.Conic {
			least = new(big.Int)
		}
		favored, top := p.beyond(p.agents, len(t.Weights), a.along, least)
		separates := !p.within(new(big.Int).Sub(a.along(-1), top), a.det) && (len(favored) == 0 || !t.Conic)
		if separates || len(missed)+len(favored) == 0 {
			return nil
		}
		p.entries, p.agents = append(p.entries, missed[:min(len(missed), batch)]...), append(p.agents, favored...)
	}
}

// batch is how many entries join at a time: few of them matter.
const batch = 12

// nonzero lists where numbers are not 0; where all are, the first.
func nonzero(list []float64) (at []int) {
	for i, x := range list {
		if x != 0 {
			at = append(at, i)
		}
	}
	if len(at) == 0 && len(list) > 0 {
		at = append(at, 0)
	}
	return at
}

// number is an entry of an agent, or of the user (-1).
func (p *program) number(agent, e int) *big.Int { return &p.numbers[1+(agent+1)*p.Entries+e] }

// within reports whether a number over det is at most the tolerance.
func (p *program) within(x, det *big.Int) bool {
	return x.Cmp(p.counter.Mul(new(big.Int), &p.numbers[0], det)) <= 0
}

// beyond lists those of n that are not known of and have more than all that are, and the most of all. With no
// least the first known of is it.
func (p *program) beyond(known []int, n int, of func(int) *big.Int, least *big.Int) (list []int, most *big.Int) {
	in := make([]bool, n)
	for _, i := range known {
		in[i] = true
		if x := of(i); least == nil || x.Cmp(least) > 0 {
			least = x
		}
	}
	most = least
	for i := range n {
		if in[i] {
			continue
		}
		if x := of(i); x.Cmp(least) > 0 {
			list = append(list, i)
			if x.Cmp(most) > 0 {
				most = x
			}
		}
	}
	return list, most
}

// answer is weights, offsets and a direction, all over det, which is above 0.
type answer struct {
	*program
	weights, offset, direction []big.Int
	det                        *big.Int
}

// off is by how much the user is missed at an entry.
func (a *answer) off(e int) *big.Int {
	sum, product := new(big.Int), new(big.Int)
	a.counter.Mul(sum, a.number(-1, e), a.det)
	for _, i := range a.agents {
		sum.Sub(sum, a.counter.Mul(product, &a.weights[i], a.number(i, e)))
	}
	if a.Groups > 0 {
		sum.Sub(sum, &a.offset[e%a.Groups])
	}
	return sum.Abs(sum)
}

// along is how far an agent, or the user (-1), is in the direction.
func (a *answer) along(i int) *big.Int {
	sum, product := new(big.Int), new(big.Int)
	for _, e := range a.entries {
		sum.Add(sum, a.counter.Mul(product, &a.direction[e], a.number(i, e)))
	}
	return sum
}
