package quantal

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/pen"
)

// paint draws a picture from back to front.
func (s *Scene) paint(p pen.Pen, shown crossfade.Picture) {
	c := shown.(*picture)
	b := s.painter()
	if !b.Begin(p, "quantal", &c.Picture) {
		return
	}
	if c.Kind == beliefs.Line {
		s.line(p, c)
	} else {
		s.triangle(p, c)
	}
	b.End(p, &c.Picture)
}
