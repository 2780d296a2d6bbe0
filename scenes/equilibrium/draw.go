package equilibrium

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// paint draws a picture from back to front.
func (s *Scene) paint(p pen.Pen, shown crossfade.Picture) {
	c := shown.(*picture)
	if c.plane.Figure.W <= 0 || c.plane.Figure.H <= 0 {
		return
	}
	s.Placer.Reset(c.plane.Figure)
	p.Begin("equilibrium", c.words.title)
	switch c.m.kind {
	case beliefs.Line:
		s.axis(p, c)
	case beliefs.Triangle:
		s.triangle(p, c)
	default:
		s.Fade.Why(p, c.plane.Figure, c.plane.Scale, c.words.why)
	}
	if c.m.kind == beliefs.Triangle {
		s.Fade.UpdatingBelow(p, c.plane.Figure, c.plane.Scale)
	} else {
		s.Fade.Updating(p, c.plane.Figure, c.plane.Scale)
	}
	p.End()
}

// blank says in the picture why there is nothing in it.
func (s *Scene) blank(p pen.Pen, c *picture, at view.Pixel) {
	if c.words.blank == "" || c.m.mapped {
		return
	}
	style := s.Fade.Text(c.plane.Scale, 13, s.Colors().Muted)
	style.H, style.MaxW = pen.Center, 0.8*c.plane.Figure.W
	p.Text(at, c.words.blank, style)
}

// worstColor is that of the worst equilibrium: a good one's when it is perfect, so that nothing could be better.
func worstColor(t *theme.Theme, perfect bool) pen.Color {
	if perfect {
		return t.Good
	}
	return t.Bad
}

// shows reports whether agent i is among those whose view is shown.
func (c *picture) shows(i int) bool { return c.m.agent == beliefs.Everyone || c.m.agent == i }
