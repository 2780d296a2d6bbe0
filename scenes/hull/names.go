package hull

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// names writes everything that is text beside the marks, most important first: what has no
// room is left out, and the panel says it anyway.
func (s *Scene) names(p pen.Pen, c *picture) {
	p.Begin("names", "")
	s.legend(p, c)
	s.lines(c)
	s.cornerNames(p, c)
	s.caption(p, c)
	s.gapName(p, c)
	s.bestName(p, c)
	s.partyName(p, c, 0)
	for i := range c.m.others {
		s.partyName(p, c, 1+c.m.agents()+i)
	}
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

// lines tells the placer what names had better not cross.
func (s *Scene) lines(c *picture) {
	for i := range c.hull {
		s.Placer.Cross(c.hull[i], c.hull[(i+1)%len(c.hull)])
	}
	for i, w := range c.weights {
		if w*c.inside >= thinnest && c.m.kind != segment {
			s.Placer.Cross(c.at[0], c.at[i+1])
		}
	}
	if c.inside < 1 {
		s.Placer.Cross(c.at[0], c.cam.At(c.nearest))
	}
	for i := range c.corners {
		for j := range i {
			if c.m.kind == triangle || c.m.kind == solid || j == i-1 || i-j == len(c.corners)-1 {
				s.Placer.Cross(c.corners[i], c.corners[j])
			}
		}
	}
}

func (s *Scene) active(c *picture, i int) bool { return s.Fade.Active(c.words.handles[i].ID) }

// text is the style of names in the figure; its halo keeps them readable over lines.
func (s *Scene) text(c *picture, size float64, color pen.Color) pen.TextStyle {
	return pen.TextStyle{Size: max(smallest, math.Round(size*c.scale)), Color: color, Halo: s.Colors().Paper}
}

// smallest is the size in CSS pixels below which no name goes.
const smallest = 12.

func (s *Scene) cornerNames(p pen.Pen, c *picture) {
	style := s.text(c, 14, s.Colors().Ink)
	center := c.cam.At(view.Point{})
	for j, at := range c.corners {
		style.MaxW = c.cornerWidth(at, center)
		if c.m.kind == segment {
			for _, far := range [...]float64{1, 1.8} { // farther where many stand
				if s.Marks.EndName(p, &s.Placer, at, far*endGap*c.scale, c.m.corners[j], style) {
					break
				}
			}
			continue
		}
		s.Marks.CornerName(p, &s.Placer, at, center, c.cornerGap(), c.m.kind == projection, c.m.corners[j], style)
	}
}

// endGap is the distance from the end of a segment to its name: the names of parties that
// stand there go between.
const endGap = 44.

// cornerGap is the distance from a corner to its name: it clears a star that stands there.
func (c *picture) cornerGap() float64 {
	r := mark.StarRadius * c.scale
	if c.m.kind == solid {
		r *= 1 + depthCue
	}
	return r + 2
}

// cornerWidth is how wide the name of a corner may be: half of the figure for names that
// share a line with another, what is left beside the corner for those at a side.
func (c *picture) cornerWidth(at, center view.Pixel) float64 {
	if c.m.kind == projection && at.X != center.X {
		return max(48, min(at.X-c.figure.X, c.figure.X+c.figure.W-at.X)-18)
	}
	if c.m.kind == onePoint {
		return 0.3 * c.figure.W
	}
	return 0.47 * c.figure.W
}

// caption says what kind of projection the picture is, along the lower edge or else the upper one.
func (s *Scene) caption(p pen.Pen, c *picture) {
	if c.words.caption == "" {
		return
	}
	style := s.text(c, 13, s.Colors().Muted)
	style.Italic = true
	for _, share := range [...]float64{0.5, 0, 1} { // the middle, or a corner where a name stands there
		for _, v := range [...]pen.VAlign{pen.Bottom, pen.Top} {
			style.H, style.V = pen.Center, v
			at := c.figure.At(share*c.figure.W, 0)
			if v == pen.Bottom {
				at.Y += c.figure.H
			}
			if s.Placer.Inside(p, at, c.words.caption, style) {
				return
			}
		}
	}
}

// gapName writes epsilon beside the gap.
func (s *Scene) gapName(p pen.Pen, c *picture) {
	if !c.m.known || c.inside > 0.5 || c.m.apart <= together || c.m.kind == onePoint {
		return
	}
	near := c.cam.At(c.nearest)
	style := s.text(c, 13, s.Colors().Bad)
	middle := view.Pixel{X: (c.at[0].X + near.X) / 2, Y: (c.at[0].Y + near.Y) / 2}
	s.Placer.TakeDisc(near, 6)
	r := 9.
	if c.m.kind == segment {
		r = 15
	}
	for _, away := range [...]float64{r, 2 * r, 3 * r} {
		if s.Placer.Clear(p, middle, away, c.words.epsilon, style, mark.Sides[:]) {
			return
		}
	}
	s.Placer.Beside(p, middle, r, c.words.epsilon, style, mark.Sides[:])
}

// partyName writes the name of a party beside its mark.
func (s *Scene) partyName(p pen.Pen, c *picture, i int) {
	t, user := c.m.userOf(i)
	if !user && !c.words.names && !s.active(c, i) {
		return
	}
	style := s.text(c, 13, s.Colors().Muted)
	if s.Fade.Frame.Map != nil {
		style.Color = s.Colors().Ink // grey cannot be read on the colours of a map
	}
	name := c.m.parties[i].name
	if user {
		style.Bold, style.Color = true, s.Colors().Ink
	}
	if user && t == 0 {
		name = "You"
	}
	style.MaxW = 0.36 * c.figure.W
	if c.m.kind == segment {
		s.Placer.Beside(p, c.at[i], c.radius(i)+5, name, style, upright[:])
		return
	}
	sides := mark.Facing(c.at[i], c.center())
	s.Placer.Beside(p, c.at[i], c.radius(i)+5, name, style, sides[:])
}

// center is the middle of the agents: names stand away from it.
func (c *picture) center() (m view.Pixel) {
	n := float64(c.m.agents())
	for _, at := range c.at[1 : 1+c.m.agents()] {
		m.X += at.X / n
		m.Y += at.Y / n
	}
	return m
}

// upright are the places for names where all marks stand on one line.

var upright = [...]mark.Side{{X: 0, Y: 1}, {X: 0, Y: -1}, {X: 1, Y: 1}, {X: -1, Y: 1}, {X: 1, Y: -1}, {X: -1, Y: -1}}

// weightNames writes the weights half-way along the spokes.
func (s *Scene) weightNames(p pen.Pen, c *picture) {
	if c.inside < 1 {
		return
	}
	style := s.text(c, 12, s.Colors().Ink)
	style.H, style.Halo.A = pen.Center, 0
	for i, w := range c.weights {
		if w < thinnest {
			continue
		}
		at := mark.SpokeMiddle(c.at[0], c.at[i+1], c.bend())
		if box := style.Bounds(at, c.words.weights[i]); s.Placer.Free(box) {
			s.Placer.Take(box)
			s.Marks.Tag(p, box, at, c.words.weights[i], style)
		}
	}
}
