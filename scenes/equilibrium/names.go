package equilibrium

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// legend says, beside the corner below, what is bold and what the pins are.
func (s *Scene) legend(p pen.Pen, c *picture) {
	if !c.m.mapped || !c.m.solved {
		return
	}
	t := s.Colors()
	p.Begin("legend", "")
	defer p.End()
	style := s.Fade.Text(c.plane.Scale, 12, t.Muted)
	at := view.Pixel{X: c.plane.Figure.X + 12*c.plane.Scale,
		Y: c.plane.Figure.Y + c.plane.Figure.H - (12+2*19)*c.plane.Scale}
	word := func(text string) {
		p.Text(view.Pixel{X: at.X + 14*c.plane.Scale, Y: at.Y}, text, style)
		s.Placer.Take(style.Bounds(view.Pixel{X: at.X + 14*c.plane.Scale, Y: at.Y}, text))
		at.Y += 19 * c.plane.Scale
	}
	if len(c.m.worst) > 0 {
		s.Marks.Pin(p, at, 5*c.plane.Scale, worstColor(t, c.m.perfect), false)
		word(c.words.worstKey)
	}
	if len(c.m.best) > 0 {
		s.Marks.Pin(p, at, 4*c.plane.Scale, t.Good, true)
		word(c.words.bestKey)
	}
	if len(c.m.held) > 0 {
		s.Marks.Pin(p, at, 5*c.plane.Scale, t.Focus, false)
		word(c.words.heldKey)
	}
	color := t.Ink
	if c.m.agent != beliefs.Everyone {
		color = t.Agent(c.m.agent)
	}
	s.Marks.Line(p, view.Pixel{X: at.X - 6*c.plane.Scale, Y: at.Y}, view.Pixel{X: at.X + 6*c.plane.Scale, Y: at.Y},
		boldLine, color, nil)
	word(c.words.boldKey)
}

// triangleNames writes corners, prior, actions and probabilities, in this order where room
// is short.
func (s *Scene) triangleNames(p, q pen.Pen, c *picture, sets []beliefs.Split) {
	painter := s.painter()
	painter.Keep(&c.plane, c.X, sets...)
	painter.CornerNames(p, &c.plane, c.m.space.Names)
	painter.PriorName(p, &c.plane, c.words.priorShort)
	painter.KeepLines(&c.plane, c.X, sets...)
	s.regionNames(q, c)
	for i := range sets {
		painter.Shares(q, &c.plane, c.X, &sets[i])
	}
}

// regionNames writes what is done in each region at a place of it with room: its center or
// half-way from there to a vertex.
func (s *Scene) regionNames(p pen.Pen, c *picture) {
	style := s.Fade.Text(c.plane.Scale, 13, s.Colors().Ink)
	style.H, style.Halo = pen.Center, s.Colors().Frame.WithAlpha(0.8)
	for i := range c.m.regions {
		r := &c.m.regions[i]
		points := c.polygon(r, whole(r))
		if len(points) < 3 {
			s.edgeName(p, r, points, style)
			continue
		}
		center, area := beliefs.Centroid(points)
		if area < leastArea {
			continue
		}
		for _, off := range mark.Strictest {
			if at, room := s.nameSpot(r.name, style, center, points, off); room {
				p.Text(at, r.name, style)
				break
			}
		}
	}
}

// nameSpot takes a place for the name of a region, off some lines; it reports whether there is room.
func (s *Scene) nameSpot(name string, style pen.TextStyle, center view.Pixel, points []view.Pixel, off mark.Lines) (
	at view.Pixel, room bool) {
	for n := -1; n < len(points); n++ {
		at = center
		if n >= 0 {
			at = view.Pixel{X: (center.X + points[n].X) / 2, Y: (center.Y + points[n].Y) / 2}
		}
		if s.Placer.Settle(style.Bounds(at, name), off) {
			return at, true
		}
	}
	return at, false
}

// edgeName writes what is done along a piece of an edge, beside its middle.
func (s *Scene) edgeName(p pen.Pen, r *region, points []view.Pixel, style pen.TextStyle) {
	if len(points) == 2 {
		middle := view.Pixel{X: (points[0].X + points[1].X) / 2, Y: (points[0].Y + points[1].Y) / 2}
		s.Placer.Beside(p, middle, 12, r.name, style, mark.Sides[:])
	}
}

// leastArea is the area in square pixels below which a region has no room for a name.
const leastArea = 500.
