package equilibrium

import (
	"slices"

	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/ladder"
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
	ladder   ladder.Ladder
	every    every
	ignored  ignored
	climbed  []string // the names of the scenario whose ladder it is
	panel    stage.Panel
	points   []view.Pixel
	sets     []beliefs.Split // shown by the picture in hand
	mesh     []pen.Vertex
	stays    []beliefs.Unimprovable
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
	if s.ladder.Step(f.Now) {
		moving = true
	}
	if s.every.step(f.Now) {
		moving = true
	}
	if s.ignored.step(f.Now) {
		moving = true
	}
	area := ladderArea(s.now.m.kind, f, len(s.now.words.why))
	beside, charts, careless := area, view.Rect{}, view.Rect{}
	if !s.now.m.crowd {
		beside, charts, careless = divided(area, f)
	}
	s.ladder.Place(beside)
	s.every.place(f, charts)
	s.ignored.place(f, careless)
	return moving
}

// take builds the picture of a new frame and sends the shown one on its way there: it moves
// when both have the same parts and fades when not.
func (s *Scene) take(f *stage.Frame) {
	if s.now == nil {
		s.now, s.old = new(picture), new(picture)
	}
	g := heard(f)
	m := build(g)
	snap := s.fade.Immediate(f)
	still := crossfade.Swap(&s.fade, f, m.alike(&s.now.m), &s.now, &s.old)
	s.now.m = m
	s.now.words = wordsOf(&m, g)
	s.now.Aim(m.numbers, f.Now, still)
	s.climb(f, snap)
	s.every.aim(g, snap)
	s.ignored.aim(g, snap)
	s.panel = panelOf(&m, g, &s.panel)
	addUsers(&s.panel, &m, f)
}

// climb sends the ladder on its way. While a newer answer is under way parts of the result are of
// the scenario and parts of the last one, so that the ladder stays as it was, pale, or is empty
// where that was the ladder of others.
func (s *Scene) climb(f *stage.Frame, snap bool) {
	names := stage.Names(&f.Scenario)
	switch {
	case !f.Stale:
		s.ladder.Aim(rungs(f), false, f.Now, snap)
		s.climbed = names
	case slices.Equal(names, s.climbed):
		s.ladder.Age()
	default:
		s.ladder.Aim(nil, true, f.Now, true)
	}
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
	s.ladder.Draw(s.fade.Dim(p, s.fade.Frame.Stale), &s.marks, s.fade.Frame.Hover, s.fade.Frame.Focus)
	s.drawEvery(p)
	s.drawIgnored(p)
}

// Handles appends the handles in tab order: the prior, the held equilibrium, the gains that agents ignore, then
// the rungs of the ladder.
func (s *Scene) Handles(dst []stage.Handle) []stage.Handle {
	if !s.fade.Ready {
		return dst
	}
	if c := s.now; c.m.kind != beliefs.None {
		h := c.words.prior
		h.At, h.Radius = c.plane.Prior, c.plane.GripRadius()
		dst = append(dst, h)
	}
	return s.ladder.Handles(s.ignored.handles(s.every.handles(dst)))
}

// Panel describes the text beside the figure.
func (s *Scene) Panel() stage.Panel { return s.panel }

// colors is a shorthand for the theme while drawing.
func (s *Scene) colors() *theme.Theme { return s.marks.Theme }

// painter is what the scene draws beliefs with.
func (s *Scene) painter() beliefs.Painter {
	return beliefs.Painter{Marks: &s.marks, Placer: &s.placer, Fade: &s.fade}
}
