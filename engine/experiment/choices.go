package experiment

import "github.com/emergent-alignment/emergent/engine/align"

// BestBy names the best single agent by each measure.
type BestBy struct {
	Max TableFit `json:"max"`
	RMS TableFit `json:"rms"`
}

// ChoiceRow is one of the five choices, fitted by least squares to all items. Explained is the
// share of the user's variance that it explains, 1 - mse/variance; below 0: one number does
// better.
type ChoiceRow struct {
	Kind      string    `json:"kind"`
	Agent     *int      `json:"agent,omitempty"` // the best single one
	Weights   []float64 `json:"weights,omitempty"`
	Offset    float64   `json:"offset"`
	RMS       float64   `json:"rms"`
	MSE       float64   `json:"mse"`
	Explained float64   `json:"explained"`
	Max       float64   `json:"max"` // with the offset that is best for it
}

// whole lists the items of the table.
func (r *tableRunner) whole() []int {
	items := make([]int, r.outline.Items)
	for e := range items {
		items[e] = e
	}
	return items
}

// choices fits all five to the whole table, and returns the weights of the spec's family.
func (r *tableRunner) choices(c *TableComparison) []float64 {
	t := &r.trial
	t.fitted.take(r.table, r.whole())
	t.short = align.Condense(t.fitted.table(), r.variant.Offset)
	k := r.outline.agents()
	t.weights = make([]float64, k)
	constant := r.choice(Constant, t.weights)
	constant.Explained = 0
	best := r.singles(&c.BestBy)
	average := make([]float64, k)
	for i := range average {
		average[i] = 1 / float64(k)
	}
	all := r.solver.LeastSquares // of either kind
	convex := append([]float64(nil), all(t.short, align.Variant{})...)
	conic := append([]float64(nil), all(t.short, align.Variant{Conic: true})...)
	single := make([]float64, k)
	single[best] = 1
	c.Rows = []ChoiceRow{constant, r.choice(BestAgent, single), r.choice(Average, average), r.choice(Convex, convex),
		r.choice(Conic, conic)}
	c.Rows[BestAgent].Agent = &best
	c.Rows[Convex].Weights, c.Rows[Conic].Weights = rounded(convex), rounded(conic)
	for i := range c.Rows {
		if v := constant.MSE; v > 0 {
			c.Rows[i].Explained = round(1 - c.Rows[i].MSE/v)
		}
	}
	if r.variant.Conic {
		return conic
	}
	return convex
}

// choice measures one.
func (r *tableRunner) choice(kind int, weights []float64) ChoiceRow {
	rest := r.residual(0, weights)
	row := ChoiceRow{Kind: ChoiceNames()[kind]}
	near, half := 0.0, 0.0
	if kind == Constant || r.variant.Offset == align.Constant {
		near, half = middle(rest, false), middle(rest, true)
	}
	rms := r.round(spread(rest, near, false))
	row.Offset, row.RMS, row.MSE, row.Max = round(near), rms, round(float64(rms*rms)), r.round(spread(rest, half, true))
	return row
}

// singles finds the best single agents, and returns the one by root mean square.
func (r *tableRunner) singles(by *BestBy) int {
	weights := make([]float64, r.outline.agents())
	top, square := -1, -1
	var rows []ChoiceRow
	for i := range weights {
		clear(weights)
		weights[i] = 1
		rows = append(rows, r.choice(BestAgent, weights))
		if top < 0 || rows[i].Max < rows[top].Max {
			top = i
		}
		if square < 0 || rows[i].RMS < rows[square].RMS {
			square = i
		}
	}
	by.Max = TableFit{Agent: &top, Max: rows[top].Max, RMS: rows[top].RMS}
	by.RMS = TableFit{Agent: &square, Max: rows[square].Max, RMS: rows[square].RMS}
	return square
}

// deviation is the standard deviation of a list.
func deviation(list []float64) float64 {
	return spread(list, meanOf(list), false)
}
