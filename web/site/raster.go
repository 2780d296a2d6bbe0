package site

import (
	"image"
	"image/color"
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// rows is how many lines a row of pixels is sampled at; across them the cover is exact.
const rows = 8

// raster paints paths into an image: what a card in a preview needs of a pen, which must be a
// bitmap. Equal paths give equal bytes.
type raster struct {
	image *image.RGBA
	flat  pen.Path
	cross []crossing
	cover []float64 // of one row of pixels, in [0,1]
}

// crossing is where an edge meets a sampled line, and which way it goes.
type crossing struct {
	x   float64
	way int
}

func newRaster(w, h int, paper pen.Color) *raster {
	r := &raster{image: image.NewRGBA(image.Rect(0, 0, w, h)), cover: make([]float64, w)}
	var all pen.Path
	all.Rect(view.Rect{W: float64(w), H: float64(h)})
	r.Fill(all, paper)
	return r
}

// Fill fills a path by the non-zero rule.
func (r *raster) Fill(p pen.Path, c pen.Color) {
	r.flat.Reset()
	pen.Flatten(&r.flat, p)
	edges := edgesOf(r.flat)
	for y := range r.image.Rect.Dy() {
		clear(r.cover)
		touched := false
		for k := range rows {
			touched = r.line(edges, float64(y)+(float64(k)+0.5)/rows) || touched
		}
		if touched {
			r.blend(y, c)
		}
	}
}

// edge is a straight piece of a contour, from its upper end to its lower one.
type edge struct {
	top, bottom view.Pixel
	way         int
}

// edgesOf lists the pieces of a flat path with every contour closed.
func edgesOf(p pen.Path) []edge {
	var list []edge
	add := func(a, b view.Pixel) {
		switch {
		case a.Y < b.Y:
			list = append(list, edge{a, b, 1})
		case a.Y > b.Y:
			list = append(list, edge{b, a, -1})
		}
	}
	var at, start view.Pixel
	next := 0
	for _, v := range p.Verbs {
		switch v {
		case pen.MoveTo:
			add(at, start)
			at, start, next = p.Points[next], p.Points[next], next+1
		case pen.LineTo:
			add(at, p.Points[next])
			at, next = p.Points[next], next+1
		case pen.Close:
			add(at, start)
			at = start
		}
	}
	add(at, start)
	return list
}

// line adds what lies inside along one sampled line, and reports whether anything does.
func (r *raster) line(edges []edge, y float64) bool {
	r.cross = r.cross[:0]
	for _, e := range edges {
		if e.top.Y <= y && y < e.bottom.Y {
			f := (y - e.top.Y) / (e.bottom.Y - e.top.Y)
			r.cross = append(r.cross, crossing{e.top.X + f*(e.bottom.X-e.top.X), e.way})
		}
	}
	slices.SortStableFunc(r.cross, func(a, b crossing) int {
		switch {
		case a.x < b.x:
			return -1
		case a.x > b.x:
			return 1
		}
		return 0
	})
	winding := 0
	for i, c := range r.cross {
		if winding != 0 {
			r.span(r.cross[i-1].x, c.x)
		}
		winding += c.way
	}
	return len(r.cross) > 0
}

// span adds the cover of one sampled line from x0 to x1.
func (r *raster) span(x0, x1 float64) {
	x0, x1 = max(x0, 0), min(x1, float64(len(r.cover)))
	for x := int(x0); float64(x) < x1; x++ {
		r.cover[x] += (min(x1, float64(x+1)) - max(x0, float64(x))) / rows
	}
}

// blend lays the colour over row y as far as it is covered.
func (r *raster) blend(y int, c pen.Color) {
	for x, cover := range r.cover {
		a := min(cover, 1) * c.A
		if a == 0 {
			continue
		}
		under := r.image.RGBAAt(x, y)
		mix := func(over float64, under uint8) uint8 {
			return uint8(math.Round(255*over*a + float64(under)*(1-a)))
		}
		r.image.SetRGBA(x, y, color.RGBA{mix(c.R, under.R), mix(c.G, under.G), mix(c.B, under.B), 255})
	}
}

// Stroke strokes a path with round joins and caps: a bar along every piece and a disc at every
// corner, filled together so that nothing is painted twice.
func (r *raster) Stroke(p pen.Path, width float64, c pen.Color) {
	var flat, outline pen.Path
	pen.Flatten(&flat, p)
	half := width / 2
	var at, start view.Pixel
	next := 0
	to := func(q view.Pixel) {
		bar(&outline, at, q, half)
		outline.Circle(q, half)
		at = q
	}
	for _, v := range flat.Verbs {
		switch v {
		case pen.MoveTo:
			at, start, next = flat.Points[next], flat.Points[next], next+1
			outline.Circle(at, half)
		case pen.LineTo:
			to(flat.Points[next])
			next++
		case pen.Close:
			to(start)
		}
	}
	r.Fill(outline, c)
}

// bar adds a rectangle around the piece from a to b, wound as Circle winds.
func bar(p *pen.Path, a, b view.Pixel, half float64) {
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	if length == 0 {
		return
	}
	nx, ny := -(b.Y-a.Y)/length*half, (b.X-a.X)/length*half
	p.Polygon(view.Pixel{X: a.X - nx, Y: a.Y - ny}, view.Pixel{X: b.X - nx, Y: b.Y - ny},
		view.Pixel{X: b.X + nx, Y: b.Y + ny}, view.Pixel{X: a.X + nx, Y: a.Y + ny})
}
