package scenes

import (
	"slices"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// A reader who asks for larger text gets a larger figure: it is laid out in a smaller
// rectangle and everything in it, words, marks and handles, is shown larger by zoom. Scenes
// know nothing of it.

const (
	maxZoom = 2.   // text at 200 %
	leastW  = 250. // of a figure in its own pixels, below which it is not enlarged further
	leastH  = 190.
	asideW  = 190. // the same for what stands beside or below it
	asideH  = 110.
)

// fitZoom is the zoom for text of a scale in a figure: less where there is no room.
func fitZoom(scale float64, figure, aside view.Rect) float64 {
	z := min(scale, maxZoom, figure.W/leastW, figure.H/leastH)
	if aside.W > 0 && aside.H > 0 {
		z = min(z, aside.W/asideW, aside.H/asideH)
	}
	return max(1, z)
}

func shrink(r view.Rect, by float64) view.Rect {
	return view.Rect{X: r.X / by, Y: r.Y / by, W: r.W / by, H: r.H / by}
}

// inward turns an event of the page into one of the figure.
func (a *App) inward(ev stage.Event) stage.Event {
	ev.At.X /= a.zoom
	ev.At.Y /= a.zoom
	if ev.Kind == stage.Orbit {
		ev.DX /= a.zoom
		ev.DY /= a.zoom
	}
	return ev
}

// showLabels and showHandles bring the overlay up to date, in pixels of the page.
func (a *App) showLabels() {
	for i := range a.labels.List {
		l := &a.labels.List[i]
		l.At = outward(l.At, a.zoom)
		if a.zoom != 1 {
			l.Style = l.Style.Scaled(a.zoom)
		}
	}
	if !slices.Equal(a.labels.List, a.overlay.Labels) {
		a.overlay.Labels = append(a.overlay.Labels[:0], a.labels.List...)
		a.overlay.LabelsAt++
	}
}

func (a *App) showHandles() {
	a.shown = append(a.shown[:0], a.handles...)
	for i := range a.shown {
		h := &a.shown[i]
		h.At, h.Radius = outward(h.At, a.zoom), h.Radius*a.zoom
	}
	if !slices.Equal(a.shown, a.overlay.Handles) {
		a.overlay.Handles = append(a.overlay.Handles[:0], a.shown...)
		a.overlay.HandlesAt++
	}
}

func outward(p view.Pixel, by float64) view.Pixel { return view.Pixel{X: p.X * by, Y: p.Y * by} }

// draw draws the figure as it stands, with what is pinned.
func (a *App) draw(p pen.Pen) {
	a.scene.Draw(p)
	a.drawGhost(p)
}
