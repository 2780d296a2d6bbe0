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
	b := s.painter()
	if !b.Begin(p, "equilibrium", &c.Picture) {
		return
	}
	if c.Kind == beliefs.Line {
		s.axis(p, c)
	} else {
		s.triangle(p, c)
	}
	b.End(p, &c.Picture)
}

// blank says in the picture why there is nothing in it.
func (s *Scene) blank(p pen.Pen, c *picture, at view.Pixel) {
	if c.words.blank == "" || c.m.mapped {
		return
	}
	style := s.Fade.Text(c.Scale, 13, s.Colors().Muted)
	style.H, style.MaxW = pen.Center, 0.8*c.Figure.W
	p.Text(at, c.words.blank, style)
}

// worstColor is that of the worst equilibrium: a good one's when it is perfect, so that nothing could be better.
func worstColor(t *theme.Theme, perfect bool) pen.Color {
	if perfect {
		return t.Good
	}
	return t.Bad
}
