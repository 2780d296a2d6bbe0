package scenes

import (
	"reflect"
	"slices"

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
	a.updateOverlay()
	a.showPanel()
	if moved && a.overlay.Panel.Inside != inside {
		a.announce()
	}
}

// colored is stage.Colored, or the last one where that is the same: figures look at whose it is.
func colored(t, last *theme.Theme, s *engine.Scenario) *theme.Theme {
	now := stage.Colored(t, s)
	if last != nil && reflect.DeepEqual(now, last) {
		return last
	}
	return now
}

// showPanel brings the text beside the figure up to date.
func (a *App) showPanel() {
	panel := a.scene.Panel()
	switch cast := stage.Names(&a.frame.Scenario); {
	case a.frame.Stale:
		panel.Aged(slices.Equal(cast, a.cast))
	default:
		a.cast = cast
	}
	panel.Pinned = a.pinTable(&panel)
	if why := a.trouble(); why != "" {
		panel.Notes = append(slices.Clip(panel.Notes), why)
	}
	if a.frame.Dragging || !reflect.DeepEqual(panel, a.overlay.Panel) { // in a drag hardly ever the same
		a.overlay.Panel = panel
		a.overlay.PanelAt++
	}
}

// refresh lays the scene out at this moment and brings the overlay up to date. While
// nothing but time has changed it allocates nothing.
func (a *App) refresh() {
	a.lay()
	a.updateOverlay()
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

// updateOverlay brings to it what the page lays over the picture.
func (a *App) updateOverlay() {
	if live, ok := a.scene.(stage.Live); ok && live.PanelAt() != a.livePanel {
		a.livePanel = live.PanelAt()
		a.showPanel()
	}
	a.labels.Reset()
	a.comparePin()
	a.draw(&a.labels)
	a.showLabels()
	a.handles = a.scene.Handles(a.handles[:0])
	for i := range a.handles {
		a.handles[i].Pressed = a.handles[i].ID == a.drag.Handle()
	}
	a.showHandles()
}

// layOut lays the figure out on axes with room for what is pinned.
func (a *App) layOut() {
	a.axes.Record(a.pinnedAxes())
	a.frame.Axes = &a.axes
	a.moving = a.scene.Layout(&a.frame)
}

// announce has the live region say the verdict, if it is not what was said last. While the
// answer is under way there is none; take says it when it has come.
func (a *App) announce() {
	if a.frame.Stale {
		return
	}
	if v := a.overlay.Panel.Verdict; v != a.overlay.Announce {
		a.say(v)
	}
}

func (a *App) say(words string) {
	a.overlay.Announce = words
	a.overlay.AnnounceAt++
}

// OverlayFlags is what of the overlay waits for no frame.
func (a *App) OverlayFlags() (canUndo, canRedo, pinned, stale bool) {
	a.queue.Lock()
	o := &a.overlay
	canUndo, canRedo, pinned, stale = o.CanUndo, o.CanRedo, o.Pinned, o.Stale
	a.queue.Unlock()
	return canUndo, canRedo, pinned, stale
}

// Overlay is valid until the next call of Overlay.
func (a *App) Overlay() *Overlay {
	a.queue.Lock()
	defer a.queue.Unlock()
	a.follow()
	o := a.overlay
	h := &a.handed
	handles, labels := h.Handles, h.Labels
	if h.HandlesAt != o.HandlesAt {
		handles = append([]stage.Handle(nil), o.Handles...)
	}
	if h.LabelsAt != o.LabelsAt {
		labels = append(labels[:0], o.Labels...)
	}
	*h = o
	h.Handles, h.Labels = handles, labels
	return h
}
