package experiment

import "emergent/engine"

// This file is the report on a table: the hull test, and what it means for its items.

// TableReport is the report of kind table, beside the diversity of the same table. Its
// sections come one by one: an absent one is not computed yet.
type TableReport struct {
	Table       string   `json:"table"` // where the scores come from, in words
	User        string   `json:"user"`
	Agents      []string `json:"agents"`
	Items       int      `json:"items"`
	Combination string   `json:"combination"`
	Offset      string   `json:"offset"`
	Tolerance   float64  `json:"tolerance"`

	Alignment  *TableAlignment  `json:"alignment,omitempty"`
	Comparison *TableComparison `json:"comparison,omitempty"`
	Depth      *TableDepth      `json:"depth,omitempty"`
}

// TableAlignment is the combination with the least largest error, and its certificate
// (docs/model.md, section 2).
type TableAlignment struct {
	Inside    bool       `json:"inside"`
	Epsilon   float64    `json:"epsilon"`
	Margin    float64    `json:"margin"`
	Weights   []float64  `json:"weights"`   // one an agent
	Offset    []float64  `json:"offset"`    // none or one
	Direction []ItemPart `json:"direction"` // the items where it is not 0
	Worst     []Item     `json:"worst"`     // the items that it misses most, worst first
}

// TableComparison sets the least squares beside plainer combinations.
type TableComparison struct {
	BestAgent    TableFit `json:"bestAgent"`
	Average      TableFit `json:"average"`
	LeastSquares TableFit `json:"leastSquares"`
	Worst        []Item   `json:"worst"` // of least squares
}

// TableFit is a combination with its largest and its root-mean-square error.
type TableFit struct {
	Agent   *int      `json:"agent,omitempty"`   // the best single one
	Weights []float64 `json:"weights,omitempty"` // of least squares
	Offset  []float64 `json:"offset,omitempty"`  // of least squares
	Max     float64   `json:"max"`
	RMS     float64   `json:"rms"`
}

// TableDepth is how many agents, whichever, may be deleted before the condition fails.
type TableDepth struct {
	Depth int  `json:"depth"` // -1: it fails with all of them
	Exact bool `json:"exact"` // false: at least this deep
}

// ItemPart is a number for an item, counted from 0.
type ItemPart struct {
	Item  int     `json:"item"`
	Value float64 `json:"value"`
}

// Item is an item and what a combination makes of it.
type Item struct {
	Item  int     `json:"item"` // counted from 0
	Row   int     `json:"row"`  // of the file, counted from 1, or 0
	Name  string  `json:"name"`
	User  float64 `json:"user"`
	Fit   float64 `json:"fit"`
	Error float64 `json:"error"` // fit less user
}

// MaxWorst is how many of the worst items are named.
const MaxWorst = 20

var _ engine.Table
