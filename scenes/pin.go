package scenes

import (
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
	known
	revision uint64          // that stood when it was pinned, of which known is
	wants    engine.Sections // that the figure looks at
	later    engine.Sections // and that it can wait for
	asked    job             // of the heavy solver last
	scene    stage.Scene     // nil: none, or the figure's answer is not there yet
	frame    stage.Frame
	look     look       // that the ghost was drawn with
	ownAxes  stage.Axes // that it would have by itself
	axes     stage.Axes // that it is drawn on
	ghost    pen.Ghost
}

// look is what the ghost's drawing depends on beside the pinned state.
type look struct {
	figure, aside view.Rect
	theme         *theme.Theme
	yaw, pitch    float64
	scene         string
	scenario      *engine.Party // of the present one: another has another
	has           [3]engine.Sections
}

// keep pins a scenario, with what is known of it while a revision stands.
func (p *pinned) keep(s engine.Scenario, k known, revision uint64, v stage.View) {
	*p = pinned{on: true, scenario: s, known: k, revision: revision, view: copyView(v)}
}

// update completes the pinned result for the figure shown: here if that is quick, by the
// heavy solver when it has nothing else to do.
func (p *pinned) update(v *answers) {
	p.wants, p.later = (alwaysSections|v.wants)&^engine.HeardOnly, v.question.later
	want := p.wants | p.later
	if !p.on || p.holds(p.revision, want) {
		return
	}
	if r, _, ok := v.here(v.revision, p.scenario, want); ok {
		p.known.take(r, p.revision, want)
		return
	}
	now := job{v.revision, want}
	if !v.idle() || p.asked == now {
		return
	}
	p.asked = now
	s := p.scenario
	v.elsewhere(now, s, func(ans worker.Answer) effect {
		if !p.on || !same(&s, &p.scenario) { // something else is pinned by now
			return 0
		}
		if ans.Err == nil {
			p.known.take(ans.Result, p.revision, ans.Want)
		}
		return changed
	})
}

// same reports whether two scenarios are one: scenarios are never changed in place.
func same(a, b *engine.Scenario) bool {
	return &a.Prior[0] == &b.Prior[0] && &a.Agents[0] == &b.Agents[0]
}

// room is what the axes of the figure must have room for.
func (p *pinned) room(x *figure) *stage.Axes {
	if p.scene == nil || !alike(&p.scenario, &x.frame.Scenario) {
		return nil
	}
	return &p.ownAxes
}

// layOut brings the ghost to the figure as it stands, if anything it depends on has changed. It
// reports whether the figure has to be laid out again because there is another ghost.
func (p *pinned) layOut(x *figure) (again bool) {
	f := &x.frame
	if _, runs := x.scene.(stage.Experimenter); runs || !p.on || !p.holds(p.revision, p.wants) {
		p.scene = nil // an experiment is not about the scenario
		return false
	}
	now := look{figure: f.Figure, aside: f.Aside, theme: f.Theme, yaw: f.View.Yaw, pitch: f.View.Pitch,
		scene: f.View.Scene, scenario: &f.Scenario.Agents[0], has: p.has}
	if p.scene == nil || now.scene != p.look.scene || now.has != p.look.has {
		p.scene, p.look = x.make(), look{scene: now.scene, has: now.has}
		p.ownAxes.Record(nil)
		p.layGhost(x, &p.ownAxes)
		return true
	}
	if changed := p.axes.Use(&x.axes); !changed && now == p.look {
		return false
	}
	p.look = now
	p.layGhost(x, &p.axes)
	p.ghost.Reset()
	p.ghost.Ground = append(p.ghost.Ground[:0], f.Theme.Paper, f.Theme.Frame, f.Theme.Grid)
	if alike(&p.scenario, &f.Scenario) {
		p.scene.Draw(&p.ghost)
	}
	return false
}

// layGhost lays the pinned state out on axes.
func (p *pinned) layGhost(x *figure, axes *stage.Axes) {
	f := &x.frame
	p.frame = stage.Frame{
		Scenario: p.scenario, Result: p.result, Late: !p.holds(p.revision, p.later), View: p.viewed(f.View),
		Figure: f.Figure, Aside: f.Aside, Theme: colored(x.theme, &p.scenario), Axes: axes, Reduced: true,
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
