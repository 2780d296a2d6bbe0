package quantal

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Scene is the figure; its zero value is ready. It implements stage.Scene.
type Scene struct {
	crossfade.Figure
	now    *picture // that is shown
	curve  curve
	points []view.Pixel
	path   pen.Path
	mesh   []pen.Vertex
	stays  []beliefs.Unimprovable
	faint  []pen.Color // of the actions behind the curves
	tints  []pen.Color // of the ground at each sample
}

var _ stage.Scene = (*Scene)(nil)

// Layout takes in a frame; it reports whether anything moves.
func (s *Scene) Layout(f *stage.Frame) bool {
	if s.Fade.Changed(f) {
		s.take(f)
	} else if f.Figure.W != s.Fade.Frame.Figure.W {
		s.now.words.wrap(f.Figure.W)
	}
	moving := s.Show(f)
	area, key := curveArea(s.now.m.kind, f, len(s.now.words.why))
	s.curve.place(f, area, key)
	return moving
}

// take builds the picture of a new frame and sends the shown one on its way there: it moves
// when both have the same parts and fades when not.
func (s *Scene) take(f *stage.Frame) {
	if s.now == nil {
		s.now = new(picture)
		s.Now, s.Old, s.Paint = s.now, new(picture), s.paint
		s.Charts = []crossfade.Chart{&s.curve}
	}
	m := build(f)
	snap := s.Fade.Immediate(f)
	still := s.Turn(f, m.alike(&s.now.m))
	s.now = s.Now.(*picture)
	s.now.m = m
	s.now.words = wordsOf(&m, f)
	s.now.Aim(m.numbers, f.Now, still)
	s.curve.aim(f, snap)
	s.Text = panelOf(&m, f, &s.Text)
}

// painter is what the scene draws beliefs with.
func (s *Scene) painter() beliefs.Painter {
	return beliefs.Painter{Marks: &s.Marks, Placer: &s.Placer, Fade: &s.Fade}
}

// Handles appends the prior.
func (c *picture) Handles(dst []stage.Handle) []stage.Handle {
	if c.m.kind == beliefs.None {
		return dst
	}
	h := c.words.prior
	h.At, h.Radius = c.plane.Prior, c.plane.GripRadius()
	return append(dst, h)
}
