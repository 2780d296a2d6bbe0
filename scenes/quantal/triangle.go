package quantal

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// triangle draws beliefs over three signals: the blend of what is done, the beliefs that
// nobody would change in bold, and where the equilibria lead from the prior.
func (s *Scene) triangle(p pen.Pen, c *picture) {
	q := s.Fade.Dim(p, s.Fade.Frame.Stale)
	t := s.Colors()
	s.Marks.Area(p, c.Corner, t.Frame, t.Frame, 0)
	if c.m.mapped {
		q.Begin("blend", "How often you take each action at each belief")
		if c.m.regions != nil {
			s.regions(q, c)
		} else {
			q.Shade(c.m.shade)
		}
		q.End()
		s.unimprovable(q, c)
	}
	s.Marks.Area(p, c.Corner, t.Frame.WithAlpha(0), t.Line, 1.25)
	sets, b := s.splits(c), s.painter()
	b.Reached(p, q, &c.Picture, sets)
	b.Names(p, &c.Picture, c.m.Space.Names, sets)
	s.actionNames(q, c)
	b.Shares(q, &c.Picture, sets)
}

// regions tints the regions of best responses, which do not blend.
func (s *Scene) regions(p pen.Pen, c *picture) {
	for _, r := range c.m.regions {
		s.points = c.pixels(s.points, r.at)
		s.Marks.Area(p, s.points, c.m.shade.Colors[r.action], s.Colors().Line.WithAlpha(0.55), 1)
	}
}

// Sizes in pixels of what is bold, and how dark an area of unimprovable beliefs is.
const (
	boldLine  = 3.5
	boldDot   = 4.
	areaAlpha = 0.13
	ruleAlpha = 0.5
	ruleWidth = 1.25
)

// unimprovable draws the beliefs that the shown agent, or all, leave as they are.
func (s *Scene) unimprovable(p pen.Pen, c *picture) {
	color := s.Colors().Ink
	if c.m.Agent != beliefs.Everyone {
		color = s.Colors().Agent(c.m.Agent)
	}
	p.Begin("unimprovable", "Beliefs that no agent would change by saying more")
	defer p.End()
	s.areas(p, c, color)
	for _, piece := range c.m.patches {
		switch {
		case piece.rule:
			s.Marks.Line(p, c.place(piece.at[0]), c.place(piece.at[1]), ruleWidth, color.WithAlpha(ruleAlpha), nil)
		case len(piece.at) == 1:
			s.Marks.Ellipse(p, c.place(piece.at[0]), boldDot*c.Scale, boldDot*c.Scale, color)
		case len(piece.at) == 2:
			s.Marks.Line(p, c.place(piece.at[0]), c.place(piece.at[1]), boldLine, color, nil)
		case !c.m.quantal: // a whole face, with its own border and hatching
			s.points = c.pixels(s.points, piece.at)
			s.Marks.Area(p, s.points, color.WithAlpha(0), color, boldLine)
			s.Marks.Hatch(p, s.points, 8, false, ruleWidth, color.WithAlpha(ruleAlpha))
		}
	}
}

// areas fills all areas as one path, so that no seams show between them.
func (s *Scene) areas(p pen.Pen, c *picture, color pen.Color) {
	s.path.Reset()
	for _, piece := range c.m.patches {
		if len(piece.at) > 2 {
			s.points = c.pixels(s.points, piece.at)
			s.path.Polygon(s.points...)
		}
	}
	if len(s.path.Verbs) > 0 {
		p.Fill(s.path, color.WithAlpha(areaAlpha))
	}
}

// pixels puts beliefs on the screen.
func (c *picture) pixels(dst []view.Pixel, beliefs [][3]float64) []view.Pixel {
	dst = dst[:0]
	for _, at := range beliefs {
		dst = append(dst, c.place(at))
	}
	return dst
}

// actionNames writes each action where it is taken most often.
func (s *Scene) actionNames(p pen.Pen, c *picture) {
	if !c.m.mapped {
		return
	}
	style := s.Fade.Text(c.Scale, 13, s.Colors().Ink)
	style.H, style.Halo = pen.Center, s.Colors().Frame.WithAlpha(0.8)
	for a, peak := range c.peaks {
		if !peak.seen {
			continue
		}
		for _, off := range mark.Strictest {
			if s.actionName(p, c, a, c.place(peak.at), style, off) {
				break
			}
		}
	}
}

// actionName writes the name of an action near a place, off some lines, if there is room.
func (s *Scene) actionName(p pen.Pen, c *picture, a int, at view.Pixel, style pen.TextStyle, off mark.Lines) bool {
	for _, shift := range nameShifts {
		spot := at.Add(shift.X*c.Scale, shift.Y*c.Scale)
		if s.Placer.Settle(style.Bounds(spot, c.actions[a]), off) {
			p.Text(spot, c.actions[a], style)
			return true
		}
	}
	return false
}

// nameShifts are the places tried for the name of an action, in pixels off its best one.
var nameShifts = [...]view.Pixel{{}, {Y: 22}, {Y: -22}, {X: 45}, {X: -45}, {X: 40, Y: 22}, {X: -40, Y: 22},
	{X: 40, Y: -22}, {X: -40, Y: -22}}
