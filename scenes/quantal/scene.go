package quantal

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
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
	now, old *picture
	curve    curve
	panel    stage.Panel
	points   []view.Pixel
	path     pen.Path
	mesh     []pen.Vertex
	stays    []beliefs.Unimprovable
	faint    []pen.Color // of the actions behind the curves
	tints    []pen.Color // of the ground at each sample
}

var _ stage.Scene = (*Scene)(nil)

// Layout takes in a frame; it reports whether anything moves.
func (s *Scene) Layout(f *stage.Frame) bool {
	if s.fade.Changed(f) {
		s.take(f)
	} else if f.Figure.W != s.fade.Frame.Figure.W {
		s.now.words.wrap(f.Figure.W)
	}
	moving := s.fade.Show(f, s.now, s.old)
	if s.curve.step(f.Now) {
		moving = true
	}
	area, key := curveArea(s.now.m.kind, f, len(s.now.words.why))
	s.curve.place(f, area, key)
	return moving
}

// take builds the picture of a new frame and sends the shown one on its way there: it moves
// when both have the same parts and fades when not.
func (s *Scene) take(f *stage.Frame) {
	if s.now == nil {
		s.now, s.old = new(picture), new(picture)
	}
	m := build(f)
	snap := s.fade.Immediate(f)
	still := crossfade.Swap(&s.fade, f, m.alike(&s.now.m), &s.now, &s.old)
	s.now.m = m
	s.now.words = wordsOf(&m, f)
	s.now.Aim(m.numbers, f.Now, still)
	s.curve.aim(f, snap)
	s.panel = panelOf(&m, f, &s.panel)
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
	s.curve.draw(p, s)
}

// Handles appends the handles in tab order: the prior, lambda, then what the curve marks.
func (s *Scene) Handles(dst []stage.Handle) []stage.Handle {
	if !s.fade.Ready {
		return dst
	}
	if c := s.now; c.m.kind != beliefs.None {
		h := c.words.prior
		h.At, h.Radius = c.plane.Prior, c.plane.GripRadius()
		dst = append(dst, h)
	}
	return s.curve.handles(dst)
}

// Panel describes the text beside the figure.
func (s *Scene) Panel() stage.Panel { return s.panel }

// colors is a shorthand for the theme while drawing.
func (s *Scene) colors() *theme.Theme { return s.marks.Theme }

// painter is what the scene draws beliefs with.
func (s *Scene) painter() beliefs.Painter {
	return beliefs.Painter{Marks: &s.marks, Placer: &s.placer, Fade: &s.fade}
}
