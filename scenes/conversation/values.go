package conversation

import (
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// values is the chart beside the picture: what everybody can expect who acts after so many
// rounds, between what the user gets knowing everything and what she gets with no word.
type values struct {
	chart.Chart     // its numbers: header, then of each party one a round
	parties     int // the user and the agents; 0: nothing to draw
	last        int // round
	letters     []string
	titles      [2]string
	labels      []label
	points      []view.Pixel
}

// label is the name of a line at its right end, from the top down.
type label struct {
	party int // 0: the user; OPT, ALIGNED and NONE are negative
	y     float64
}

// The numbers that come first: the range, the levels, the round that is shown.
const (
	atLow = iota
	atHigh
	atOpt
	atAligned
	atNone
	atRound
	header
)

// The labels of levels.
const (
	optLabel     = -1
	alignedLabel = -2
	noneLabel    = -3
)

// absent marks a level that there is not: below every range.
const absent = -1e9

// aim takes in a model, at the round that it shows.
func (v *values) aim(m *model, f *stage.Frame, snap bool) {
	v.Goal, v.parties = append(v.Goal[:0], make([]float64, header)...), 0
	if m.solved {
		v.parties, v.last = 1+m.Agents, m.last
		v.fill(&m.talk, f)
		v.Goal[atRound] = float64(m.step)
	}
	v.titles = [2]string{"what each can expect", "rounds"}
	v.Aim(f.Now, snap)
}

// fill sets levels, lines and range.
func (v *values) fill(t *talk, f *stage.Frame) {
	low, high := math.Inf(1), math.Inf(-1)
	see := func(x float64) float64 {
		low, high = min(low, x), max(high, x)
		return x
	}
	v.Goal[atOpt], v.Goal[atNone], v.Goal[atAligned] = see(t.opt), see(t.none), absent
	if t.opt-t.aligned > words.SameWorth {
		v.Goal[atAligned] = see(t.aligned)
	}
	for _, list := range append([][]float64{t.user}, t.agents...) {
		for _, x := range list {
			v.Goal = append(v.Goal, see(x))
		}
	}
	low, high = chart.Aired(low, high, 0.1, 0.06)
	v.Goal[atLow], v.Goal[atHigh] = f.Range("values", low, high)
}

// turn goes to another round of the same talk.
func (v *values) turn(m *model, f *stage.Frame) {
	v.Goal[atRound] = float64(m.step)
	v.Aim(f.Now, f.Reduced)
}

// at is the value of a party after a round, as it is shown.
func (v *values) at(party, round int) float64 {
	return v.Shown()[header+party*(v.last+1)+round]
}

// Margins of the chart in pixels.
const (
	valuesLeft   = 36.
	valuesRight  = 74. // the names of the lines
	valuesTop    = 22.
	valuesBottom = 34.
	labelLine    = 14.
)

// place puts the chart into an area.
func (v *values) place(area view.Rect) {
	if v.parties == 0 || area.W < valuesLeft+valuesRight+20 || area.H < valuesTop+valuesBottom+20 {
		v.Room = view.Rect{}
		return
	}
	v.Room = area
	x := v.Shown()
	r := view.Rect{X: area.X + valuesLeft, Y: area.Y + valuesTop, W: area.W - valuesLeft - valuesRight,
		H: area.H - valuesTop - valuesBottom}
	v.Set(r, chart.Scale{Low: 0, High: float64(max(v.last, 1)), Whole: true},
		chart.Scale{Low: x[atLow], High: x[atHigh]})
	v.label()
}

// label finds places for the names of lines at their right ends: in their order, none on
// another, and none beyond the chart. The last ones are left out where there is no room.
func (v *values) label() {
	x := v.Shown()
	v.labels = v.labels[:0]
	add := func(party int, value float64) {
		if value > absent {
			v.labels = append(v.labels, label{party, v.Y.At(value)})
		}
	}
	add(0, v.at(0, v.last))
	add(optLabel, x[atOpt])
	add(alignedLabel, x[atAligned])
	add(noneLabel, x[atNone])
	room := int(v.Area.H/labelLine) + 1
	for i := 1; i < v.parties && len(v.labels) < room; i++ {
		add(i, v.at(i, v.last))
	}
	slices.SortStableFunc(v.labels, func(a, b label) int {
		switch {
		case a.y < b.y-1e-9:
			return -1
		case a.y > b.y+1e-9:
			return 1
		}
		return 0
	})
	top, bottom := v.Room.Y+valuesTop, v.Area.Y+v.Area.H
	for i := range v.labels {
		v.labels[i].y = max(v.labels[i].y, top)
		top = v.labels[i].y + labelLine
	}
	for i := len(v.labels) - 1; i >= 0; i-- {
		v.labels[i].y = min(v.labels[i].y, bottom)
		bottom = v.labels[i].y - labelLine
	}
}

// Draw paints the chart.
func (v *values) Draw(p pen.Pen, s *crossfade.Figure) {
	if v.Room.W <= 0 {
		return
	}
	p.Begin("values", "What each party can expect after each round")
	defer p.End()
	t, k, r := s.Colors(), &s.Marks, v.Area
	const size = 12.
	v.Frame(p, k, size)
	style := pen.TextStyle{Size: size, Color: t.Muted, Halo: t.Paper, Italic: true}
	p.Text(v.Room.At(0, 7), v.titles[0], style)
	style.H, style.V = pen.End, pen.Bottom
	p.Text(view.Pixel{X: r.X + r.W, Y: v.Room.Y + v.Room.H}, v.titles[1], style)
	q := s.Fade.Dim(p, s.Fade.Frame.Stale)
	x := v.Shown()
	v.Level(q, k, x[atOpt], 1.5, t.Good, nil)
	v.Level(q, k, x[atAligned], 1.5, t.Good, mark.GapDash)
	v.Level(q, k, x[atNone], 1.25, t.Muted, mark.BackDash)
	for i := v.parties - 1; i >= 0; i-- {
		v.line(q, s, i)
	}
	at := v.X.At(x[atRound])
	k.Upright(q, at, r.Y, r.Y+r.H, 1, t.Ink.WithAlpha(0.65), nil)
	v.name(q, s)
}

// color is that of a party's line.
func (v *values) color(s *crossfade.Figure, party int) pen.Color {
	if party == 0 {
		return s.Colors().Ink
	}
	return s.Colors().Agent(party - 1)
}

// line draws what a party can expect, with a dot at each round.
func (v *values) line(p pen.Pen, s *crossfade.Figure, party int) {
	width, color := 1.75, v.color(s, party)
	if party == 0 {
		width = 3
	}
	v.points = v.points[:0]
	first := min(party, 1) // what agents expect before anyone speaks is not known
	for k := first; k <= v.last; k++ {
		v.points = append(v.points, v.At(float64(k), v.at(party, k)))
	}
	s.Marks.Curve(p, v.points, width, color, nil)
	for _, at := range v.points {
		s.Marks.Ellipse(p, at, width, width, color)
	}
}

// name writes the names of the lines beside their ends.
func (v *values) name(p pen.Pen, s *crossfade.Figure) {
	t, r := s.Colors(), v.Area
	for _, l := range v.labels {
		style := pen.TextStyle{Size: 12, Bold: true, Halo: t.Paper, Color: t.Good}
		text, value := "", 0.
		switch l.party {
		case optLabel:
			text, value = "OPT", v.Shown()[atOpt]
		case alignedLabel:
			text, value = "ALIGNED", v.Shown()[atAligned]
		case noneLabel:
			text, value, style.Color = "silence", v.Shown()[atNone], t.Muted
		case 0:
			text, value, style.Color = "you", v.at(0, v.last), t.Ink
		default:
			text, value, style.Color = v.letters[l.party-1], v.at(l.party, v.last), t.Agent(l.party-1)
		}
		end := v.Y.At(value)
		s.Marks.Line(p, view.Pixel{X: r.X + r.W, Y: end}, view.Pixel{X: r.X + r.W + 7, Y: l.y},
			1, style.Color.WithAlpha(0.6), nil)
		p.Text(view.Pixel{X: r.X + r.W + 10, Y: l.y}, text, style)
	}
}
