package equilibrium

import (
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// drawEvery paints the charts of every equilibrium that are placed.
func (s *Scene) drawEvery(p pen.Pen) {
	c := &s.every
	if len(c.shown) == 0 {
		return
	}
	p.Begin("every", "Every equilibrium: what you and an agent get")
	defer p.End()
	for _, i := range c.shown {
		s.polygon(p, &c.charts[i])
	}
}

var levelDash = []float64{3, 3}

// polygon paints the chart of one agent.
func (s *Scene) polygon(p pen.Pen, c *payoffChart) {
	t, k := s.colours(), &s.kit
	const size = 11.
	p.Begin("payoffs", c.title)
	defer p.End()
	c.plot.Frame(p, k, size)
	q := s.easel.Dim(p, s.every.old)
	s.levels(q, c, size)
	colour := t.Agent(c.agent)
	switch len(c.corners) {
	case 1:
		k.Dot(q, c.corners[0], 4, colour)
	case 2:
		k.Line(q, c.corners[0], c.corners[1], 3, colour, nil)
	default:
		k.Area(q, c.corners, colour.WithAlpha(0.18), colour, 1.75)
	}
	p.Begin("held", c.handle.Name)
	k.Grip(p, c.grip, everyGrip, mark.Look{Active: s.easel.Active(c.handle.ID)})
	p.End()
	s.everyTitles(p, c, size)
}

// levels draws the marked values of the user, with their names above the chart.
func (s *Scene) levels(p pen.Pen, c *payoffChart, size float64) {
	r := c.plot.Area
	placer := &s.every.placer
	placer.Reset(view.Rect{X: c.area.X, Y: c.area.Y, W: c.area.W, H: c.area.H})
	for _, l := range s.every.lines {
		x := c.plot.X.At(l.value)
		if x < r.X || x > r.X+r.W {
			continue
		}
		colour := l.colour(s)
		s.kit.Line(p, view.Pixel{X: x, Y: r.Y}, view.Pixel{X: x, Y: r.Y + r.H}, 1.25, colour, levelDash)
		style := pen.TextStyle{Size: size, Color: colour, Halo: s.colours().Paper, H: pen.Center, V: pen.Bottom}
		placer.Inside(p, view.Pixel{X: x, Y: r.Y - 3}, l.name, style)
	}
}

// everyTitles says what the axes are.
func (s *Scene) everyTitles(p pen.Pen, c *payoffChart, size float64) {
	t, r := s.colours(), c.plot.Area
	style := pen.TextStyle{Size: size + 1, Bold: true, Color: t.Ink, Halo: t.Paper, V: pen.Top, MaxW: c.area.W - 8}
	p.Text(view.Pixel{X: c.area.X + 4, Y: c.area.Y + 2}, c.title, style)
	style = pen.TextStyle{Size: size, Italic: true, Color: t.Muted, Halo: t.Paper, H: pen.End, V: pen.Top}
	p.Text(view.Pixel{X: r.X + r.W, Y: r.Y + r.H + 19}, c.axisName, style)
}
