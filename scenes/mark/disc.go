package mark

import (
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Look says how the mark of a party stands out.
type Look struct {
	Hollow bool // its place is not exactly its own
	Active bool // hovered, focused or dragged: a thin ring around it
}

// LeastLetter is the size of a letter in a small disc, in CSS pixels: smaller ones cannot be read,
// and this one still fits a disc of 11 pixels.
const LeastLetter = 9.

// Disc draws an agent: a disc in its colour with its letter. A margin of paper keeps
// overlapping discs apart.
func (k *Painter) Disc(p pen.Pen, at view.Pixel, r float64, c pen.Color, letter string, look Look) {
	k.path.Reset().Circle(at, r+ringGap)
	k.fill(p, k.Theme.Paper)
	k.path.Reset().Circle(at, r)
	ink := k.Theme.Letter
	if look.Hollow {
		k.path.Reset().Circle(at, r-hollowLine/2)
		k.stroke(p, hollowLine, c, nil)
		ink = k.Theme.Ink
	} else {
		k.fill(p, c)
	}
	k.ring(p, at, r+ringGap+1, look)
	p.Text(at, letter, pen.TextStyle{Size: max(r, LeastLetter), Bold: true, Color: ink, H: pen.Center})
}

// Star draws the user.
func (k *Painter) Star(p pen.Pen, at view.Pixel, r float64, look Look) {
	const inner = 0.5 // inner radius of a five-pointed star that still reads as one when small
	k.path.Reset().Star(at, 5, r, inner*r)
	k.stroke(p, 2*ringGap+1, k.Theme.Paper, nil)
	if look.Hollow {
		k.fill(p, k.Theme.Paper)
		k.stroke(p, hollowLine-0.5, k.Theme.User, nil)
	} else {
		k.fill(p, k.Theme.User)
		k.stroke(p, 1, k.Theme.User, nil) // rounds the points
	}
	k.ring(p, at, r+ringGap+2, look)
}

// Lettered draws a further user: a star of so many blunt points, with her letter.
func (k *Painter) Lettered(p pen.Pen, at view.Pixel, r float64, points int, letter string, look Look) {
	const inner = 0.66 // inner radius that leaves room for a letter
	k.path.Reset().Star(at, points, r, inner*r)
	k.stroke(p, 2*ringGap+1, k.Theme.Paper, nil)
	ink := k.Theme.Paper
	if look.Hollow {
		k.fill(p, k.Theme.Paper)
		k.stroke(p, hollowLine-0.5, k.Theme.User, nil)
		ink = k.Theme.User
	} else {
		k.fill(p, k.Theme.User)
		k.stroke(p, 1, k.Theme.User, nil)
	}
	k.ring(p, at, r+ringGap+2, look)
	p.Text(at, letter, pen.TextStyle{Size: max(0.8*r, LeastLetter), Bold: true, Color: ink, H: pen.Center})
}

func (k *Painter) ring(p pen.Pen, at view.Pixel, r float64, look Look) {
	if look.Active {
		k.path.Reset().Circle(at, r)
		k.stroke(p, 1.25, k.Theme.Ink, nil)
	}
}

// Ellipse fills an ellipse: a shadow.
func (k *Painter) Ellipse(p pen.Pen, at view.Pixel, rx, ry float64, c pen.Color) {
	k.path.Reset().Ellipse(at, rx, ry)
	k.fill(p, c)
}

// Ring draws a circle without a ground.
func (k *Painter) Ring(p pen.Pen, at view.Pixel, r float64, c pen.Color, width float64) {
	k.path.Reset().Circle(at, r)
	k.stroke(p, width, c, nil)
}

// Dot draws a small ring: a place that is computed and cannot be dragged.
func (k *Painter) Dot(p pen.Pen, at view.Pixel, r float64, c pen.Color) {
	k.path.Reset().Circle(at, r)
	k.fill(p, k.Theme.Paper)
	k.stroke(p, 2, c, nil)
}
