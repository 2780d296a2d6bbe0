package persuasion

import (
	"fmt"
	"math"
	"math/bits"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// The work budget of Space.Load, counted while it cuts, so the same on every machine. A
// user who sees nothing keeps any game far below it (8 signals, 8 actions: at most 8
// regions of 330 vertices); only private signals of many values pass it.
const (
	// MaxCuttingWork is the number of edge tests, in units of eight vertices looked at.
	MaxCuttingWork = 500_000_000
	// MaxPairs is the number of (vertex, strategy) pairs kept.
	MaxPairs = 36_000
)

// LimitError says that a game is past a work budget, and what would fit.
type LimitError struct {
	What  string // what there are too many of
	Limit int
	Fits  string // what would fit
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("persuasion: this game needs more than %d %s; it would fit %s", e.Limit, e.What, e.Fits)
}

// limit is a LimitError of this game. A user who sees nothing fits whatever else there is:
// her regions are few.
func (r *Reduced) limit(what string, most int) *LimitError {
	fits := "with a user who sees nothing"
	if r.Heard == 1 {
		fits = "with fewer agent signals, or numbers of fewer digits"
	}
	return &LimitError{what, most, fits}
}

// Belief is a vertex of at least one decision region.
type Belief struct {
	At    Point // as delta -> 0; after LoadLowered at delta = TieBreak
	Limit Point // as delta -> 0
	// Support has bit s where signal s has positive probability for all small delta; At may
	// be 0 there.
	Support uint8
	place   place
	noise   float64 // At is off by at most this, in sum
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
// after Load those with an interior in the lowered game for all small delta; after
// ReloadClosed those at delta = 0, flat ones too, which is all a user may do who breaks ties
// as she likes. Strategies without a region are dropped. The zero value is ready and reuses
// its memory. Everything in it is read-only to others.
type Space struct {
	Reduced
	Sharing int          // among how many games MaxExactWork is shared; 0 is 1
	Purse   *exact.Purse // what exact arithmetic may take out; nil: MaxExactWork alone limits it
	Regions []Region
	Beliefs []Belief
	Pairs   []Pair
	Corner  [MaxSignals]int // signal -> number of the belief that is certain of it
	Rule    [MaxSignals]int // signal -> a pair of that belief: the tie rule's strategy

	symbolic bool // delta > 0
	origin   origin
	cutter   cutter
	kernel   kernel
	cells    [MaxSignals + 1][2][]vertex // buffers of refine, by depth
	choice   [MaxSignals]uint8
	finder   finder
	linear   []float64 // [region][party][s]: utility of its strategy
	payoff   []float64 // [party][pair]
	stretch  stretch
	noise    float64 // the largest of a belief
	from, at []int32 // pairs by belief: at[from[b]:from[b+1]]
	indexed  bool
	tieless  bool
}

// stretchAgents is stretch.load within the exact work allowed.
func (p *Space) stretchAgents() (err error) {
	defer func() { err = p.Exhausted() }()
	defer spent()
	p.stretch.load(p)
	return nil
}

// Load builds the regions of g in the lowered game. On a LimitError the space holds the
// reduction alone.
func (p *Space) Load(g belief.Game) error {
	p.symbolic = true
	return p.load(g)
}

// LoadLowered is Load with beliefs and payoffs stated at delta = TieBreak, for random games without
// ties, of which nothing need be decided.
func (p *Space) LoadLowered(g belief.Game) error {
	if err := p.Load(g); err != nil {
		return err
	}
	p.lower()
	p.fillPayoffs()
	return p.Exhausted()
}

// lower moves the beliefs to where they are at delta = TieBreak.
func (p *Space) lower() {
	defer spent()
	for i := range p.Beliefs {
		b := &p.Beliefs[i]
		var v vertex
		if p.settleAt(&v, b.place, TieBreak) {
			b.At = v.at
			continue
		}
		p.exactly().at(&b.At, &p.Reduced, b.place, tieBits)
	}
}

func (p *Space) load(g belief.Game) error {
	p.origin.cut = false
	p.Reduced.Load(g)
	p.Regions, p.Beliefs, p.Pairs, p.linear = p.Regions[:0], p.Beliefs[:0], p.Pairs[:0], p.linear[:0]
	p.finder.reset()
	p.kernel.reset()
	p.kernel.Most = p.share(MaxExactWork)
	p.kernel.Purse = p.Purse
	p.choice, p.noise, p.indexed = [MaxSignals]uint8{}, 0, false
	p.cutter.n, p.cutter.work = p.N, MaxCuttingWork
	start := &p.cells[MaxSignals][0]
	*start = p.cutter.simplex((*start)[:0])
	err := p.cut(*start)
	if err != nil {
		p.Regions, p.Beliefs, p.Pairs = p.Regions[:0], p.Beliefs[:0], p.Pairs[:0]
		return err
	}
	p.tieless = p.kernel.calls == 0
	p.findCorners()
	p.fillPayoffs()
	return p.stretchAgents()
}

// cut finds all regions.
func (p *Space) cut(start []vertex) (err error) {
	defer func() {
		if spent := p.Exhausted(); spent != nil {
			err = spent
		}
	}()
	defer spent()
	return p.refine(0, start)
}

// refine splits a cell, on which the actions for user signals before x are chosen, by
// the best action for x, and goes on with each part: the regions are the common
// refinement of one subdivision for each user signal, and empty cells end early.
func (p *Space) refine(x int, cell []vertex) error {
	if p.cutter.work < 0 {
		return p.limit("steps of cutting regions", MaxCuttingWork)
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
		if !p.symbolic && p.unheard(x, cell) {
			break // every action does the same, nothing
		}
	}
	return nil
}

// unheard reports whether user signal x has probability zero all over the cell, which can
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

// part is the part of the cell at which action a is best for user signal x. In the lowered
// game only parts with an interior count.
func (p *Space) part(x, a int, cell []vertex) []vertex {
	buffers := &p.cells[x]
	for b := range p.Actions {
		if b == a {
			continue
		}
		h := p.prefer(x, a, b, 0)
		next := &buffers[b&1]
		if sameStart(*next, cell) {
			next = &buffers[1-b&1]
		}
		var solid bool
		*next, solid = p.cutter.cut((*next)[:0], cell, &h, p.constraint(x, a, b), p)
		if cell = *next; len(cell) == 0 || p.symbolic && !solid {
			return nil
		}
	}
	return cell
}

// sameStart reports whether two slices share their first entry's memory.
func sameStart(a, b []vertex) bool { return cap(a) > 0 && &a[:1][0] == &b[0] }

// constraint numbers the half-space of b against a after x: the first N bits are the
// simplex's, and each user signal has one fewer than there are actions.
func (p *Space) constraint(x, a, b int) int {
	if b > a {
		b--
	}
	return p.N + x*(p.Actions-1) + b
}

// compared is the inverse of constraint: the user signal, the action chosen after it, and
// the one it is compared with.
func (p *Space) compared(constraint int) (x, a, b int) {
	x, b = (constraint-p.N)/(p.Actions-1), (constraint-p.N)%(p.Actions-1)
	a = int(p.choice[x])
	if b >= a {
		b++
	}
	return x, a, b
}

// named is the place of a vertex of the cell in hand.
func (p *Space) named(v *vertex) place {
	at := place{support: ^uint8(v.active) & uint8(1<<p.N-1)}
	for rest := v.active >> p.N << p.N; rest != 0; rest &= rest - 1 {
		x, a, b := p.compared(bits.TrailingZeros64(rest))
		at.ties |= (1<<a | 1<<b) << (8 * x)
	}
	return at
}

// side is the exact sign of the half-space h at a vertex (referee).
func (p *Space) side(h int, v *vertex) int {
	at := p.named(v)
	x, a, b := p.compared(h)
	if !p.hears(x, at.support) {
		return 0 // nothing she does then matters
	}
	return p.exactly().side(&p.Reduced, x, a, b, at)
}

// place computes a vertex exactly, up to the last digit of a float (referee).
func (p *Space) place(v *vertex) {
	k, at := p.exactly(), p.named(v)
	if point := k.point(&p.Reduced, at, atRest); point != nil {
		k.locate(&v.at, point, math.MaxInt)
	} else {
		k.locate(&v.at, k.point(&p.Reduced, at, shallow), k.small)
	}
	v.noise = sumNoise
}

// addRegion records a region unless there are too many.
func (p *Space) addRegion(cell []vertex) error {
	if len(p.Pairs)+len(cell) > MaxPairs {
		return p.limit("vertices of decision regions", MaxPairs)
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
	for party := range p.Parties {
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
	at := p.named(v)
	i, ok := p.finder.find(p.Beliefs, at)
	if !ok {
		p.Beliefs = append(p.Beliefs, Belief{At: v.at, Limit: v.at, Support: at.support, place: at, noise: v.noise})
		p.noise = max(p.noise, v.noise)
	}
	return i
}

// findCorners finds the certain beliefs, and at each a pair: in the lowered game all pairs
// there do the same after every signal the user may have, what the tie rule says.
func (p *Space) findCorners() {
	for s := range p.N {
		p.Rule[s] = -1
	}
	for j, pair := range p.Pairs {
		if s := certain(p.Beliefs[pair.Belief].Support); s >= 0 && p.Rule[s] < 0 {
			p.Corner[s], p.Rule[s] = int(pair.Belief), j
		}
	}
}

// certain returns the signal of a support of one signal, and -1 for a larger one.
func certain(support uint8) int {
	if support&(support-1) != 0 {
		return -1
	}
	return bits.TrailingZeros8(support)
}

// fillPayoffs computes every party's payoff at every pair.
func (p *Space) fillPayoffs() {
	p.payoff = numeric.Sized(p.payoff, p.Parties*len(p.Pairs))
	for party := range p.Parties {
		row := p.Payoffs(party)
		for j, pair := range p.Pairs {
			row[j] = p.Value(party, int(pair.Region), &p.Beliefs[pair.Belief].At)
		}
	}
}

// Payoffs returns a party's payoff at every pair, as delta -> 0.
func (p *Space) Payoffs(party int) []float64 {
	return p.payoff[party*len(p.Pairs) : (party+1)*len(p.Pairs)]
}

// Value is a party's payoff at the belief v if the user plays the region's strategy.
func (p *Space) Value(party, region int, v *Point) float64 {
	row := p.linear[(region*p.Parties+party)*p.N:]
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

// Tieless reports whether floats alone could tell how the beliefs are cut: then no two
// actions tie where it matters, and the regions are those of ReloadClosed too.
func (p *Space) Tieless() bool { return p.tieless }

// Game is the game loaded last; it shares memory with who gave it.
func (p *Space) Game() belief.Game { return p.game }

// PairsAt lists the pairs at a belief.
func (p *Space) PairsAt(b int) []int32 {
	p.index()
	return p.at[p.from[b]:p.from[b+1]]
}

// index lists the pairs by belief, once.
func (p *Space) index() {
	if p.indexed {
		return
	}
	p.indexed = true
	p.from, p.at = numeric.Sized(p.from, len(p.Beliefs)+2), numeric.Sized(p.at, len(p.Pairs))
	clear(p.from)
	for _, pair := range p.Pairs {
		p.from[pair.Belief+2]++
	}
	for b := 2; b < len(p.from); b++ {
		p.from[b] += p.from[b-1]
	}
	for j, pair := range p.Pairs {
		p.at[p.from[pair.Belief+1]] = int32(j)
		p.from[pair.Belief+1]++
	}
}
