package scenes

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/history"
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

// guard runs f and, where it panics, shows the state before again, with the view reset if the view is to
// blame, and at last what the page starts with.
func (a *App) guard(before *history.Store, f func()) {
	a.queue.guard(f, func(trouble any) {
		a.queue.tell(faultWords, trouble)
		a.history.store.Restore(*before)
		for _, again := range []func(){
			func() {},
			func() { a.figure.view = stage.View{Scene: a.figure.view.Scene} },
			func() { a.history.store.Replace(builtIn()) },
		} {
			again()
			if a.shows() {
				return
			}
		}
	})
}

// shows begins the figure anew and reports whether it can show what stands.
func (a *App) shows() (ok bool) {
	defer func() { ok = recover() == nil }()
	a.history.store.Commit()
	a.pin = pinned{}
	a.answers.known = known{}
	a.figure.scene = a.figure.make()
	a.follow(changed)
	return true
}
