// Package ebitenpen paints what figures draw onto an ebiten image: antialiased paths and
// blended triangles at the screen's own resolution. It is the only pen that knows ebiten.
// It never draws text: the page lays real text over the canvas.
package ebitenpen

import (
	"image"
	"image/color"
	"math"
	"slices"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/pen/tessellate"
	"github.com/emergent-alignment/emergent/scenes/view"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/vector"
)

// Painter is a pen.Pen on an ebiten image. Its zero value is ready; call Target before each
// frame and Flush after it. It keeps its memory between frames.
//
// Nearly everything becomes triangles of one list (see package tessellate), which is painted in
// one call when something else must be painted or the frame ends. Only fills of odd shape go
// through ebiten's vector package, which paints each path many times over.
type Painter struct {
	dst          *ebiten.Image
	scale        float64
	path         vector.Path
	flat, dashed pen.Path
	mesh         tessellate.Mesh
	vertices     []ebiten.Vertex // waiting to be painted
	indices      []uint32
	white        *ebiten.Image
	shader       shader
}

// Target sets the image to paint on and how many of its pixels make a CSS pixel.
func (p *Painter) Target(dst *ebiten.Image, scale float64) { p.dst, p.scale = dst, scale }

// Flush paints what waits.
func (p *Painter) Flush() {
	if len(p.indices) > 0 && p.dst != nil {
		options := ebiten.DrawTrianglesOptions{ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha}
		p.dst.DrawTriangles32(p.vertices, p.indices, p.whitePixel(), &options)
	}
	p.vertices, p.indices = p.vertices[:0], p.indices[:0]
}

// Begin and End do nothing: groups are for the SVG.
func (p *Painter) Begin(name, title string) {}
func (p *Painter) End()                     {}

// Text does nothing: texts are DOM.
func (p *Painter) Text(at view.Pixel, s string, style pen.TextStyle) {}

// Fill paints the inside of a path.
func (p *Painter) Fill(path pen.Path, c pen.Color) {
	if c.A <= 0 || p.dst == nil {
		return
	}
	p.mesh.Reset()
	if !p.mesh.Fill(path, p.scale) {
		p.fillOdd(path, c)
		return
	}
	p.take(c)
}

// Stroke paints a line along a path; dashes are cut here.
func (p *Painter) Stroke(path pen.Path, width float64, c pen.Color, dash []float64) {
	if c.A <= 0 || p.dst == nil {
		return
	}
	if len(dash) > 0 {
		p.flat.Reset()
		p.dashed.Reset()
		pen.Flatten(&p.flat, path)
		pen.Dash(&p.dashed, p.flat, dash)
		path = p.dashed
	}
	p.mesh.Reset()
	p.mesh.Stroke(path, width, p.scale)
	p.take(c)
}

// take adds the mesh, in one colour, to what waits.
func (p *Painter) take(c pen.Color) {
	first := uint32(len(p.vertices))
	p.vertices, p.indices = roomy(p.vertices, len(p.mesh.Vertices)), roomy(p.indices, len(p.mesh.Indices))
	r, g, b, a := float32(c.R*c.A), float32(c.G*c.A), float32(c.B*c.A), float32(c.A)
	for _, v := range p.mesh.Vertices {
		p.vertices = append(p.vertices, ebiten.Vertex{
			DstX: v.X, DstY: v.Y, SrcX: 1, SrcY: 1,
			ColorR: r * v.Cover, ColorG: g * v.Cover, ColorB: b * v.Cover, ColorA: a * v.Cover,
		})
	}
	for _, i := range p.mesh.Indices {
		p.indices = append(p.indices, first+i)
	}
}

// roomy makes room for n more, and as many again: append would copy a large figure a dozen times.
func roomy[T any](list []T, n int) []T {
	if cap(list)-len(list) >= n {
		return list
	}
	return slices.Grow(list, n+len(list))
}

// fillOdd fills what package tessellate does not take: rings, hooks and the like.
func (p *Painter) fillOdd(path pen.Path, c pen.Color) {
	p.Flush()
	p.path.Reset()
	p.trace(path)
	var options vector.DrawPathOptions
	options.AntiAlias = true
	a := float32(c.A)
	options.ColorScale.Scale(float32(c.R)*a, float32(c.G)*a, float32(c.B)*a, a)
	vector.FillPath(p.dst, &p.path, nil, &options)
}

func (p *Painter) trace(path pen.Path) {
	next := 0
	at := func() (x, y float32) {
		q := path.Points[next]
		next++
		return float32(q.X * p.scale), float32(q.Y * p.scale)
	}
	for _, v := range path.Verbs {
		switch v {
		case pen.MoveTo:
			p.path.MoveTo(at())
		case pen.LineTo:
			p.path.LineTo(at())
		case pen.CubicTo:
			ax, ay := at()
			bx, by := at()
			x, y := at()
			p.path.CubicTo(ax, ay, bx, by, x, y)
		case pen.Close:
			p.path.Close()
		}
	}
}

// seam is how many pixels of the screen a triangle of a mesh reaches over its corners: where one
// ends on the middle of another's side, rounding leaves holes of a pixel between them.
const seam = 1. / 16

// Mesh paints triangles with colours blended between their corners.
func (p *Painter) Mesh(vertices []pen.Vertex) {
	if p.dst == nil {
		return
	}
	for ; len(vertices) >= 3; vertices = vertices[3:] {
		a, b, c := vertices[0].At, vertices[1].At, vertices[2].At
		middle := view.Pixel{X: (a.X + b.X + c.X) / 3, Y: (a.Y + b.Y + c.Y) / 3}
		for _, v := range vertices[:3] {
			at, alpha := p.outward(v.At, middle), float32(v.Color.A)
			p.indices = append(p.indices, uint32(len(p.vertices)))
			p.vertices = append(p.vertices, ebiten.Vertex{
				DstX: float32(at.X), DstY: float32(at.Y), SrcX: 1, SrcY: 1,
				ColorR: float32(v.Color.R) * alpha, ColorG: float32(v.Color.G) * alpha,
				ColorB: float32(v.Color.B) * alpha, ColorA: alpha,
			})
		}
	}
}

// outward is a corner in pixels of the screen, a seam further from the middle of its triangle.
func (p *Painter) outward(at, middle view.Pixel) view.Pixel {
	x, y := at.X-middle.X, at.Y-middle.Y
	reach := max(math.Abs(x), math.Abs(y))
	if reach == 0 {
		return view.Pixel{X: at.X * p.scale, Y: at.Y * p.scale}
	}
	return view.Pixel{X: at.X*p.scale + seam*x/reach, Y: at.Y*p.scale + seam*y/reach}
}

// whitePixel is the source of plain triangles: the middle of a white image, so that
// sampling never meets its border.
func (p *Painter) whitePixel() *ebiten.Image {
	if p.white == nil {
		whole := ebiten.NewImage(3, 3)
		whole.Fill(color.White)
		p.white = whole.SubImage(image.Rect(1, 1, 2, 2)).(*ebiten.Image)
	}
	return p.white
}
