package scenes

import (
	"math"
	"slices"

	"github.com/hajimehoshi/ebiten/v2"
)

// Update, Draw, Layout and LayoutF make App an ebiten.Game. It wants one Update a frame
// (ebiten.SetTPS(ebiten.SyncWithFPS)) and a transparent screen (RunGameOptions), through
// which the page's background shows. Update moves what moves.
func (a *App) Update() error {
	a.queue.do(func() {
		a.catchUp()
		if start := a.now(); a.figure.moving || a.maps.pending() {
			before := *a.history.store
			a.guard(&before, func() { a.follow(redrawn | a.maps.fill()) })
			a.stats.LastUpdate = (a.now() - start) * 1000
		}
	})
	return nil
}

// Draw paints the state of the last change or Update, and puts the page to sleep when
// nothing moves. A picture that fails is left out, and that is said once for each state.
func (a *App) Draw(screen *ebiten.Image) {
	idle := false
	a.queue.do(func() {
		start := a.now()
		a.painter.Target(screen, a.viewport.deviceScale*a.viewport.zoom)
		a.queue.guard(func() {
			a.pin.draw(a.figure.scene, &a.painter)
			a.painter.Flush()
		}, func(trouble any) {
			if a.unpainted != a.history.store.Revision() {
				a.unpainted = a.history.store.Revision()
				a.queue.tell(paintWords, trouble)
			}
		})
		a.dirty = a.figure.moving || a.maps.pending()
		idle = !a.dirty
		a.stats.Frames++
		a.stats.LastDraw = (a.now() - start) * 1000
	})
	if idle {
		a.sleep()
	}
}

// sleep tells the page that nothing moves, and takes it back if a change came in between:
// its own Wake may have been called before this Sleep.
func (a *App) sleep() {
	if a.options.Sleep == nil {
		return
	}
	a.options.Sleep()
	a.queue.mu.Lock()
	dirty := a.dirty
	a.queue.mu.Unlock()
	if dirty && a.options.Wake != nil {
		a.options.Wake()
	}
}

// Layout gives the screen the resolution of the device. LayoutF is what ebiten calls when
// it can.
func (a *App) Layout(w, h int) (int, int) {
	fw, fh := a.LayoutF(float64(w), float64(h))
	return int(math.Ceil(fw)), int(math.Ceil(fh))
}

// LayoutF is Layout in fractions of a pixel.
func (a *App) LayoutF(w, h float64) (float64, float64) {
	a.queue.mu.Lock()
	defer a.queue.mu.Unlock()
	return max(1, w*a.viewport.deviceScale), max(1, h*a.viewport.deviceScale)
}

// Stats are counts and times for the page's stats().
type Stats struct {
	Frames                                                  uint64
	LastSolve, LastDraw, LastUpdate, LastEvent, MedianEvent float64 // milliseconds
}

// Stats returns counts and times so far.
func (a *App) Stats() Stats {
	a.queue.mu.Lock()
	defer a.queue.mu.Unlock()
	s := a.stats
	s.LastSolve = a.answers.millis
	s.MedianEvent = a.events.median()
	return s
}

// ring keeps the last numbers it was given, for their median. The zero value is empty.
type ring struct {
	last  [128]float64
	count int
}

func (r *ring) add(x float64) {
	r.last[r.count%len(r.last)] = x
	r.count++
}

// median is 0 for none.
func (r *ring) median() float64 {
	n := min(r.count, len(r.last))
	if n == 0 {
		return 0
	}
	sorted := r.last
	slices.Sort(sorted[:n])
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
