package hull

import (
	"emergent/scenes/mark"
	"emergent/scenes/pen"
	"emergent/scenes/stage"
	"emergent/scenes/theme"
	"emergent/scenes/view"
)

// Scene is the figure; its zero value is ready. It implements stage.Scene.
type Scene struct {
	frame    stage.Frame // of the last Layout
	solver   solver
	now, old *picture
	fading   view.Tween // 0: the old picture, 1: the new one
	kit      mark.Kit
	placer   mark.Placer
	pen      pen.Fade
	cutter   view.Hull
	land     landscape    // under the picture, where it is asked for
	veil     pen.Fade     // over a stale one
	bar      []pen.Vertex // of its legend
	panel    stage.Panel
	ready    bool
}

var _ stage.Scene = (*Scene)(nil)

// Layout takes in a frame; it says whether anything moves.
func (s *Scene) Layout(f *stage.Frame) bool {
	fresh := !s.ready || f.Revision == 0 || f.Revision != s.frame.Revision
	if fresh {
		s.take(f)
	}
	s.frame = *f
	moving := s.now.step(f.Now)
	s.now.project(f)
	s.land.fit(f, s.now)
	if s.fading.Step(f.Now) {
		moving = true
		s.old.step(f.Now)
		s.old.project(f)
	}
	return moving
}

// take builds the picture of a new frame and sends the shown one on its way there: it moves
// when both have the same parts and fades when not.
func (s *Scene) take(f *stage.Frame) {
	if s.now == nil {
		s.now, s.old = new(picture), new(picture)
	}
	m := s.solver.build(f)
	snap := f.Dragging || f.Reduced || !s.ready
	if s.ready && !m.alike(&s.now.m) {
		s.now, s.old = s.old, s.now
		s.now.m = m
		s.now.words = wordsOf(&m, f)
		s.now.aim(f, true)
		s.fading.Retarget(unseen[:], f.Now, true)
		s.fading.Retarget(seen[:], f.Now, snap)
	} else {
		s.now.m = m
		s.now.words = wordsOf(&m, f)
		s.now.aim(f, snap)
		if s.fading.Shown() == nil || snap {
			s.fading.Retarget(seen[:], f.Now, true)
		}
	}
	s.panel = panelOf(&m, f)
	s.ready = true
}

var unseen, seen = [1]float64{0}, [1]float64{1}

// Draw paints the state of the last Layout.
func (s *Scene) Draw(p pen.Pen) {
	if !s.ready {
		return
	}
	s.kit.Theme = s.frame.Theme
	share := s.fading.Shown()[0]
	if share < 1 {
		s.pen.To, s.pen.Alpha, s.pen.Silent = p, 1-share, true
		s.paint(&s.pen, s.old)
		s.pen.Alpha, s.pen.Silent = share, false
		p = &s.pen
	}
	s.paint(p, s.now)
}

// Handles appends the handles in tab order: the user, then the agents.
func (s *Scene) Handles(dst []stage.Handle) []stage.Handle {
	if !s.ready {
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

// colours is a shorthand for the theme while drawing.
func (s *Scene) colours() *theme.Theme { return s.kit.Theme }
