package quantal

import (
	"emergent/scenes/mark"
	"emergent/scenes/pen"
	"emergent/scenes/view"
)

// paint draws a picture from back to front.
func (s *Scene) paint(p pen.Pen, c *picture) {
	if c.figure.W <= 0 || c.figure.H <= 0 {
		return
	}
	s.placer.Reset(c.figure)
	p.Begin("quantal", c.words.title)
	switch c.m.kind {
	case line:
		s.line(p, c)
	case triangle:
		s.triangle(p, c)
	default:
		s.why(p, c)
	}
	s.updating(p, c)
	p.End()
}

// text is the style of names in the figure; its halo keeps them readable over lines.
func (s *Scene) text(c *picture, size float64, colour pen.Color) pen.TextStyle {
	if c.scale < 1 {
		size--
	}
	return pen.TextStyle{Size: size, Color: colour, Halo: s.colours().Paper}
}

// grip draws the prior where it can be dragged, or where it stands.
func (s *Scene) grip(p pen.Pen, c *picture) {
	p.Begin("prior", c.words.prior.Name)
	s.kit.Grip(p, c.prior, c.gripRadius(), mark.Look{Hollow: !c.m.space.Loose, Active: s.active(c.words.prior.ID)})
	p.End()
}

// why writes why there is no picture, in place of it.
func (s *Scene) why(p pen.Pen, c *picture) {
	style := s.text(c, 14, s.colours().Muted)
	style.V = pen.Top
	for i, words := range c.words.why {
		p.Text(view.Pixel{X: c.figure.X + 12, Y: c.figure.Y + 12 + whyLine*float64(i)}, words, style)
	}
}

// updating says that a newer answer is under way.
func (s *Scene) updating(p pen.Pen, c *picture) {
	if !s.frame.Stale {
		return
	}
	style := s.text(c, 13, s.colours().Muted)
	style.Italic, style.H, style.V = true, pen.End, pen.Top
	p.Text(view.Pixel{X: c.figure.X + c.figure.W - 4, Y: c.figure.Y + 2}, "updating …", style)
}
