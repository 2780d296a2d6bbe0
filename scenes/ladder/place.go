package ladder

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

const (
	letters     = 13.  // size of labels
	lineHeight  = 16.5 // of a line of a label
	leastLine   = 11.  // in an area that is too low for lineHeight
	valueWidth  = 36.  // of "0.70" with the gap after it
	labelWidth  = 154. // of the widest label of a standing ladder with its value
	leader      = 18.  // from the axis to the labels
	agentRadius = 6.5  // of the disc of an agent
	agentGap    = 17.  // from the axis to the discs
	headRoom    = 26.  // beyond the ends of a standing axis, for their numbers
	lying       = 1.15 // an area wider than this times its height has a lying ladder ..
	low         = 240. // .. if it is lower than this
	roomy       = 440. // an area wider than this has larger letters
	larger      = 1.2
)

// Place lays the ladder out in area.
func (l *Ladder) Place(area view.Rect) {
	l.area = area
	if area.W <= 0 || area.H <= 0 {
		return
	}
	l.flat = area.W > lying*area.H && area.H < low
	l.grow = 1
	if !l.flat && area.W >= roomy {
		l.grow = larger
	}
	l.labels, l.marks = l.labels[:0], l.marks[:0]
	if l.flat {
		l.placeLying()
	} else {
		l.placeStanding()
	}
}

// placeStanding: agents at the left, the axis, labels at the right.
func (l *Ladder) placeStanding() {
	r := l.area
	labels := labelWidth*l.grow + leader
	l.small = agentRadius * l.grow
	lane := 2*l.small + 1
	lanes := min(l.intervals(), max(2, int((r.W-labels-agentGap)/lane)))
	x := r.X + agentGap + lane*float64(lanes)
	if wide := r.W - (x - r.X) - labels; wide > 0 {
		x += wide / 2
	}
	l.axis = [2]view.Pixel{{X: x, Y: r.Y + r.H - headRoom}, {X: x, Y: r.Y + headRoom}}
	l.placeAgents(lanes, lane)
	l.stack(x + leader)
}

// stack places the labels of a standing ladder one below the other, each as near to its
// tick as the others allow: blocks that would overlap join and share the shift (pool
// adjacent violators, which minimises the squared shifts).
func (l *Ladder) stack(x float64) {
	lines := 0
	for _, g := range l.groups {
		lines += len(g.rungs)
	}
	l.line = min(lineHeight*l.grow, max(leastLine, l.area.H/float64(max(1, lines))))
	l.size = min(letters*l.grow, l.line/pen.LineHeight)
	var pool stackPool
	for g := range l.groups {
		_, high := l.shown(l.groups[g].rungs[0])
		tick, out := l.at(high)
		l.labels = append(l.labels, label{tick: tick, at: view.Pixel{X: x}, out: out})
		pool.add(tick.Y-l.line/2, l.line*float64(len(l.groups[g].rungs)))
	}
	pool.clamp(l.area.Y, l.area.Y+l.area.H)
	for g := range l.labels {
		l.labels[g].at.Y = pool.top(g) + l.line/2
	}
}

// maxBlocks is the most labels there are: the values of a ladder, all different.
const maxBlocks = 8

// stackPool places blocks below each other near where they would like to be.
type stackPool struct {
	n     int
	want  [maxBlocks]float64 // top of each block
	size  [maxBlocks]float64
	pools int
	first [maxBlocks]int // first block of each pool
	at    [maxBlocks]float64
}

// add appends a block that would like its top at want, and merges pools that overlap.
func (s *stackPool) add(want, size float64) {
	s.want[s.n], s.size[s.n] = want, size
	s.first[s.pools], s.at[s.pools] = s.n, want
	s.n++
	s.pools++
	for s.pools > 1 && s.at[s.pools-2]+s.height(s.pools-2) > s.at[s.pools-1] {
		s.pools--
		s.settle(s.pools - 1)
	}
}

// end is the block after the last one of a pool.
func (s *stackPool) end(pool int) int {
	if pool+1 < s.pools {
		return s.first[pool+1]
	}
	return s.n
}

func (s *stackPool) height(pool int) float64 {
	sum := 0.
	for b := s.first[pool]; b < s.end(pool); b++ {
		sum += s.size[b]
	}
	return sum
}

// settle puts a pool where the mean of its blocks' shifts is zero.
func (s *stackPool) settle(pool int) {
	sum, above := 0., 0.
	for b := s.first[pool]; b < s.end(pool); b++ {
		sum += s.want[b] - above
		above += s.size[b]
	}
	s.at[pool] = sum / float64(s.end(pool)-s.first[pool])
}

// clamp moves pools into the area from low to high: down from its top, then up from its
// bottom.
func (s *stackPool) clamp(low, high float64) {
	for i := range s.pools {
		s.at[i] = max(s.at[i], low)
		low = s.at[i] + s.height(i)
	}
	for i := s.pools - 1; i >= 0; i-- {
		s.at[i] = min(s.at[i], high-s.height(i))
		high = s.at[i]
	}
}

// top is where a block was placed.
func (s *stackPool) top(block int) float64 {
	for i := range s.pools {
		if block < s.end(i) {
			at := s.at[i]
			for b := s.first[i]; b < block; b++ {
				at += s.size[b]
			}
			return at
		}
	}
	return 0
}

// placeLying: labels above the axis, agents below it.
func (l *Ladder) placeLying() {
	r := l.area
	l.small = min(agentRadius, 0.1*r.H)
	lane := 2*l.small + 1
	lanes := min(l.intervals(), max(1, int(0.28*r.H/lane)))
	y := r.Y + r.H - lane*float64(lanes) - agentGap
	l.axis = [2]view.Pixel{{X: r.X + 22, Y: y}, {X: r.X + r.W - 22, Y: y}}
	l.placeAgents(lanes, lane)
	l.tiers()
}

// tiers places the labels of a lying ladder: each ends at its tick, in the lowest row that
// is free, from the lowest value up, so that no leader crosses a label that ends before it.
// Letters shrink until there are rows for all; beyond that the labels of guarantees, from
// the lowest one up, are left to their handles.
func (l *Ladder) tiers() {
	for range l.groups {
		l.labels = append(l.labels, label{})
	}
	for l.size = letters; l.size > leastLetters; l.size-- {
		if l.fill() {
			return
		}
	}
	for g := len(l.groups) - 1; g >= 0 && !l.fill(); g-- {
		l.labels[g].hidden = l.plain(g)
	}
}

// leastLetters is the size below which letters are not read.
const leastLetters = 9.

// plain reports whether a group holds neither OPT nor an equilibrium.
func (l *Ladder) plain(g int) bool {
	for _, i := range l.groups[g].rungs {
		if l.rungs[i].Kind != Plain {
			return false
		}
	}
	return true
}

// fill places the labels with letters of the present size and reports whether all had room.
func (l *Ladder) fill() bool {
	style := pen.TextStyle{Size: l.size, Bold: true}
	l.line = pen.LineHeight * l.size
	rows := int((l.axis[0].Y - leaderHeight - l.area.Y) / l.line)
	var reach [maxBlocks]float64 // how far each row is taken
	for row := range reach {
		reach[row] = math.Inf(-1)
	}
	fits := true
	for g := len(l.groups) - 1; g >= 0; g-- {
		_, high := l.shown(l.groups[g].rungs[0])
		lab := &l.labels[g]
		lab.tick, lab.out = l.at(high)
		lab.at = lab.tick
		if lab.hidden {
			continue
		}
		width := l.width(g, style)
		end := min(max(lab.tick.X+4, l.area.X+width), l.area.X+l.area.W)
		row := 0
		for row < maxBlocks-1 && reach[row] > end-width {
			row++
		}
		fits = fits && row < rows && width <= l.area.W
		reach[row] = end + 8
		lab.at = view.Pixel{X: end, Y: l.axis[0].Y - leaderHeight - l.line*(float64(row)+0.5)}
	}
	return fits
}

// leaderHeight is how far the lowest row of a lying ladder's labels is above its axis.
const leaderHeight = 8.

// width is that of a lying label: "OPT = best equilibrium 1.00".
func (l *Ladder) width(g int, style pen.TextStyle) float64 {
	return style.Width(l.groups[g].value) + 6 + style.Width(l.groups[g].line)
}

// name is what a rung is called: shorter in a lying ladder.
func (l *Ladder) name(i int) string {
	if l.flat {
		return l.rungs[i].brief()
	}
	return l.rungs[i].Name
}
