package selection

import (
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
	losses   losses
	panel    stage.Panel
	panelAt  uint64
	points   []view.Pixel
	path     pen.Path
}

var (
	_ stage.Scene = (*Scene)(nil)
	_ stage.Live  = (*Scene)(nil)
)

// Layout takes in a frame; it reports whether anything moves.
func (s *Scene) Layout(f *stage.Frame) bool {
	if s.fade.Changed(f) {
		s.take(f)
	} else if k := s.player.At(f.Now); k != s.now.m.step && s.now.m.solved {
		s.turn(f, k)
	}
	moving := s.fade.Show(f, s.now, s.old)
	if s.player.Runs(f.Now) {
		moving = true
	}
	if s.losses.step(f.Now) {
		moving = true
	}
	s.losses.place(f, f.Aside.Inset(6))
	return moving
}

// take builds the picture of a new frame and sends the shown one on its way there: it moves
// when both have the same parts and fades when not.
func (s *Scene) take(f *stage.Frame) {
	if s.now == nil {
		s.now, s.old = new(picture), new(picture)
	}
	steps := 1
	if r := f.Result.Selection; r != nil {
		steps = len(r.Path)
	}
	s.player.Key, s.player.Restarts = stepKey, true
	s.player.Take(f, steps, pace(steps)/player.Speed(f))
	m := build(f, s.player.At(f.Now))
	snap := s.fade.Immediate(f)
	still := crossfade.Swap(&s.fade, f, m.alike(&s.now.m), &s.now, &s.old)
	s.now.m = m
	s.now.words = wordsOf(&m, f)
	s.now.Aim(m.numbers, f.Now, still)
	s.losses.aim(f, snap)
	s.describe(f)
}

// turn goes to another step of the same path.
func (s *Scene) turn(f *stage.Frame, step int) {
	s.now.m.at(step)
	s.now.words.turn(&s.now.m)
	s.now.Aim(s.now.m.numbers, f.Now, f.Reduced || s.player.Pace() < brisk)
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
	s.losses.draw(p, s)
}

// Handles appends the handles in tab order: the user on her way along the path, the offers,
// then the length of the evaluation.
func (s *Scene) Handles(dst []stage.Handle) []stage.Handle {
	if !s.fade.Ready {
		return dst
	}
	if c := s.now; c.m.solved && c.figure.W > 0 {
		h := c.words.user
		h.At, h.Radius = c.user, c.starRadius()
		dst = append(dst, h)
		for i, at := range c.places {
			h := c.words.offers[i]
			h.At, h.Radius = at, c.discRadius()
			dst = append(dst, h)
		}
	}
	return s.losses.handles(dst)
}

// Panel describes the text beside the figure, PanelAt grows when that changes.
func (s *Scene) Panel() stage.Panel { return s.panel }

// PanelAt grows when Panel changes.
func (s *Scene) PanelAt() uint64 { return s.panelAt }

// colors is a shorthand for the theme while drawing.
func (s *Scene) colors() *theme.Theme { return s.marks.Theme }
