package quantal

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/pen"
)

// paint draws a picture from back to front.
func (s *Scene) paint(p pen.Pen, shown crossfade.Picture) {
	c := shown.(*picture)
	if c.plane.Figure.W <= 0 || c.plane.Figure.H <= 0 {
		return
	}
	s.Placer.Reset(c.plane.Figure)
	p.Begin("quantal", c.words.title)
	switch c.m.kind {
	case beliefs.Line:
		s.line(p, c)
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
