package hull

import (
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Scene is the figure; its zero value is ready. It implements stage.Scene.
type Scene struct {
	crossfade.Figure
	now    *picture // that is shown
	solver solver
	cutter view.Hull
	land   landscape    // under the picture, where it is asked for
	veil   pen.Fade     // over a stale one
	bar    []pen.Vertex // of its legend
}

var _ stage.Scene = (*Scene)(nil)

// Layout takes in a frame; it reports whether anything moves.
func (s *Scene) Layout(f *stage.Frame) bool {
	if s.Fade.Changed(f) {
		s.take(f)
	}
	moving := s.Show(f)
	s.land.fit(f, s.now)
	return moving
}

// take builds the picture of a new frame and sends the shown one on its way there: it moves
// when both have the same parts and fades when not.
func (s *Scene) take(f *stage.Frame) {
	if s.now == nil {
		s.now = new(picture)
		s.Now, s.Old, s.Paint = s.now, new(picture), s.paint
	}
	m := s.solver.build(f)
	still := s.Turn(f, m.alike(&s.now.m))
	s.now = s.Now.(*picture)
	s.now.m = m
	alone := facing(f)
	s.now.words = wordsOf(&m, alone)
	s.now.aim(f, still)
	s.Text = panelOf(&m, alone)
	addUsers(&s.Text, f)
}

// Handles appends the handles in tab order: the faced user, the agents, then the other users.
func (c *picture) Handles(dst []stage.Handle) []stage.Handle {
	for i, h := range c.words.handles {
		h.At, h.Radius = c.at[i], c.radius(i)
		dst = append(dst, h)
	}
	return dst
}
