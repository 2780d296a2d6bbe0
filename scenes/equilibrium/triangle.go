package equilibrium

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// triangle draws beliefs over three signals: regions by the action chosen, the beliefs that
// nobody would change in bold, and where the equilibria lead from the prior.
func (s *Scene) triangle(p pen.Pen, c *picture) {
	q := s.Fade.Dim(p, s.Fade.Frame.Stale)
	t := s.Colors()
	s.Marks.Area(p, c.plane.Corner, t.Frame, t.Frame, 0)
	s.regions(q, c)
	s.unimprovable(q, c)
	s.Marks.Area(p, c.plane.Corner, t.Frame.WithAlpha(0), t.Line, 1.25)
	s.sets = c.sets(s.sets[:0], t)
	sets, painter := s.sets, s.painter()
	for i := range sets {
		painter.Spokes(q, &c.plane, c.X, &sets[i])
	}
	painter.Pins(q, &c.plane, c.X, sets...)
	painter.Grip(p, &c.plane, &c.words.prior)
	s.legend(q, c)
	s.triangleNames(p, q, c, sets)
	s.blank(p, c, c.plane.Cam.At(view.Point{}))
}

// regions tints the regions, draws their borders, and in one agent's view hatches what it
// would change, the darker the more it would gain.
func (s *Scene) regions(p pen.Pen, c *picture) {
	t := s.Colors()
	p.Begin("regions", c.words.doing)
	defer p.End()
	for i := range c.m.regions {
		r := &c.m.regions[i]
		whole := c.polygon(r, whole(r))
		color := beliefs.Mixed(t, r.tint)
		if c.m.agent != beliefs.Everyone {
			color.A *= underGain
		}
		if len(whole) == 2 {
			s.Marks.Line(p, whole[0], whole[1], edgeBand*c.plane.Scale, color.WithAlpha(2*color.A), nil)
			continue
		}
		s.Marks.Area(p, whole, color, t.Line.WithAlpha(0.55), 1)
	}
	if c.m.agent == beliefs.Everyone {
		return
	}
	for i := range c.m.regions {
		s.toGain(p, c, &c.m.regions[i])
	}
	for i := range c.m.regions {
		r := &c.m.regions[i]
		s.Marks.Area(p, c.polygon(r, whole(r)), t.Frame.WithAlpha(0), t.Line.WithAlpha(0.55), 1)
	}
}

// whole lists all vertices of a region: those of its last face.
func whole(r *region) []int { return r.faces[len(r.faces)-1].Vertices }

// edgeBand is the width in pixels of a region on an edge of the triangle.
const edgeBand = 12.

// stays reports whether a face is unimprovable for an agent, or for all.
func stays(f *engine.MapFace, agent int) bool {
	if agent == beliefs.Everyone {
		return f.All
	}
	return f.Agents[agent]
}

// unimprovable draws the beliefs that the shown agent, or all, leave as they are: polygons
// cross-hatched, edges as bold lines, single beliefs as bold dots.
func (s *Scene) unimprovable(p pen.Pen, c *picture) {
	t := s.Colors()
	color := t.Ink
	if c.m.agent != beliefs.Everyone {
		color = t.Agent(c.m.agent)
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
				s.Marks.Ellipse(p, points[0], boldDot, boldDot, color)
			case len(points) == 2:
				s.Marks.Line(p, points[0], points[1], boldLine, color, nil)
			default:
				s.Marks.Area(p, points, color.WithAlpha(0.1), color, boldLine)
				if c.m.agent == beliefs.Everyone {
					s.Marks.Hatch(p, points, hatchGap, false, 1.5, color.WithAlpha(0.5))
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
