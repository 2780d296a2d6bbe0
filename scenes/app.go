// Package scenes is the app: an ebiten.Game that holds the scenario with its history, the
// scene shown and the solvers, and paints. It decides nothing about the mathematics (the
// engine does) nor about what a figure looks like (its scene does). The page talks to it
// through the methods of App, which may be called from any goroutine.
package scenes

import (
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

	store    *history.Store
	view     stage.View
	answers  answers
	surveyed survey
	lab      *experiments.Lab // nil: none
	settled  []func(error)    // wait until no experiment is under way
	scene    stage.Scene
	newScene func() stage.Scene
	wants    engine.Sections // of the scene
	later    engine.Sections // and what it can wait for
	drag     view.Drag
	grabbed  stage.Frame // when the drag began
	pin      pinned
	axes     stage.Axes // of the figure as it is shown

	frame     stage.Frame
	theme     *theme.Theme // as it was chosen; the frame's has the agents' colours
	viewport  viewport
	overlay   overlay
	unpainted uint64        // revision whose drawing failed, and was said to
	dirty     bool          // something has to be drawn
	moving    bool          // a tween runs
	due       bool          // a drag has gone on since the overlay was brought up to date ..
	sound     history.Store // .. when this stood
	painter   ebitenpen.Painter

	stats            Stats
	events           ring
	onCommit, onLive func()
}

// New returns an app that shows a built-in scenario until SetScenario is called.
func New(o Options) *App {
	a := &App{queue: queue{say: o.Say}, options: o, viewport: viewport{deviceScale: 1, zoom: 1, textScale: 1}}
	a.store, a.theme = history.New(builtIn()), theme.Named("light")
	a.frame.Reduced = o.Clock == nil
	a.answers.inline.Clock = o.Clock
	a.openLab()
	a.show(scenes[0].name)
	a.change()
	return a
}

// do runs f under the lock, with everything up to date.
func (a *App) do(f func()) {
	a.act(func() {
		a.follow()
		f()
	})
}

// act is do for what may come many times before a frame.
func (a *App) act(f func()) {
	a.queue.do(func() {
		before := *a.store
		a.guard(&before, f)
		if a.dirty {
			a.queue.later(a.options.Wake)
		}
	})
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
	a.do(func() {
		if deviceScale > 0 {
			a.viewport.deviceScale = deviceScale
		}
		a.viewport.figure, a.viewport.aside = figure, aside
		a.fit()
	})
}

// SetTextScale enlarges the figure with the reader's text: 1 is a page's usual 16 pixels.
func (a *App) SetTextScale(scale float64) {
	a.do(func() {
		if scale > 0 {
			a.viewport.textScale = scale
			a.fit()
		}
	})
}

// fit gives the figure its rectangles.
func (a *App) fit() {
	a.frame.Figure, a.frame.Aside = a.viewport.fit()
	a.change()
}

// SetTheme chooses a theme by its name (see theme.Named), SetColors one of the system's own
// colours; SetReducedMotion ends tweens at once.
func (a *App) SetTheme(name string) { a.setTheme(theme.Named(name)) }

// SetColors takes the system's own colours.
func (a *App) SetColors(c theme.System) { a.setTheme(theme.Forced(c)) }

func (a *App) setTheme(t *theme.Theme) {
	a.do(func() {
		a.theme = t
		a.change()
	})
}

// SetReducedMotion ends tweens at once, from now on.
func (a *App) SetReducedMotion(reduced bool) {
	a.do(func() {
		a.frame.Reduced = reduced || a.options.Clock == nil
		a.change()
	})
}

// Scenario, SetScenario, Result, View and SetView are window.emergent's; SetScenario is one
// step of undo and refuses invalid scenarios with the state kept. Result calls deliver with
// the full result of the scenario that is current when it arrives.
func (a *App) Scenario() (s engine.Scenario) {
	a.do(func() { s = a.store.Now() })
	return s
}

// SetScenario shows another scenario, as one step of the history; a wrong one is refused.
func (a *App) SetScenario(s engine.Scenario) error { return a.set(s, false) }

// Replace is SetScenario that clears the history: a link or a preset as start.
func (a *App) Replace(s engine.Scenario) error { return a.set(s, true) }

func (a *App) set(s engine.Scenario, start bool) error {
	s, err := checked(s)
	if err == nil {
		a.Accept(s, start)
	}
	return err
}

// Accept is SetScenario, or Replace for a start, of what engine.Parse has just read, which nobody else
// holds: it is taken as it is.
func (a *App) Accept(s engine.Scenario, start bool) {
	a.do(func() {
		a.drag.End()
		if !start {
			a.store.Set(s)
			a.committed()
			return
		}
		a.store.Replace(s)
		a.change()
		a.overlay.announce(&a.frame)
		a.queue.later(a.onLive)
	})
}

// checked returns s as Parse would: validated and normalised, sharing nothing with the
// caller.
func checked(s engine.Scenario) (engine.Scenario, error) {
	if err := engine.Validate(s); err != nil {
		return s, err
	}
	return engine.Parse(engine.Format(s))
}

// Title is that of the scenario.
func (a *App) Title() (title string) {
	a.do(func() { title = a.store.Now().Title })
	return title
}

// View returns what is shown, SetView changes it or says why not and changes nothing.
func (a *App) View() (v stage.View) {
	a.do(func() { v = copyView(a.view) })
	return v
}

// SetView shows another view; a wrong one is refused.
func (a *App) SetView(v stage.View) (err error) {
	a.do(func() {
		if err = checkView(v); err != nil {
			return
		}
		a.setView(copyView(v))
		a.queue.later(a.onLive)
	})
	return err
}

// Scene is the name of the figure shown.
func (a *App) Scene() string {
	a.queue.Lock()
	defer a.queue.Unlock()
	return a.view.Scene
}

// Undo, Redo and Reset go through the history; Reset goes back to the scenario of the last
// Replace, as one step of undo.
func (a *App) Undo() (done bool) {
	a.do(func() {
		a.drag.End()
		if done = a.store.Undo(); done {
			a.committed()
		}
	})
	return done
}

// Redo takes back an Undo; it reports whether there was one.
func (a *App) Redo() (done bool) {
	a.do(func() {
		if done = a.store.Redo(); done {
			a.committed()
		}
	})
	return done
}

// Reset goes back to the scenario of the last Replace, as one step of undo.
func (a *App) Reset() {
	a.do(func() {
		a.drag.End()
		a.store.Reset()
		a.committed()
	})
}

// OnCommit is called after each finished step (drop, key, undo, ...) and OnLive after each
// change that is no step (while dragging, of the view, a new start), so that the page pushes
// or replaces its hash.
func (a *App) OnCommit(f func()) { a.do(func() { a.onCommit = f }) }

// OnLive has f called after each change that is no step.
func (a *App) OnLive(f func()) { a.do(func() { a.onLive = f }) }

// WriteSVG writes the picture as it stands, text included.
func (a *App) WriteSVG(w io.Writer) error {
	var picture *pen.SVG
	a.do(func() {
		title := a.store.Now().Title
		if title == "" {
			title = "Emergent alignment"
		}
		picture = pen.NewSVG(around(a.frame.Figure, a.frame.Aside), a.frame.Theme.Paper, title, a.overlay.Panel.Verdict)
		picture.Scale = a.viewport.zoom
		a.pin.draw(a.scene, picture)
	})
	_, err := picture.WriteTo(w)
	return err
}
