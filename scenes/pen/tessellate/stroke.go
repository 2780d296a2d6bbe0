package tessellate

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/pen"
)

// line is what a stroke is made of: half the width that is covered whole, half the width
// with the fading band, how much is covered in the middle of what is thinner than that, and the
// angle over which its round ends may be straight.
type line struct {
	core, edge, cover, step float64
}

// section is a cut across a stroke: its vertices from one edge to the other.
type section [4]uint32

// Stroke adds a line of so many CSS pixels along a path, with round ends and corners.
func (m *Mesh) Stroke(path pen.Path, width, scale float64) {
	half := width * scale / 2
	if !(half > 0) {
		return
	}
	l := line{cover: 1}
	if half < fade {
		l.cover, half = half/fade, fade
	}
	l.core, l.edge, l.step = half-fade, half+fade, arcStep(half+fade)
	m.trace(path, scale)
	for _, c := range m.contours {
		m.along(l, m.points[c.from:c.to], c.closed)
	}
}

// along strokes one contour.
func (m *Mesh) along(l line, p []point, closed bool) {
	if len(p) == 1 {
		m.dot(l, p[0])
		return
	}
	if len(p) == 2 {
		closed = false
	}
	n := len(p)
	var first, last section
	if closed {
		last, first = m.joint(l, p[n-1], p[0], p[1])
	} else {
		first = m.across(l, p[0], normal(p[0], p[1]))
		m.roundEnd(l, p[0], normal(p[0], p[1]).times(-1), section{first[3], first[2], first[1], first[0]})
	}
	start := first
	for i := 1; i < n; i++ {
		if i == n-1 && !closed {
			end := m.across(l, p[i], normal(p[i-1], p[i]))
			m.between(start, end)
			m.roundEnd(l, p[i], normal(p[i-1], p[i]), end)
			return
		}
		end, next := m.joint(l, p[i-1], p[i], p[(i+1)%n])
		m.between(start, end)
		start = next
	}
	m.between(start, last)
}

// normal is the unit vector to the left of the way from a to b.
func normal(a, b point) point {
	d := b.minus(a)
	return d.left().times(1 / d.length())
}

// across adds a cut through q with the left edge along n, which need not be of length one.
func (m *Mesh) across(l line, q, n point) section {
	return section{
		m.vertex(q.plus(n.times(l.edge)), 0), m.vertex(q.plus(n.times(l.core)), l.cover),
		m.vertex(q.minus(n.times(l.core)), l.cover), m.vertex(q.minus(n.times(l.edge)), 0),
	}
}

// between covers the stroke from one cut to the next.
func (m *Mesh) between(a, b section) {
	m.quad(a[0], a[1], b[0], b[1])
	m.quad(a[1], a[2], b[1], b[2])
	m.quad(a[2], a[3], b[2], b[3])
}

// straight is the cosine of a turn so slight that one cut serves both sides of it.
const straight = 0.95

// joint covers a corner from the way a-q to the way q-b and returns the cuts before and
// after it. Inside the turn both meet in one point, so that nothing is covered twice.
func (m *Mesh) joint(l line, a, q, b point) (before, after section) {
	na, nb := normal(a, q), normal(q, b)
	if na.dot(nb) > straight {
		s := m.across(l, q, miter(na, nb))
		return s, s
	}
	inside := 1. // the left side
	if na.cross(nb) < 0 {
		inside = -1
	}
	reach := miter(na, nb).times(inside)
	// no further in than the ways are long
	if most := min(q.minus(a).length(), b.minus(q).length()) / (l.edge * reach.length()); most < 1 {
		reach = reach.times(most)
	}
	core, edge := m.vertex(q.plus(reach.times(l.core)), l.cover), m.vertex(q.plus(reach.times(l.edge)), 0)
	turn := math.Atan2(na.cross(nb), na.dot(nb))
	steps := l.steps(turn)
	n, step := na.times(-inside), turned(turn/float64(steps))
	var outer [2]uint32 // core and edge of the step before
	for i := range steps + 1 {
		rim := [2]uint32{m.vertex(q.plus(n.times(l.core)), l.cover), m.vertex(q.plus(n.times(l.edge)), 0)}
		n = n.turn(step)
		if i == 0 {
			before = sided(inside, core, edge, rim)
		} else {
			m.triangle(core, outer[0], rim[0])
			m.quad(outer[0], outer[1], rim[0], rim[1])
		}
		outer = rim
	}
	return before, sided(inside, core, edge, outer)
}

// sided puts a cut together whose inner side is on the left (1) or on the right (-1).
func sided(inside float64, core, edge uint32, outer [2]uint32) section {
	if inside > 0 {
		return section{edge, core, outer[0], outer[1]}
	}
	return section{outer[1], outer[0], core, edge}
}

// roundEnd rounds the end of a stroke at q, whose left edge lies along n and whose last cut is s.
func (m *Mesh) roundEnd(l line, q, n point, s section) {
	steps := l.steps(math.Pi)
	d, step := n, turned(-math.Pi/float64(steps))
	middle := m.vertex(q, l.cover)
	core, edge := s[1], s[0]
	for i := 1; i <= steps; i++ {
		nextCore, nextEdge := s[2], s[3]
		if i < steps {
			d = d.turn(step)
			nextCore, nextEdge = m.vertex(q.plus(d.times(l.core)), l.cover), m.vertex(q.plus(d.times(l.edge)), 0)
		}
		m.triangle(middle, core, nextCore)
		m.quad(core, edge, nextCore, nextEdge)
		core, edge = nextCore, nextEdge
	}
}

// dot covers a disc, which is a stroke that goes nowhere.
func (m *Mesh) dot(l line, q point) {
	s := m.across(l, q, point{0, 1})
	m.roundEnd(l, q, point{0, 1}, s)
	m.roundEnd(l, q, point{0, -1}, section{s[3], s[2], s[1], s[0]})
}

// roundness is how far in pixels a round end or corner may stray from its arc: less than its
// edge is soft.
const roundness = 0.05

// arcStep is the angle over which an arc of a radius may be straight.
func arcStep(radius float64) float64 {
	return 2 * math.Acos(max(0, 1-roundness/max(radius, roundness)))
}

// steps is in how many pieces an arc along the edge of a line stays round enough.
func (l *line) steps(angle float64) int { return max(2, int(math.Ceil(math.Abs(angle)/l.step))) }
