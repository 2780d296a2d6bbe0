package align

import (
	"math/big"

	"github.com/emergent-alignment/emergent/engine/exact"
)

// This file solves the dual of program exactly, for the agents and entries that a hull knows of, whose numbers
// were multiplied by one factor that makes them whole:
//
//	maximise <D,u> - t  subject to  <D,U_i> - t + s_i = 0 for all i, s >= 0   (no t when conic)
//	                                the sum of D over each offset's entries = 0
//	                                sum p + sum q = 1,   D = p - q, p and q >= 0
//
// by the simplex method on a dense tableau, with Bland's rule, so that it ends. Its programs have as many
// rows as agents that matter, and two columns an entry that does: a dozen of each. All numbers of a tableau
// are over one denominator, a minor of the program, and divisions by the one before leave no rest (Edmonds;
// Bareiss 1968): there are no fractions to cancel.

// tableau is the program in the form of its basis, times det: rows x basic = right side, and the costs left.
type tableau struct {
	*exact.Counter
	rows  [][]big.Int // the last column is the right-hand side
	cost  []big.Int
	basis []int
	open  int // columns from here on may not enter: they are the artificial ones
	det   *big.Int
}

// solve returns the optimal weights, by place in h.agents, the offsets, and the direction by entry.
func (h *hull) solve() (weights map[int]*big.Rat, offset []*big.Rat, direction map[int]*big.Rat) {
	n, k := len(h.entries), len(h.ranks)
	x, cost := h.pose()
	start := make([]big.Int, len(x.cost))
	for c := x.open; c < len(start)-1; c++ { // first phase: the artificial columns leave
		start[c].SetInt64(1)
	}
	x.begin(start)
	x.run()
	x.drive()
	x.begin(cost)
	x.run()
	weights, direction = map[int]*big.Rat{}, map[int]*big.Rat{}
	slack := 2*n + h.levels()
	for r, i := range h.ranks {
		if w := &x.cost[slack+r]; w.Sign() > 0 {
			weights[i] = new(big.Rat).SetFrac(w, x.det)
		}
	}
	for g := range h.groups { // the multiplier of a row is what its artificial column is left to cost
		offset = append(offset, new(big.Rat).SetFrac(&x.cost[slack+k+g], x.det))
	}
	for j, e := range h.entries {
		d := x.value(j)
		if d = d.Sub(d, x.value(n+j)); d.Sign() != 0 {
			direction[e] = new(big.Rat).SetFrac(d, x.det)
		}
	}
	return weights, offset, direction
}

// value is a column's, times det.
func (x *tableau) value(column int) *big.Int {
	v := new(big.Int)
	for r, c := range x.basis {
		if c == column {
			v.Set(&x.rows[r][len(x.cost)-1])
		}
	}
	return v
}

// levels is how many columns t has: two, as it has no sign.
func (h *hull) levels() int {
	if h.variant.Conic {
		return 0
	}
	return 2
}

// pose writes the program: columns p, q, t, s, then an artificial one for each equation, and what each costs.
func (h *hull) pose() (x tableau, cost []big.Int) {
	n, k, t := len(h.entries), len(h.ranks), h.levels()
	columns := 2*n + t + k + h.groups + 2
	x.Counter, x.open, x.det = h.counter, 2*n+t+k, big.NewInt(1)
	cost = make([]big.Int, columns)
	for j, e := range h.entries {
		cost[j].Neg(&h.user[e])
		cost[n+j].Set(&h.user[e])
	}
	if t > 0 {
		cost[2*n].SetInt64(1)
		cost[2*n+1].SetInt64(-1)
	}
	for r, i := range h.ranks {
		list := make([]big.Int, columns)
		for j, e := range h.entries {
			list[j].Set(&h.agents[i][e])
			list[n+j].Neg(&h.agents[i][e])
		}
		if t > 0 {
			list[2*n].SetInt64(-1)
			list[2*n+1].SetInt64(1)
		}
		list[2*n+t+r].SetInt64(1)
		x.rows, x.basis = append(x.rows, list), append(x.basis, 2*n+t+r)
	}
	for g := range h.groups + 1 {
		list := make([]big.Int, columns)
		for j, e := range h.entries {
			switch {
			case g == h.groups:
				list[j].SetInt64(1)
				list[n+j].SetInt64(1)
			case e%h.groups == g:
				list[j].SetInt64(1)
				list[n+j].SetInt64(-1)
			}
		}
		list[x.open+g].SetInt64(1)
		x.rows, x.basis = append(x.rows, list), append(x.basis, x.open+g)
	}
	x.rows[k+h.groups][columns-1].SetInt64(1)
	x.cost = make([]big.Int, columns)
	return x, cost
}

// begin takes in costs, less those of the basis.
func (x *tableau) begin(cost []big.Int) {
	var product big.Int
	for c := range x.cost {
		x.Mul(&x.cost[c], &cost[c], x.det)
	}
	for r, basic := range x.basis {
		if cost[basic].Sign() == 0 {
			continue
		}
		for c := range x.cost {
			x.cost[c].Sub(&x.cost[c], x.Mul(&product, &cost[basic], &x.rows[r][c]))
		}
	}
}

// run makes the costs of all columns that may enter 0 or more, which is the least: the least of them enters
// or, once nothing was won by it as often as there are rows, the first below 0 (Bland), until something is; of the
// rows that bound it the one of the first column leaves. The programs here are bounded.
func (x *tableau) run() {
	right := len(x.cost) - 1
	var here, there big.Int
	for stays := 0; ; stays++ {
		enter := -1
		for c := range x.open {
			if x.cost[c].Sign() < 0 && (enter < 0 || stays <= len(x.rows) && x.cost[c].Cmp(&x.cost[enter]) < 0) {
				enter = c
			}
		}
		if enter < 0 {
			return
		}
		leave := -1
		for r, row := range x.rows {
			if row[enter].Sign() <= 0 {
				continue
			}
			if leave < 0 {
				leave = r
				continue
			}
			least := x.rows[leave]
			c := x.Mul(&here, &row[right], &least[enter]).Cmp(x.Mul(&there, &least[right], &row[enter]))
			if c < 0 || c == 0 && x.basis[r] < x.basis[leave] {
				leave = r
			}
		}
		if leave < 0 {
			panic("align: a program without bound")
		}
		if x.rows[leave][right].Sign() > 0 {
			stays = -1
		}
		x.pivot(leave, enter)
	}
}

// drive takes the artificial columns out of the basis as far as their rows have others: their right-hand
// sides are 0, so that the sign of a pivot is of no account.
func (x *tableau) drive() {
	for r := range x.rows {
		for c := 0; c < x.open && x.basis[r] >= x.open; c++ {
			if x.rows[r][c].Sign() != 0 {
				x.pivot(r, c)
			}
		}
	}
}

// pivot brings a column into the basis in place of a row's.
func (x *tableau) pivot(leave, enter int) {
	row := x.rows[leave]
	if row[enter].Sign() < 0 {
		for c := range row {
			row[c].Neg(&row[c])
		}
	}
	var factor, product big.Int
	eliminate := func(list []big.Int) {
		factor.Set(&list[enter])
		for c := range list {
			if list[c].Sign() != 0 {
				x.Mul(&list[c], &list[c], &row[enter])
			}
			if factor.Sign() != 0 && row[c].Sign() != 0 {
				list[c].Sub(&list[c], x.Mul(&product, &factor, &row[c]))
			}
			if list[c].Sign() != 0 {
				list[c].Quo(&list[c], x.det)
			}
		}
	}
	for r, list := range x.rows {
		if r != leave {
			eliminate(list)
		}
	}
	eliminate(x.cost)
	x.basis[leave], x.det = enter, new(big.Int).Set(&row[enter])
}
