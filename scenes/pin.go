package scenes

import (
	"errors"
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/tables"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// pinned is a state that is kept to compare with: a second scene of the figure shown holds
// it, and is drawn as a ghost over the present one. The zero value keeps nothing.
type pinned struct {
	on       bool
	scenario engine.Scenario
	view     stage.View
	result   engine.Result
	holds    engine.Sections // of the result
	asked    asked           // of the heavy solver last
	scene    stage.Scene     // nil: none, or the figure's answer is not there yet
	frame    stage.Frame
	look     look       // that the ghost was drawn with
	ownAxes  stage.Axes // that it would have by itself
	axes     stage.Axes // that it is drawn on
	ghost    pen.Ghost
}

// asked says for which figure the heavy solver was asked, and at which revision.
type asked struct {
	revision uint64
	scene    string
}

// look is what the ghost's drawing depends on beside the pinned state.
type look struct {
	figure, aside view.Rect
	theme         *theme.Theme
	yaw, pitch    float64
	scene         string
	scenario      *engine.Party // of the present one: another has another
	holds         engine.Sections
}

// Pin keeps the state as it stands, with its figures, beside whatever comes; Unpin forgets it.
// A state that is pinned already is replaced.
func (a *App) Pin() {
	a.do(func() {
		a.drop()
		v := &a.answers
		p := pinned{on: true, scenario: a.store.Now(), view: copyView(a.view)}
		if !v.stale {
			p.result, p.holds = v.result, alwaysSections|a.wants
			if !a.awaitsLater() {
				p.holds |= a.later
			}
		}
		a.pin = p
		a.change()
		a.overlay.say("Pinned: this state stays as a dotted outline, and the panel compares. " +
			a.overlay.Panel.Verdict)
		a.queue.later(a.onLive)
	})
}

// Unpin forgets the pinned state.
func (a *App) Unpin() {
	a.do(func() {
		if !a.pin.on {
			return
		}
		a.pin = pinned{}
		a.change()
		a.overlay.say("No longer pinned.")
		a.queue.later(a.onLive)
	})
}

// Pinned returns the pinned scenario, if there is one, and PinScenario pins one that a link
// brings.
func (a *App) Pinned() (s engine.Scenario, on bool) {
	a.do(func() { s, on = a.pin.scenario, a.pin.on })
	return s, on
}

// PinScenario pins a scenario that is not the one shown; a wrong one is refused.
func (a *App) PinScenario(s engine.Scenario) error {
	s, err := checked(s)
	if err != nil {
		return err
	}
	a.do(func() {
		a.pin = pinned{on: true, scenario: s, view: copyView(a.view)}
		a.change()
	})
	return nil
}

// missingSections are the sections that the figure shown looks at and the pinned result has not.
func (a *App) missingSections() engine.Sections {
	if !a.pin.on {
		return 0
	}
	return (alwaysSections | a.wants | a.later) &^ (a.pin.holds | engine.HeardOnly)
}

// solvePinned completes the pinned result for the figure shown: here if that is quick, by the
// heavy solver when it has nothing else to do.
func (a *App) solvePinned() {
	p, want := &a.pin, (alwaysSections|a.wants|a.later)&^engine.HeardOnly
	if a.missingSections() == 0 {
		return
	}
	if a.quickFor(p.scenario, want) {
		if r, _, ok := a.try(p.scenario, want); ok {
			p.result, p.holds = r, want
			return
		}
	}
	idle := !a.answers.stale && !a.awaitsLater() && len(a.answers.waiting) == 0 && a.drag.Handle() == ""
	now := asked{a.store.Revision(), a.view.Scene}
	if !idle || p.asked == now {
		return
	}
	p.asked = now
	s, heavy, revision := p.scenario, a.options.Heavy, now.revision
	a.queue.later(func() {
		heavy.Solve(revision, s, want, func(ans worker.Answer) { a.takePinned(&s, ans) })
	})
}

// takePinned takes the heavy solver's answer in, unless something else is pinned by now.
func (a *App) takePinned(s *engine.Scenario, ans worker.Answer) {
	a.do(func() {
		p := &a.pin
		switch {
		case !p.on || !same(s, &p.scenario):
			return
		case errors.Is(ans.Err, worker.ErrNoWorker):
			a.options.Heavy = nil
		case ans.Err == nil:
			p.result, p.holds = ans.Result, ans.Want
		}
		a.change()
	})
}

// same reports whether two scenarios are one: scenarios are never changed in place.
func same(a, b *engine.Scenario) bool {
	return &a.Prior[0] == &b.Prior[0] && &a.Agents[0] == &b.Agents[0]
}

// pinnedAxes is what the axes of the figure must have room for.
func (a *App) pinnedAxes() *stage.Axes {
	if a.pin.scene == nil || !alike(&a.pin.scenario, &a.frame.Scenario) {
		return nil
	}
	return &a.pin.ownAxes
}

// layPin brings the ghost to the figure as it stands, if anything it depends on has changed. It
// reports whether the figure has to be laid out again because there is another ghost.
func (a *App) layPin() (again bool) {
	p := &a.pin
	if _, runs := a.scene.(stage.Experimenter); runs || !p.on || a.missingSections()&^a.later != 0 {
		p.scene = nil // an experiment is not about the scenario
		return false
	}
	f := &a.frame
	now := look{figure: f.Figure, aside: f.Aside, theme: f.Theme, yaw: a.view.Yaw, pitch: a.view.Pitch,
		scene: a.view.Scene, scenario: &f.Scenario.Agents[0], holds: p.holds}
	if p.scene == nil || now.scene != p.look.scene || now.holds != p.look.holds {
		p.scene, p.look = a.newScene(), look{scene: now.scene, holds: now.holds}
		p.ownAxes.Record(nil)
		a.layGhost(&p.ownAxes)
		return true
	}
	if changed := p.axes.Use(&a.axes); !changed && now == p.look {
		return false
	}
	p.look = now
	a.layGhost(&p.axes)
	p.ghost.Reset()
	p.ghost.Ground = append(p.ghost.Ground[:0], f.Theme.Paper, f.Theme.Frame, f.Theme.Grid)
	if alike(&p.scenario, &f.Scenario) {
		p.scene.Draw(&p.ghost)
	}
	return false
}

// layGhost lays the pinned state out on axes.
func (a *App) layGhost(axes *stage.Axes) {
	p, f := &a.pin, &a.frame
	p.frame = stage.Frame{
		Scenario: p.scenario, Result: p.result, Late: a.missingSections() != 0, View: p.viewed(a.view),
		Figure: f.Figure, Aside: f.Aside, Theme: stage.Colored(a.theme, &p.scenario), Axes: axes, Reduced: true,
		Now: f.Now, Revision: p.frame.Revision + 1,
	}
	p.scene.Layout(&p.frame)
}

// alike reports whether two scenarios can be compared in one picture: it has the same corners.
// Otherwise only their figures are.
func alike(a, b *engine.Scenario) bool {
	return slices.EqualFunc(a.Criteria, b.Criteria, func(c, d engine.Criterion) bool { return c.Name == d.Name }) &&
		slices.Equal(a.States, b.States) && (a.AgentSignal == nil) == (b.AgentSignal == nil) &&
		(a.AgentSignal == nil || len(a.AgentSignal[0]) == len(b.AgentSignal[0]))
}

// viewed is the pinned view, at rest and turned as the present one.
func (p *pinned) viewed(now stage.View) stage.View {
	v := copyView(p.view)
	v.Scene, v.Yaw, v.Pitch = now.Scene, now.Yaw, now.Pitch
	for _, key := range [...]string{"play", "map"} { // what moves, and what is asked for anew at every change
		delete(v.Values, key)
	}
	return v
}

// draw draws a figure with the ghost over it.
func (p *pinned) draw(scene stage.Scene, to pen.Pen) {
	scene.Draw(to)
	if p.scene != nil {
		p.ghost.Draw(to)
	}
}

// compare finds out what of the ghost is not where the present figure has it.
func (p *pinned) compare(scene stage.Scene) {
	if p.scene != nil {
		p.ghost.Compare(scene.Draw)
	}
}

// table compares the figures of the pinned state with those of the present one.
func (p *pinned) table(panel *stage.Panel) stage.Table {
	if p.scene == nil {
		return stage.Table{}
	}
	old := p.scene.Panel()
	return tables.Compared(&old, panel)
}
