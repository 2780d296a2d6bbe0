package selection

import (
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/player"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Scene is the figure; its zero value is ready. It implements stage.Scene and stage.Live.
type Scene struct {
	crossfade.Figure
	now     *picture // that is shown
	player  player.Player
	losses  losses
	panelAt uint64
	points  []view.Pixel
	path    pen.Path
}

var (
	_ stage.Scene = (*Scene)(nil)
	_ stage.Live  = (*Scene)(nil)
)

// Layout takes in a frame; it reports whether anything moves.
func (s *Scene) Layout(f *stage.Frame) bool {
	if s.Fade.Changed(f) {
		s.take(f)
	} else if k := s.player.At(f.Now); k != s.now.m.step && s.now.m.solved {
		s.turn(f, k)
	}
	moving := s.Show(f) || s.player.Runs(f.Now)
	s.losses.place(f, f.Aside.Inset(6))
	return moving
}

// take builds the picture of a new frame and sends the shown one on its way there: it moves
// when both have the same parts and fades when not.
func (s *Scene) take(f *stage.Frame) {
	if s.now == nil {
		s.now = new(picture)
		s.Now, s.Old, s.Paint = s.now, new(picture), s.paint
		s.Charts = []crossfade.Chart{&s.losses}
	}
	steps := 1
	if r := f.Result.Selection; r != nil {
		steps = len(r.Path)
	}
	s.player.Key, s.player.Restarts = stepKey, true
	s.player.Take(f, steps, pace(steps)/player.Speed(f))
	m := build(f, s.player.At(f.Now))
	snap := s.Fade.Immediate(f)
	still := s.Turn(f, m.alike(&s.now.m))
	s.now = s.Now.(*picture)
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
	s.Text = panelOf(&s.now.m, f, s.transport(f), &s.Text)
	s.panelAt++
}

// PanelAt grows when Panel changes.
func (s *Scene) PanelAt() uint64 { return s.panelAt }

// Handles appends the handles in tab order: the user on her way along the path, then the offers.
func (c *picture) Handles(dst []stage.Handle) []stage.Handle {
	if !c.m.solved || c.figure.W <= 0 {
		return dst
	}
	h := c.words.user
	h.At, h.Radius = c.user, c.starRadius()
	dst = append(dst, h)
	for i, at := range c.places {
		h := c.words.offers[i]
		h.At, h.Radius = at, c.discRadius()
		dst = append(dst, h)
	}
	return dst
}
