package ladder

import (
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// spot is where the disc of an agent stands: in a lane beside the axis, as near to the
// middle of its interval as the discs before it allow.
type spot struct {
	lane  int
	along float64 // pixels along the axis, where it belongs
	shift float64 // from there
	at    view.Pixel
}

// intervals is how many agents have one.
func (l *Ladder) intervals() int {
	n := 0
	for _, r := range l.rungs {
		if r.Agent >= 0 {
			n++
		}
	}
	return n
}

// placeAgents spreads the discs over lanes of the given width. Where they go is decided by
// where the ladder moves to, so that none changes its lane on the way.
func (l *Ladder) placeAgents(lanes int, width float64) {
	for i, r := range l.rungs {
		if r.Agent < 0 {
			continue
		}
		goal, _ := l.at((l.goal[2*i] + l.goal[2*i+1]) / 2)
		s := spot{along: goal.Y}
		if l.flat {
			s.along = goal.X
		}
		l.free(&s, max(1, lanes), width)
		low, high := l.shown(i)
		s.at, _ = l.at((low + high) / 2)
		aside := agentGap - 2 + width*float64(s.lane)
		if l.flat {
			s.at = view.Pixel{X: s.at.X + s.shift, Y: s.at.Y + aside + width/2 - 2}
		} else {
			s.at = s.at.Add(-aside, s.shift)
		}
		l.marks = append(l.marks, s)
	}
}

// free finds the nearest free place of a disc: in the first lane with one, and else pushed
// along the axis, to either side in turn.
func (l *Ladder) free(s *spot, lanes int, width float64) {
	low, high := l.area.Y, l.area.Y+l.area.H
	if l.flat {
		low, high = l.area.X, l.area.X+l.area.W
	}
	for push := range 2 * len(l.rungs) {
		s.shift = width * float64((push+1)/2)
		if push%2 == 1 {
			s.shift = -s.shift
		}
		if at := s.along + s.shift; at < low+l.small || at > high-l.small {
			continue
		}
		for s.lane = range lanes {
			if !l.crowded(s, width) {
				return
			}
		}
	}
	s.lane, s.shift = 0, 0
}

func (l *Ladder) crowded(s *spot, width float64) bool {
	for _, o := range l.marks {
		if d := s.along + s.shift - o.along - o.shift; o.lane == s.lane && d < width && d > -width {
			return true
		}
	}
	return false
}

// agents draws what each agent alone would leave the user with: its interval beside the
// axis, led there by a thin line.
func (l *Ladder) agents(p pen.Pen, k *mark.Painter, hover, focus string) {
	n := 0
	for i, r := range l.rungs {
		if r.Agent < 0 {
			continue
		}
		low, high := l.shown(i)
		a, _ := l.at(low)
		b, _ := l.at(high)
		middle, _ := l.at((low + high) / 2)
		at := l.marks[n].at
		n++
		if l.flat {
			a.Y, b.Y = at.Y, at.Y
		} else {
			a.X, b.X = at.X, at.X
		}
		c := k.Theme.Agent(r.Agent)
		k.Line(p, middle, at, 1, c.WithAlpha(0.45), nil)
		if !same(low, high) {
			k.Line(p, a, b, 3, c.WithAlpha(0.75), nil)
		}
		k.Disc(p, at, l.small, c, r.letter, mark.Look{Active: active(r, hover, focus)})
	}
}
