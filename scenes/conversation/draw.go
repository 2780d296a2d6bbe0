package conversation

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
)

// paint draws a picture from back to front.
func (s *Scene) paint(p pen.Pen, shown crossfade.Picture) {
	c := shown.(*picture)
	b := s.painter()
	if !b.Begin(p, "conversation", &c.Picture) {
		return
	}
	q := s.Fade.Dim(p, s.Fade.Frame.Stale)
	switch c.Kind {
	case beliefs.Line:
		s.ground(p, q, c)
	case beliefs.Triangle:
		s.regions(p, q, c)
	case beliefs.Projection:
		s.corners = s.Marks.Simplex(p, &c.m.Space.Simplex, &c.Cam, s.corners)
	}
	if c.m.solved {
		s.tree(q, c)
		s.path(q, c)
	}
	b.Grip(p, &c.Picture)
	if c.m.solved {
		s.here(q, c)
	}
	s.names(p, q, c)
	b.End(p, &c.Picture)
}

// ground tints a line's picture by what is done at each belief, and draws a row a round.
func (s *Scene) ground(p, q pen.Pen, c *picture) {
	t, r := s.Colors(), &c.rows
	s.Marks.Bar(p, r.Chart, t.Frame)
	s.Marks.Bar(p, r.band, t.Frame)
	q.Begin("regions", "What you would do at each belief")
	s.painter().Bands(q, &c.Picture, &r.Axis, r.band, c.m.Regions, faint)
	q.End()
	p.Begin("rounds", "One row a round")
	s.Marks.Across(p, r.Chart.Y, r.Chart.X, r.Chart.X+r.Chart.W, 1.5, t.Line, nil)
	s.Marks.Across(p, r.band.Y, r.Chart.X, r.Chart.X+r.Chart.W, 1.5, t.Line, nil)
	for k := range c.m.last + 1 {
		y := r.y(float64(k))
		s.Marks.Across(p, y, r.Chart.X, r.Chart.X+r.Chart.W, 1, t.Line.WithAlpha(rowAlpha), rowDash)
	}
	p.End()
}

// faint is how strong tints are behind a path, rowAlpha how strong its rows.
const faint, rowAlpha = 0.45, 0.5

var rowDash = []float64{1, 4}

// regions tints a triangle by what is done at each belief.
func (s *Scene) regions(p, q pen.Pen, c *picture) {
	t := s.Colors()
	s.Marks.Area(p, c.Corner, t.Frame, t.Frame, 0)
	q.Begin("regions", "What you would do at each belief")
	s.painter().Regions(q, &c.Picture, c.m.Regions, 1)
	q.End()
	s.Marks.Area(p, c.Corner, t.Frame.WithAlpha(0), t.Line, 1.25)
}

// tree draws the ways that the talk could have taken, the likelier the thicker: all of one
// class of width as one path.
func (s *Scene) tree(p pen.Pen, c *picture) {
	p.Begin("tree", "The other ways this conversation could go: width is probability")
	defer p.End()
	color := s.Colors().Line.WithAlpha(treeAlpha)
	for w := range int8(widths) {
		s.lines.Reset()
		for i, b := range c.m.tree {
			if b.parent >= 0 && b.width == w && c.nodes[i] != c.nodes[b.parent] {
				s.lines.Line(c.nodes[b.parent], c.nodes[i])
			}
		}
		if len(s.lines.Verbs) > 0 {
			p.Stroke(s.lines, leastBranch+float64(w)*branchStep, color, nil)
		}
	}
}

// Widths in pixels of branches, and how strong they are.
const (
	leastBranch = 0.75
	branchStep  = 0.85
	treeAlpha   = 0.6
)

// path draws how the belief moved: bold as far as the talk is shown, dashed from there, with a
// dot at each round, and hollow ones for what the user makes of it.
func (s *Scene) path(p pen.Pen, c *picture) {
	t := s.Colors()
	p.Begin("path", "What is believed, round by round")
	defer p.End()
	said := min(int(c.X[c.m.round]), c.m.last)
	s.points = append(append(s.points[:0], c.now), c.path[min(said+1, c.m.last):]...)
	s.Marks.Curve(p, s.points, 1.5, t.Ink.WithAlpha(0.5), mark.GapDash)
	s.points = append(append(s.points[:0], c.path[:said+1]...), c.now)
	s.Marks.Curve(p, s.points, pathLine+2.5, t.Paper.WithAlpha(0.8), nil)
	s.Marks.Curve(p, s.points, pathLine, t.Ink, nil)
	if c.m.hears {
		for k := range c.m.last + 1 {
			if k <= said {
				s.Marks.Dot(p, c.own[k], ownDot*c.Scale, t.Focus)
			}
		}
	}
	for k, at := range c.path {
		if k <= said {
			s.Marks.Ellipse(p, at, pathDot*c.Scale, pathDot*c.Scale, t.Ink)
		} else {
			s.Marks.Ellipse(p, at, 0.7*pathDot*c.Scale, 0.7*pathDot*c.Scale, t.Ink.WithAlpha(0.5))
		}
	}
}

// Sizes in pixels of the path.
const (
	pathLine = 3.
	pathDot  = 4.5
	ownDot   = 3.5
)

// here marks where the talk is: the public belief with the number of its round, and beside it,
// hollow, what the user believes who has seen a signal of her own.
func (s *Scene) here(p pen.Pen, c *picture) {
	t := s.Colors()
	p.Begin("round", c.words.here.Name)
	defer p.End()
	if c.m.hears {
		s.Marks.Line(p, c.now, c.mine, 1.5, t.Focus, ownDash)
		s.Marks.Dot(p, c.mine, 6.5*c.Scale, t.Focus)
	}
	if c.marker != c.now {
		s.Marks.Line(p, c.now, c.marker, 1.25, t.Ink, nil)
	}
	s.Marks.Disc(p, c.marker, c.markRadius(), t.Ink, c.words.number[c.m.step],
		mark.Look{Active: s.Fade.Active(roundHandle)})
}

var ownDash = []float64{2, 3}
