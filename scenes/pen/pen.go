// Package pen is the tiny drawing interface that every figure draws through: painted by
// ebitenpen, recorded by Recorder for tests and for the labels in the page, written by SVG.
// Coordinates are CSS pixels of the stage. It knows no scenario and imports no ebiten.
package pen

import "emergent/scenes/view"

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
	// Text places one line of real text.
	Text(at view.Pixel, s string, style TextStyle)
}

// Vertex is a coloured corner of a mesh triangle.
type Vertex struct {
	At    view.Pixel
	Color Color
}

// Align says which part of a text stands at its point.
type Align int8

// Alignments: along the line, and across it (Top, Middle, Baseline, Bottom).
const (
	Start Align = iota
	Center
	End
)

// TextStyle says how a text looks. Its zero value is a 14 px regular text that starts at
// its point, vertically centred.
type TextStyle struct {
	Size   float64 // CSS px, 0 means 14
	Bold   bool
	Italic bool
	Color  Color
	Halo   Color   // outline that keeps text readable over marks; A = 0: none
	H      Align   // Start, Center or End of the line at the point
	V      Align   // Start: top at the point, Center, End: bottom at the point; zero value is treated as Center, see VTop
	VTop   bool    // top at the point, since the zero V means centred
	MaxW   float64 // wrap or ellipsise beyond this width, 0: never
	Role   string  // a CSS class suffix for the page, may be empty
}
