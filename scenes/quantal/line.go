package quantal

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// line draws beliefs over two signals: payoffs above, below them how often each action is
// taken, what nobody would change, and where the equilibria lead.
func (s *Scene) line(p pen.Pen, c *picture) {
	q := s.Fade.Dim(p, s.Fade.Frame.Stale)
	b := s.painter()
	b.Payoffs(p, &c.Picture, "")
	if c.m.mapped {
		s.shares(q, c)
		s.curves(q, c)
		s.bars(q, c)
	}
	b.Hairline(p, &c.Picture, c.Figure)
	b.Lanes(q, &c.Picture, s.splits(c))
	b.Ends(p, &c.Picture, &c.Plan.Axis, c.Plan.Names)
	b.Grip(p, &c.Picture)
	if c.m.mapped {
		s.shareNames(q, c)
	}
}

// shares stacks how often each action is taken, and blends the tints behind the curves in
// the same proportions.
func (s *Scene) shares(p pen.Pen, c *picture) {
	t, plan := s.Colors(), &c.Plan
	p.Begin("shares", "How often you take each action at each belief")
	defer p.End()
	s.blend(p, c)
	s.Marks.Bar(p, plan.Band, t.Frame)
	for a := range c.m.actions {
		s.points = s.points[:0]
		for i := range c.m.samples.count {
			s.points = append(s.points, c.stack(i, a))
		}
		for i := c.m.samples.count - 1; i >= 0; i-- {
			s.points = append(s.points, c.stack(i, a+1))
		}
		s.Marks.Area(p, s.points, beliefs.Opaque(t, a, bandStrength), t.Frame.WithAlpha(0.9), 1)
	}
	s.Marks.Across(p, plan.Band.Y, plan.Band.X, plan.Band.X+plan.Band.W, 1.5, t.Line, nil)
}

// bandStrength is how much stronger a tint is in the band than behind the curves.
const bandStrength = 1.5

// blend tints the ground of the chart, faintly, in the proportions of the actions.
func (s *Scene) blend(p pen.Pen, c *picture) {
	r := c.Plan.Chart
	s.ground(c)
	s.mesh = s.mesh[:0]
	for i, j := 0, 0; i+1 < len(s.tints); i = j {
		j = s.evenUntil(c, i)
		a, b := c.stack(i, 0).X, c.stack(j, 0).X
		if b-a <= 0 {
			continue
		}
		left, right := s.tints[i], s.tints[j]
		low, high := r.Y, r.Y+r.H
		s.mesh = append(s.mesh,
			pen.Vertex{At: view.Pixel{X: a, Y: low}, Color: left},
			pen.Vertex{At: view.Pixel{X: a, Y: high}, Color: left},
			pen.Vertex{At: view.Pixel{X: b, Y: high}, Color: right},
			pen.Vertex{At: view.Pixel{X: a, Y: low}, Color: left},
			pen.Vertex{At: view.Pixel{X: b, Y: high}, Color: right},
			pen.Vertex{At: view.Pixel{X: b, Y: low}, Color: right})
	}
	p.Mesh(s.mesh)
	for i := range 3 {
		y := c.Plan.Y(float64(i) / 2)
		s.Marks.Across(p, y, r.X, r.X+r.W, 1, s.Colors().Grid, nil)
	}
}

const (
	groundStrength = 0.4      // how strong a tint is behind the curves
	sameTint       = 1. / 400 // channels that differ by less look alike
	longestBlend   = 16       // samples that are blended over at most
)

// ground mixes the colour of the ground at each sample.
func (s *Scene) ground(c *picture) {
	s.tints, s.faint = s.tints[:0], s.faint[:0]
	for action := range c.m.actions {
		s.faint = append(s.faint, beliefs.Opaque(s.Colors(), action, groundStrength))
	}
	for i := range c.m.samples.count {
		color := pen.Color{A: 1}
		for action, w := range c.sample(i)[1 : 1+c.m.actions] {
			k := s.faint[action]
			color = pen.Color{R: color.R + w*k.R, G: color.G + w*k.G, B: color.B + w*k.B, A: 1}
		}
		s.tints = append(s.tints, color)
	}
}

// evenUntil is the last sample up to which one blend from sample i looks as the tints of the
// samples between.
func (s *Scene) evenUntil(c *picture, i int) int {
	row, last := c.m.actions+1, min(i+longestBlend, len(s.tints)-1)
	x0, from := c.stacks[i*row].X, s.tints[i]
	for j := i + 2; j <= last; j++ {
		to, width := s.tints[j], c.stacks[j*row].X-x0
		if width < beliefs.Impossible {
			to, width = from, 1
		}
		r, g, b := to.R-from.R, to.G-from.G, to.B-from.B
		for k := i + 1; k < j; k++ {
			at, between := c.stacks[k*row].X-x0, s.tints[k]
			if unlike(from.R+r*at/width, between.R) || unlike(from.G+g*at/width, between.G) ||
				unlike(from.B+b*at/width, between.B) {
				return j - 1
			}
		}
	}
	return last
}

func unlike(a, b float64) bool { return math.Abs(a-b) >= sameTint }

// shareNames writes the actions into the band, each where it is taken most often.
func (s *Scene) shareNames(p pen.Pen, c *picture) {
	s.Placer.Reset(c.Plan.Band)
	s.Placer.TakeDisc(c.Prior, c.GripRadius()+1)
	style := s.Fade.Text(c.Scale, 13, s.Colors().Ink)
	style.Halo, style.H = pen.Color{}, pen.Center
	for a := range c.m.actions {
		if at, room := c.widest(a, style.Width(c.actions[a])+8, style.Size*pen.LineHeight); room {
			box := style.Bounds(at, c.actions[a])
			if s.Placer.Free(box) {
				s.Placer.Take(box)
				p.Text(at, c.actions[a], style)
			}
		}
	}
}

// offCenter is how many pixels of room it takes to move a name from the middle to an end.
const offCenter = 14.

// places is how many places along the band are tried for a name.
const places = 40

// widest is a place for a name of that size inside the band of an action: of all that hold
// it, the one with most room above and below.
func (c *picture) widest(a int, width, height float64) (at view.Pixel, room bool) {
	best, r := math.Inf(-1), c.Plan.Band
	for i := range places {
		x := r.X + width/2 + (r.W-width)*(float64(i)+0.5)/places
		top, bottom := r.Y, r.Y+r.H
		// Of places that are alike the one nearer to the middle reads better.
		off := offCenter * math.Abs(x-r.X-r.W/2) / r.W
		fits := true
		for _, d := range [...]float64{0, -0.5, 0.5, -0.25, 0.25} {
			high, low := c.layer(x+d*width, a)
			top, bottom = max(top, high), min(bottom, low)
			if fits = bottom-top > height-2 && bottom-top-off > best; !fits {
				break // more only makes it narrower
			}
		}
		if fits {
			best, at, room = bottom-top-off, view.Pixel{X: x, Y: (top + bottom) / 2}, width < r.W
		}
	}
	return at, room
}

// layer is where the layer of an action begins and ends at a place along the band.
func (c *picture) layer(x float64, a int) (top, bottom float64) {
	row := c.m.actions + 1
	i, last := 1, c.m.samples.count-1 // the first sample after x is from i to last: many names are tried
	for i < last {
		if k := (i + last) / 2; c.stacks[k*row].X < x {
			i = k + 1
		} else {
			last = k
		}
	}
	p, q := c.stack(i-1, a), c.stack(i, a)
	u, v := c.stack(i-1, a+1), c.stack(i, a+1)
	return chart.Between(x, p.X, q.X, p.Y, q.Y), chart.Between(x, u.X, v.X, u.Y, v.Y)
}

// curves draws the payoffs of the shown agents and of the user.
func (s *Scene) curves(p pen.Pen, c *picture) {
	p.Begin("payoffs", "What you and each agent get at each belief")
	defer p.End()
	width := 2.25
	if c.m.Agent == beliefs.Everyone && c.m.Agents > crowded {
		width = 1.25
	}
	for i := range c.m.Agents {
		if c.m.Shows(i) {
			s.payoff(p, c, 1+i, width, s.Colors().Agent(i))
		}
	}
	s.payoff(p, c, 0, 2.75, s.Colors().User)
	s.painter().Letters(p, &c.Picture, func(party int) (float64, bool) {
		return c.payoff(c.m.samples.count-1, 1+party), party < 0 || c.m.Shows(party)
	})
}

// crowded is the number of agents above which all curves together are thin.
const crowded = 6

// payoff draws one party's payoff.
func (s *Scene) payoff(p pen.Pen, c *picture, party int, width float64, color pen.Color) {
	s.points = s.points[:0]
	for i := range c.m.samples.count {
		s.points = append(s.points, view.Pixel{X: c.Plan.X(c.sample(i)[0]), Y: c.Plan.Y(c.payoff(i, party))})
	}
	s.Marks.Curve(p, s.points, width, color, nil)
}

// bars draws, under the band, the beliefs that single agents would not change, a row each,
// and those that nobody would, in bold.
func (s *Scene) bars(p pen.Pen, c *picture) {
	s.stays = s.stays[:0]
	for _, b := range c.m.bars {
		low, high := c.X[b.first], c.X[b.first+1]
		s.stays = append(s.stays, beliefs.Unimprovable{Agent: b.agent, Low: low, High: high, Dot: true})
	}
	s.painter().Rows(p, &c.Picture, c.m.Agent, "", 0.6, s.stays)
}
