package mark

import (
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Spoke widths in CSS pixels: of a weight that all but vanishes, and what a weight of 1 adds.
const (
	spokeBase = 1.25
	spokeGain = 9.
)

// Spoke draws a line as thick as weight, which is in [0,1]. A bend other than 0 arches it
// upwards by that share of its length, for spokes that would lie on each other.
func (k *Painter) Spoke(p pen.Pen, a, b view.Pixel, weight, bend float64, c pen.Color) {
	k.path.Reset()
	if bend == 0 {
		k.path.Line(a, b)
	} else {
		top := SpokeMiddle(a, b, bend)
		lift := (top.Y - (a.Y+b.Y)/2) * 4 / 3
		p1, p2 := a.Lerp(b, 0.2), a.Lerp(b, 0.8)
		p1.Y, p2.Y = p1.Y+lift, p2.Y+lift
		k.path.MoveTo(a).CubicTo(p1, p2, b)
	}
	k.stroke(p, spokeBase+spokeGain*min(weight, 1), c, nil)
}

// SpokeMiddle is where a spoke passes half-way.
func SpokeMiddle(a, b view.Pixel, bend float64) view.Pixel {
	_, length := unit(a, b)
	m := a.Lerp(b, 0.5)
	m.Y -= bend * length
	return m
}

// Gap draws what is missing: dashes from the user to the nearest point, and that point.
func (k *Painter) Gap(p pen.Pen, user, nearest view.Pixel, c pen.Color) {
	k.Line(p, user, nearest, 2, c, GapDash)
	k.Dot(p, nearest, 4, c)
}

// RightAngle marks that the gap meets the line through corner at a right angle: u and v are
// points on the two arms.
func (k *Painter) RightAngle(p pen.Pen, corner, u, v view.Pixel, c pen.Color) {
	const size = 9.
	du, lu := unit(corner, u)
	dv, lv := unit(corner, v)
	if lu < 2.5*size || lv < size {
		return
	}
	a := view.Pixel{X: corner.X + size*du.X, Y: corner.Y + size*du.Y}
	b := view.Pixel{X: corner.X + size*dv.X, Y: corner.Y + size*dv.Y}
	k.path.Reset().MoveTo(a).LineTo(view.Pixel{X: a.X + b.X - corner.X, Y: a.Y + b.Y - corner.Y}).LineTo(b)
	k.stroke(p, 1, c, nil)
}

// Clip returns the part of the line through a with direction d that lies inside a convex
// polygon, false when there is none.
func Clip(polygon []view.Pixel, a, d view.Pixel) (from, to view.Pixel, ok bool) {
	lo, hi := 0., 0.
	found := 0
	for i, p := range polygon {
		q := polygon[(i+1)%len(polygon)]
		ex, ey := q.X-p.X, q.Y-p.Y
		det := d.X*ey - d.Y*ex
		if det*det <= parallel*(ex*ex+ey*ey)*(d.X*d.X+d.Y*d.Y) {
			continue
		}
		t := ((p.X-a.X)*ey - (p.Y-a.Y)*ex) / det
		s := ((p.X-a.X)*d.Y - (p.Y-a.Y)*d.X) / det
		if s < 0 || s > 1 {
			continue
		}
		if found == 0 {
			lo, hi = t, t
		}
		lo, hi = min(lo, t), max(hi, t)
		found++
	}
	at := func(t float64) view.Pixel { return view.Pixel{X: a.X + t*d.X, Y: a.Y + t*d.Y} }
	return at(lo), at(hi), found >= 2 && hi > lo
}

// parallel is the squared sine of the angle below which two lines count as parallel.
const parallel = 1e-12
