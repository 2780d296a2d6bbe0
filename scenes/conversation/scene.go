package conversation

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/player"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Scene is the figure; its zero value is ready. It implements stage.Scene and stage.Live.
type Scene struct {
	fade     crossfade.Crossfade
	marks    mark.Painter
	placer   mark.Placer
	now, old *picture
	player   player.Player
	values   values
	inset    inset
	panel    stage.Panel
	panelAt  uint64
	points   []view.Pixel
	corners  []view.Pixel
	lines    pen.Path
}

var (
	_ stage.Scene = (*Scene)(nil)
	_ stage.Live  = (*Scene)(nil)
)

// Layout takes in a frame; it reports whether anything moves.
func (s *Scene) Layout(f *stage.Frame) bool {
	if s.fade.Changed(f) {
		s.take(f)
	} else {
		if k := s.player.At(f.Now); k != s.now.m.step && s.now.m.solved {
			s.turn(f, k)
		}
		if f.Figure.W != s.fade.Frame.Figure.W {
			s.now.words.wrap(f.Figure.W)
		}
	}
	moving := s.fade.Show(f, s.now, s.old)
	for _, more := range [...]bool{s.player.Runs(f.Now), s.values.step(f.Now), s.inset.step(f.Now)} {
		moving = moving || more
	}
	chart, among := aside(f, len(s.inset.parties) > 0)
	s.values.place(chart)
	s.inset.place(among)
	return moving
}

// take builds the picture of a new frame and sends the shown one on its way there: it moves
// when both have the same parts, so that a path bends under a drag, and fades when not.
func (s *Scene) take(f *stage.Frame) {
	if s.now == nil {
		s.now, s.old = new(picture), new(picture)
	}
	steps := 1
	if c := f.Result.Conversation; c != nil && c.Transcript != nil {
		steps = len(c.Transcript.Steps) + 1
	}
	s.player.Key = roundKey
	s.player.Take(f, steps, pace(f))
	m := build(f, s.player.At(f.Now))
	snap := s.fade.Immediate(f)
	still := crossfade.Swap(&s.fade, f, m.alike(&s.now.m), &s.now, &s.old)
	s.now.m = m
	s.now.words = wordsOf(&m, f)
	s.now.Aim(m.numbers, f.Now, still)
	s.values.aim(&m, f, snap)
	s.inset.aim(f, snap)
	s.describe(f)
}

// turn goes to another round of the same talk.
func (s *Scene) turn(f *stage.Frame, round int) {
	s.now.m.at(round)
	s.now.words.turn(&s.now.m, f)
	s.now.Aim(s.now.m.numbers, f.Now, f.Reduced)
	s.values.turn(&s.now.m, f)
	s.describe(f)
}

// describe writes the panel.
func (s *Scene) describe(f *stage.Frame) {
	s.panel = panelOf(&s.now.m, f, s.transport(f), &s.panel)
	s.panelAt++
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
	s.values.draw(p, s)
	s.inset.draw(p, s)
}

// Handles appends the handles in tab order: the prior, the round that is shown, then who
// stands among the criteria.
func (s *Scene) Handles(dst []stage.Handle) []stage.Handle {
	if !s.fade.Ready {
		return dst
	}
	if c := s.now; c.m.kind != beliefs.None && c.plane.Figure.W > 0 {
		h := c.words.prior
		h.At, h.Radius = c.plane.Prior, c.plane.GripRadius()
		dst = append(dst, h)
		if c.m.solved {
			h = c.words.here
			h.At, h.Radius = c.marker, c.markRadius()
			dst = append(dst, h)
		}
	}
	return s.inset.handles(dst)
}

// Panel describes the text beside the figure, PanelAt grows when that changes.
func (s *Scene) Panel() stage.Panel { return s.panel }

// PanelAt grows when Panel changes.
func (s *Scene) PanelAt() uint64 { return s.panelAt }

// colors is a shorthand for the theme while drawing.
func (s *Scene) colors() *theme.Theme { return s.marks.Theme }

// painter is what the scene draws beliefs with.
func (s *Scene) painter() beliefs.Painter {
	return beliefs.Painter{Marks: &s.marks, Placer: &s.placer, Fade: &s.fade}
}
