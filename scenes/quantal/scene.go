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
	sets   []beliefs.Split
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
	}
	moving := s.Show(f)
	area, key := curveArea(s.now.m.Kind, f, len(s.now.Words.Why))
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
	s.now.Words, s.now.actions, s.now.peaks = wordsOf(&m, f), f.Scenario.Actions, nil
	if m.mapped && m.Kind == beliefs.Triangle {
		s.now.peaks = m.peaks()
	}
	s.now.Aim(m.Numbers, f.Now, still)
	s.curve.aim(f, snap)
	s.Text = panelOf(&m, f, &s.Text)
}

// splits are the ends of the equilibria as they are drawn.
func (s *Scene) splits(c *picture) []beliefs.Split {
	s.sets = c.Words.Splits(s.sets[:0], s.Colors().Bad, s.Colors().Good)
	return s.sets
}

// painter is what the scene draws beliefs with.
func (s *Scene) painter() *beliefs.Painter { return (*beliefs.Painter)(&s.Figure) }
