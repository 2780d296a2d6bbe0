package conversation

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// names writes all names, the most important first where room is short.
func (s *Scene) names(p, q pen.Pen, c *picture) {
	b := s.painter()
	switch c.Kind {
	case beliefs.Line:
		s.lineNames(p, q, c)
		return
	case beliefs.Triangle:
		b.Keep(&c.Picture, nil)
		s.keepPath(c)
		b.CornerNames(p, &c.Picture, c.m.Space.Names)
	case beliefs.Projection:
		b.Keep(&c.Picture, nil)
		s.keepPath(c)
		s.projectionNames(p, c)
	}
	s.legend(q, c)
	b.PriorName(p, &c.Picture)
	s.mineName(q, c)
	s.numbers(q, c)
	b.RegionNames(q, &c.Picture, c.m.Regions, mark.Strictest[2:], false)
}

// keepPath keeps names off the path.
func (s *Scene) keepPath(c *picture) {
	if !c.m.solved {
		return
	}
	s.Placer.TakeDisc(c.marker, c.markRadius()+2)
	if c.m.hears {
		s.Placer.TakeDisc(c.mine, 8*c.Scale)
	}
	for k, at := range c.path {
		s.Placer.TakeDisc(at, pathDot*c.Scale)
		if k > 0 {
			s.Placer.Cross(c.path[k-1], at)
		}
	}
}

// mineName says whose the hollow mark is.
func (s *Scene) mineName(p pen.Pen, c *picture) {
	if !c.m.solved || !c.m.hears {
		return
	}
	style := s.Fade.Text(c.Scale, 12, s.Colors().Focus)
	style.Bold = true
	s.Placer.Beside(p, c.mine, 10*c.Scale, c.words.mine, style, mark.Sides[:])
}

// numbers writes the rounds beside the points of the path; rounds at one place share a name.
func (s *Scene) numbers(p pen.Pen, c *picture) {
	style := s.Fade.Text(c.Scale, 12, s.Colors().Ink)
	style.Bold = true
	for _, n := range c.words.stops {
		s.Placer.Beside(p, c.path[n.round], (pathDot+4)*c.Scale, n.name, style, mark.Sides[:])
	}
}

// legend says, in the corner, what the marks are.
func (s *Scene) legend(p pen.Pen, c *picture) {
	if !c.m.solved {
		return
	}
	t, k := s.Colors(), c.Scale
	p.Begin("legend", "")
	defer p.End()
	style := s.Fade.Text(k, 12, t.Muted)
	at := c.Figure.At(12*k, 12*k)
	if c.m.Kind == beliefs.Triangle { // whose corners are above
		at.Y = c.Figure.Y + c.Figure.H - (12+18*float64(len(c.words.legend)-1))*k
	}
	for i, text := range c.words.legend {
		a, b := at.Add(-6*k, 0), at.Add(8*k, 0)
		switch i {
		case 0:
			s.Marks.Line(p, a, b, pathLine, t.Ink, nil)
		case 1:
			s.Marks.Line(p, a, b, 2, t.Line.WithAlpha(treeAlpha), nil)
		default:
			s.Marks.Dot(p, at.Add(k, 0), ownDot*k, t.Focus)
		}
		word := at.Add(14*k, 0)
		if c.m.Kind == beliefs.Triangle {
			style.MaxW = max(beliefs.LeastName, c.Corner[0].X-tipName*k-word.X) // beside the name of the tip
		}
		p.Text(word, text, style)
		s.Placer.Take(style.Bounds(word, text))
		at.Y += 18 * k
	}
}

// tipName is half the width in pixels that a legend leaves for the name of the corner below.
const tipName = 64.

// lineNames writes the names of a line's picture: prior, ends, rounds, what is done.
func (s *Scene) lineNames(p, q pen.Pen, c *picture) {
	t, r, k := s.Colors(), &c.rows, c.Scale
	style := s.Fade.Text(k, 13, t.Ink)
	style.V, style.H = pen.Bottom, pen.Center
	s.Placer.Inside(p, view.Pixel{X: c.Prior.X, Y: r.Chart.Y - c.GripRadius() - 3}, c.Words.PriorShort,
		style)
	s.painter().Ends(p, &c.Picture, &r.Axis, r.names)
	style = s.Fade.Text(k, 12, t.Muted)
	style.H = pen.End
	for i := range c.words.rows {
		style.Bold, style.Color = i == c.m.step, t.Muted
		if i == c.m.step {
			style.Color = t.Ink
		}
		q.Text(view.Pixel{X: r.Chart.X - 15*k, Y: r.y(float64(i))}, c.words.rows[i], style)
	}
	s.Placer.Reset(view.Rect{X: r.Chart.X, Y: r.Chart.Y, W: r.Chart.W, H: r.Chart.H})
	s.keepPath(c)
	s.Placer.TakeDisc(c.Prior, c.GripRadius()+2)
	s.mineName(q, c)
	s.painter().BandNames(q, &c.Picture, &r.Axis, r.band, c.m.Regions, false)
}

// projectionNames names the corners of a projection, and says that it is one.
func (s *Scene) projectionNames(p pen.Pen, c *picture) {
	style := s.Fade.Text(c.Scale, 14, s.Colors().Ink)
	center := c.Cam.At(view.Point{})
	for j, at := range s.corners {
		style.MaxW = max(48, min(at.X-c.Figure.X, c.Figure.X+c.Figure.W-at.X)-14)
		if at.X-center.X < 40 && center.X-at.X < 40 {
			style.MaxW = 0.5 * c.Figure.W
		}
		s.Marks.CornerName(p, &s.Placer, at, center, 14*c.Scale, true, c.m.Space.Names[j], style)
	}
	style = s.Fade.Text(c.Scale, 13, s.Colors().Muted)
	style.Italic, style.H, style.V = true, pen.Center, pen.Bottom
	f := c.Figure
	s.Placer.Inside(p, view.Pixel{X: f.X + f.W/2, Y: f.Y + f.H - 2}, c.words.caption, style)
}
