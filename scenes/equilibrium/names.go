package equilibrium

import (
	"math"

	"emergent/scenes/beliefs"
	"emergent/scenes/mark"
	"emergent/scenes/pen"
	"emergent/scenes/view"
)

// legend says, beside the top corner, what is bold and what the pins are.
func (s *Scene) legend(p pen.Pen, c *picture) {
	if !c.m.mapped || !c.m.solved {
		return
	}
	t := s.colours()
	p.Begin("legend", "")
	defer p.End()
	style := s.easel.Text(c.scale, 12, t.Muted)
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
	if c.m.agent != beliefs.Everyone {
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
	style := s.easel.Text(c.scale, 13, t.Ink)
	style.Bold = true
	s.placer.Beside(p, c.prior, c.gripRadius()+5, c.words.priorShort, style, mark.Sides[:])
	s.regionNames(q, c)
	style = s.easel.Text(c.scale, 12, t.Ink)
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
	style := s.easel.Text(c.scale, 14, s.colours().Ink)
	style.H = pen.Center
	gap := 17 * c.scale
	for j, at := range c.corner {
		style.V, style.MaxW = pen.Top, 0.48*c.figure.W
		place := view.Pixel{X: at.X, Y: at.Y + gap}
		if j == 0 {
			style.V, style.MaxW = pen.Bottom, 0.9*c.figure.W
			place.Y = at.Y - gap
		}
		s.placer.Inside(p, place, c.m.space.Names[j], style)
	}
}

// regionNames writes what is done in each region at a place of it with room: its centre or
// half-way from there to a vertex.
func (s *Scene) regionNames(p pen.Pen, c *picture) {
	style := s.easel.Text(c.scale, 13, s.colours().Ink)
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
