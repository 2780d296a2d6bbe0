// Package pen is the tiny drawing interface that every figure draws through: painted by
// ebitenpen, recorded by Recorder for tests and for the labels in the page, written by SVG.
// Coordinates are CSS pixels of the stage. It knows no scenario and imports no ebiten.
package pen

import "github.com/emergent-alignment/emergent/scenes/view"

// Color is a straight-alpha colour, each channel in [0,1].
type Color struct{ R, G, B, A float64 }

// WithAlpha returns c with its alpha replaced.
func (c Color) WithAlpha(a float64) Color { c.A = a; return c }

// Pen is what figures draw with.
type Pen interface {
	// Begin opens a named group (an SVG <g> with that id prefix and an optional title); End closes it.
	Begin(name, title string)
	End()
	// Fill fills a path by the non-zero rule.
	Fill(p Path, c Color)
	// Stroke strokes a path with round joins and caps; dash lists on and off lengths, nil is solid.
	Stroke(p Path, width float64, c Color, dash []float64)
	// Mesh fills triangles (three vertices each) whose colours are blended between vertices.
	Mesh(vertices []Vertex)
	// Shade fills a triangle with the blend of a logit choice at every point.
	Shade(s Shade)
	// Text places one line of real text.
	Text(at view.Pixel, s string, style TextStyle)
}

// Vertex is a coloured corner of a mesh triangle.
type Vertex struct {
	At    view.Pixel
	Color Color
}

// HAlign says which part of a line stands at its point.
type HAlign int8

// Horizontal alignments.
const (
	Start HAlign = iota
	Center
	End
)

// VAlign says which height of a text stands at its point.
type VAlign int8

// Vertical alignments.
const (
	Middle VAlign = iota
	Top
	Bottom
)

// TextStyle says how a text looks. Its zero value is a 14 px regular text that starts at
// its point, vertically centred.
type TextStyle struct {
	Size   float64 // CSS px, 0 means 14
	Bold   bool
	Italic bool
	Color  Color
	Halo   Color // outline that keeps text readable over marks; A = 0: none
	H      HAlign
	V      VAlign
	MaxW   float64 // ellipsised beyond this width in CSS px, 0: never
}

// Scaled returns the style for a text that is shown larger.
func (s TextStyle) Scaled(by float64) TextStyle {
	s.Size = s.size() * by
	s.MaxW *= by
	return s
}

// Label is one recorded Text, for the page to lay over the canvas as real text.
type Label struct {
	At    view.Pixel
	Text  string
	Style TextStyle
}
