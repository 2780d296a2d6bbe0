package view

import "math"

// Box is an extent of points.
type Box struct{ Min, Max Point }

// BoxOf returns the smallest box around points; none give the zero Box.
func BoxOf(points []Point) Box {
	if len(points) == 0 {
		return Box{}
	}
	b := Box{points[0], points[0]}
	for _, p := range points[1:] {
		b.Min = Point{min(b.Min.X, p.X), min(b.Min.Y, p.Y), min(b.Min.Z, p.Z)}
		b.Max = Point{max(b.Max.X, p.X), max(b.Max.Y, p.Y), max(b.Max.Z, p.Z)}
	}
	return b
}

// Turn is a rotation of points: by yaw about the vertical, then by pitch about the
// horizontal axis of the screen.
type Turn struct{ sinY, cosY, sinP, cosP float64 }

// NewTurn returns the rotation by yaw and pitch in radians.
func NewTurn(yaw, pitch float64) Turn {
	var t Turn
	t.sinY, t.cosY = math.Sincos(yaw)
	t.sinP, t.cosP = math.Sincos(pitch)
	return t
}

// Apply rotates p.
func (t Turn) Apply(p Point) Point {
	x, z := t.cosY*p.X+t.sinY*p.Z, t.cosY*p.Z-t.sinY*p.X
	return Point{x, t.cosP*p.Y - t.sinP*z, t.sinP*p.Y + t.cosP*z}
}

// Undo rotates p back: Undo(Apply(p)) = p.
func (t Turn) Undo(p Point) Point {
	y, z := t.cosP*p.Y+t.sinP*p.Z, t.cosP*p.Z-t.sinP*p.Y
	return Point{t.cosY*p.X - t.sinY*z, y, t.sinY*p.X + t.cosY*z}
}

// Camera puts points on the screen: turned, seen from far away (parallel projection, so
// that a drag maps back exactly), scaled and shifted.
type Camera struct {
	Turn   Turn
	Origin Pixel   // where the point 0 is
	Scale  float64 // pixels per unit
}

// Fit returns the camera that shows box, unturned, as large as it fits into r, centred.
func Fit(box Box, r Rect) Camera {
	w, h := box.Max.X-box.Min.X, box.Max.Y-box.Min.Y
	scale := math.Inf(1)
	if w > 0 {
		scale = min(scale, r.W/w)
	}
	if h > 0 {
		scale = min(scale, r.H/h)
	}
	if math.IsInf(scale, 1) {
		scale = min(r.W, r.H) / 2
	}
	c := r.Center()
	return Camera{
		Turn:   NewTurn(0, 0),
		Origin: Pixel{c.X - scale*(box.Min.X+box.Max.X)/2, c.Y + scale*(box.Min.Y+box.Max.Y)/2},
		Scale:  scale,
	}
}

// Screen returns where p is drawn and how near it is: depth grows towards the reader.
func (c *Camera) Screen(p Point) (at Pixel, depth float64) {
	q := c.Turn.Apply(p)
	return Pixel{c.Origin.X + c.Scale*q.X, c.Origin.Y - c.Scale*q.Y}, q.Z
}

// At is Screen without the depth.
func (c *Camera) At(p Point) Pixel {
	at, _ := c.Screen(p)
	return at
}

// Delta returns the movement, parallel to the screen, that is drawn as d.
func (c *Camera) Delta(d Pixel) Point {
	if c.Scale == 0 {
		return Point{}
	}
	return c.Turn.Undo(Point{d.X / c.Scale, -d.Y / c.Scale, 0})
}
