package conversation

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
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
	values  values
	inset   inset
	panelAt uint64
	points  []view.Pixel
	corners []view.Pixel
	lines   pen.Path
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
	chart, among := aside(f, len(s.inset.parties) > 0)
	s.values.place(chart)
	s.inset.place(among)
	return moving
}

// take builds the picture of a new frame and sends the shown one on its way there: it moves
// when both have the same parts, so that a path bends under a drag, and fades when not.
func (s *Scene) take(f *stage.Frame) {
	if s.now == nil {
		s.now = new(picture)
		s.Now, s.Old, s.Paint = s.now, new(picture), s.paint
		s.Charts = []crossfade.Chart{&s.inset, &s.values}
	}
	steps := 1
	if c := f.Result.Conversation; c != nil && c.Transcript != nil {
		steps = len(c.Transcript.Steps) + 1
	}
	s.player.Key = roundKey
	s.player.Take(f, steps, pace(f))
	m := build(f, s.player.At(f.Now))
	snap := s.Fade.Immediate(f)
	still := s.Turn(f, m.alike(&s.now.m))
	s.now = s.Now.(*picture)
	s.now.m = m
	s.now.Words, s.now.words = wordsOf(&m, f)
	s.now.Aim(m.Numbers, f.Now, still)
	s.values.letters = s.now.Words.Letters
	s.values.aim(&m, f, snap)
	s.inset.aim(f, snap)
	s.describe(f)
}

// turn goes to another round of the same talk.
func (s *Scene) turn(f *stage.Frame, round int) {
	s.now.m.at(round)
	s.now.words.turn(&s.now.m, f)
	s.now.Aim(s.now.m.Numbers, f.Now, f.Reduced)
	s.values.turn(&s.now.m, f)
	s.describe(f)
}

// describe writes the panel.
func (s *Scene) describe(f *stage.Frame) {
	s.Text = panelOf(&s.now.m, f, s.transport(f), &s.Text)
	s.panelAt++
}

// PanelAt grows when Panel changes.
func (s *Scene) PanelAt() uint64 { return s.panelAt }

// painter is what the scene draws beliefs with.
func (s *Scene) painter() *beliefs.Painter { return (*beliefs.Painter)(&s.Figure) }

// Handles appends the handles in tab order: the prior, then the round that is shown.
func (c *picture) Handles(dst []stage.Handle) []stage.Handle {
	if c.Figure.W <= 0 {
		return dst
	}
	if dst = c.Picture.Handles(dst); c.Kind != beliefs.None && c.m.solved {
		h := c.words.here
		h.At, h.Radius = c.marker, c.markRadius()
		dst = append(dst, h)
	}
	return dst
}
