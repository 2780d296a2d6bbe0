// Package scenes is the app: an ebiten.Game that holds the scenario with its history, the
// scene shown and the solvers, and paints. It decides nothing about the mathematics (the
// engine does) nor about what a figure looks like (its scene does). The page talks to it
// through the methods of App, which may be called from any goroutine.
package scenes

import (
	"cmp"
	"io"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/experiments"
	"github.com/emergent-alignment/emergent/scenes/history"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/pen/ebitenpen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// Options of an App. The zero value works: inline solver, no clock (tweens end at once).
type Options struct {
	Heavy worker.Solver  // for sections that are expected to take longer than Patience; nil: none do
	Clock func() float64 // seconds, monotonic
	Wake  func()         // asks the page for frames; called whenever something has to be drawn
	Sleep func()         // tells the page that nothing moves; called from Draw

	Workers    worker.Port       // for experiments; nil: there are none
	MainThread worker.Port       // does experiments where no worker can be had; nil: nobody does
	Cores      int               // workers at most
	Choose     func()            // lets the reader choose a file
	Say        func(text string) // tells the reader what went wrong later

	// Patience is how many milliseconds a solve may keep the page waiting; 0 means
	// DefaultPatience, and below it everything is Heavy's.
	Patience float64
}

// App is the game. Create it with New. Callbacks (those of Options, OnCommit, OnLive,
// Result) run after the app's lock is released, so they may call the app again.
type App struct {
	queue   queue
	options Options

	history  past   // what the reader has done
	figure   figure // that shows it
	solvers  solvers
	answers  answers // to what the figure asks
	pin      pinned  // what it is compared with
	maps     mapper  // of guarantees, in the figure
	lab      laboratory
	viewport viewport
	overlay  overlay

	unpainted        uint64 // revision whose drawing failed, and was said to
	dirty            bool   // something has to be drawn
	painter          ebitenpen.Painter
	stats            Stats
	events           ring
	onCommit, onLive func()
}

// New returns an app that shows a built-in scenario until SetScenario is called.
func New(o Options) *App {
	a := &App{queue: queue{say: o.Say}, options: o, viewport: viewport{deviceScale: 1, zoom: 1, textScale: 1}}
	a.solvers = solvers{queue: &a.queue, heavy: o.Heavy, patience: o.Patience, edit: a.edit}
	a.solvers.inline.Clock = o.Clock
	a.answers.solvers, a.maps.solvers = &a.solvers, &a.solvers
	a.lab = laboratory{queue: &a.queue, choose: o.Choose}
	if o.Workers != nil {
		a.lab.lab = experiments.NewLab(o.Workers, o.MainThread, o.Cores, a.now,
			func() { a.edit(func() effect { return a.lab.take(&a.figure) }) })
	}
	a.history.store, a.figure.theme = history.New(builtIn()), theme.Named("light")
	a.figure.frame.Reduced, a.figure.frame.Experiment = o.Clock == nil, a.lab.state()
	a.figure.setView(stage.View{})
	a.follow(changed)
	return a
}

// now is the time of the clock in seconds.
func (a *App) now() float64 {
	if a.options.Clock == nil {
		return 0
	}
	return a.options.Clock()
}

// Resize places the figure and what stands beside it, in CSS pixels of the stage.
func (a *App) Resize(figure, aside view.Rect, deviceScale float64) {
	a.edit(func() effect {
		v := &a.viewport
		if deviceScale > 0 {
			v.deviceScale = deviceScale
		}
		v.figure, v.aside = figure, aside
		return v.fit(&a.figure.frame)
	})
}

// SetTextScale enlarges the figure with the reader's text: 1 is a page's usual 16 pixels.
func (a *App) SetTextScale(scale float64) {
	a.edit(func() effect {
		if scale <= 0 {
			return 0
		}
		a.viewport.textScale = scale
		return a.viewport.fit(&a.figure.frame)
	})
}

// SetTheme chooses a theme by its name (see theme.Named).
func (a *App) SetTheme(name string) { a.setTheme(theme.Named(name)) }

// SetColors takes the system's own colours.
func (a *App) SetColors(c theme.System) { a.setTheme(theme.Forced(c)) }

func (a *App) setTheme(t *theme.Theme) {
	a.edit(func() effect {
		a.figure.theme = t
		return changed
	})
}

// SetReducedMotion ends tweens at once, from now on.
func (a *App) SetReducedMotion(reduced bool) {
	a.edit(func() effect {
		a.figure.frame.Reduced = reduced || a.options.Clock == nil
		return changed
	})
}

// Scenario is the one that stands; treat it as constant.
func (a *App) Scenario() (s engine.Scenario) {
	a.do(func() { s = a.history.store.Now() })
	return s
}

// Accept shows another scenario that engine.Parse has just read, which nobody else holds: as one step of the
// history, or as the start of another one, as a link or a preset is.
func (a *App) Accept(s engine.Scenario, start bool) {
	a.edit(func() effect { return a.history.accept(s, start) })
}

// View returns what is shown.
func (a *App) View() (v stage.View) {
	a.do(func() { v = copyView(a.figure.view) })
	return v
}

// SetView shows another view; a wrong one is refused.
func (a *App) SetView(v stage.View) (err error) {
	a.edit(func() effect {
		if err = checkView(v); err != nil {
			return 0
		}
		if a.figure.setView(copyView(v)) {
			a.history.store.Commit()
		}
		if s, plays := a.figure.plays(); plays && a.lab.lab != nil {
			a.queue.later(func() { a.lab.lab.Run(s) })
		}
		return changed | live
	})
	return err
}

// Scene is the name of the figure shown.
func (a *App) Scene() string {
	a.queue.mu.Lock()
	defer a.queue.mu.Unlock()
	return a.figure.view.Scene
}

// Undo goes one step back; it reports whether there was one.
func (a *App) Undo() bool { return a.walk(a.history.store.Undo) }

// Redo takes back an Undo; it reports whether there was one.
func (a *App) Redo() bool { return a.walk(a.history.store.Redo) }

// Reset goes back to the scenario of the last start, as one step of undo.
func (a *App) Reset() {
	a.walk(func() bool {
		a.history.store.Reset()
		return true
	})
}

func (a *App) walk(way func() bool) (done bool) {
	a.edit(func() effect {
		if done = way(); done {
			return step
		}
		return 0
	})
	return done
}

// OnCommit has f called after each finished step (drop, key, undo, ...), so that the page pushes its hash.
func (a *App) OnCommit(f func()) { a.do(func() { a.onCommit = f }) }

// OnLive has f called after each change that is no step (while dragging, of the view, a new start), so that the
// page replaces its hash.
func (a *App) OnLive(f func()) { a.do(func() { a.onLive = f }) }

// Result calls deliver once with the full result of the scenario that is current when it
// arrives: never with a stale one.
func (a *App) Result(deliver func(engine.Result, error)) { a.do(func() { a.answers.whole(deliver) }) }

// Pin keeps the state as it stands, with its figures, beside whatever comes; Unpin forgets it.
// A state that is pinned already is replaced.
func (a *App) Pin() {
	a.do(func() {
		a.follow(a.history.drop())
		h := a.history.store
		a.pin.keep(h.Now(), a.answers.known, h.Revision(), a.figure.view)
		a.follow(changed | live)
		a.overlay.say("Pinned: this state stays as a dotted outline, and the panel compares. " +
			a.overlay.Panel.Verdict)
	})
}

// Unpin forgets the pinned state.
func (a *App) Unpin() {
	a.edit(func() effect {
		if !a.pin.on {
			return 0
		}
		a.pin = pinned{}
		a.overlay.say("No longer pinned.")
		return changed | live
	})
}

// Pinned returns the pinned scenario, if there is one.
func (a *App) Pinned() (s engine.Scenario, on bool) {
	a.do(func() { s, on = a.pin.scenario, a.pin.on })
	return s, on
}

// PinScenario pins a scenario that is not the one shown, which engine.Parse has just read.
func (a *App) PinScenario(s engine.Scenario) {
	a.edit(func() effect {
		a.pin.keep(s, known{}, a.history.store.Revision(), a.figure.view)
		return changed
	})
}

// OverlayFlags is what of the overlay waits for no frame.
func (a *App) OverlayFlags() (canUndo, canRedo, pinned, stale bool) {
	a.queue.mu.Lock()
	defer a.queue.mu.Unlock()
	o := &a.overlay
	return o.CanUndo, o.CanRedo, o.Pinned, o.Stale
}

// Overlay is valid until the next call of Overlay.
func (a *App) Overlay() *Overlay {
	a.queue.mu.Lock()
	defer a.queue.mu.Unlock()
	a.catchUp()
	return a.overlay.hand()
}

// WriteSVG writes the picture as it stands, text included.
func (a *App) WriteSVG(w io.Writer) error {
	var picture *pen.SVG
	a.do(func() {
		f := &a.figure
		title := cmp.Or(a.history.store.Now().Title, "Emergent alignment")
		frame := around(f.frame.Figure, f.frame.Aside)
		picture = pen.NewSVG(frame, f.frame.Theme.Paper, title, a.overlay.Panel.Verdict)
		picture.Scale = a.viewport.zoom
		a.pin.draw(f.scene, picture)
	})
	_, err := picture.WriteTo(w)
	return err
}
