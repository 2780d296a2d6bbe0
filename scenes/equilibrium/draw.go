package equilibrium

import (
	"emergent/scenes/mark"
	"emergent/scenes/pen"
	"emergent/scenes/theme"
	"emergent/scenes/view"
)

// paint draws a picture from back to front.
func (s *Scene) paint(p pen.Pen, c *picture) {
	if c.figure.W <= 0 || c.figure.H <= 0 {
		return
	}
	s.placer.Reset(c.figure)
	p.Begin("equilibrium", c.words.title)
	switch c.m.kind {
	case axis:
		s.axis(p, c)
	case triangle:
		s.triangle(p, c)
	default:
		s.why(p, c)
	}
	s.updating(p, c)
	p.End()
}

// colours is a shorthand for the theme while drawing.
func (s *Scene) colours() *theme.Theme { return s.kit.Theme }

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
	id := c.words.prior.ID
	look := mark.Look{Hollow: !c.m.space.Loose, Active: id == s.frame.Hover || id == s.frame.Focus}
	s.kit.Grip(p, c.prior, c.gripRadius(), look)
	p.End()
}

// why writes why there is no picture, in place of it.
func (s *Scene) why(p pen.Pen, c *picture) {
	style := s.text(c, 14, s.colours().Muted)
	style.V = pen.Top
	for i, line := range c.words.why {
		p.Text(view.Pixel{X: c.figure.X + 12, Y: c.figure.Y + 12 + whyLine*float64(i)}, line, style)
	}
}

// blank says in the picture why there is nothing in it.
func (s *Scene) blank(p pen.Pen, c *picture, at view.Pixel) {
	if c.words.blank == "" || c.m.mapped {
		return
	}
	style := s.text(c, 13, s.colours().Muted)
	style.H, style.MaxW = pen.Center, 0.8*c.figure.W
	p.Text(at, c.words.blank, style)
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

// worstColour is that of the worst equilibrium: a good one's when nothing could be better.
func (c *picture) worstColour(t *theme.Theme) pen.Color {
	if c.m.perfect {
		return t.Good
	}
	return t.Bad
}

// shows says whether agent i is among those whose view is shown.
func (c *picture) shows(i int) bool { return c.m.agent == everyone || c.m.agent == i }
