package pen

import "github.com/emergent-alignment/emergent/scenes/view"

// Null is a Pen that draws nothing, for measuring.
type Null struct{}

// Begin, End, Fill, Stroke, Mesh, Shade and Text make Null a Pen.
func (Null) Begin(name, title string)                              {}
func (Null) End()                                                  {}
func (Null) Fill(p Path, c Color)                                  {}
func (Null) Stroke(p Path, width float64, c Color, dash []float64) {}
func (Null) Mesh(vertices []Vertex)                                {}
func (Null) Shade(s Shade)                                         {}
func (Null) Text(at view.Pixel, s string, style TextStyle)         {}

// Labels is a Pen that keeps the texts and draws nothing: what the page lays over the
// canvas. It reuses its memory.
type Labels struct {
	Null
	List []Label
}

// Reset forgets the texts.
func (l *Labels) Reset() { l.List = l.List[:0] }

// Text keeps one line.
func (l *Labels) Text(at view.Pixel, s string, style TextStyle) {
	l.List = append(l.List, Label{at, s, style})
}

// Fade is a Pen that draws through To with every alpha multiplied by Alpha. It keeps its
// memory between frames.
type Fade struct {
	To     Pen
	Alpha  float64
	Silent bool // draws no text
	mesh   []Vertex
	colors []Color
}

func (f *Fade) fade(c Color) Color { return c.WithAlpha(c.A * f.Alpha) }

// Begin, End, Fill, Stroke, Mesh, Shade and Text make Fade a Pen.
func (f *Fade) Begin(name, title string) { f.To.Begin(name, title) }
func (f *Fade) End()                     { f.To.End() }
func (f *Fade) Fill(p Path, c Color)     { f.To.Fill(p, f.fade(c)) }

func (f *Fade) Stroke(p Path, width float64, c Color, dash []float64) {
	f.To.Stroke(p, width, f.fade(c), dash)
}

func (f *Fade) Mesh(vertices []Vertex) {
	f.mesh = append(f.mesh[:0], vertices...)
	for i := range f.mesh {
		f.mesh[i].Color = f.fade(f.mesh[i].Color)
	}
	f.To.Mesh(f.mesh)
}

func (f *Fade) Shade(s Shade) {
	f.colors = append(f.colors[:0], s.Colors...)
	for i := range f.colors {
		f.colors[i] = f.fade(f.colors[i])
	}
	s.Colors = f.colors
	f.To.Shade(s)
}

func (f *Fade) Text(at view.Pixel, s string, style TextStyle) {
	if f.Silent {
		return
	}
	style.Color, style.Halo = f.fade(style.Color), f.fade(style.Halo)
	f.To.Text(at, s, style)
}
