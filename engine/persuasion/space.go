package persuasion

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine/belief"
)

// The work budget of Space.Load, counted while it cuts, so the same on every machine. A
// user who sees nothing keeps any game far below it (8 signals, 8 actions: at most 8
// regions of 330 vertices); only private signals of many values pass it.
const (
	// MaxCuttingWork is the number of edge tests, in units of eight vertices looked at.
	MaxCuttingWork = 1_000_000_000
	// MaxPairs is the number of (vertex, strategy) pairs kept.
	MaxPairs = 100_000
)

// LimitError says that a game is past a work budget, and what would fit.
type LimitError struct {
	What  string // what there are too many of
	Limit int
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("the user's private signals cut the beliefs into too many regions: more than %d %s; "+
		"with at most 3 user signals, or 5 agent signals, it would fit", e.Limit, e.What)
}

// Belief is a vertex of at least one decision region.
type Belief struct {
	At      Point // in the lowered game
	Limit   Point // as delta -> 0; the same in a closed space
	Support uint8 // bit s: positive probability of signal s in the lowered game
}

// Pair is a vertex together with a strategy optimal there: all an agent can count on.
// Active has a bit for each constraint of the region that holds with equality there; two
// vertices of a polygon span an edge iff they share one.
type Pair struct {
	Belief, Region int32
	Active         uint64
}

// Region is the set of beliefs at which one strategy is optimal.
type Region struct {
	Strategy    [MaxSignals]uint8 // action for each kept user signal
	First, Last int               // its pairs: Space.Pairs[First:Last]
}

// Space is the simplex of beliefs cut into decision regions (docs/model.md, section 4):
//
//	R_alpha = {mu : for every x, alpha(x) maximises sum_s mu_s gain_A(x,.,s)},
//
// after Load those of the lowered game, flat only where they tie for every delta; after
// LoadClosed those at delta = 0, which is all a user may do who breaks ties as she likes.
// Strategies without a region are dropped. The zero value is ready and reuses its memory.
// Everything in it is read-only to others.
type Space struct {
	Reduced
	Regions []Region
	Beliefs []Belief
	Pairs   []Pair
	Corner  [MaxSignals]int // signal -> number of the belief that is certain of it
	Rule    [MaxSignals]int // signal -> pair of that belief with the tie rule's strategy

	delta  float64
	cutter cutter
	cells  [MaxSignals + 1][2][]vertex // buffers of refine, by depth
	choice [MaxSignals]uint8
	finder finder
	linear []float64 // [region][party][s]: utility of its strategy
	payoff []float64 // [party][pair] in the lowered game's vertices
}

// Load builds the regions of g in the lowered game. On a LimitError the space holds the
// reduction alone.
func (p *Space) Load(g belief.Game) error {
	p.delta, p.cutter.lowered = TieBreak, true
	return p.load(g)
}

// LoadClosed builds the regions of g at delta = 0, ties broken in every way.
func (p *Space) LoadClosed(g belief.Game) error {
	p.delta, p.cutter.lowered = 0, false
	return p.load(g)
}

func (p *Space) load(g belief.Game) error {
	p.Reduced.Load(g)
	p.Regions, p.Beliefs, p.Pairs, p.linear = p.Regions[:0], p.Beliefs[:0], p.Pairs[:0], p.linear[:0]
	p.finder.reset()
	p.choice = [MaxSignals]uint8{}
	p.cutter.n, p.cutter.work = p.N, MaxCuttingWork
	start := &p.cells[MaxSignals][0]
	*start = p.cutter.simplex((*start)[:0])
	if err := p.refine(0, *start); err != nil {
		p.Regions, p.Beliefs, p.Pairs = p.Regions[:0], p.Beliefs[:0], p.Pairs[:0]
		return err
	}
	p.findCorners()
	for s := range p.N {
		if p.Rule[s] < 0 {
			p.addCorner(s)
		}
	}
	p.fillPayoffs()
	return nil
}

// refine splits a cell, on which the actions for user signals before x are chosen, by
// the best action for x, and goes on with each part: the regions are the common
// refinement of one subdivision for each user signal, and empty cells end early.
func (p *Space) refine(x int, cell []vertex) error {
	if p.cutter.work < 0 {
		return &LimitError{"steps of cutting regions", MaxCuttingWork}
	}
	if x == p.Heard {
		return p.addRegion(cell)
	}
	for a := range p.Actions {
		p.choice[x] = uint8(a)
		part := p.part(x, a, cell)
		if len(part) == 0 {
			continue
		}
		if err := p.refine(x+1, part); err != nil {
			return err
		}
		if p.unheard(x, cell) {
			break // every action does the same, nothing
		}
	}
	return nil
}

// unheard says whether user signal x has probability zero all over the cell, which can
// only happen on a flat one.
func (p *Space) unheard(x int, cell []vertex) bool {
	for i := range cell {
		for s := range p.N {
			if cell[i].at[s]*p.Mass(x, s) > 0 {
				return false
			}
		}
	}
	return true
}

// part is the part of the cell at which action a is best for user signal x.
func (p *Space) part(x, a int, cell []vertex) []vertex {
	buffers := &p.cells[x]
	for b := range p.Actions {
		if b == a {
			continue
		}
		h, void := p.prefer(x, a, b, p.delta)
		if void && b < a && p.cutter.lowered {
			return nil // rule 4 of the package comment
		}
		if void {
			continue
		}
		next := &buffers[b&1]
		if sameStart(*next, cell) {
			next = &buffers[1-b&1]
		}
		*next = p.cutter.cut((*next)[:0], cell, &h, p.constraint(x, a, b))
		if cell = *next; len(cell) == 0 {
			return nil
		}
	}
	return cell
}

// sameStart says whether two slices share their first entry's memory.
func sameStart(a, b []vertex) bool { return cap(a) > 0 && &a[:1][0] == &b[0] }

// constraint numbers the half-space of b against a after x: the first N bits are the
// simplex's, and each user signal has one fewer than there are actions.
func (p *Space) constraint(x, a, b int) int {
	if b > a {
		b--
	}
	return p.N + x*(p.Actions-1) + b
}

// addRegion records a region unless there are too many.
func (p *Space) addRegion(cell []vertex) error {
	if len(p.Pairs)+len(cell) > MaxPairs {
		return &LimitError{"vertices of decision regions", MaxPairs}
	}
	p.record(cell)
	return nil
}

// record adds the strategy chosen and the vertices of its cell.
func (p *Space) record(cell []vertex) {
	region := Region{Strategy: p.choice, First: len(p.Pairs)}
	for i := range cell {
		p.Pairs = append(p.Pairs, Pair{p.book(&cell[i]), int32(len(p.Regions)), cell[i].active})
	}
	region.Last = len(p.Pairs)
	p.Regions = append(p.Regions, region)
	for party := range 1 + p.Agents {
		for s := range p.N {
			sum := 0.0
			for x := range p.Heard {
				sum += p.Gain(party, x, int(p.choice[x]), s)
			}
			p.linear = append(p.linear, sum)
		}
	}
}

// book returns the number of the belief at a vertex, new or known.
func (p *Space) book(v *vertex) int32 {
	if i, ok := p.finder.find(p.Beliefs, &v.at, p.N); ok {
		return i
	}
	b := Belief{At: v.at}
	total := 0.0
	for s := range p.N {
		if v.at[s] == 0 {
			continue
		}
		b.Support |= 1 << s
		b.Limit[s] = v.limit(p.delta, s)
		if b.Limit[s] < SameBelief {
			b.Limit[s] = 0
		}
		total += b.Limit[s]
	}
	for s := range p.N {
		b.Limit[s] /= total
	}
	p.Beliefs = append(p.Beliefs, b)
	return int32(len(p.Beliefs) - 1)
}

// findCorners finds the certain beliefs, and at each the pair of the tie rule: the best
// in the lowered game, the first of equals.
func (p *Space) findCorners() {
	for s := range p.N {
		p.Rule[s] = -1
	}
	for j, pair := range p.Pairs {
		b := &p.Beliefs[pair.Belief]
		s := certain(b.Support)
		if s < 0 {
			continue
		}
		p.Corner[s] = int(pair.Belief)
		if p.Rule[s] < 0 || p.lowered(j, s) > p.lowered(p.Rule[s], s)+Negligible {
			p.Rule[s] = j
		}
	}
}

// addCorner adds a region of one vertex, certain of signal s, with the best strategy there,
// for the case that rounding drops every region it belongs to: a payoff at each corner is
// what all else starts from.
func (p *Space) addCorner(s int) {
	for x := range p.Heard {
		best := 0
		for a := range p.Actions {
			gain := p.Gain(User, x, a, s) - p.Gain(User, x, best, s)
			if gain-p.delta*float64(a-best)*p.Mass(x, s) > Negligible {
				best = a
			}
		}
		p.choice[x] = uint8(best)
	}
	corner := p.cutter.simplex(nil)[s]
	p.record([]vertex{corner})
	p.Rule[s] = len(p.Pairs) - 1
	p.Corner[s] = int(p.Pairs[p.Rule[s]].Belief)
}

// certain returns the signal of a support of one signal, and -1 for a larger one.
func certain(support uint8) int {
	for s := range MaxSignals {
		if support == 1<<s {
			return s
		}
	}
	return -1
}

// lowered is the user's utility, lowered by delta, of pair j's strategy at signal s.
func (p *Space) lowered(j, s int) float64 {
	region := &p.Regions[p.Pairs[j].Region]
	sum := 0.0
	for x := range p.Heard {
		a := int(region.Strategy[x])
		sum += p.Gain(User, x, a, s) - p.delta*float64(a)*p.Mass(x, s)
	}
	return sum
}

// fillPayoffs computes every party's payoff at every pair.
func (p *Space) fillPayoffs() {
	p.payoff = resized(p.payoff, (1+p.Agents)*len(p.Pairs))
	for party := range 1 + p.Agents {
		row := p.Payoffs(party)
		for j, pair := range p.Pairs {
			row[j] = p.Value(party, int(pair.Region), &p.Beliefs[pair.Belief].At)
		}
	}
}

// Payoffs returns a party's payoff at every pair, at the lowered game's vertices and with
// the party's own utility (the user's is not lowered).
func (p *Space) Payoffs(party int) []float64 {
	return p.payoff[party*len(p.Pairs) : (party+1)*len(p.Pairs)]
}

// Value is a party's payoff at the belief v if the user plays the region's strategy.
func (p *Space) Value(party, region int, v *Point) float64 {
	row := p.linear[(region*(1+p.Agents)+party)*p.N:]
	sum := 0.0
	for s := range p.N {
		sum += row[s] * v[s]
	}
	return sum
}

// Best is the most the user can get at the belief v, at delta = 0.
func (p *Space) Best(v *Point) float64 {
	total := 0.0
	for x := range p.Heard {
		best := math.Inf(-1)
		for a := range p.Actions {
			sum := 0.0
			for s := range p.N {
				sum += v[s] * p.Gain(User, x, a, s)
			}
			best = max(best, sum)
		}
		total += best
	}
	return total
}
