package hull

import (
	"emergent/scenes/mark"
	"emergent/scenes/pen"
	"emergent/scenes/view"
)

// names writes everything that is text beside the marks, most important first: what has no
// room is left out, and the panel says it anyway.
func (s *Scene) names(p pen.Pen, c *picture) {
	p.Begin("names", "")
	s.cornerNames(p, c)
	s.caption(p, c)
	s.gapName(p, c)
	s.partyName(p, c, 0)
	for pass := range 2 { // what is looked at has the first choice
		for i := range c.m.agents() {
			if s.active(c, i+1) == (pass == 0) {
				s.partyName(p, c, i+1)
			}
		}
	}
	s.weightNames(p, c)
	p.End()
}

func (s *Scene) active(c *picture, i int) bool {
	h := c.words.handles[i].ID
	return h == s.frame.Hover || h == s.frame.Focus
}

// text is the style of names in the figure; its halo keeps them readable over lines.
func (s *Scene) text(c *picture, size float64, colour pen.Color) pen.TextStyle {
	if c.scale < 1 {
		size--
	}
	return pen.TextStyle{Size: size, Color: colour, Halo: s.colours().Paper}
}

func (s *Scene) cornerNames(p pen.Pen, c *picture) {
	style := s.text(c, 14, s.colours().Ink)
	centre := c.cam.At(view.Point{})
	for j, at := range c.corners {
		style.MaxW = c.cornerWidth(at, centre)
		s.kit.CornerName(p, &s.placer, at, centre, c.m.corners[j], style)
	}
}

// cornerWidth is how wide the name of a corner may be: half of the figure for names that
// share a line with another, what is left beside the corner for those at a side.
func (c *picture) cornerWidth(at, centre view.Pixel) float64 {
	if c.m.kind == projection && at.X != centre.X {
		return max(48, min(at.X-c.figure.X, c.figure.X+c.figure.W-at.X)-18)
	}
	if c.m.kind == onePoint {
		return 0.3 * c.figure.W
	}
	return 0.47 * c.figure.W
}

// caption says what kind of projection the picture is, along the lower edge.
func (s *Scene) caption(p pen.Pen, c *picture) {
	if c.words.caption == "" {
		return
	}
	style := s.text(c, 13, s.colours().Muted)
	style.Italic, style.H, style.V = true, pen.Center, pen.Bottom
	s.placer.Inside(p, view.Pixel{X: c.figure.X + c.figure.W/2, Y: c.figure.Y + c.figure.H}, c.words.caption, style)
}

// gapName writes epsilon beside the gap.
func (s *Scene) gapName(p pen.Pen, c *picture) {
	if !c.m.known || c.inside > 0.5 || c.m.apart <= together || c.m.kind == onePoint {
		return
	}
	near := c.cam.At(c.nearest)
	middle := view.Pixel{X: (c.at[0].X + near.X) / 2, Y: (c.at[0].Y + near.Y) / 2}
	style := s.text(c, 13, s.colours().Bad)
	s.placer.TakeDisc(near, 6)
	r := 9.
	if c.m.kind == segment {
		r = 15
	}
	if !s.placer.Beside(p, middle, r, c.words.epsilon, style, mark.Sides[:]) {
		s.placer.Beside(p, near, r, c.words.epsilon, style, mark.Sides[:])
	}
}

// partyName writes the name of a party beside its mark.
func (s *Scene) partyName(p pen.Pen, c *picture, i int) {
	if i > 0 && !c.words.names && !s.active(c, i) {
		return
	}
	style := s.text(c, 13, s.colours().Muted)
	name := c.m.parties[i].name
	if i == 0 {
		style.Bold, style.Color, name = true, s.colours().Ink, "You"
	}
	style.MaxW = 0.36 * c.figure.W
	s.placer.Beside(p, c.at[i], c.radius(i)+5, name, style, c.sides())
}

// sides are the places for names: above and below first where the marks stand on a line.
func (c *picture) sides() []mark.Side {
	if c.m.kind == segment {
		return upright[:]
	}
	return mark.Sides[:]
}

var upright = [...]mark.Side{{X: 0, Y: 1}, {X: 0, Y: -1}, {X: 1, Y: 1}, {X: -1, Y: 1}, {X: 1, Y: -1}, {X: -1, Y: -1}}

// weightNames writes the weights half-way along the spokes.
func (s *Scene) weightNames(p pen.Pen, c *picture) {
	if c.inside < 1 {
		return
	}
	style := s.text(c, 12, s.colours().Ink)
	style.H = pen.Center
	for i, w := range c.weights {
		if w < thinnest {
			continue
		}
		at := mark.SpokeMiddle(c.at[0], c.at[i+1], c.bend())
		if box := style.Bounds(at, c.words.weights[i]); s.placer.Free(box) {
			s.placer.Take(box)
			p.Text(at, c.words.weights[i], style)
		}
	}
}
