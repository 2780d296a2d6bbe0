package hull

import (
	"math"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/guarantees"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// landscape is a survey on its way to the screen. It is built anew when the survey or the
// camera has changed, and keeps its memory.
type landscape struct {
	guarantees *guarantees.Map
	changes    uint64
	cam        view.Camera
	simplex    view.Simplex
	mesh       []pen.Vertex
	base       []pen.Vertex // the coarsest triangles, under the pinholes where finer ones meet coarser
	jumps      *contour     // where the loss jumps, nil: not known yet
	border     pen.Path     // around where nothing is lost, up to guarantees.Border
	theme      *theme.Theme // whose colours the triangles have
	best       view.Pixel   // where one more agent would help most
	marked     bool         // whether there is such a place
	weights    []float64
}

const (
	// even is the difference of values, as a share of the scale, that one triangle may have:
	// less than the eye tells apart.
	even = 0.04
	// stripHeight is that of the map of a segment, in pixels before scaling.
	stripHeight = 32.
	// faded is how much of a stale map is seen.
	faded = 0.35
)

// fit builds the landscape for a frame's survey and a picture's camera.
func (l *landscape) fit(f *stage.Frame, c *picture) {
	v := f.Map
	if v == nil {
		l.guarantees = nil
		return
	}
	if l.guarantees == v && l.changes == v.Changes && l.cam == c.cam && l.theme == f.Theme {
		return
	}
	l.guarantees, l.changes, l.cam, l.simplex, l.theme = v, v.Changes, c.cam, c.m.simplex, f.Theme
	l.mesh, l.base = l.mesh[:0], l.base[:0]
	l.border.Reset()
	l.marked = false
	if v.Fine == 0 {
		return
	}
	if point, found := v.Best(); found && v.Who == engine.NewAgent {
		l.best, l.marked = l.at(point), true
	}
	if v.Corners == 2 {
		l.strip(c.scale)
	} else {
		l.triangles()
		l.outline()
	}
}

// outline takes in the border of where nothing is lost.
func (l *landscape) outline() {
	for _, line := range l.contours() {
		l.border.MoveTo(line[0])
		for _, at := range line[1:] {
			l.border.LineTo(at)
		}
	}
}

// share is where the loss at a point stands on the scale.
func (l *landscape) share(p guarantees.GridPoint) float64 {
	return l.guarantees.At(p).Loss / l.guarantees.Most
}

// at is where a point is on the screen.
func (l *landscape) at(p guarantees.GridPoint) view.Pixel {
	l.weights = l.guarantees.Weights(l.weights[:0], p)
	return l.cam.At(l.simplex.Place(l.weights))
}

func (l *landscape) vertex(p guarantees.GridPoint) pen.Vertex {
	return pen.Vertex{At: l.at(p), Color: l.theme.Loss(l.share(p))}
}

// triangles covers the triangle, starting from the coarsest grid.
func (l *landscape) triangles() {
	v := l.guarantees
	l.jumps = l.cliffs()
	step := v.Lines
	for step > 1 && !l.complete(step) {
		step /= 2
	}
	for i := 0; i < v.Lines; i += step {
		for j := 0; i+j < v.Lines; j += step {
			a, b := guarantees.GridPoint{I: i, J: j}, guarantees.GridPoint{I: i + step, J: j}
			c := guarantees.GridPoint{I: i, J: j + step}
			l.ground(a, b, c)
			l.cover(a, b, c, step)
			if d := (guarantees.GridPoint{I: i + step, J: j + step}); d.I+d.J <= v.Lines {
				l.ground(b, d, c)
				l.cover(b, d, c, step)
			}
		}
	}
}

// ground adds a triangle to the base.
func (l *landscape) ground(a, b, c guarantees.GridPoint) {
	if l.known(a) && l.known(b) && l.known(c) {
		l.base = append(l.base, l.vertex(a), l.vertex(b), l.vertex(c))
	}
}

// complete reports whether a grid with cells of step is surveyed and not coarser than the first.
func (l *landscape) complete(step int) bool { return l.guarantees.Lines/step >= 8 }

// cover paints the triangle of three points: in one piece where it is even or nothing finer
// is known, in four otherwise.
func (l *landscape) cover(a, b, c guarantees.GridPoint, step int) {
	if l.jumps != nil && step == l.jumps.step && l.split([3]guarantees.GridPoint{a, b, c}) {
		return
	}
	ab, bc, ca := middle(a, b), middle(b, c), middle(c, a)
	if step > 1 && l.known(ab) && l.known(bc) && l.known(ca) && !l.even(a, b, c, ab, bc, ca) {
		l.cover(a, ab, ca, step/2)
		l.cover(ab, b, bc, step/2)
		l.cover(ca, bc, c, step/2)
		l.cover(ab, bc, ca, step/2)
		return
	}
	if !l.known(a) || !l.known(b) || !l.known(c) {
		return
	}
	l.mesh = append(l.mesh, l.vertex(a), l.vertex(b), l.vertex(c))
}

func middle(a, b guarantees.GridPoint) guarantees.GridPoint {
	return guarantees.GridPoint{I: (a.I + b.I) / 2, J: (a.J + b.J) / 2}
}

func (l *landscape) known(p guarantees.GridPoint) bool { return l.guarantees.At(p).Known }

// even reports whether six points look the same: values within even of each other, and nothing
// lost at all of them or at none.
func (l *landscape) even(points ...guarantees.GridPoint) bool {
	low, high, full := math.Inf(1), math.Inf(-1), 0
	for _, p := range points {
		x := l.share(p)
		low, high = min(low, x), max(high, x)
		if l.guarantees.At(p).Loss <= guarantees.Border {
			full++
		}
	}
	return high-low <= even && (full == 0 || full == len(points))
}

// strip covers a band along the segment.
func (l *landscape) strip(scale float64) {
	v := l.guarantees
	step := v.Lines / v.Fine
	half := stripHeight / 2 * scale
	for i := 0; i < v.Lines; i += step {
		a, b := guarantees.GridPoint{I: i}, guarantees.GridPoint{I: i + step}
		if !l.known(a) || !l.known(b) {
			continue
		}
		p, q := l.vertex(a), l.vertex(b)
		top, bottom := p, q
		top.At.Y, bottom.At.Y = p.At.Y-half, q.At.Y+half
		p.At.Y += half
		q.At.Y -= half
		l.mesh = append(l.mesh, top, p, bottom, top, bottom, q)
	}
}

// landscape paints the map under everything else, faded while it is of an older competition.
func (s *Scene) landscape(p pen.Pen, c *picture) {
	l := &s.land
	if l.guarantees == nil || c != s.now || len(l.mesh) == 0 {
		return
	}
	p.Begin("map", "What you would lose "+stands[l.guarantees.Who])
	defer p.End()
	if l.guarantees.Stale {
		s.veil.To, s.veil.Alpha = p, faded
		p = &s.veil
	} else if len(l.base) > 0 {
		p.Mesh(l.base)
	}
	p.Mesh(l.mesh)
	if len(l.border.Verbs) > 0 {
		p.Stroke(l.border, borderLine, s.Colors().Ink, borderDash)
	}
}

// The line around where nothing is lost. Dashed it is told from the hull's outline, beside which
// it runs where being in the hull is needed.
const borderLine = 1.25

var borderDash = []float64{6, 3}

// bestPlace marks where one more agent would help the user most: a ring with a plus.
func (s *Scene) bestPlace(p pen.Pen, c *picture) {
	l := &s.land
	if !s.mapped(c) || !l.marked || l.guarantees.Stale {
		return
	}
	p.Begin("best-place", "Where one more agent would help you most")
	defer p.End()
	r, ink, at := bestRing*c.scale, s.Colors().Ink, l.best
	s.Marks.Ring(p, at, r, s.Colors().Paper, 4.5)
	s.Marks.Ring(p, at, r, ink, 2)
	for _, d := range [...]view.Pixel{{X: r / 2}, {Y: r / 2}} {
		s.Marks.Line(p, view.Pixel{X: at.X - d.X, Y: at.Y - d.Y}, view.Pixel{X: at.X + d.X, Y: at.Y + d.Y}, 2, ink, nil)
	}
	s.Placer.TakeDisc(at, r+2)
}

// bestRing is the radius of the ring around the best place, in pixels before scaling: more than
// that of a disc, so that it is seen around an agent who stands there.
const bestRing = 14.

// bestName says what the ring is.
func (s *Scene) bestName(p pen.Pen, c *picture) {
	l := &s.land
	if !s.mapped(c) || !l.marked || l.guarantees.Stale {
		return
	}
	style := s.text(c, 13, s.Colors().Ink)
	style.Bold, style.MaxW = true, 0.5*c.figure.W
	sides := mark.Facing(l.best, c.center())
	s.Placer.Beside(p, l.best, bestRing*c.scale+4, c.words.best, style, sides[:])
}

// mapped reports whether a map lies under a picture.
func (s *Scene) mapped(c *picture) bool {
	return s.land.guarantees != nil && c == s.now && len(s.land.mesh) > 0
}

// casing is drawn under the hull's outline where a map lies below it.
func (s *Scene) casing(p pen.Pen, c *picture) {
	if !s.mapped(c) || len(c.hull) < 2 {
		return
	}
	s.Marks.Area(p, c.hull, s.Colors().Paper.WithAlpha(0), s.Colors().Paper, 5)
}

// legend explains the colours: a bar with its two ends in numbers.
func (s *Scene) legend(p pen.Pen, c *picture) {
	l := &s.land
	if l.guarantees == nil || l.guarantees.Fine == 0 || c != s.now {
		return
	}
	v := l.guarantees
	title := wordings[v.Guarantee].legend
	if v.Stale {
		title += ", updating"
	} else if !v.Complete() {
		title += ", " + percent(float64(v.Done)/float64(v.Total))
	}
	w, h := min(150, 0.3*c.figure.W), 10*c.scale
	style := s.text(c, 12, s.Colors().Ink)
	style.Halo.A = 0
	line := style.Bounds(view.Pixel{}, title).H
	x, y := c.figure.X+c.figure.W-w, c.figure.Y
	p.Begin("legend", "")
	defer p.End()
	style.H, style.V = pen.End, pen.Top
	p.Text(view.Pixel{X: x + w, Y: y}, title, style)
	y += line + 3
	s.scaleBar(p, view.Rect{X: x, Y: y, W: w, H: h})
	style.H = pen.Start
	p.Text(view.Pixel{X: x, Y: y + h + 2}, "0", style)
	style.H = pen.End
	p.Text(view.Pixel{X: x + w, Y: y + h + 2}, words.Value(v.Most), style)
	style.Color = s.Colors().Muted
	p.Text(view.Pixel{X: x + w, Y: y + h + 2 + line}, "blank: nothing is lost", style)
	s.Placer.Take(view.Rect{X: x, Y: c.figure.Y, W: w, H: 3*line + h + 6})
}

// scaleBar paints the scale of colours from left to right.
func (s *Scene) scaleBar(p pen.Pen, r view.Rect) {
	const parts = 18
	s.bar = s.bar[:0]
	at := func(i int, bottom float64) pen.Vertex {
		t := float64(i) / parts
		return pen.Vertex{At: view.Pixel{X: r.X + t*r.W, Y: r.Y + bottom*r.H}, Color: s.Colors().Loss(t)}
	}
	for i := range parts {
		s.bar = append(s.bar, at(i, 0), at(i, 1), at(i+1, 1), at(i, 0), at(i+1, 1), at(i+1, 0))
	}
	p.Mesh(s.bar)
	s.Marks.Area(p, []view.Pixel{{X: r.X, Y: r.Y}, {X: r.X + r.W, Y: r.Y}, {X: r.X + r.W, Y: r.Y + r.H},
		{X: r.X, Y: r.Y + r.H}},
		s.Colors().Paper.WithAlpha(0), s.Colors().Line, 1)
}
