package hull

import (
	"math"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// landscape is a survey on its way to the screen. It is built anew when the survey or the
// camera has changed, and keeps its memory.
type landscape struct {
	survey    *stage.Survey
	changes   uint64
	cam       view.Camera
	tolerance float64
	simplex   view.Simplex
	mesh      []pen.Vertex
	base      []pen.Vertex // the coarsest triangles, under the pinholes where finer ones meet coarser
	dots      pen.Path     // where nothing is lost, on dark colours
	inks      pen.Path     // and on light ones
	border    pen.Path     // around where nothing is lost, up to stage.Border
	edge      pen.Path     // its dark rim
	weights   []float64
}

const (
	// even is the difference of values, as a share of the scale, that one triangle may have:
	// less than the eye tells apart.
	even = 0.04
	// dotLines is the lines of the grid on which dots stand, by the number of corners.
	dotLines2, dotLines3 = 64, 32
	// stripHeight is that of the map of a segment, in pixels before scaling.
	stripHeight = 32.
	// faded is how much of a stale map is seen.
	faded = 0.35
)

// fit builds the landscape for a frame's survey and a picture's camera.
func (l *landscape) fit(f *stage.Frame, c *picture) {
	v := f.Survey
	if v == nil {
		l.survey = nil
		return
	}
	tolerance := f.Scenario.AlignmentOrDefault().Tolerance
	if l.survey == v && l.changes == v.Changes && l.cam == c.cam && l.tolerance == tolerance {
		return
	}
	l.survey, l.changes, l.cam, l.tolerance, l.simplex = v, v.Changes, c.cam, tolerance, c.m.simplex
	l.mesh, l.base = l.mesh[:0], l.base[:0]
	l.dots.Reset()
	l.inks.Reset()
	l.border.Reset()
	l.edge.Reset()
	if v.Fine == 0 {
		return
	}
	if v.Corners == 2 {
		l.strip(c.scale)
	} else {
		l.triangles()
	}
	l.sprinkle(c.scale)
}

// share is where a value stands on the scale.
func (l *landscape) share(x float64) float64 {
	return (x - l.survey.Low) / (l.survey.High - l.survey.Low)
}

// at is where a spot is on the screen.
func (l *landscape) at(p stage.Spot) view.Pixel {
	l.weights = l.survey.Weights(l.weights[:0], p)
	return l.cam.At(l.simplex.Place(l.weights))
}

func (l *landscape) vertex(p stage.Spot) pen.Vertex {
	return pen.Vertex{At: l.at(p), Color: theme.Scale(l.share(l.survey.At(p).Value))}
}

func (l *landscape) reached(p stage.Spot) bool {
	return reached(l.survey, l.survey.At(p), l.tolerance)
}

// triangles covers the triangle, starting from the coarsest grid.
func (l *landscape) triangles() {
	v := l.survey
	step := v.Lines
	for step > 1 && !l.complete(step) {
		step /= 2
	}
	for i := 0; i < v.Lines; i += step {
		for j := 0; i+j < v.Lines; j += step {
			a, b, c := stage.Spot{I: i, J: j}, stage.Spot{I: i + step, J: j}, stage.Spot{I: i, J: j + step}
			l.ground(a, b, c)
			l.cover(a, b, c, step)
			if d := (stage.Spot{I: i + step, J: j + step}); d.I+d.J <= v.Lines {
				l.ground(b, d, c)
				l.cover(b, d, c, step)
			}
		}
	}
}

// ground adds a triangle to the base.
func (l *landscape) ground(a, b, c stage.Spot) {
	if l.known(a) && l.known(b) && l.known(c) {
		l.base = append(l.base, l.vertex(a), l.vertex(b), l.vertex(c))
	}
}

// complete says whether a grid with cells of step is surveyed and not coarser than the first.
func (l *landscape) complete(step int) bool { return l.survey.Lines/step >= 8 }

// cover paints the triangle of three spots: in one piece where it is even or nothing finer
// is known, in four otherwise.
func (l *landscape) cover(a, b, c stage.Spot, step int) {
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
	l.outline(a, b, c)
}

func middle(a, b stage.Spot) stage.Spot { return stage.Spot{I: (a.I + b.I) / 2, J: (a.J + b.J) / 2} }

func (l *landscape) known(p stage.Spot) bool { return l.survey.At(p).Known }

// even says whether six spots look the same: values within even of each other, and nothing
// lost at all of them or at none.
func (l *landscape) even(spots ...stage.Spot) bool {
	low, high, full := math.Inf(1), math.Inf(-1), 0
	for _, p := range spots {
		x := l.share(l.survey.At(p).Value)
		low, high = min(low, x), max(high, x)
		if l.survey.At(p).Loss <= stage.Border {
			full++
		}
	}
	return high-low <= even && (full == 0 || full == len(spots))
}

// outline adds the piece of the border that runs through a triangle, by linear
// interpolation of the loss.
func (l *landscape) outline(spots ...stage.Spot) {
	var found [3]view.Pixel
	n := 0
	for k, p := range spots {
		q := spots[(k+1)%3]
		x, y := l.survey.At(p).Loss-stage.Border, l.survey.At(q).Loss-stage.Border
		if x <= 0 == (y <= 0) {
			continue
		}
		a, b, t := l.at(p), l.at(q), x/(x-y)
		found[n] = view.Pixel{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)}
		n++
	}
	if n == 2 {
		slab(&l.edge, found[0], found[1], 1.75)
		slab(&l.border, found[0], found[1], 0.75)
	}
}

// slab adds a short piece of a thick line as a rectangle that overlaps its neighbours: a
// stroke of hundreds of pieces would round all their ends.
func slab(path *pen.Path, a, b view.Pixel, half float64) {
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	if length == 0 {
		return
	}
	dx, dy := half*(b.X-a.X)/length, half*(b.Y-a.Y)/length
	const overlap = 0.5
	a, b = view.Pixel{X: a.X - overlap*dx, Y: a.Y - overlap*dy}, view.Pixel{X: b.X + overlap*dx, Y: b.Y + overlap*dy}
	path.Polygon(view.Pixel{X: a.X - dy, Y: a.Y + dx}, view.Pixel{X: b.X - dy, Y: b.Y + dx},
		view.Pixel{X: b.X + dy, Y: b.Y - dx}, view.Pixel{X: a.X + dy, Y: a.Y - dx})
}

// strip covers a band along the segment.
func (l *landscape) strip(scale float64) {
	v := l.survey
	step := v.Lines / v.Fine
	half := stripHeight / 2 * scale
	for i := 0; i < v.Lines; i += step {
		a, b := stage.Spot{I: i}, stage.Spot{I: i + step}
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

// sprinkle puts dots where nothing is lost.
func (l *landscape) sprinkle(scale float64) {
	v := l.survey
	lines := dotLines3
	if v.Corners == 2 {
		lines = dotLines2
	}
	step := max(1, v.Lines/lines)
	r := 1.6 * scale
	v.Spots(func(p stage.Spot, _ *engine.Standing) {
		if p.I%step != 0 || p.J%step != 0 || !l.reached(p) {
			return
		}
		at, path := l.at(p), &l.dots
		if theme.On(theme.Scale(l.share(v.At(p).Value))) == theme.On(theme.Scale(1)) {
			path = &l.inks
		}
		if v.Corners == 3 {
			dot(path, at, r)
			return
		}
		for k := -1.; k <= 1; k++ {
			dot(path, view.Pixel{X: at.X, Y: at.Y + k*stripHeight/3*scale}, r)
		}
	})
}

// dot adds a diamond: as small as this it looks like a disc and costs a tenth of it.
func dot(path *pen.Path, at view.Pixel, r float64) {
	path.Polygon(view.Pixel{X: at.X + r, Y: at.Y}, view.Pixel{X: at.X, Y: at.Y + r},
		view.Pixel{X: at.X - r, Y: at.Y}, view.Pixel{X: at.X, Y: at.Y - r})
}

// landscape paints the map under everything else, faded while it is of an older competition.
func (s *Scene) landscape(p pen.Pen, c *picture) {
	l := &s.land
	if l.survey == nil || c != s.now || len(l.mesh) == 0 {
		return
	}
	p.Begin("map", "What you would have if you stood there")
	defer p.End()
	if l.survey.Stale {
		s.veil.To, s.veil.Alpha = p, faded
		p = &s.veil
	} else if len(l.base) > 0 {
		p.Mesh(l.base)
	}
	p.Mesh(l.mesh)
	p.Fill(l.dots, theme.On(theme.Scale(0)).WithAlpha(dotAlpha))
	p.Fill(l.inks, theme.On(theme.Scale(1)).WithAlpha(dotAlpha))
	p.Fill(l.edge, theme.Scale(0))
	p.Fill(l.border, theme.On(theme.Scale(0)))
}

// dotAlpha keeps the dots from hiding the colours.
const dotAlpha = 0.75

// casing is drawn under the hull's outline where a map lies below it.
func (s *Scene) casing(p pen.Pen, c *picture) {
	if s.land.survey == nil || c != s.now || len(c.hull) < 2 {
		return
	}
	s.kit.Area(p, c.hull, s.colours().Paper.WithAlpha(0), s.colours().Paper, 5)
}

// legend explains the colours: a bar with its two ends in numbers.
func (s *Scene) legend(p pen.Pen, c *picture) {
	l := &s.land
	if l.survey == nil || l.survey.Fine == 0 || c != s.now {
		return
	}
	v := l.survey
	title, key := guarantees[v.Guarantee].legend, guarantees[v.Guarantee].key
	if v.Stale {
		title += ", updating"
	} else if !v.Complete() {
		title += ", " + percent(float64(v.Done)/float64(v.Total))
	}
	w, h := min(150, 0.3*c.figure.W), 10*c.scale
	style := s.text(c, 12, s.colours().Ink)
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
	p.Text(view.Pixel{X: x, Y: y + h + 2}, stage.Value(v.Low), style)
	style.H = pen.End
	p.Text(view.Pixel{X: x + w, Y: y + h + 2}, stage.Value(v.High), style)
	style.Color = s.colours().Muted
	p.Text(view.Pixel{X: x + w, Y: y + h + 2 + line}, key, style)
	s.placer.Take(view.Rect{X: x, Y: c.figure.Y, W: w, H: 3*line + h + 6})
}

// scaleBar paints the scale of colours from left to right.
func (s *Scene) scaleBar(p pen.Pen, r view.Rect) {
	const parts = 18
	s.bar = s.bar[:0]
	at := func(i int, bottom float64) pen.Vertex {
		t := float64(i) / parts
		return pen.Vertex{At: view.Pixel{X: r.X + t*r.W, Y: r.Y + bottom*r.H}, Color: theme.Scale(t)}
	}
	for i := range parts {
		s.bar = append(s.bar, at(i, 0), at(i, 1), at(i+1, 1), at(i, 0), at(i+1, 1), at(i+1, 0))
	}
	p.Mesh(s.bar)
	s.kit.Area(p, []view.Pixel{{X: r.X, Y: r.Y}, {X: r.X + r.W, Y: r.Y}, {X: r.X + r.W, Y: r.Y + r.H}, {X: r.X, Y: r.Y + r.H}},
		s.colours().Paper.WithAlpha(0), s.colours().Line, 1)
}
