package experiment

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/align"
	"github.com/emergent-alignment/emergent/engine/internal/jsonschema"
)

// This file tries what was fitted on items that it was not fitted to. In each run the items
// are split in two; on the one part weights and offset are fitted, and the error is measured
// on both. Five ways to answer for the user are set side by side:
//
//   - constant: one number, the best for the fitted part;
//   - bestAgent: the single agent with the least error on the fitted part, plus an offset;
//   - average: all agents weighted alike, plus an offset;
//   - convex, conic: the weights with the least squares (or, for the largest error, with the
//     least largest error) whose sum is 1, or any, plus an offset.
//
// All have the offset that is best on the fitted part, of the kind that the spec allows, and
// none a scale of its own: they are the same choices whichever weights the spec allows.

// DefaultShare is how many of the items are held out, and DefaultRepetitions how often, unless a spec
// says otherwise.
const (
	DefaultShare       = 0.5
	DefaultRepetitions = 100
)

// Holdout says on which items what was fitted is tried: in each run others.
type Holdout struct {
	// Share is that of the items, or groups, that are held out; 0: nothing is tried. Absent:
	// half, if there are items enough.
	Share *float64 `json:"share,omitempty"`
	By    string   `json:"by,omitempty" strict:"nonzero"` // absent: group, if the table has groups
}

// What a split keeps together.
const (
	ByItem  = "item"
	ByGroup = "group"
)

// valid checks what does not depend on the table.
func (h *Holdout) valid() error {
	if h.Share != nil && !(*h.Share >= 0 && *h.Share < 1) {
		return refuse("holdout.share", "is %v, must be 0 to below 1", *h.Share)
	}
	if h.By != "" {
		return oneOf("holdout.by", h.By, ByItem, ByGroup)
	}
	return nil
}

func holdoutFields() fields {
	about := jsonschema.About
	return fields{
		"Spec.holdout": about("for kinds diversity and table: the items on which what was fitted is tried"),
		"Holdout.share": about("share of the items, or groups, that are held out; 0: none",
			"minimum", 0, "exclusiveMaximum", 1, "default", DefaultShare),
		"Holdout.by": about("what a split keeps together; absent: group, if the table has groups",
			"enum", []string{ByItem, ByGroup}),
	}
}

// The ways to answer, in the order in which reports list them.
const (
	Constant = iota
	BestAgent
	Average
	Convex
	Conic
	choices
)

// ChoiceNames lists what reports call them.
func ChoiceNames() []string { return []string{"constant", "bestAgent", "average", "convex", "conic"} }

// Tried has, for each size and run, the error of each choice on the items that it was fitted
// to, then on those held out. Beyond the sizes of the spec the last one is of all agents.
type Tried [][][choices][2]float64

// splitter divides the items of a run.
type splitter struct {
	share  float64
	groups [][]int // the items of each group, or nil: by item
	items  int
	order  []int
	parts  [2][]int // fitted, held out
}

// prepare takes what the split needs from the table; the error says what it lacks.
func (p *splitter) prepare(h *Holdout, t *Table) error {
	p.share, p.items, p.groups = *h.Share, len(t.Scores[0]), nil
	n := p.items
	if h.By == ByGroup {
		if p.groups = t.groups(); len(p.groups) < 2 {
			return t.oneGroup("a split by group needs two")
		}
		n = len(p.groups)
	}
	p.order = make([]int, n)
	return nil
}

// held is how many of the n items or groups are held out: the share, to the nearest, but
// never all and never none.
func held(share float64, n int) int { return min(max(int(share*float64(n)+0.5), 1), n-1) }

// split draws the parts of a run; each is in the order of the table.
func (p *splitter) split(below func(int) int) {
	permute(p.order, below)
	n := len(p.order) - held(p.share, len(p.order))
	for part, units := range [...][]int{p.order[:n], p.order[n:]} {
		list := p.parts[part][:0]
		for _, unit := range units {
			if p.groups == nil {
				list = append(list, unit)
			} else {
				list = append(list, p.groups[unit]...)
			}
		}
		slices.Sort(list)
		p.parts[part] = list
	}
}

// permute puts 0..n-1 into a random order (Fisher & Yates).
func permute(order []int, below func(int) int) {
	for i := range order {
		order[i] = i
	}
	for i := len(order) - 1; i > 0; i-- {
		o := below(i + 1)
		order[i], order[o] = order[o], order[i]
	}
}

// sample is a part of a table: a list for each name, the user's first.
type sample [][]float64

// take fills the sample with some items, an item as often as it is listed. Where scores are
// missing the mean of the others in the sample stands for them.
func (s *sample) take(t *Table, items []int) {
	if *s == nil {
		*s = make(sample, len(t.Scores))
	}
	for i, column := range t.Scores {
		list := (*s)[i][:0]
		for _, e := range items {
			list = append(list, column[e])
		}
		(*s)[i] = list
		if t.Items.Holes != nil && len(t.Items.Holes[i]) > 0 {
			t.fill(list, items, i)
		}
	}
}

// fill puts the mean of the sample where column i has holes.
func (t *Table) fill(list []float64, items []int, i int) {
	holes := []int{}
	for at, e := range items {
		if _, hole := slices.BinarySearch(t.Items.Holes[i], e); hole {
			holes = append(holes, at)
		}
	}
	engine.FillHoles(list, holes)
}

// table is a sample as package align knows it.
func (s sample) table() align.Table { return align.Table{User: s[0], Agents: s[1:]} }

// trial is one run's fits.
type trial struct {
	fitted, heldOut sample
	short           align.Table // of the fitted part, for least squares
	weights         []float64
	single          [][2]float64 // errors of each agent
}

// try measures all choices for the sizes, in the order of agents given, by an error of E2.
func (r *tableRunner) try(order, sizes []int, kind string) [][choices][2]float64 {
	t, largest := &r.trial, kind == Max
	t.fitted.take(r.table, r.splitter.parts[0])
	t.heldOut.take(r.table, r.splitter.parts[1])
	r.fillHeldOut()
	if r.lent != nil {
		t.short = *r.lent
	} else if !largest {
		t.short = align.Condense(t.fitted.table(), r.variant.Offset)
	}
	k := len(order)
	t.weights, t.single = make([]float64, k), make([][2]float64, k)
	for i := range k {
		clear(t.weights)
		t.weights[i] = 1
		t.single[i] = r.miss(t.weights, largest)
	}
	clear(t.weights)
	constant := r.missConstant(largest)
	out := make([][choices][2]float64, len(sizes))
	for s, size := range sizes {
		out[s] = r.tryAgents(order[:size], largest)
		out[s][Constant] = constant
		for choice := range out[s] {
			for part := range out[s][choice] {
				out[s][choice][part] = r.publish(out[s][choice][part], kind)
			}
		}
	}
	return out
}

// fillHeldOut gives holes of the part held out the mean of the fitted part: nothing is learnt
// from what is held out.
func (r *tableRunner) fillHeldOut() {
	if r.table.Items.Holes == nil {
		return
	}
	for i, holes := range r.table.Items.Holes {
		if len(holes) == 0 {
			continue
		}
		mean := meanOf(r.trial.fitted[i])
		for at, e := range r.splitter.parts[1] {
			if _, hole := slices.BinarySearch(holes, e); hole {
				r.trial.heldOut[i][at] = mean
			}
		}
	}
}

// tryAgents measures the choices among some agents, but for the constant.
func (r *tableRunner) tryAgents(agents []int, largest bool) (out [choices][2]float64) {
	t := &r.trial
	best := agents[0]
	for _, i := range agents {
		t.weights[i] = 1 / float64(len(agents))
		if t.single[i][0] < t.single[best][0] || t.single[i][0] == t.single[best][0] && i < best {
			best = i
		}
	}
	out[BestAgent] = t.single[best]
	out[Average] = r.miss(t.weights, largest)
	least := min(out[BestAgent][0], out[Average][0])
	for _, conic := range []bool{false, true} {
		choice := Convex
		if conic {
			choice = Conic
		}
		clear(t.weights)
		for j, w := range r.fitAgents(agents, conic, largest) {
			t.weights[agents[j]] = w
		}
		out[choice] = r.miss(t.weights, largest)
		out[choice][0] = min(out[choice][0], least) // both are such combinations
		least = out[choice][0]
	}
	clear(t.weights)
	return out
}

// fitAgents finds the weights of some agents on the fitted part.
func (r *tableRunner) fitAgents(agents []int, conic, largest bool) []float64 {
	source, v := r.trial.short, align.Variant{Conic: conic}
	if largest {
		source, v.Offset = r.trial.fitted.table(), r.variant.Offset
	}
	list := r.agents[:0]
	for _, i := range agents {
		list = append(list, source.Agents[i])
	}
	t := align.Table{User: source.User, Agents: list}
	if largest {
		return r.solver.Solve(t, v).Weights
	}
	return r.solver.LeastSquares(t, v)
}

// miss measures a combination with the offset that is best on the fitted part, there and on
// the part held out.
func (r *tableRunner) miss(weights []float64, largest bool) (out [2]float64) {
	fitted := r.residual(0, weights)
	offset := 0.0
	if r.variant.Offset == align.Constant {
		offset = middle(fitted, largest)
	}
	return r.both(fitted, weights, offset, largest)
}

// missConstant measures the best number: an offset alone, whether or not the spec allows one.
func (r *tableRunner) missConstant(largest bool) (out [2]float64) {
	fitted := r.residual(0, nil)
	return r.both(fitted, nil, middle(fitted, largest), largest)
}

// both measures on both parts; fitted is the residual of the first.
func (r *tableRunner) both(fitted, weights []float64, offset float64, largest bool) (out [2]float64) {
	out[0] = spread(fitted, offset, largest)
	out[1] = spread(r.residual(1, weights), offset, largest)
	return out
}

// residual is the user less the combination on a part.
func (r *tableRunner) residual(part int, weights []float64) []float64 {
	s := r.trial.fitted
	if part == 1 {
		s = r.trial.heldOut
	}
	r.rest[part] = append(r.rest[part][:0], s[0]...)
	rest := r.rest[part]
	for i, w := range weights {
		if w == 0 {
			continue
		}
		for e, x := range s[1+i] {
			rest[e] -= float64(w * x)
		}
	}
	return rest
}

// meanOf is the mean of a list.
func meanOf(list []float64) float64 {
	sum := 0.0
	for _, x := range list {
		sum += x
	}
	return sum / float64(len(list))
}

// middle is the number nearest to all of a list: its mean for squares, half way between its
// ends for the largest distance.
func middle(list []float64, largest bool) float64 {
	if !largest {
		return meanOf(list)
	}
	low, high := slices.Min(list), slices.Max(list)
	return low + (high-low)/2
}

// spread is how far a list is from a number: the root of its mean square distance, or its
// largest.
func spread(list []float64, from float64, largest bool) float64 {
	sum, top := 0.0, 0.0
	for _, x := range list {
		d := x - from
		sum += float64(d * d)
		top = max(top, math.Abs(d))
	}
	if largest {
		return top
	}
	return math.Sqrt(sum / float64(len(list)))
}
