package conversation

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// tint is the colour of a region.
func (s *Scene) tint(r *region) pen.Color { return beliefs.Mixed(s.Colors(), r.tint) }

// names writes all names, the most important first where room is short.
func (s *Scene) names(p, q pen.Pen, c *picture) {
	switch c.m.kind {
	case beliefs.Line:
		s.lineNames(p, q, c)
		return
	case beliefs.Triangle:
		s.painter().Keep(&c.plane, c.X)
		s.keepPath(c)
		s.painter().CornerNames(p, &c.plane, c.m.space.Names)
	case beliefs.Projection:
		s.painter().Keep(&c.plane, c.X)
		s.keepPath(c)
		s.projectionNames(p, c)
	}
	s.legend(q, c)
	s.painter().PriorName(p, &c.plane, c.words.priorShort)
	s.mineName(q, c)
	s.numbers(q, c)
	s.regionNames(q, c)
}

// keepPath keeps names off the path.
func (s *Scene) keepPath(c *picture) {
	if !c.m.solved {
		return
	}
	s.Placer.TakeDisc(c.marker, c.markRadius()+2)
	if c.m.hears {
		s.Placer.TakeDisc(c.mine, 8*c.plane.Scale)
	}
	for k, at := range c.path {
		s.Placer.TakeDisc(at, pathDot*c.plane.Scale)
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
	style := s.Fade.Text(c.plane.Scale, 12, s.Colors().Focus)
	style.Bold = true
	s.Placer.Beside(p, c.mine, 10*c.plane.Scale, c.words.mine, style, mark.Sides[:])
}

// numbers writes the rounds beside the points of the path; rounds at one place share a name.
func (s *Scene) numbers(p pen.Pen, c *picture) {
	style := s.Fade.Text(c.plane.Scale, 12, s.Colors().Ink)
	style.Bold = true
	for _, n := range c.words.stops {
		s.Placer.Beside(p, c.path[n.round], (pathDot+4)*c.plane.Scale, n.name, style, mark.Sides[:])
	}
}

// regionNames writes what is done in each region at a place of it with room: its centre or
// half-way from there to a vertex.
func (s *Scene) regionNames(p pen.Pen, c *picture) {
	style := s.Fade.Text(c.plane.Scale, 13, s.Colors().Ink)
	style.H, style.Halo = pen.Center, s.Colors().Frame.WithAlpha(0.8)
	for i := range c.m.regions {
		r := &c.m.regions[i]
		points := c.region(r)
		if len(points) < 3 {
			continue
		}
		center, area := beliefs.Centroid(points)
		for n := -1; n < len(points) && area > leastArea; n++ {
			at := center
			if n >= 0 {
				at = view.Pixel{X: (center.X + points[n].X) / 2, Y: (center.Y + points[n].Y) / 2}
			}
			if box := style.Bounds(at, r.name); s.Placer.Free(box) {
				s.Placer.Take(box)
				p.Text(at, r.name, style)
				break
			}
		}
	}
}

// leastArea is the area in square pixels below which a region has no room for a name.
const leastArea = 500.

// legend says, in the corner, what the marks are.
func (s *Scene) legend(p pen.Pen, c *picture) {
	if !c.m.solved {
		return
	}
	t, k := s.Colors(), c.plane.Scale
	p.Begin("legend", "")
	defer p.End()
	style := s.Fade.Text(k, 12, t.Muted)
	at := view.Pixel{X: c.plane.Figure.X + 12*k, Y: c.plane.Figure.Y + 12*k}
	if c.m.kind == beliefs.Triangle { // whose corners are above
		at.Y = c.plane.Figure.Y + c.plane.Figure.H - (12+18*float64(len(c.words.legend)-1))*k
	}
	for i, text := range c.words.legend {
		a, b := view.Pixel{X: at.X - 6*k, Y: at.Y}, view.Pixel{X: at.X + 8*k, Y: at.Y}
		switch i {
		case 0:
			s.Marks.Line(p, a, b, pathLine, t.Ink, nil)
		case 1:
			s.Marks.Line(p, a, b, 2, t.Line.WithAlpha(treeAlpha), nil)
		default:
			s.Marks.Dot(p, view.Pixel{X: at.X + k, Y: at.Y}, ownDot*k, t.Focus)
		}
		word := view.Pixel{X: at.X + 14*k, Y: at.Y}
		if c.m.kind == beliefs.Triangle {
			style.MaxW = max(leastName, c.plane.Corner[0].X-tipName*k-word.X) // beside the name of the tip
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
	t, r, k := s.Colors(), &c.rows, c.plane.Scale
	style := s.Fade.Text(k, 13, t.Ink)
	style.V, style.H = pen.Bottom, pen.Center
	s.Placer.Inside(p, view.Pixel{X: c.plane.Prior.X, Y: r.Chart.Y - c.plane.GripRadius() - 3}, c.words.priorShort,
		style)
	s.painter().Ends(p, &c.plane, &r.Axis, r.names, c.words.ends)
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
	s.Placer.TakeDisc(c.plane.Prior, c.plane.GripRadius()+2)
	s.mineName(q, c)
	s.bandNames(q, c)
}

// bandNames writes what is done into the band, where there is room.
func (s *Scene) bandNames(p pen.Pen, c *picture) {
	style := s.Fade.Text(c.plane.Scale, 13, s.Colors().Ink)
	style.Halo, style.H = pen.Color{}, pen.Center
	for i := range c.m.regions {
		r := &c.m.regions[i]
		a, b := c.interval(r)
		if style.MaxW = b - a - 4; style.MaxW < leastName && style.MaxW < style.Width(r.name) {
			continue
		}
		p.Text(view.Pixel{X: (a + b) / 2, Y: c.rows.band.Y + c.rows.band.H/2}, r.name, style)
	}
}

// leastName is the width in pixels below which a cut name says nothing.
const leastName = 34.

// projectionNames names the corners of a projection, and says that it is one.
func (s *Scene) projectionNames(p pen.Pen, c *picture) {
	style := s.Fade.Text(c.plane.Scale, 14, s.Colors().Ink)
	center := c.plane.Cam.At(view.Point{})
	for j, at := range s.corners {
		style.MaxW = max(48, min(at.X-c.plane.Figure.X, c.plane.Figure.X+c.plane.Figure.W-at.X)-14)
		if at.X-center.X < 40 && center.X-at.X < 40 {
			style.MaxW = 0.5 * c.plane.Figure.W
		}
		s.Marks.CornerName(p, &s.Placer, at, center, 14*c.plane.Scale, true, c.m.space.Names[j], style)
	}
	style = s.Fade.Text(c.plane.Scale, 13, s.Colors().Muted)
	style.Italic, style.H, style.V = true, pen.Center, pen.Bottom
	f := c.plane.Figure
	s.Placer.Inside(p, view.Pixel{X: f.X + f.W/2, Y: f.Y + f.H - 2}, c.words.caption, style)
}
