// Package ebitenpen paints what figures draw onto an ebiten image: antialiased paths and
// blended triangles at the screen's own resolution. It is the only pen that knows ebiten.
// It never draws text: the page lays real text over the canvas.
package ebitenpen

import (
	"image"
	"image/color"

	"emergent/scenes/pen"
	"emergent/scenes/view"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/vector"
)

// Painter is a pen.Pen on an ebiten image. Its zero value is ready; call Target before
// each frame. It keeps its memory between frames.
type Painter struct {
	dst          *ebiten.Image
	scale        float32
	path, stroke vector.Path
	flat, dashed pen.Path
	vertices     []ebiten.Vertex
	indices      []uint32
	white        *ebiten.Image
	shader       shader
}

// Target sets the image to paint on and how many of its pixels make a CSS pixel.
func (p *Painter) Target(dst *ebiten.Image, scale float64) { p.dst, p.scale = dst, float32(scale) }

// Begin and End do nothing: groups are for the SVG.
func (p *Painter) Begin(name, title string) {}
func (p *Painter) End()                     {}

// Text does nothing: texts are DOM.
func (p *Painter) Text(at view.Pixel, s string, style pen.TextStyle) {}

// Fill paints the inside of a path.
func (p *Painter) Fill(path pen.Path, c pen.Color) {
	p.path.Reset()
	p.trace(path)
	p.paint(&p.path, c)
}

// Stroke paints a line along a path; dashes are cut here.
func (p *Painter) Stroke(path pen.Path, width float64, c pen.Color, dash []float64) {
	if len(dash) > 0 {
		p.flat.Reset()
		p.dashed.Reset()
		pen.Flatten(&p.flat, path)
		pen.Dash(&p.dashed, p.flat, dash)
		path = p.dashed
	}
	p.path.Reset()
	p.trace(path)
	p.stroke.Reset()
	options := vector.AddStrokeOptions{StrokeOptions: vector.StrokeOptions{
		Width: float32(width) * p.scale, LineCap: vector.LineCapRound, LineJoin: vector.LineJoinRound}}
	p.stroke.AddStroke(&p.path, &options)
	p.paint(&p.stroke, c)
}

func (p *Painter) trace(path pen.Path) {
	next := 0
	at := func() (x, y float32) {
		q := path.Points[next]
		next++
		return float32(q.X) * p.scale, float32(q.Y) * p.scale
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

func (p *Painter) paint(path *vector.Path, c pen.Color) {
	if c.A <= 0 || p.dst == nil {
		return
	}
	var options vector.DrawPathOptions
	options.AntiAlias = true
	a := float32(c.A)
	options.ColorScale.Scale(float32(c.R)*a, float32(c.G)*a, float32(c.B)*a, a)
	vector.FillPath(p.dst, path, nil, &options)
}

// Mesh paints triangles with colours blended between their corners.
func (p *Painter) Mesh(vertices []pen.Vertex) {
	if p.dst == nil {
		return
	}
	p.vertices, p.indices = p.vertices[:0], p.indices[:0]
	for i, v := range vertices {
		a := float32(v.Color.A)
		p.vertices = append(p.vertices, ebiten.Vertex{
			DstX: float32(v.At.X) * p.scale, DstY: float32(v.At.Y) * p.scale, SrcX: 1, SrcY: 1,
			ColorR: float32(v.Color.R) * a, ColorG: float32(v.Color.G) * a, ColorB: float32(v.Color.B) * a, ColorA: a,
		})
		p.indices = append(p.indices, uint32(i))
	}
	options := ebiten.DrawTrianglesOptions{ColorScaleMode: ebiten.ColorScaleModePremultipliedAlpha}
	p.dst.DrawTriangles32(p.vertices, p.indices, p.whitePixel(), &options)
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
