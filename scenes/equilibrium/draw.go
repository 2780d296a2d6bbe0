package equilibrium

import (
	"emergent/scenes/beliefs"
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
		s.easel.Why(p, c.figure, c.scale, c.words.why)
	}
	s.easel.Updating(p, c.figure, c.scale)
	p.End()
}

// grip draws the prior where it can be dragged, or where it stands.
func (s *Scene) grip(p pen.Pen, c *picture) {
	p.Begin("prior", c.words.prior.Name)
	s.kit.Grip(p, c.prior, c.gripRadius(), mark.Look{Hollow: !c.m.space.Loose, Active: s.easel.Active(c.words.prior.ID)})
	p.End()
}

// blank says in the picture why there is nothing in it.
func (s *Scene) blank(p pen.Pen, c *picture, at view.Pixel) {
	if c.words.blank == "" || c.m.mapped {
		return
	}
	style := s.easel.Text(c.scale, 13, s.colours().Muted)
	style.H, style.MaxW = pen.Center, 0.8*c.figure.W
	p.Text(at, c.words.blank, style)
}

// worstColour is that of the worst equilibrium: a good one's when nothing could be better.
func (c *picture) worstColour(t *theme.Theme) pen.Color {
	if c.m.perfect {
		return t.Good
	}
	return t.Bad
}

// shows says whether agent i is among those whose view is shown.
func (c *picture) shows(i int) bool { return c.m.agent == beliefs.Everyone || c.m.agent == i }
