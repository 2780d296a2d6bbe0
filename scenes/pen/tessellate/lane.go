package tessellate

import "math"

// A lane is a polygon between two chains that both run from left to right: an area under a
// curve, or between two. It is cut at the corners of both into trapezoids, and its edges fade
// above and below. Where it begins and ends, and where it steps straight up or down, it is cut off.

// steepest is the slope from which an edge of a lane fades in a narrower band: the band is
// measured upright, and a steep one would reach far into what is beside it.
const steepest = 6.

// side is one chain of a lane on its way from left to right.
type side struct {
	p    []point // the polygon
	at   int     // the corner from which the present edge leads on
	end  int     // the rightmost corner
	step int     // 1 or len(p)-1: the way round
}

func (s *side) next() int { return (s.at + s.step) % len(s.p) }

// y is where the present edge is at x.
func (s *side) y(x float64) float64 {
	a, b := s.p[s.at], s.p[s.next()]
	if b.x-a.x < apart {
		return b.y
	}
	return a.y + (b.y-a.y)*min(max((x-a.x)/(b.x-a.x), 0), 1)
}

// band is half of how high an edge that fades over one pixel across is, upright.
func (s *side) band() float64 {
	a, b := s.p[s.at], s.p[s.next()]
	dx, dy := b.x-a.x, math.Abs(b.y-a.y)
	if dy > steepest*dx {
		return fade * math.Sqrt(1+steepest*steepest)
	}
	slope := dy / dx
	return fade * math.Sqrt(1+slope*slope)
}

// rises reports whether the chain runs to the right all the way, upright steps included.
func (s side) rises() bool {
	for ; s.at != s.end; s.at = s.next() {
		if s.p[s.next()].x < s.p[s.at].x-apart {
			return false
		}
	}
	return true
}

// lane covers a polygon if it is one, and reports whether it is.
func (m *Mesh) lane(p []point) bool {
	left, right := 0, 0
	for i := range p {
		if p[i].x < p[left].x {
			left = i
		}
		if p[i].x > p[right].x {
			right = i
		}
	}
	a, b := side{p, left, right, 1}, side{p, left, right, len(p) - 1}
	if !a.rises() || !b.rises() {
		return false
	}
	a.upright()
	b.upright()
	from := m.slit(&a, &b, p[left].x)
	for a.at != right && b.at != right {
		x := min(p[a.next()].x, p[b.next()].x)
		to := m.slit(&a, &b, x)
		m.between(from, to)
		from = to
		a.pass(x)
		b.pass(x)
		if a.at != right && b.at != right {
			if after := m.slit(&a, &b, x); m.differ(from, after) {
				from = after
			}
		}
	}
	return true
}

// upright goes past edges that lead straight up or down.
func (s *side) upright() {
	for s.at != s.end && s.p[s.next()].x-s.p[s.at].x < apart {
		s.at = s.next()
	}
}

// pass goes on to the edge that leads on from x.
func (s *side) pass(x float64) {
	for s.at != s.end && s.p[s.next()].x-x < apart {
		s.at = s.next()
	}
}

// slit adds a cut through a lane at x, along the present edges, from above to below: what is
// thinner than the bands is covered less, so that its area stays what it is.
func (m *Mesh) slit(a, b *side, x float64) section {
	top, bottom := a.y(x), b.y(x)
	above, below := a.band(), b.band()
	if top > bottom {
		top, bottom, above, below = bottom, top, below, above
	}
	high := bottom - top
	in := min(1, high/(above+below))
	cover := 1.
	if whole := (high - in*(above+below)) + (1+in)*(above+below)/2; whole > 0 {
		cover = high / whole
	}
	return section{
		m.vertex(point{x, top - above}, 0), m.vertex(point{x, top + in*above}, cover),
		m.vertex(point{x, bottom - in*below}, cover), m.vertex(point{x, bottom + below}, 0),
	}
}

// differ reports whether two cuts at one place are not the same.
func (m *Mesh) differ(a, b section) bool {
	for i := range a {
		if p, q := m.Vertices[a[i]], m.Vertices[b[i]]; p != q {
			return true
		}
	}
	return false
}
