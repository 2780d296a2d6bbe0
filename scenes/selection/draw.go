package selection

import (
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// paint draws a picture from back to front.
func (s *Scene) paint(p pen.Pen, shown crossfade.Picture) {
	c := shown.(*picture)
	if c.figure.W <= 0 || c.figure.H <= 0 {
		return
	}
	s.Placer.Reset(c.figure)
	p.Begin("selection", c.words.title)
	defer p.End()
	if !c.m.solved {
		s.Fade.Why(p, c.figure, c.scale, c.words.why)
		return
	}
	q := s.Fade.Dim(p, s.Fade.Frame.Stale)
	s.ground(p, c)
	s.values(q, c)
	s.frontiers(q, c)
	s.trail(q, c)
	s.bands(q, c)
	s.drop(q, c)
	s.bids(q, c)
	s.you(q, c)
	s.Fade.Updating(p, c.figure, c.scale)
}

// ground draws the frame of the chart and says what its axes are.
func (s *Scene) ground(p pen.Pen, c *picture) {
	t, r := s.Colors(), c.plan.plot
	p.Begin("chart", "What an agent keeps, by what it gives you")
	style := s.Fade.Text(c.scale, 12, t.Muted)
	c.plot.Frame(p, &s.Marks, style.Size)
	style.Italic = true
	p.Text(c.figure.At(4, 7*c.scale), "what the agent gets", style)
	style.H = pen.End
	if c.plan.title < c.figure.Y+c.figure.H-titleHeight/4 { // a very low figure has no room for it
		p.Text(view.Pixel{X: r.X + r.W + 8, Y: c.plan.title}, "what you get", style)
	}
	p.End()
}

// values marks OPT, the ends of the equilibria and the bound across the chart, each name
// above its line in the first tier with room; one beyond the border is named there.
func (s *Scene) values(p pen.Pen, c *picture) {
	t, r := s.Colors(), c.plan.plot
	p.Begin("values", "OPT, the equilibria and the bound")
	defer p.End()
	s.Placer.Reset(view.Rect{X: c.figure.X + 3, Y: c.figure.Y + tier*c.scale, W: c.figure.W - 10, H: topMargin})
	for _, g := range c.words.values {
		x := c.plot.X.At(c.X[g.number])
		color := t.Ink
		switch g.number {
		case atBound:
			color = t.Focus
		case atWorst:
			color = t.Bad
		}
		style := s.Fade.Text(c.scale, 12, color)
		style.H, style.V, style.Bold = pen.Center, pen.Bottom, true
		if x < r.X-1 {
			style.H = pen.Start
			s.named(p, c, r.X-leftMargin*c.scale+4, g.beyond, style)
			continue
		}
		base, faint := r.Y+r.H, color.WithAlpha(0.8)
		s.Marks.Upright(p, x, r.Y-4, base, 1.25, faint, g.dash)
		s.Marks.Upright(p, x, base+numbersLine*c.scale, c.plan.rows+c.plan.row*float64(c.m.agents), 1.25, faint,
			g.dash)
		s.named(p, c, x, g.name, style)
	}
}

// named writes a name above the chart at x.
func (s *Scene) named(p pen.Pen, c *picture, x float64, name string, style pen.TextStyle) {
	for k := range 2 {
		at := view.Pixel{X: x, Y: c.plan.plot.Y - 5 - float64(k)*tier*c.scale}
		if s.Placer.Inside(p, at, name, style) {
			return
		}
	}
}

// frontiers draws what each agent can keep: flat up to its own optimum, then falling.
func (s *Scene) frontiers(p pen.Pen, c *picture) {
	p.Begin("frontiers", "The most an agent can keep if it gives you at least so much")
	defer p.End()
	width := 2.5
	if c.m.agents > crowded {
		width = 1.5
	}
	left := c.plan.plot.X
	for i, f := range c.m.frontiers {
		color := s.Colors().Agent(i)
		s.points = s.points[:0]
		for k := range f.count {
			s.points = append(s.points, c.plot.At(c.X[f.first+2*k], c.X[f.first+2*k+1]))
		}
		first := s.points[0]
		s.Marks.Line(p, view.Pixel{X: left, Y: first.Y}, first, 1.25, color.WithAlpha(0.55), flatDash)
		s.Marks.Curve(p, s.points, width, color, nil)
		for _, at := range s.points[1:] {
			s.Marks.Ellipse(p, at, width, width, color)
		}
		s.Marks.Dot(p, first, 4*c.scale, color)
	}
}

// flatDash is that of a frontier left of its agent's own optimum, where nobody would bid.
var flatDash = []float64{2, 4}

// mostTrail is how many bids of a path are drawn at most: of a longer one every so many.
const mostTrail = 400

// trail draws the bids made so far, joined in their order.
func (s *Scene) trail(p pen.Pen, c *picture) {
	p.Begin("path", "The bids so far")
	defer p.End()
	every := 1 + len(c.m.path)/mostTrail
	s.points = s.points[:0]
	for k := 0; k < c.m.step; k += every {
		b := c.m.path[k]
		s.points = append(s.points, c.plot.At(b.User, b.Value))
	}
	s.points = append(s.points, c.offers[c.m.winner()])
	s.path.Reset() // of single lines: a stroke of one sharp zigzag would cancel itself
	for k := 1; k < len(s.points); k++ {
		s.path.Line(s.points[k-1], s.points[k])
	}
	if len(s.path.Verbs) > 0 {
		p.Stroke(s.path, 1, s.Colors().Line.WithAlpha(0.55), nil)
	}
	for k, at := range s.points[:len(s.points)-1] {
		s.Marks.Ellipse(p, at, 2.25, 2.25, s.Colors().Agent(c.m.path[k*every].Agent))
	}
}

// bands draws, under the chart, the values at which each agent wins in equilibrium.
func (s *Scene) bands(p pen.Pen, c *picture) {
	t := s.Colors()
	p.Begin("equilibria", "What you can get in equilibrium, by who wins")
	defer p.End()
	for i := range c.m.agents {
		y := c.plan.rows + c.plan.row*(float64(i)+0.5)
		s.Marks.Across(p, y, c.plan.plot.X, c.plan.plot.X+c.plan.plot.W, 1, t.Grid, nil)
		if c.plan.row >= letterRow {
			style := s.Fade.Text(c.scale, 12, t.Agent(i))
			style.H, style.Bold = pen.End, true
			p.Text(view.Pixel{X: c.plan.plot.X - 8, Y: y}, c.words.letters[i], style)
		}
	}
	thick := max(3, 0.5*c.plan.row)
	for _, b := range c.m.bands {
		y := c.plan.rows + c.plan.row*(float64(b.agent)+0.5)
		low, high := c.plot.X.At(c.X[b.first]), c.plot.X.At(c.X[b.first+1])
		if high-low < thick {
			middle := (low + high) / 2
			s.Marks.Bar(p, view.Rect{X: middle - thick/2, Y: y - thick/2 - 1, W: thick, H: thick + 2}, t.Agent(b.agent))
			continue
		}
		s.Marks.Bar(p, view.Rect{X: low, Y: y - thick/2, W: high - low, H: thick}, t.Agent(b.agent))
	}
}

// letterRow is the least height of a row that has room for its letter.
const letterRow = 10.

// drop leads from the winning offer down to the user.
func (s *Scene) drop(p pen.Pen, c *picture) {
	t, r := s.Colors(), c.plan.plot
	s.Marks.Across(p, c.plan.track, r.X, r.X+r.W, 1.25, t.Line, nil)
	at := c.offers[c.m.winner()]
	color := t.Agent(c.m.winner()).WithAlpha(0.8)
	s.Marks.Line(p, at, view.Pixel{X: at.X, Y: r.Y + r.H}, 1.5, color, mark.GapDash)
	s.Marks.Upright(p, at.X, r.Y+r.H+numbersLine*c.scale, c.plan.track, 1.5, color, mark.GapDash)
}

// bids draws the standing offers, the winning one last and larger; hollow ones have not been
// made and stand at their agent's own optimum.
func (s *Scene) bids(p pen.Pen, c *picture) {
	p.Begin("offers", "The offers that stand")
	for i := range c.m.agents {
		if i != c.m.winner() {
			s.bid(p, c, i, 0.85*c.discRadius())
		}
	}
	s.bid(p, c, c.m.winner(), 1.15*c.discRadius())
	p.End()
}

func (s *Scene) bid(p pen.Pen, c *picture, i int, r float64) {
	look := mark.Look{Hollow: !c.m.bid[i], Active: s.Fade.Active(c.words.offers[i].ID)}
	if c.places[i] != c.offers[i] {
		s.Marks.Line(p, c.offers[i], c.places[i], 1, s.Colors().Agent(i), nil)
	}
	s.Marks.Disc(p, c.places[i], r, s.Colors().Agent(i), c.words.letters[i], look)
}

// you draws the user where the winning offer puts her, with what she gets beside.
func (s *Scene) you(p pen.Pen, c *picture) {
	p.Begin("user", c.words.user.Name)
	s.Marks.Star(p, c.user, c.starRadius(), mark.Look{Active: s.Fade.Active(stepHandle)})
	style := s.Fade.Text(c.scale, 13, s.Colors().Ink)
	style.Bold = true
	s.Placer.Reset(view.Rect{X: c.figure.X, Y: c.plan.track - trackHeight, W: c.figure.W, H: 2 * trackHeight})
	s.Placer.Beside(p, c.user, c.starRadius()+5, c.words.worth, style, mark.Sides[:2])
	p.End()
}
