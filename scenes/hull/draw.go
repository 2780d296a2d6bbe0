package hull

import (
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// paint draws a picture from back to front.
func (s *Scene) paint(p pen.Pen, shown crossfade.Picture) {
	c := shown.(*picture)
	if c.figure.W <= 0 || c.figure.H <= 0 || c.m.kind == plane && s.Fade.Frame.Ghost() {
		return // a plane is that of its own scenario: two cannot be compared
	}
	s.Placer.Reset(c.figure)
	p.Begin("hull", c.words.title)
	if c.m.kind != plane {
		c.corners = s.Marks.Simplex(p, &c.m.simplex, &c.cam, c.corners)
	} else {
		c.corners = c.corners[:0]
	}
	s.landscape(p, c)
	s.shadows(p, c)
	s.casing(p, c)
	s.hull(p, c)
	s.rays(p, c)
	s.gap(p, c)
	s.spokes(p, c)
	s.ties(p, c)
	for _, i := range c.order {
		s.party(p, c, i)
	}
	s.crowds(p, c)
	s.bestPlace(p, c)
	s.names(p, c)
	p.End()
}

// hull draws the hull of the agents.
func (s *Scene) hull(p pen.Pen, c *picture) {
	t := s.Colors()
	fill := t.HullFill
	if s.mapped(c) {
		fill = fill.WithAlpha(0) // the map says what is inside, and its colours are its own
	}
	p.Begin("agents-hull", c.words.shaded)
	defer p.End()
	switch {
	case c.m.kind == onePoint:
		for _, at := range c.at {
			s.Marks.Line(p, at, c.corners[0], 1, t.Line, mark.BackDash)
		}
	case len(c.hull) == 2:
		s.Marks.Line(p, c.hull[0], c.hull[1], hullBand*c.scale, t.HullFill.WithAlpha(2*t.HullFill.A), nil)
		s.Marks.Line(p, c.hull[0], c.hull[1], 1.5, t.HullLine, nil)
	case c.m.kind == solid && len(c.edges) > 0:
		s.Marks.Area(p, c.hull, t.HullFill, t.HullLine.WithAlpha(0), 0)
		s.edges(p, c)
	case c.m.flattened():
		s.Marks.Hatch(p, c.hull, hatchGap, false, 1, t.HullLine.WithAlpha(hatchAlpha*t.HullLine.A))
		for i, at := range c.hull {
			s.Marks.Line(p, at, c.hull[(i+1)%len(c.hull)], 1.25, t.HullLine, mark.GapDash)
		}
	default:
		s.Marks.Area(p, c.hull, fill, t.HullLine, 1.5)
	}
}

// rays draws, where agents may be scaled, the line along which each is.
func (s *Scene) rays(p pen.Pen, c *picture) {
	if len(c.rays) == 0 {
		return
	}
	p.Begin("cone", "Where each agent comes to stand when it is scaled")
	defer p.End()
	for i, r := range c.rays {
		s.Marks.Line(p, c.cam.At(r[0]), c.cam.At(r[1]), 1, s.Colors().Agent(i).WithAlpha(rayAlpha), mark.GapDash)
	}
}

// rayAlpha is how strong the rays of the cone are: they explain what is shaded and are no result.
const rayAlpha = 0.6

// hullBand is the width of the band that stands for a hull without area.
const hullBand = 9.

// A flattened hull is hatched and dashed: what lies on it may be in it or before or behind it.
const (
	hatchGap   = 9.
	hatchAlpha = 0.4
)

// edges draws the edges of a body, those behind it dashed.
func (s *Scene) edges(p pen.Pen, c *picture) {
	for _, e := range c.edges {
		a, b := c.around[e.I], c.around[e.J]
		if c.cam.Turn.Apply(e.Left).Z < 0 && c.cam.Turn.Apply(e.Right).Z < 0 {
			s.Marks.Line(p, a, b, 1, s.Colors().HullLine, mark.BackDash)
		} else {
			s.Marks.Line(p, a, b, 1.5, s.Colors().HullLine, nil)
		}
	}
}

// gap draws what separates the user from the hull: the line across the nearest point and
// the dashes that lead there.
func (s *Scene) gap(p pen.Pen, c *picture) {
	alpha := 1 - c.inside
	if alpha <= 0 || !c.m.known || c.m.apart <= together || c.m.kind == onePoint {
		return
	}
	p.Begin("gap", "What the best mix of agents misses")
	defer p.End()
	color := s.Colors().Bad.WithAlpha(alpha)
	user, near := c.at[0], c.cam.At(c.nearest)
	thin := color.WithAlpha(alpha * separatorAlpha)
	switch across := (view.Pixel{X: near.Y - user.Y, Y: user.X - near.X}); c.m.kind {
	case segment:
		h := separatorTick * c.scale
		s.Marks.Upright(p, near.X, near.Y-h, near.Y+h, 1.25, color, nil)
	case triangle:
		if a, b, ok := mark.Clip(c.corners, near, across); ok {
			s.Marks.Line(p, a, b, 1.25, thin, nil)
			s.Marks.RightAngle(p, near, user, b, thin)
		}
	case solid:
		s.cut(p, c, thin)
	}
	s.Marks.Gap(p, user, near, color)
}

const (
	separatorAlpha = 0.7 // of the separating line, which is there to be seen through
	separatorTick  = 22. // half the height of the tick that separates on a segment
)

// spokes draws how much of each agent the user's mix takes.
func (s *Scene) spokes(p pen.Pen, c *picture) {
	if c.inside <= 0 {
		return
	}
	p.Begin("weights", "The mix of agents that matches you")
	defer p.End()
	for i, w := range c.weights {
		if w >= thinnest {
			s.Marks.Spoke(p, c.at[0], c.at[i+1], w, c.bend(), s.Colors().Agent(i).WithAlpha(spokeAlpha*c.inside))
		}
	}
}

// bend arches the spokes of a segment, which would all lie on it.
func (c *picture) bend() float64 {
	if c.m.kind == segment {
		return 0.22
	}
	return 0
}

const (
	thinnest   = 0.005 // weight below which a spoke, and its number, would say 0.00
	spokeAlpha = 0.8
)

// ties leads from the discs that were moved apart to the place where they all stand.
func (s *Scene) ties(p pen.Pen, c *picture) {
	for i, place := range c.spread.Places {
		if c.at[i] != place {
			s.Marks.Line(p, place, c.at[i], 1.25, s.partyColor(c, i), nil)
			s.Marks.Ellipse(p, place, tieDot*c.scale, tieDot*c.scale, s.Colors().Ink)
		}
	}
}

// partyColor is the colour of an agent, or of all users.
func (s *Scene) partyColor(c *picture, i int) pen.Color {
	if _, user := c.m.userOf(i); user {
		return s.Colors().User
	}
	return s.Colors().Agent(i - 1)
}

// tieDot is the radius in pixels of the dot where discs belong that were moved apart.
const tieDot = 3.

// crowds says how many stand at one place where they are too many to be moved apart.
func (s *Scene) crowds(p pen.Pen, c *picture) {
	style := s.text(c, 12, s.Colors().Ink)
	style.Bold = true
	for i, n := range c.spread.Counts {
		if n > 0 {
			r := c.radius(i)
			s.Placer.Beside(p, c.at[i], r+3, c.words.times[n], style, mark.Sides[:])
		}
	}
}

// party draws the user's star or an agent's disc.
func (s *Scene) party(p pen.Pen, c *picture, i int) {
	look := mark.Look{Hollow: c.m.parties[i].hollow, Active: s.active(c, i)}
	p.Begin("party", c.words.handles[i].Name)
	switch t, user := c.m.userOf(i); {
	case user && t == 0:
		s.Marks.Star(p, c.at[i], c.radius(i), look)
	case user:
		s.Marks.Lettered(p, c.at[i], c.radius(i), 2+2*t, c.m.parties[i].letter, look)
	default:
		s.Marks.Disc(p, c.at[i], c.radius(i), s.Colors().Agent(i-1), c.words.letters[i-1], look)
	}
	p.End()
	s.Placer.TakeDisc(c.at[i], c.radius(i))
}
