package equilibrium

import (
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Draw paints the charts of every equilibrium that are placed.
func (c *every) Draw(p pen.Pen, s *crossfade.Figure) {
	if len(c.shown) == 0 {
		return
	}
	p.Begin("every", "Every equilibrium: what you and an agent get")
	defer p.End()
	if c.words {
		style := pen.TextStyle{Size: 12, Color: s.Colors().Muted, Halo: s.Colors().Paper, V: pen.Top,
			MaxW: c.area.W - 8}
		p.Text(c.area.At(4, 2), everySentence, style)
	}
	for _, i := range c.shown {
		c.draw(p, s, &c.charts[i])
	}
}

// everySentence stands over the charts, for a reader who does not know the term.
const everySentence = "Each point is one way it can end."

var levelDash = []float64{3, 3}

// draw paints the chart of one agent.
func (e *every) draw(p pen.Pen, s *crossfade.Figure, c *payoffChart) {
	t, k := s.Colors(), &s.Marks
	const size = 11.
	p.Begin("payoffs", c.title)
	defer p.End()
	c.Frame(p, k, size)
	q := s.Fade.Dim(p, e.old)
	e.levelLines(q, s, c, size)
	color := t.Agent(c.agent)
	switch len(c.corners) {
	case 1:
		k.Dot(q, c.corners[0], 4, color)
	case 2:
		k.Line(q, c.corners[0], c.corners[1], 3, color, nil)
	default:
		k.Area(q, c.corners, color.WithAlpha(0.18), color, 1.75)
	}
	c.DrawGrip(p, s, "held")
	c.titles(p, t, size)
}

// levelLines draws the marked values of the user, with their names above the chart; a floor that lies
// left of it is named at its border.
func (e *every) levelLines(p pen.Pen, s *crossfade.Figure, c *payoffChart, size float64) {
	t, r := s.Colors(), c.Area
	placer := &e.placer
	placer.Reset(c.Room)
	for i := range e.lines {
		l := &e.lines[i]
		x := c.X.At(l.value)
		if x < r.X || x > r.X+r.W {
			continue
		}
		color := [...]pen.Color{optLevel: t.Ink, worstLevel: worstColor(t, e.perfect), floorLevel: t.Muted}[l.kind]
		s.Marks.Upright(p, x, r.Y, r.Y+r.H, 1.25, color, levelDash)
		style := pen.TextStyle{Size: size, Color: color, Halo: t.Paper, H: pen.Center, V: pen.Bottom}
		at := view.Pixel{X: x, Y: r.Y - 3}
		if 2*style.Width(l.name) > c.Room.W || !placer.Inside(p, at, l.name, style) {
			placer.Inside(p, at, l.short, style)
		}
	}
	if e.below != "" {
		style := pen.TextStyle{Size: size, Color: t.Muted, Halo: t.Frame, V: pen.Bottom}
		if style.Width(e.below) < belowShare*r.W {
			p.Text(view.Pixel{X: r.X + 4, Y: r.Y + r.H - 4}, e.below, style)
		}
	}
}

// belowShare is the share of a chart's width that the name of a floor beyond its border may take: in a
// narrower chart it would hide what is drawn, and the ladder says it too.
const belowShare = 0.7

// titles says what the axes are.
func (c *payoffChart) titles(p pen.Pen, t *theme.Theme, size float64) {
	style, title, room := pen.TextStyle{Size: size + 1, Bold: true}, c.title, c.Room.W-8
	if style.Width(title) > room {
		title = c.name
	}
	if c.low && style.Width(c.both) <= room {
		title = c.both
	}
	chart.Title(p, t, c.Room.At(4, 2), pen.Top, size+1, room, title)
	if !c.low {
		c.AxisName(p, t, view.Pixel{Y: 19}, size, 0, c.axisName)
	}
}
