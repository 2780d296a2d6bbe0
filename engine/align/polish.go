package align

import (
	"math"
	"math/big"
	"slices"

	"github.com/emergent-alignment/emergent/engine/exact"
)

// tight is how near to 0 a weight, and to epsilon a miss, is taken for it when what holds an answer is
// guessed: nothing depends on the guess but time.
const tight = 1e-9

// polish makes a solver's weights exact: the entries that they miss by epsilon are equations between the
// weights that are not 0, the offsets and epsilon, solved in whole numbers. What those leave open stays as the
// solver has it. nil: some weight comes out below 0.
func (h *hull) polish(t Table, w []float64) (weights map[int]*big.Rat, offset []*big.Rat) {
	r, middle := slices.Clone(t.User), make([]float64, h.groups)
	for i, x := range w {
		if x != 0 {
			add(r, -x, t.Agents[i])
		}
	}
	epsilon, scale := chebyshev(r, middle), t.size(w, middle)
	var held []int
	var values []float64 // of the unknowns: weights, offsets, epsilon
	for at, i := range h.places {
		if w[i] > tight {
			held, values = append(held, at), append(values, w[i])
		}
	}
	values = append(values, middle...)
	if epsilon > tight*scale {
		values = append(values, epsilon)
	}
	reduction := exact.NewReduction(h.counter, len(values))
	if !h.variant.Conic {
		row := make([]big.Int, len(values)+1)
		for j := range held {
			row[j].SetInt64(1)
		}
		row[len(values)].SetInt64(1)
		reduction.Add(row)
	}
	for e, miss := range r {
		if h.groups > 0 {
			miss -= middle[e%h.groups]
		}
		if math.Abs(miss) >= epsilon-tight*scale {
			reduction.Add(h.equation(held, e, len(values), miss))
		}
	}
	return h.read(reduction, held, values)
}

// equation says that the user is missed at an entry by epsilon, or by 0 where that is no unknown.
func (h *hull) equation(held []int, e, unknowns int, miss float64) []big.Int {
	row := make([]big.Int, unknowns+1)
	for j, i := range held {
		row[j].Set(&h.agents[i][e])
	}
	if h.groups > 0 {
		row[len(held)+e%h.groups].SetInt64(1)
	}
	if last := len(held) + h.groups; last < unknowns {
		row[last].SetInt64(int64(math.Copysign(1, miss)))
	}
	row[unknowns].Set(&h.user[e])
	return row
}

// read takes the weights, by place in h.agents, and the offsets from equations.
func (h *hull) read(equations *exact.Reduction, held []int, values []float64) (weights map[int]*big.Rat, offset []*big.Rat) {
	x := make([]*big.Rat, len(values))
	for c, v := range values {
		x[c] = exact.Decimal(v)
		if c >= len(held) {
			x[c].Mul(x[c], new(big.Rat).SetInt(h.factor))
		}
	}
	solved := slices.Clone(x)
	var product big.Rat
	for j, pivot := range equations.Pivots {
		row := equations.Rows[j]
		sum := new(big.Rat).SetInt(&row[len(values)])
		for c := range x {
			if c != pivot && row[c].Sign() != 0 {
				sum.Sub(sum, product.Mul(product.SetInt(&row[c]), x[c]))
			}
		}
		solved[pivot] = sum.Quo(sum, product.SetInt(equations.Det))
	}
	weights = map[int]*big.Rat{}
	for j, i := range held {
		if solved[j].Sign() < 0 {
			return nil, nil
		}
		weights[i] = solved[j]
	}
	return weights, solved[len(held) : len(held)+h.groups]
}
