package rational

import (
	"math/big"

	"github.com/emergent-alignment/emergent/engine/exact"
)

// This file solves the test's dual for the agents and entries that a program knows of:
//
//	maximise <D,u> - t  subject to  <D,U_i> - t + s_i = 0 for all i, s >= 0   (no t when conic)
//	                                the sum of D over each offset's entries = 0
//	                                sum p + sum q = 1,   D = p - q, p and q >= 0
//
// by the simplex method on a dense tableau, with Bland's rule where nothing is won, so that it ends. Its programs have
// as many rows as agents that matter, and two columns an entry that does: a dozen of each. All numbers of a tableau
// are over one denominator, a minor of the program, and divisions by the one before leave no rest (Edmonds;
// Bareiss 1968): there are no fractions to cancel.

// tableau is the program in the form of its basis, times det: rows x basic = right side, and the costs left.
// Columns are p and q of each entry in turn, t less and more than 0, then one of every row: s, or an artificial one,
// which is 0 in the end; last the right-hand side.
type tableau struct {
	*exact.Counter
	rows  [][]big.Int
	cost  []big.Int
	basis []int
	open  int // columns from here on may not enter: they are the artificial ones
	det   *big.Int
}

// solve returns the optimal weights, offsets and direction.
func (p *program) solve() *answer {
	n, agents := 2*len(p.entries), len(p.agents)
	own := n // the first of the rows' own columns
	if !p.Conic {
		own += 2
	}
	x := &tableau{Counter: p.counter, open: own + agents, det: big.NewInt(1)}
	width := x.open + p.Groups + 2
	x.cost = make([]big.Int, width)
	start, cost := make([]big.Int, width), make([]big.Int, width)
	for r := range agents + p.Groups + 1 {
		row := make([]big.Int, width)
		for c := range n {
			p.fill(&row[c], r, c)
		}
		if r < agents && !p.Conic {
			row[n].SetInt64(1)
			row[n+1].SetInt64(-1)
		}
		row[own+r].SetInt64(1)
		x.rows, x.basis = append(x.rows, row), append(x.basis, own+r)
		if own+r >= x.open {
			start[own+r].SetInt64(1) // first the artificial columns leave
		}
	}
	x.rows[len(x.rows)-1][width-1].SetInt64(1)
	for c := range n {
		signed(&cost[c], p.number(-1, p.entries[c/2]), c+1)
	}
	if !p.Conic {
		cost[n].SetInt64(-1)
		cost[n+1].SetInt64(1)
	}
	x.begin(start)
	x.run()
	x.drive()
	x.begin(cost)
	x.run()
	a := &answer{program: p, weights: make([]big.Int, len(p.Weights)), direction: make([]big.Int, p.Entries),
		det: x.det}
	for r, i := range p.agents {
		a.weights[i].Set(&x.cost[own+r])
	}
	a.offset = x.cost[x.open:] // the multiplier of a row is what its own column is left to cost
	for r, c := range x.basis {
		if c < n {
			d := &a.direction[p.entries[c/2]]
			d.Add(d, signed(new(big.Int), &x.rows[r][width-1], c))
		}
	}
	return a
}

// fill writes the coefficient of p (an even column) or q in a row.
func (p *program) fill(z *big.Int, row, column int) {
	e, group := p.entries[column/2], row-len(p.agents)
	switch {
	case group < 0:
		signed(z, p.number(p.agents[row], e), column)
	case group == p.Groups:
		z.SetInt64(1)
	case e%p.Groups == group:
		signed(z, big.NewInt(1), column)
	}
}

// signed sets z to x in even columns, and to -x in odd ones.
func signed(z, x *big.Int, column int) *big.Int {
	if column%2 == 1 {
		return z.Neg(x)
	}
	return z.Set(x)
}

// begin takes in costs, less those of the basis.
func (x *tableau) begin(cost []big.Int) {
	for c := range x.cost {
		x.Mul(&x.cost[c], &cost[c], x.det)
	}
	for r, basic := range x.basis {
		x.less(x.cost, &cost[basic], x.rows[r])
	}
}

// less takes a multiple of a row off another.
func (x *tableau) less(list []big.Int, factor *big.Int, row []big.Int) {
	if factor.Sign() == 0 {
		return
	}
	product := new(big.Int)
	for c := range list {
		if row[c].Sign() != 0 {
			list[c].Sub(&list[c], x.Mul(product, factor, &row[c]))
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
			if leave >= 0 {
				least := x.rows[leave]
				c := x.Mul(&here, &row[right], &least[enter]).Cmp(x.Mul(&there, &least[right], &row[enter]))
				if c > 0 || c == 0 && x.basis[r] > x.basis[leave] {
					continue
				}
			}
			leave = r
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
	for r := range len(x.rows) + 1 {
		list := x.cost
		if r == leave {
			continue
		}
		if r < len(x.rows) {
			list = x.rows[r]
		}
		factor := new(big.Int).Set(&list[enter])
		for c := range list {
			if list[c].Sign() != 0 {
				x.Mul(&list[c], &list[c], &row[enter])
			}
		}
		x.less(list, factor, row)
		for c := range list {
			if list[c].Sign() != 0 {
				list[c].Quo(&list[c], x.det)
			}
		}
	}
	x.basis[leave], x.det = enter, new(big.Int).Set(&row[enter])
}
