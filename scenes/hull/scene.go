package hull

import (
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Scene is the figure; its zero value is ready. It implements stage.Scene.
type Scene struct {
	fade     crossfade.Crossfade
	marks    mark.Painter
	placer   mark.Placer
	solver   solver
	now, old *picture
	cutter   view.Hull
	land     landscape    // under the picture, where it is asked for
	veil     pen.Fade     // over a stale one
	bar      []pen.Vertex // of its legend
	panel    stage.Panel
}

var _ stage.Scene = (*Scene)(nil)

// Layout takes in a frame; it reports whether anything moves.
func (s *Scene) Layout(f *stage.Frame) bool {
	if s.fade.Changed(f) {
		s.take(f)
	}
	moving := s.fade.Show(f, s.now, s.old)
	s.land.fit(f, s.now)
	return moving
}

// take builds the picture of a new frame and sends the shown one on its way there: it moves
// when both have the same parts and fades when not.
func (s *Scene) take(f *stage.Frame) {
	if s.now == nil {
		s.now, s.old = new(picture), new(picture)
	}
	m := s.solver.build(f)
	snap := s.fade.Immediate(f)
	fades := s.fade.Start(f, m.alike(&s.now.m))
	if fades {
		s.now, s.old = s.old, s.now
	}
	s.now.m = m
	alone := facing(f)
	s.now.words = wordsOf(&m, alone)
	s.now.aim(f, snap || fades)
	s.panel = panelOf(&m, alone)
	addUsers(&s.panel, f)
}

// Draw paints the state of the last Layout.
func (s *Scene) Draw(p pen.Pen) {
	if !s.fade.Ready {
		return
	}
	s.marks.Theme = s.fade.Frame.Theme
	if q, seen := s.fade.Old(p); seen {
		s.paint(q, s.old)
	}
	s.paint(s.fade.New(p), s.now)
}

// Handles appends the handles in tab order: the faced user, the agents, then the other users.
func (s *Scene) Handles(dst []stage.Handle) []stage.Handle {
	if !s.fade.Ready {
		return dst
	}
	for i, h := range s.now.words.handles {
		h.At, h.Radius = s.now.at[i], s.now.radius(i)
		dst = append(dst, h)
	}
	return dst
}

// Panel describes the text beside the figure.
func (s *Scene) Panel() stage.Panel { return s.panel }

// colors is a shorthand for the theme while drawing.
func (s *Scene) colors() *theme.Theme { return s.marks.Theme }
