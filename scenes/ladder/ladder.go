package ladder

import (
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Ladder is the ladder as it is shown, on its way to where it belongs. The zero value is
// ready. Aim it when results change, then Step, Place and Draw it at each frame.
type Ladder struct {
	rungs  []Rung
	groups []group
	tween  view.Tween
	goal   []float64
	stale  bool

	// As placed.
	area   view.Rect
	flat   bool // lying: the axis from left to right
	axis   [2]view.Pixel
	labels []label // one a group
	marks  []spot  // one an agent with an interval
	small  float64 // radius of agents' marks
	size   float64 // of letters
	line   float64 // height of a line
	grow   float64 // of letters and marks where there is room
}

// label is where the words of a group stand.
type label struct {
	tick   view.Pixel // on the axis
	at     view.Pixel // of the first line's start, or of a lying label's end
	out    bool       // its value lies beyond the axis
	hidden bool       // there is no room for its words
}

// Aim sets what the ladder moves to; with snap it is there at once. A ladder with other
// rungs than before does not move.
func (l *Ladder) Aim(rungs []Rung, stale bool, now float64, snap bool) {
	snap = snap || !alike(rungs, l.rungs)
	l.rungs, l.groups, l.stale = rungs, groups(rungs), stale
	l.goal = l.goal[:0]
	for _, r := range rungs {
		l.goal = append(l.goal, r.Low, r.High)
	}
	l.tween.Retarget(l.goal, now, snap)
}

// Age says that a newer ladder is under way.
func (l *Ladder) Age() { l.stale = true }

func alike(a, b []Rung) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].ID != b[i].ID {
			return false
		}
	}
	return true
}

// Step brings what is shown to time now and reports whether it still moves.
func (l *Ladder) Step(now float64) bool { return l.tween.Step(now) }

// shown is the interval of a rung as it is shown.
func (l *Ladder) shown(i int) (low, high float64) {
	x := l.tween.Shown()
	return x[2*i], x[2*i+1]
}

// at is the place of a utility on the axis, and whether it lies beyond it.
func (l *Ladder) at(x float64) (at view.Pixel, out bool) {
	t := min(max(x, 0), 1)
	a, b := l.axis[0], l.axis[1]
	return a.Lerp(b, t), x < -words.SameWorth
}

// Draw paints the ladder, pale while it is of the last answer. What is hovered or focused stands out.
func (l *Ladder) Draw(p pen.Pen, t *crossfade.Figure) {
	if l.area.W <= 0 || l.area.H <= 0 || len(l.rungs) == 0 {
		return
	}
	k, hover, focus := &t.Marks, t.Fade.Frame.Hover, t.Fade.Frame.Focus
	p = t.Fade.Dim(p, t.Fade.Frame.Stale)
	p.Begin("ladder", "What you get, from 0 to 1")
	l.scale(p, k)
	l.span(p, k)
	l.agents(p, k, hover, focus)
	for g := range l.groups {
		l.label(p, k, g, hover, focus)
	}
	p.End()
}

// scale draws the axis with its ends and a tick each tenth.
func (l *Ladder) scale(p pen.Pen, k *mark.Painter) {
	t := k.Theme
	for i := range 11 {
		at, _ := l.at(float64(i) / 10)
		length := 3.
		if i%5 == 0 {
			length = 6
		}
		d := view.Pixel{X: length}
		if l.flat {
			d = view.Pixel{Y: length}
		}
		k.Line(p, at.Add(-d.X, -d.Y), at.Add(d.X, d.Y), 1, t.Grid, nil)
	}
	k.Line(p, l.axis[0], l.axis[1], 1.5, t.Line, nil)
	style := pen.TextStyle{Size: l.size - 2, Color: t.Muted, H: pen.Center, V: pen.Top, Halo: t.Paper}
	low, high := l.axis[0], l.axis[1]
	if l.flat {
		style.V = pen.Middle
		style.H = pen.End
		p.Text(low.Add(-12, 0), "0", style)
		style.H = pen.Start
		p.Text(high.Add(10, 0), "1", style)
		return
	}
	p.Text(low.Add(0, 12), "0", style)
	style.V = pen.Bottom
	p.Text(high.Add(0, -10), "1", style)
}

// span draws all that equilibria can give: from the worst to the best.
func (l *Ladder) span(p pen.Pen, k *mark.Painter) {
	worst, best := -1, -1
	for i, r := range l.rungs {
		switch r.Kind {
		case Worst:
			worst = i
		case Best:
			best = i
		}
	}
	if worst < 0 || best < 0 {
		return
	}
	low, _ := l.shown(worst)
	high, _ := l.shown(best)
	a, _ := l.at(low)
	b, _ := l.at(high)
	k.Line(p, a, b, rangeWidth, k.Theme.Ink.WithAlpha(0.3), nil)
}

// rangeWidth is the width of the band from the worst to the best equilibrium.
const rangeWidth = 7.

func active(r Rung, hover, focus string) bool {
	return matches(hover, r.ID) || matches(focus, r.ID)
}

// matches reports whether handle is that of the rung id, without making a string.
func matches(handle, id string) bool {
	return len(handle) == len(prefix)+len(id) && handle[:len(prefix)] == prefix && handle[len(prefix):] == id
}

const prefix = "ladder:"

// Handles appends a handle for each rung.
func (l *Ladder) Handles(dst []stage.Handle) []stage.Handle {
	if l.area.W <= 0 || l.area.H <= 0 {
		return dst
	}
	return l.appendHandles(dst)
}
