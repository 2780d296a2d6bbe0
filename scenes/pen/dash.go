package pen

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// chord is the length in pixels of the straight pieces that stand for a curve when it is
// dashed: short against any dash.
const chord = 3.

// Flatten appends src to dst with every curve cut into straight pieces.
func Flatten(dst *Path, src Path) {
	at, start, next := view.Pixel{}, view.Pixel{}, 0
	for _, v := range src.Verbs {
		switch v {
		case MoveTo:
			at = src.Points[next]
			start = at
			dst.MoveTo(at)
			next++
		case LineTo:
			at = src.Points[next]
			dst.LineTo(at)
			next++
		case CubicTo:
			a, b, to := src.Points[next], src.Points[next+1], src.Points[next+2]
			flattenCubic(dst, at, a, b, to)
			at, next = to, next+3
		case Close:
			dst.LineTo(start)
			at = start
		}
	}
}

func flattenCubic(dst *Path, p, a, b, q view.Pixel) {
	n := int(math.Ceil((dist(p, a) + dist(a, b) + dist(b, q)) / chord))
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		k0, k1, k2, k3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		dst.LineTo(view.Pixel{X: k0*p.X + k1*a.X + k2*b.X + k3*q.X, Y: k0*p.Y + k1*a.Y + k2*b.Y + k3*q.Y})
	}
}

func dist(a, b view.Pixel) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// Dash appends to dst the dashes of flat, a path of straight pieces (see Flatten): pattern
// lists the lengths that are on and off in turn, and starts anew with each contour. A
// pattern without a positive length appends the path itself.
func Dash(dst *Path, flat Path, pattern []float64) {
	if period(pattern) <= 0 {
		dst.Verbs = append(dst.Verbs, flat.Verbs...)
		dst.Points = append(dst.Points, flat.Points...)
		return
	}
	var d dasher
	for i, to := range flat.Points {
		if flat.Verbs[i] == MoveTo {
			d = dasher{dst: dst, pattern: pattern, left: pattern[0], on: true}
			dst.MoveTo(to)
		} else {
			d.line(flat.Points[i-1], to)
		}
	}
}

func period(pattern []float64) float64 {
	sum := 0.
	for _, x := range pattern {
		if x < 0 {
			return 0
		}
		sum += x
	}
	return sum
}

// dasher is where in its pattern a contour is.
type dasher struct {
	dst     *Path
	pattern []float64
	piece   int
	left    float64 // of the piece
	on      bool
}

func (d *dasher) line(a, b view.Pixel) {
	length := dist(a, b)
	for done := 0.; done < length; {
		step := min(d.left, length-done)
		done += step
		d.left -= step
		at := view.Pixel{X: a.X + (b.X-a.X)*done/length, Y: a.Y + (b.Y-a.Y)*done/length}
		if d.on {
			d.dst.LineTo(at)
		}
		if d.left > 0 {
			continue
		}
		d.piece = (d.piece + 1) % len(d.pattern)
		d.left, d.on = d.pattern[d.piece], !d.on
		if d.on {
			d.dst.MoveTo(at)
		}
	}
}
