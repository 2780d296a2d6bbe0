package mark

import (
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Placer puts names where there is room: each goes to the first of a few places that lies
// inside the area and keeps clear of all that was taken before, or is left out. The same
// calls in the same order give the same places.
type Placer struct {
	area        view.Rect
	taken       []view.Rect
	lines, bold [][2]view.Pixel
}

// Reset starts anew in area.
func (l *Placer) Reset(area view.Rect) {
	l.area, l.taken, l.lines, l.bold = area, l.taken[:0], l.lines[:0], l.bold[:0]
}

// Take keeps names out of r.
func (l *Placer) Take(r view.Rect) { l.taken = append(l.taken, r) }

// TakeDisc keeps names out of the square around a disc.
func (l *Placer) TakeDisc(c view.Pixel, r float64) {
	l.Take(view.Rect{X: c.X - r, Y: c.Y - r, W: 2 * r, H: 2 * r})
}

// Cross marks a line that names had better not cross: they do when there is no other place.
func (l *Placer) Cross(a, b view.Pixel) { l.lines = append(l.lines, [2]view.Pixel{a, b}) }

// CrossBold marks a line that they had better cross still less.
func (l *Placer) CrossBold(a, b view.Pixel) { l.bold = append(l.bold, [2]view.Pixel{a, b}) }

// Free reports whether r lies inside the area and clear of everything taken.
func (l *Placer) Free(r view.Rect) bool {
	if r.X < l.area.X || r.Y < l.area.Y || r.X+r.W > l.area.X+l.area.W || r.Y+r.H > l.area.Y+l.area.H {
		return false
	}
	for _, t := range l.taken {
		if r.X < t.X+t.W && t.X < r.X+r.W && r.Y < t.Y+t.H && t.Y < r.Y+r.H {
			return false
		}
	}
	return true
}

// Settle takes r if it is free and no line crosses it of those to keep off; it reports whether.
func (l *Placer) Settle(r view.Rect, off Lines) bool {
	if !l.Free(r) || off > 0 && crossed(r, l.bold) || off == AllLines && crossed(r, l.lines) {
		return false
	}
	l.Take(r)
	return true
}

// Lines says which lines names keep off.
type Lines int

// The lines to keep off, from none to all.
const (
	NoLines Lines = iota
	BoldLines
	AllLines
)

// Strictest lists what to keep off in the order in which it is tried.
var Strictest = [...]Lines{AllLines, BoldLines, NoLines}

// crossed reports whether one of the lines runs through r.
func crossed(r view.Rect, lines [][2]view.Pixel) bool {
	for _, s := range lines {
		if through(r, s[0], s[1]) {
			return true
		}
	}
	return false
}

// through reports whether the line from a to b meets r: the range of t in [0,1] for which
// a + t (b-a) lies in r is not empty (Liang & Barsky 1984).
func through(r view.Rect, a, b view.Pixel) bool {
	lo, hi := 0., 1.
	for _, side := range [...]struct{ d, room float64 }{
		{a.X - b.X, a.X - r.X}, {b.X - a.X, r.X + r.W - a.X},
		{a.Y - b.Y, a.Y - r.Y}, {b.Y - a.Y, r.Y + r.H - a.Y},
	} {
		switch {
		case side.d == 0 && side.room < 0:
			return false
		case side.d < 0:
			lo = max(lo, side.room/side.d)
		case side.d > 0:
			hi = min(hi, side.room/side.d)
		}
	}
	return lo < hi
}

// Side is a place beside a mark, as a direction: X and Y are -1, 0 or 1.
type Side struct{ X, Y float64 }

// Sides lists the places beside a mark in the order in which they are tried.
var Sides = [...]Side{{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}}

// Facing returns the sides ordered by how well they face away from a centre, those that
// come first in Sides first among equal ones.
func Facing(at, center view.Pixel) (sides [len(Sides)]Side) {
	away, _ := unit(center, at)
	facing := func(s Side) float64 {
		score := s.X*away.X + s.Y*away.Y
		if s.X != 0 && s.Y != 0 {
			score *= diagonal
		}
		return score
	}
	for i, s := range Sides {
		k := i
		for ; k > 0 && facing(s) > facing(sides[k-1])+facingSlack; k-- {
			sides[k] = sides[k-1]
		}
		sides[k] = s
	}
	return sides
}

// facingSlack keeps rounding from deciding between sides that face away equally.
const facingSlack = 1e-6

// Clear draws text at the first of the sides of a mark of radius r where there is room and
// no line to cross; it reports whether there was.
func (l *Placer) Clear(p pen.Pen, at view.Pixel, r float64, text string, style pen.TextStyle, sides []Side) bool {
	return l.Off(p, at, r, text, style, sides, AllLines)
}

// Beside is Clear, or else the first side where there is room though a line is crossed, and no
// bold one if that can be.
func (l *Placer) Beside(p pen.Pen, at view.Pixel, r float64, text string, style pen.TextStyle, sides []Side) bool {
	for _, off := range Strictest {
		if l.Off(p, at, r, text, style, sides, off) {
			return true
		}
	}
	return false
}

// Off draws text at the first of the sides of a mark of radius r where there is room off some
// lines; it reports whether there was.
func (l *Placer) Off(p pen.Pen, at view.Pixel, r float64, text string, style pen.TextStyle, sides []Side,
	off Lines) bool {
	for _, s := range sides {
		place, st := beside(at, r, s, style)
		if l.Settle(st.Bounds(place, text), off) {
			p.Text(place, text, st)
			return true
		}
	}
	return false
}

// beside returns where a text at that side of a mark stands.
func beside(at view.Pixel, r float64, s Side, style pen.TextStyle) (view.Pixel, pen.TextStyle) {
	if s.X != 0 && s.Y != 0 {
		r *= diagonal
	}
	style.H = [...]pen.HAlign{pen.End, pen.Center, pen.Start}[int(s.X)+1]
	style.V = [...]pen.VAlign{pen.Bottom, pen.Middle, pen.Top}[int(s.Y)+1]
	return at.Add(s.X*r, s.Y*r), style
}

// diagonal is the share of a radius that a diagonal neighbour is away, both ways.
const diagonal = 0.7

// Inside draws text at at, moved as little as needed to lie inside the area, unless
// something is in the way; it reports whether it was drawn.
func (l *Placer) Inside(p pen.Pen, at view.Pixel, text string, style pen.TextStyle) bool {
	style.MaxW = min(max(style.MaxW, 0), l.area.W)
	if style.MaxW == 0 {
		style.MaxW = l.area.W
	}
	box := style.Bounds(at, text)
	dx := max(l.area.X-box.X, 0) - max(box.X+box.W-l.area.X-l.area.W, 0)
	dy := max(l.area.Y-box.Y, 0) - max(box.Y+box.H-l.area.Y-l.area.H, 0)
	at, box.X, box.Y = at.Add(dx, dy), box.X+dx, box.Y+dy
	if !l.Free(shrink(box)) {
		return false
	}
	l.Take(box)
	p.Text(at, text, style)
	return true
}

// shrink forgives the rounding of a box that was moved to touch the area's border.
func shrink(r view.Rect) view.Rect { return r.Inset(1e-6) }
