package equilibrium

import (
	"math"

	"emergent/engine"
	"emergent/scenes/mark"
	"emergent/scenes/pen"
	"emergent/scenes/view"
)

// triangle draws beliefs over three signals: regions by the action chosen, the beliefs that
// nobody would change in bold, and where the equilibria lead from the prior.
func (s *Scene) triangle(p pen.Pen, c *picture) {
	q := s.faded(p)
	t := s.colours()
	s.kit.Area(p, c.corner, t.Frame, t.Frame, 0)
	s.regions(q, c)
	s.unimprovable(q, c)
	s.kit.Area(p, c.corner, t.Frame.WithAlpha(0), t.Line, 1.25)
	s.spokes(q, c, c.m.worst, c.worstColour(t), nil)
	s.spokes(q, c, c.m.best, t.Good, mark.GapDash)
	s.pins(q, c)
	s.grip(p, c)
	s.legend(q, c)
	s.triangleNames(p, q, c)
}

// regions tints the regions, draws their borders, and in one agent's view hatches what it
// would change, the darker the more it would gain.
func (s *Scene) regions(p pen.Pen, c *picture) {
	t := s.colours()
	p.Begin("regions", "What you would do at each belief")
	defer p.End()
	for i := range c.m.regions {
		r := &c.m.regions[i]
		whole := c.polygon(r, whole(r))
		colour := tint(t, r.tint)
		if c.m.agent != everyone {
			colour.A *= underGain
		}
		if len(whole) == 2 {
			s.kit.Line(p, whole[0], whole[1], edgeBand*c.scale, colour.WithAlpha(2*colour.A), nil)
			continue
		}
		s.kit.Area(p, whole, colour, t.Line.WithAlpha(0.55), 1)
	}
	if c.m.agent == everyone {
		return
	}
	for i := range c.m.regions {
		s.toGain(p, c, &c.m.regions[i])
	}
	for i := range c.m.regions {
		r := &c.m.regions[i]
		s.kit.Area(p, c.polygon(r, whole(r)), t.Frame.WithAlpha(0), t.Line.WithAlpha(0.55), 1)
	}
}

// whole lists all vertices of a region: those of its last face.
func whole(r *region) []int { return r.faces[len(r.faces)-1].Vertices }

// edgeBand is the width in pixels of a region on an edge of the triangle.
const edgeBand = 12.

// toGain shades what the shown agent would gain at each belief of a region: exact at the
// vertices, blended between.
func (s *Scene) toGain(p pen.Pen, c *picture, r *region) {
	agent := c.m.agent
	if r.count < 3 || stays(&r.faces[len(r.faces)-1], agent) {
		return
	}
	colour, ground := s.colours().Agent(agent), tint(s.colours(), r.tint)
	ground = over(ground.WithAlpha(underGain*ground.A), s.colours().Frame)
	s.mesh = s.mesh[:0]
	for v := 1; v+1 < r.count; v++ {
		var corners [3]gainAt
		for n, u := range [...]int{0, v, v + 1} {
			corners[n] = gainAt{c.place(c.vertex(r, u)[:3]), max(0, c.envelope(r, u, agent)-c.payoff(r, u, agent))}
		}
		s.blend(&corners, colour, ground)
	}
	p.Mesh(s.mesh)
	s.kit.Hatch(p, c.polygon(r, whole(r)), hatchGap, false, 0.9, colour.WithAlpha(0.45))
}

// gainAt is a gain somewhere on the screen.
type gainAt struct {
	at   view.Pixel
	gain float64
}

// over is what a colour makes of the opaque ground beneath it. Pieces of a mesh are opaque,
// so that no seam shows where two of them meet.
func over(c, ground pen.Color) pen.Color {
	mix := func(x, y float64) float64 { return c.A*x + (1-c.A)*y }
	return pen.Color{R: mix(c.R, ground.R), G: mix(c.G, ground.G), B: mix(c.B, ground.B), A: 1}
}

// blend adds a triangle to the mesh in pieces so small that each has about one shade, as
// pictures without blended triangles need.
func (s *Scene) blend(c *[3]gainAt, colour, ground pen.Color) {
	vertex := func(i, j int) pen.Vertex {
		u, v := float64(i)/pieces, float64(j)/pieces
		w := 1 - u - v
		gain := w*c[0].gain + u*c[1].gain + v*c[2].gain
		return pen.Vertex{
			At:    view.Pixel{X: w*c[0].at.X + u*c[1].at.X + v*c[2].at.X, Y: w*c[0].at.Y + u*c[1].at.Y + v*c[2].at.Y},
			Color: over(colour.WithAlpha(gainAlpha*min(1, math.Sqrt(gain))), ground),
		}
	}
	for i := range pieces {
		for j := range pieces - i {
			s.mesh = append(s.mesh, vertex(i, j), vertex(i+1, j), vertex(i, j+1))
			if i+j+1 < pieces {
				s.mesh = append(s.mesh, vertex(i+1, j), vertex(i+1, j+1), vertex(i, j+1))
			}
		}
	}
}

const (
	// gainAlpha is how dark a gain of 1 is.
	gainAlpha = 0.6
	// pieces is into how many an edge is cut to be shaded.
	pieces = 8
	// underGain is how much of their tint regions keep where gains are shaded.
	underGain = 0.55
)

// stays says whether a face is unimprovable for an agent, or for all.
func stays(f *engine.MapFace, agent int) bool {
	if agent == everyone {
		return f.All
	}
	return f.Agents[agent]
}

// unimprovable draws the beliefs that the shown agent, or all, leave as they are: polygons
// cross-hatched, edges as bold lines, single beliefs as bold dots.
func (s *Scene) unimprovable(p pen.Pen, c *picture) {
	t := s.colours()
	colour := t.Ink
	if c.m.agent != everyone {
		colour = t.Agent(c.m.agent)
	}
	p.Begin("unimprovable", "Beliefs that no agent would change by saying more")
	defer p.End()
	for i := range c.m.regions {
		r := &c.m.regions[i]
		for n := range r.faces {
			f := &r.faces[n]
			if !stays(f, c.m.agent) {
				continue
			}
			points := c.polygon(r, f.Vertices)
			switch {
			case len(points) == 1:
				s.kit.Ellipse(p, points[0], boldDot, boldDot, colour)
			case len(points) == 2:
				s.kit.Line(p, points[0], points[1], boldLine, colour, nil)
			default:
				s.kit.Area(p, points, colour.WithAlpha(0.1), colour, boldLine)
				if c.m.agent == everyone {
					s.kit.Hatch(p, points, hatchGap, false, 1.5, colour.WithAlpha(0.5))
				}
			}
		}
	}
}

// Sizes in pixels of what is bold.
const (
	boldLine = 3.5
	boldDot  = 4.5
)

// spokes lead from the prior to the posteriors of an equilibrium.
func (s *Scene) spokes(p pen.Pen, c *picture, pins []pin, colour pen.Color, dash []float64) {
	for _, q := range pins {
		belief, probability := c.belief(q)
		to := c.place(belief)
		s.kit.Line(p, c.prior, to, 1.25+3*probability, s.colours().Paper.WithAlpha(0.7), nil)
		s.kit.Line(p, c.prior, to, 1.25+1.5*probability, colour.WithAlpha(0.9), dash)
	}
}

// pins marks the posteriors.
func (s *Scene) pins(p pen.Pen, c *picture) {
	t := s.colours()
	p.Begin("worst", c.words.worstTitle)
	for _, q := range c.m.worst {
		belief, probability := c.belief(q)
		s.kit.Pin(p, c.place(belief), c.pinRadius(probability), c.worstColour(t), false)
	}
	p.End()
	p.Begin("best", c.words.bestTitle)
	for _, q := range c.m.best {
		belief, probability := c.belief(q)
		s.kit.Pin(p, c.place(belief), c.pinRadius(probability), t.Good, true)
	}
	p.End()
}

// legend says, beside the top corner, what is bold and what the pins are.
func (s *Scene) legend(p pen.Pen, c *picture) {
	if !c.m.mapped || !c.m.solved {
		return
	}
	t := s.colours()
	p.Begin("legend", "")
	defer p.End()
	style := s.text(c, 12, t.Muted)
	at := view.Pixel{X: c.figure.X + 12*c.scale, Y: c.figure.Y + 12*c.scale}
	word := func(text string) {
		p.Text(view.Pixel{X: at.X + 14*c.scale, Y: at.Y}, text, style)
		s.placer.Take(style.Bounds(view.Pixel{X: at.X + 14*c.scale, Y: at.Y}, text))
		at.Y += 19 * c.scale
	}
	if len(c.m.worst) > 0 {
		s.kit.Pin(p, at, 5*c.scale, c.worstColour(t), false)
		word(c.words.worstKey)
	}
	if len(c.m.best) > 0 {
		s.kit.Pin(p, at, 4*c.scale, t.Good, true)
		word(c.words.bestKey)
	}
	colour := t.Ink
	if c.m.agent != everyone {
		colour = t.Agent(c.m.agent)
	}
	s.kit.Line(p, view.Pixel{X: at.X - 6*c.scale, Y: at.Y}, view.Pixel{X: at.X + 6*c.scale, Y: at.Y}, boldLine, colour, nil)
	word(c.words.boldKey)
}

// triangleNames writes corners, prior, actions and probabilities, in this order where room
// is short.
func (s *Scene) triangleNames(p, q pen.Pen, c *picture) {
	t := s.colours()
	s.placer.TakeDisc(c.prior, c.gripRadius()+2)
	for _, list := range [...][]pin{c.m.worst, c.m.best} {
		for _, pin := range list {
			belief, probability := c.belief(pin)
			s.placer.TakeDisc(c.place(belief), c.pinRadius(probability)+2)
		}
	}
	s.cornerNames(p, c)
	style := s.text(c, 13, t.Ink)
	style.Bold = true
	s.placer.Beside(p, c.prior, c.gripRadius()+5, c.words.priorShort, style, mark.Sides[:])
	s.regionNames(q, c)
	style = s.text(c, 12, t.Ink)
	for _, list := range [...]struct {
		pins   []pin
		shares []string
	}{{c.m.worst, c.words.worstShares}, {c.m.best, c.words.bestShares}} {
		for i, pin := range list.pins {
			belief, probability := c.belief(pin)
			s.placer.Beside(q, c.place(belief), c.pinRadius(probability)+6, list.shares[i], style, mark.Sides[:])
		}
	}
}

func (s *Scene) cornerNames(p pen.Pen, c *picture) {
	style := s.text(c, 14, s.colours().Ink)
	style.H = pen.Center
	gap := 17 * c.scale
	for j, at := range c.corner {
		style.V, style.MaxW = pen.Top, 0.48*c.figure.W
		place := view.Pixel{X: at.X, Y: at.Y + gap}
		if j == 0 {
			style.V, style.MaxW = pen.Bottom, 0.9*c.figure.W
			place.Y = at.Y - gap
		}
		s.placer.Inside(p, place, c.m.corners[j], style)
	}
}

// regionNames writes what is done in each region at a place of it with room: its centre or
// half-way from there to a vertex.
func (s *Scene) regionNames(p pen.Pen, c *picture) {
	style := s.text(c, 13, s.colours().Ink)
	style.H, style.Halo = pen.Center, s.colours().Frame.WithAlpha(0.8)
	for i := range c.m.regions {
		r := &c.m.regions[i]
		points := c.polygon(r, whole(r))
		if len(points) < 3 {
			s.edgeName(p, r, points, style)
			continue
		}
		centre, area := centroid(points)
		if area < leastArea {
			continue
		}
		for n := -1; n < len(points); n++ {
			at := centre
			if n >= 0 {
				at = view.Pixel{X: (centre.X + points[n].X) / 2, Y: (centre.Y + points[n].Y) / 2}
			}
			box := style.Bounds(at, r.name)
			if s.placer.Free(box) {
				s.placer.Take(box)
				p.Text(at, r.name, style)
				break
			}
		}
	}
}

// edgeName writes what is done along a piece of an edge, beside its middle.
func (s *Scene) edgeName(p pen.Pen, r *region, points []view.Pixel, style pen.TextStyle) {
	if len(points) == 2 {
		middle := view.Pixel{X: (points[0].X + points[1].X) / 2, Y: (points[0].Y + points[1].Y) / 2}
		s.placer.Beside(p, middle, 12, r.name, style, mark.Sides[:])
	}
}

// leastArea is the area in square pixels below which a region has no room for a name.
const leastArea = 500.

// centroid returns the centre of gravity of a polygon and its area.
func centroid(points []view.Pixel) (at view.Pixel, area float64) {
	o := points[0]
	for i := 1; i+1 < len(points); i++ {
		a := view.Side(o, points[i], points[i+1]) / 2
		area += a
		at.X += a * (points[i].X + points[i+1].X + o.X) / 3
		at.Y += a * (points[i].Y + points[i+1].Y + o.Y) / 3
	}
	if math.Abs(area) < 1 {
		return o, 0
	}
	return view.Pixel{X: at.X / area, Y: at.Y / area}, math.Abs(area)
}
