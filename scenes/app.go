// Package scenes is the app: an ebiten.Game that holds the scenario with its history, the
// scene shown and the solvers, and paints. The page talks to it through the methods of App,
// all from the one goroutine of the page's event loop or under its lock.
package scenes

import (
	"errors"
	"io"

	"emergent/engine"
	"emergent/scenes/pen"
	"emergent/scenes/stage"
	"emergent/scenes/view"

	"github.com/hajimehoshi/ebiten/v2"
)

// Options of an App. The zero value works: inline solver, no clock (tweens end at once).
type Options struct {
	Heavy stage.Solver   // for sections too slow for a frame; nil: inline
	Clock func() float64 // seconds, monotonic
	Wake  func()         // asks the page for frames; called whenever something has to be drawn
	Sleep func()         // tells the page that nothing moves; called from Draw
}

// Overlay is what the page lays over the canvas: real text, handles, panel, state of undo.
// The counters grow whenever their part has changed, so the page skips the rest.
type Overlay struct {
	Handles                                  []stage.Handle
	Labels                                   []pen.Label
	Panel                                    stage.Panel
	Announce                                 string // for the live region
	CanUndo                                  bool
	CanRedo                                  bool
	Stale                                    bool
	HandlesAt, LabelsAt, PanelAt, AnnounceAt uint64
}

// Stats are counts and times for the page's stats().
type Stats struct {
	Frames                                                  uint64
	LastSolve, LastDraw, LastUpdate, LastEvent, MedianEvent float64 // milliseconds
}

// App is the game. Create it with New.
type App struct{ overlay Overlay }

// New returns an app that shows a built-in scenario until SetScenario is called.
func New(o Options) *App { return &App{} }

// Resize places the figure and what stands beside it, in CSS pixels of the stage.
func (a *App) Resize(figure, aside view.Rect, deviceScale float64) {}

// SetTheme chooses "light" or "dark"; SetReducedMotion ends tweens at once.
func (a *App) SetTheme(name string)          {}
func (a *App) SetReducedMotion(reduced bool) {}

// Dispatch handles one event at once: edits, cheap answers and a new overlay.
func (a *App) Dispatch(ev stage.Event) error { return nil }

// Scenario, SetScenario, Result, View and SetView are window.emergent's; SetScenario is one
// step of undo and refuses invalid scenarios with the state kept. Result calls deliver with
// the full result of the scenario that is current when it arrives.
func (a *App) Scenario() engine.Scenario                 { return engine.Scenario{} }
func (a *App) SetScenario(s engine.Scenario) error       { return errors.New("scenes: not written yet") }
func (a *App) Replace(s engine.Scenario) error           { return errors.New("scenes: not written yet") } // clears history: a link or a preset as start
func (a *App) Result(deliver func(engine.Result, error)) {}
func (a *App) View() stage.View                          { return stage.View{} }
func (a *App) SetView(v stage.View) error                { return nil }
func (a *App) Undo() bool                                { return false }
func (a *App) Redo() bool                                { return false }
func (a *App) Reset()                                    {} // back to the scenario of the last Replace, one step of undo

// OnCommit is called after each finished step (drop, key, undo, ...) and OnLive after each
// change while dragging, so that the page pushes or replaces its hash.
func (a *App) OnCommit(f func()) {}
func (a *App) OnLive(f func())   {}

// Overlay is valid until the next call of any method.
func (a *App) Overlay() *Overlay { return &a.overlay }

// WriteSVG writes the picture as it stands, text included.
func (a *App) WriteSVG(w io.Writer) error { return nil }

// Stats returns counts and times so far.
func (a *App) Stats() Stats { return Stats{} }

// Update, Draw and Layout make App an ebiten.Game.
func (a *App) Update() error              { return nil }
func (a *App) Draw(screen *ebiten.Image)  {}
func (a *App) Layout(w, h int) (int, int) { return w, h }
