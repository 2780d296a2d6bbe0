package scenes

import (
	"reflect"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
)

// change takes in whatever has changed: solves what is cheap, asks for the rest, hands the
// scene a new frame and the page a new overlay.
func (a *App) change() {
	a.changeFigure()
	a.finish()
}

// changeFigure is change without the overlay.
func (a *App) changeFigure() {
	a.wants = a.looksAt()
	a.solve()
	a.solvePinned()
	f := &a.frame
	f.Scenario, f.Result, f.View = a.store.Now(), a.answers.result, a.view
	f.Theme = colored(a.theme, f.Theme, &f.Scenario)
	f.Stale, f.Late = a.answers.stale, a.awaitsLater()
	f.Dragging = a.drag.Handle() != ""
	a.updateSurvey()
	f.Revision++
	a.lay()
	a.overlay.CanUndo, a.overlay.CanRedo = a.store.CanUndo(), a.store.CanRedo()
	a.overlay.Stale, a.overlay.Pinned = f.Stale, a.pin.on
}

// follow brings the overlay up to date where moves of a drag have left it behind.
func (a *App) follow() {
	if a.due {
		a.guard(&a.sound, a.finish)
	}
}

// finish brings the overlay up to date.
func (a *App) finish() {
	moved, inside := a.due, a.overlay.Panel.Inside
	a.due = false
	a.showOverlay(true)
	if moved && a.overlay.Panel.Inside != inside {
		a.overlay.announce(&a.frame)
	}
}

// showOverlay lays over the picture what belongs there; the panel too, or only where it plays.
func (a *App) showOverlay(panel bool) {
	if a.overlay.plays(a.scene) || panel {
		a.overlay.showPanel(a.scene, &a.frame, &a.pin, a.trouble())
	}
	a.overlay.showPicture(a.scene, &a.pin, &a.viewport, a.drag.Handle())
}

// colored is stage.Colored, or the last one where that is the same: figures look at whose it is.
func colored(t, last *theme.Theme, s *engine.Scenario) *theme.Theme {
	now := stage.Colored(t, s)
	if last != nil && reflect.DeepEqual(now, last) {
		return last
	}
	return now
}

// refresh lays the scene out at this moment and brings the overlay up to date. While
// nothing but time has changed it allocates nothing.
func (a *App) refresh() {
	a.lay()
	a.showOverlay(false)
}

// lay lays the scene out.
func (a *App) lay() {
	a.frame.Now = a.now()
	a.layOut()
	if a.layPin() {
		a.layOut()
		a.layPin()
	}
	a.dirty = true
}

// layOut lays the figure out on axes with room for what is pinned.
func (a *App) layOut() {
	a.axes.Record(a.pinnedAxes())
	a.frame.Axes = &a.axes
	a.moving = a.scene.Layout(&a.frame)
}

// OverlayFlags is what of the overlay waits for no frame.
func (a *App) OverlayFlags() (canUndo, canRedo, pinned, stale bool) {
	a.queue.Lock()
	defer a.queue.Unlock()
	o := &a.overlay
	return o.CanUndo, o.CanRedo, o.Pinned, o.Stale
}

// Overlay is valid until the next call of Overlay.
func (a *App) Overlay() *Overlay {
	a.queue.Lock()
	defer a.queue.Unlock()
	a.follow()
	return a.overlay.hand()
}
