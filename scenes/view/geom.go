// Package view maps between the three spaces of a figure: the simplex of weights or
// beliefs, the plane it is drawn in, and the screen in CSS pixels. It also holds the
// drag machine and the tween. It draws nothing and knows no scenario.
package view

// Pixel is a point on the stage in CSS pixels, origin at its top left.
type Pixel struct{ X, Y float64 }

// Add moves p by so many pixels to the right and down.
func (p Pixel) Add(dx, dy float64) Pixel { return Pixel{p.X + dx, p.Y + dy} }

// Lerp is the point a share of the way from p to q.
func (p Pixel) Lerp(q Pixel, share float64) Pixel {
	return Pixel{p.X + share*(q.X-p.X), p.Y + share*(q.Y-p.Y)}
}

// Rect is a rectangle on the stage in CSS pixels.
type Rect struct{ X, Y, W, H float64 }

// At is the pixel so far to the right of the upper left corner of r and below it.
func (r Rect) At(right, down float64) Pixel { return Pixel{r.X + right, r.Y + down} }

// Center returns the middle of r.
func (r Rect) Center() Pixel { return Pixel{r.X + r.W/2, r.Y + r.H/2} }

// Contains reports whether p lies in r, borders included.
func (r Rect) Contains(p Pixel) bool {
	return p.X >= r.X && p.X <= r.X+r.W && p.Y >= r.Y && p.Y <= r.Y+r.H
}

// Inset returns r with its sides moved inwards by d, never past its middle.
func (r Rect) Inset(d float64) Rect {
	dx, dy := min(d, r.W/2), min(d, r.H/2)
	return Rect{r.X + dx, r.Y + dy, r.W - 2*dx, r.H - 2*dy}
}
