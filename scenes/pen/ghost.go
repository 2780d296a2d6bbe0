package pen

import (
	"math"
	"slices"
	"unicode/utf8"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// Ghost is a Pen that keeps of a past drawing the outlines of its marks, to be drawn over a
// present one: thin, hollow and dotted. Grounds, tints and words are no marks. Compare draws
// the present through Present, so that what has not moved is not drawn twice. The zero value
// is ready.
type Ghost struct {
	Null
	Ground []Color // colours that marks stand on: what is drawn in one of them is none

	path    Path      // all outlines, one after another
	marks   []outline // in the order in which they were drawn
	letters []Label   // of discs
	here    map[uint64]bool
	labels  []Label // of the present, as long as they may be letters
}

// outline is a part of Ghost.path.
type outline struct {
	verbs, points [2]int
	color         Color
	key           uint64
	seen          bool // the present has the same: nothing to compare
}

const (
	ghostLine  = 1.5  // width of a ghost's outline in pixels
	ghostAlpha = 0.85 // and how much of its colour it has
	ghostTint  = 0.4  // the alpha up to which a fill is a tint of the ground
	ghostSize  = 11.  // of a letter
	ghostNear  = 16.  // pixels within which the letter of a mark that is there now says both
)

var ghostDash = []float64{2, 3.5}

// Reset forgets the drawing and keeps the memory.
func (g *Ghost) Reset() {
	g.path.Reset()
	g.marks, g.letters, g.labels = g.marks[:0], g.letters[:0], g.labels[:0]
}

// Fill keeps the outline of what is filled, and Stroke the line without its width and dashes.
func (g *Ghost) Fill(p Path, c Color) {
	if c.A > ghostTint {
		g.keep(p, c)
	}
}

func (g *Ghost) Stroke(p Path, width float64, c Color, dash []float64) {
	if c.A > 0 {
		g.keep(p, c)
	}
}

// Text keeps the letters of discs.
func (g *Ghost) Text(at view.Pixel, s string, style TextStyle) {
	if isLetter(s, style) {
		g.letters = append(g.letters, Label{at, s, style})
	}
}

func isLetter(s string, style TextStyle) bool {
	return style.H == Center && style.V == Middle && style.Bold && utf8.RuneCountInString(s) == 1
}

func (g *Ghost) keep(p Path, c Color) {
	if slices.ContainsFunc(g.Ground, func(b Color) bool { return b.R == c.R && b.G == c.G && b.B == c.B }) {
		return
	}
	key := keyOf(p)
	if slices.ContainsFunc(g.marks, func(o outline) bool { return o.key == key }) {
		return
	}
	v, n := len(g.path.Verbs), len(g.path.Points)
	g.path.Verbs, g.path.Points = append(g.path.Verbs, p.Verbs...), append(g.path.Points, p.Points...)
	g.marks = append(g.marks, outline{verbs: [2]int{v, len(g.path.Verbs)}, points: [2]int{n, len(g.path.Points)},
		color: c, key: key})
}

// Compare looks at the present: draw draws it.
func (g *Ghost) Compare(draw func(Pen)) {
	if g.here == nil {
		g.here = map[uint64]bool{}
	}
	clear(g.here)
	g.labels = g.labels[:0]
	draw((*present)(g))
	for i := range g.marks {
		g.marks[i].seen = g.here[g.marks[i].key]
	}
}

// Empty reports whether nothing has moved.
func (g *Ghost) Empty() bool {
	return !slices.ContainsFunc(g.marks, func(o outline) bool { return !o.seen })
}

// Draw draws what is no longer where it was.
func (g *Ghost) Draw(p Pen) {
	p.Begin("pinned", "The pinned state, dotted, where it differs")
	for _, o := range g.marks {
		if !o.seen {
			part := Path{g.path.Verbs[o.verbs[0]:o.verbs[1]], g.path.Points[o.points[0]:o.points[1]]}
			p.Stroke(part, ghostLine, o.color.WithAlpha(ghostAlpha*o.color.A), ghostDash)
		}
	}
	for _, l := range g.letters {
		if !g.beside(l) {
			l.Style.Size, l.Style.Bold, l.Style.Color = min(l.Style.size(), ghostSize), false, g.colorAt(l)
			p.Text(l.At, l.Text, l.Style)
		}
	}
	p.End()
}

// beside reports whether the same letter stands nearby now.
func (g *Ghost) beside(l Label) bool {
	return slices.ContainsFunc(g.labels, func(m Label) bool {
		return m.Text == l.Text && math.Hypot(m.At.X-l.At.X, m.At.Y-l.At.Y) < ghostNear
	})
}

// colorAt is the colour of the mark that a letter belongs to: the one that begins nearest.
func (g *Ghost) colorAt(l Label) Color {
	best, c := math.Inf(1), l.Style.Color
	for _, o := range g.marks {
		if o.points[0] == o.points[1] {
			continue
		}
		first := g.path.Points[o.points[0]]
		if d := math.Hypot(first.X-l.At.X, first.Y-l.At.Y); d < best {
			best, c = d, o.color.WithAlpha(1)
		}
	}
	return c
}

// present is the pen that Compare looks at the present with.
type present Ghost

func (g *present) Begin(name, title string)                              {}
func (g *present) End()                                                  {}
func (g *present) Fill(p Path, c Color)                                  { g.here[keyOf(p)] = true }
func (g *present) Stroke(p Path, width float64, c Color, dash []float64) { g.here[keyOf(p)] = true }
func (g *present) Mesh(vertices []Vertex)                                {}
func (g *present) Shade(s Shade)                                         {}
func (g *present) Text(at view.Pixel, s string, style TextStyle) {
	if isLetter(s, style) {
		g.labels = append(g.labels, Label{at, s, style})
	}
}

// steps is into how many parts a pixel is cut where two drawings are compared.
const steps = 8

// keyOf is the same for two paths that look the same (FNV-1a over verbs and rounded points).
func keyOf(p Path) uint64 {
	h := uint64(14695981039346656037)
	add := func(x uint64) { h = (h ^ x) * 1099511628211 }
	for _, v := range p.Verbs {
		add(uint64(v))
	}
	for _, q := range p.Points {
		add(uint64(int64(math.Round(q.X * steps))))
		add(uint64(int64(math.Round(q.Y * steps))))
	}
	return h
}
