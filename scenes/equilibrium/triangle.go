package equilibrium

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// triangle draws beliefs over three signals: regions by the action chosen, the beliefs that
// nobody would change in bold, and where the equilibria lead from the prior.
func (s *Scene) triangle(p pen.Pen, c *picture) {
	q := s.Fade.Dim(p, s.Fade.Frame.Stale)
	t := s.Colors()
	s.Marks.Area(p, c.Corner, t.Frame, t.Frame, 0)
	s.regions(q, c)
	s.unimprovable(q, c)
	s.Marks.Area(p, c.Corner, t.Frame.WithAlpha(0), t.Line, 1.25)
	s.sets = c.sets(s.sets[:0], t)
	b := s.painter()
	b.Reached(p, q, &c.Picture, s.sets)
	s.legend(q, c)
	b.Names(p, &c.Picture, c.m.Space.Names, s.sets)
	b.RegionNames(q, &c.Picture, c.m.Regions, mark.Strictest[:], true)
	b.Shares(q, &c.Picture, s.sets)
	s.blank(p, c, c.Cam.At(view.Point{}))
}

// regions tints the regions, draws their borders, and in one agent's view hatches what it
// would change, the darker the more it would gain.
func (s *Scene) regions(p pen.Pen, c *picture) {
	t := s.Colors()
	p.Begin("regions", c.words.doing)
	defer p.End()
	share := 1.
	if c.m.Agent != beliefs.Everyone {
		share = underGain
	}
	s.painter().Regions(p, &c.Picture, c.m.Regions, share)
	if c.m.Agent == beliefs.Everyone {
		return
	}
	for i := range c.m.Regions {
		s.toGain(p, c, i)
	}
	for i := range c.m.Regions {
		r := &c.m.Regions[i]
		s.Marks.Area(p, c.Polygon(r, r.Outline), t.Frame.WithAlpha(0), t.Line.WithAlpha(0.55), 1)
	}
}

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
	if c.m.Agent != beliefs.Everyone {
		color = t.Agent(c.m.Agent)
	}
	p.Begin("unimprovable", "Beliefs that no agent would change by saying more")
	defer p.End()
	for i := range c.m.Regions {
		r := &c.m.Regions[i]
		for n := range c.m.faces[i] {
			f := &c.m.faces[i][n]
			if !stays(f, c.m.Agent) {
				continue
			}
			points := c.Polygon(r, f.Vertices)
			switch {
			case len(points) == 1:
				s.Marks.Ellipse(p, points[0], boldDot, boldDot, color)
			case len(points) == 2:
				s.Marks.Line(p, points[0], points[1], boldLine, color, nil)
			default:
				s.Marks.Area(p, points, color.WithAlpha(0.1), color, boldLine)
				if c.m.Agent == beliefs.Everyone {
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
