package scenes

// follow is the pipeline of a change. Each step looks at what those before it have left, and none goes back:
//
//  1. edit: who calls has changed history or view, or what the figure is shown in, and says so by an effect
//  2. answers: what is quick is solved and the rest asked for, of the scenario that stands, then of the pinned one
//  3. frame: all that the figure may look at is put together
//  4. map: it is begun, goes on or ends
//  5. layout: of the figure on axes with room for the pinned state, and of that one on the axes of the figure
//  6. overlay: the panel, labels and handles
//  7. page: it hears of the change, and is asked for a frame (act), once the lock is released
//
// An answer that comes later is an edit too: of answers, pin, map or lab.
func (a *App) follow(e effect) {
	f, h := &a.figure, &a.history
	if e&changed != 0 {
		a.answers.update(f.question(h))
		a.pin.update(&a.answers)
		f.update(h, &a.answers)
		a.maps.update(f, h.store.Revision())
		f.frame.Revision++
	}
	if e&(changed|redrawn) != 0 {
		f.frame.Now = a.now()
		f.layOut(a.pin.room(f))
		if a.pin.layOut(f) { // and is another one, for which there has to be room
			f.layOut(a.pin.room(f))
			a.pin.layOut(f)
		}
		a.overlay.flag(f, h, &a.pin)
		a.dirty = true
	}
	switch {
	case e&dragged != 0:
		h.behind = true
	case e&changed != 0:
		a.showOverlay(true)
	case e&redrawn != 0:
		a.showOverlay(false)
	}
	if e&announced != 0 {
		a.overlay.announce(&f.frame)
	}
	if e&live != 0 {
		a.queue.later(a.onLive)
	}
	if e&committed != 0 {
		a.queue.later(a.onCommit)
	}
}

// catchUp brings the overlay up to date where moves of a drag have left it behind.
func (a *App) catchUp() {
	if h := &a.history; h.behind {
		a.guard(&h.sound, func() {
			inside := a.overlay.Panel.Inside
			a.showOverlay(true)
			if a.overlay.Panel.Inside != inside {
				a.overlay.announce(&a.figure.frame)
			}
		})
	}
}

// showOverlay is step 6, of the panel only where it is another or plays.
func (a *App) showOverlay(panel bool) {
	f := &a.figure
	a.history.behind = a.history.behind && !panel
	if a.overlay.plays(f.scene) || panel {
		a.overlay.showPanel(f, &a.pin, a.answers.trouble())
	}
	a.overlay.showPicture(f.scene, &a.pin, &a.viewport, a.history.dragged())
}

// do runs f under the lock, with everything up to date.
func (a *App) do(f func()) {
	a.act(func() {
		a.catchUp()
		f()
	})
}

// edit is do with what follows.
func (a *App) edit(f func() effect) { a.do(func() { a.follow(f()) }) }

// act is do for what may come many times before a frame.
func (a *App) act(f func()) {
	a.queue.do(func() {
		before := *a.history.store
		a.guard(&before, f)
		if a.dirty {
			a.queue.later(a.options.Wake)
		}
	})
}
