package equilibrium

import (
	"slices"

	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/ladder"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Scene is the figure; its zero value is ready. It implements stage.Scene.
type Scene struct {
	crossfade.Figure
	now     *picture // that is shown
	ladder  ladder.Ladder
	every   every
	ignored ignored
	climbed []string // the names of the scenario whose ladder it is
	points  []view.Pixel
	sets    []beliefs.Split // shown by the picture in hand
	mesh    []pen.Vertex
	stays   []beliefs.Unimprovable
}

var _ stage.Scene = (*Scene)(nil)

// Layout takes in a frame; it reports whether anything moves.
func (s *Scene) Layout(f *stage.Frame) bool {
	if s.Fade.Changed(f) {
		s.take(f)
	}
	moving := s.Show(f)
	area := ladderArea(s.now.m.Kind, f, len(s.now.Words.Why))
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
		s.now = new(picture)
		s.Now, s.Old, s.Paint = s.now, new(picture), s.paint
		s.Charts = []crossfade.Chart{&s.every, &s.ignored, &s.ladder}
	}
	g := heard(f)
	m := build(g)
	snap := s.Fade.Immediate(f)
	still := s.Turn(f, m.alike(&s.now.m))
	s.now = s.Now.(*picture)
	s.now.m = m
	s.now.Words, s.now.words = wordsOf(&m, g)
	s.now.Aim(m.Numbers, f.Now, still)
	s.climb(f, snap)
	s.every.perfect = m.perfect
	s.every.aim(g, snap)
	s.ignored.aim(g, snap)
	s.Text = panelOf(&m, g, &s.Text)
	addUsers(&s.Text, &m, f)
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

// painter is what the scene draws beliefs with.
func (s *Scene) painter() *beliefs.Painter { return (*beliefs.Painter)(&s.Figure) }
