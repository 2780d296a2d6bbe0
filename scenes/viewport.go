package scenes

import (
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// viewport is where on the page the figure is, and what stands beside it. A reader who asks for larger text gets a
// larger figure: it is laid out in a smaller rectangle and everything in it, words, marks and handles, is shown
// larger by zoom. Scenes know nothing of it.
type viewport struct {
	deviceScale   float64
	textScale     float64 // that is asked for
	zoom          float64 // that there is room for
	figure, aside view.Rect
}

const (
	maxZoom = 2.   // text at 200 %
	leastW  = 250. // of a figure in its own pixels, below which it is not enlarged further
	leastH  = 190.
	asideW  = 190. // the same for what stands beside or below it
	asideH  = 110.
)

// fit finds the zoom, less than the scale of the text where there is no room, and gives the figure its rectangles, in
// its own pixels.
func (v *viewport) fit(f *stage.Frame) effect {
	z := min(v.textScale, maxZoom, v.figure.W/leastW, v.figure.H/leastH)
	if v.aside.W > 0 && v.aside.H > 0 {
		z = min(z, v.aside.W/asideW, v.aside.H/asideH)
	}
	v.zoom = max(1, z)
	f.Figure, f.Aside = v.inside(v.figure), v.inside(v.aside)
	return changed
}

func (v *viewport) inside(r view.Rect) view.Rect {
	return view.Rect{X: r.X / v.zoom, Y: r.Y / v.zoom, W: r.W / v.zoom, H: r.H / v.zoom}
}

// inward turns an event of the page into one of the figure.
func (v *viewport) inward(ev stage.Event) stage.Event {
	ev.At.X /= v.zoom
	ev.At.Y /= v.zoom
	if ev.Kind == stage.Orbit {
		ev.DX /= v.zoom
		ev.DY /= v.zoom
	}
	return ev
}

// outward turns a place of the figure into one of the page.
func (v *viewport) outward(p view.Pixel) view.Pixel {
	return view.Pixel{X: p.X * v.zoom, Y: p.Y * v.zoom}
}

// around is the smallest rectangle around figure and aside.
func around(f, g view.Rect) view.Rect {
	if g.W <= 0 || g.H <= 0 {
		return f
	}
	x, y := min(f.X, g.X), min(f.Y, g.Y)
	return view.Rect{X: x, Y: y, W: max(f.X+f.W, g.X+g.W) - x, H: max(f.Y+f.H, g.Y+g.H) - y}
}
