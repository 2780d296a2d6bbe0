package quantal

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
	now, old *picture
	curve    curve
	fading   view.Tween // 0: the old picture, 1: the new one
	kit      mark.Kit
	placer   mark.Placer
	pen      pen.Fade
	dim      pen.Fade
	panel    stage.Panel
	points   []view.Pixel
	path     pen.Path
	mesh     []pen.Vertex
	ready    bool
}

var _ stage.Scene = (*Scene)(nil)

// Layout takes in a frame; it says whether anything moves.
func (s *Scene) Layout(f *stage.Frame) bool {
	if !s.ready || f.Revision == 0 || f.Revision != s.frame.Revision {
		s.take(f)
	} else if f.Figure.W != s.frame.Figure.W {
		s.now.words.wrap(f.Figure.W)
	}
	s.frame = *f
	moving := s.now.step(f.Now)
	s.now.project(f)
	if s.fading.Step(f.Now) {
		moving = true
		s.old.step(f.Now)
		s.old.project(f)
	}
	if s.curve.step(f.Now) {
		moving = true
	}
	s.curve.place(curveArea(s.now.m.kind, f, len(s.now.words.why)))
	return moving
}

// take builds the picture of a new frame and sends the shown one on its way there: it moves
// when both have the same parts and fades when not.
func (s *Scene) take(f *stage.Frame) {
	if s.now == nil {
		s.now, s.old = new(picture), new(picture)
	}
	m := build(f)
	snap := f.Dragging || f.Reduced || !s.ready
	still := snap
	if s.ready && !snap && !m.alike(&s.now.m) {
		s.now, s.old = s.old, s.now
		s.fading.Retarget(unseen[:], f.Now, true)
		s.fading.Retarget(seen[:], f.Now, false)
		snap = true
	} else if s.fading.Shown() == nil || snap {
		s.fading.Retarget(seen[:], f.Now, true)
	}
	s.now.m = m
	s.now.words = wordsOf(&m, f)
	s.now.aim(f.Now, snap)
	s.curve.aim(f, still)
	s.panel = panelOf(&m, f, &s.panel)
	s.ready = true
}

var unseen, seen = [1]float64{0}, [1]float64{1}

// Draw paints the state of the last Layout.
func (s *Scene) Draw(p pen.Pen) {
	if !s.ready {
		return
	}
	s.kit.Theme = s.frame.Theme
	if share := s.fading.Shown()[0]; share < 1 {
		s.pen.To, s.pen.Alpha, s.pen.Silent = p, 1-share, true
		s.paint(&s.pen, s.old)
		s.pen.Alpha, s.pen.Silent = share, false
		s.paint(&s.pen, s.now)
	} else {
		s.paint(p, s.now)
	}
	s.curve.draw(p, s)
}

// faded returns the pen for what a newer answer will replace: paler while that is under way.
func (s *Scene) faded(p pen.Pen, old bool) pen.Pen {
	if !old {
		return p
	}
	s.dim.To, s.dim.Alpha, s.dim.Silent = p, staleAlpha, false
	return &s.dim
}

// staleAlpha is how much of an old answer is seen while a new one is computed.
const staleAlpha = 0.4

// Handles appends the handles in tab order: the prior, lambda, then what the curve marks.
func (s *Scene) Handles(dst []stage.Handle) []stage.Handle {
	if !s.ready {
		return dst
	}
	if c := s.now; c.m.kind != curveOnly {
		h := c.words.prior
		h.At, h.Radius = c.prior, c.gripRadius()
		dst = append(dst, h)
	}
	return s.curve.handles(dst)
}

// Panel describes the text beside the figure.
func (s *Scene) Panel() stage.Panel { return s.panel }

// colours is a shorthand for the theme while drawing.
func (s *Scene) colours() *theme.Theme { return s.kit.Theme }

// active says whether a handle is hovered or focused.
func (s *Scene) active(id string) bool { return id == s.frame.Hover || id == s.frame.Focus }
