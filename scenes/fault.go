package scenes

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// This file keeps the page alive where a figure fails: what the reader did last is taken back, and
// the page says so. The solvers look after themselves (engine.Fault).

// What the reader is told, in under 200 characters with 40 of what a panic says.
const (
	faultWords = "That is taken back: the figure could not show it (%.40v), " + faultLink
	paintWords = "The figure could not be drawn (%.40v); Undo goes back. This is " + faultLink
	faultLink  = "a fault of ours; the link to report it is " + engine.ReportAt
)

// guard runs f and, where it panics, goes back to the scenario that stood before. Where nobody can
// be told, as in tests, it does not catch.
func (a *App) guard(f func()) {
	before := *a.store
	a.guardFrom(&before, f)
}

// guardFrom is guard that goes back further.
func (a *App) guardFrom(before *stage.Store, f func()) {
	if a.options.Say == nil {
		f()
		return
	}
	defer func() {
		if trouble := recover(); trouble != nil {
			a.takeBack(before, trouble)
		}
	}()
	f()
}

// takeBack shows the state before a panic again, with the view reset if the view is to blame, and
// at last what the page starts with.
func (a *App) takeBack(before *stage.Store, trouble any) {
	text := fmt.Sprintf(faultWords, trouble)
	a.queue(func() { a.options.Say(text) })
	a.store.Restore(*before)
	for _, again := range []func(){
		func() {},
		func() { a.view = stage.View{Scene: a.view.Scene} },
		func() { a.store.Replace(builtIn()) },
	} {
		again()
		if a.shows() {
			return
		}
	}
}

// shows begins the figure anew and reports whether it can show what stands.
func (a *App) shows() (ok bool) {
	defer func() { ok = recover() == nil }()
	a.drag.End()
	a.pin = pinned{}
	a.answers.result = engine.Result{}
	a.answers.cheapAt, a.answers.heavyAt, a.answers.laterAt = 0, 0, 0
	a.scene = a.newScene()
	a.change()
	return true
}

// painted runs what paints a frame; one that fails is left out, and said once for each state.
func (a *App) painted(paint func()) {
	if a.options.Say == nil {
		paint()
		return
	}
	defer func() {
		trouble := recover()
		if trouble == nil || a.unpainted == a.store.Revision() {
			return
		}
		a.unpainted = a.store.Revision()
		text := fmt.Sprintf(paintWords, trouble)
		a.queue(func() { a.options.Say(text) })
	}()
	paint()
}
