package scenes

import (
	"emergent/engine"
	"emergent/scenes/stage"
)

// cheap are the sections that are solved inline at every event.
const cheap = engine.Benchmarks | engine.AlignmentSection

// answers keeps the result that is shown, with the revisions its parts belong to.
type answers struct {
	solver engine.Solver
	result engine.Result
	cheap  uint64 // revision of the cheap sections
	heavy  uint64 // revision of the others
	stale  bool   // the scene looks at sections that are older than the scenario
	asked  uint64 // revision of the last job
	want   engine.Sections

	full    engine.Result // all sections
	fullAt  uint64        // its revision
	waiting []func(engine.Result, error)
}

// solve brings the cheap sections up to date and asks for the others that the scene or a
// caller of Result wants.
func (a *App) solve() {
	v, revision := &a.answers, a.store.Revision()
	start := a.now()
	want := cheap
	if a.options.Heavy == nil {
		want |= a.wants
	}
	if v.cheap != revision || want&^cheap != 0 && v.heavy != revision {
		r := v.solver.Solve(a.store.Now(), want)
		if want&^cheap == 0 {
			keepHeavy(&r, &v.result)
		} else {
			v.heavy = revision
		}
		v.result, v.cheap = r, revision
		a.stats.LastSolve = (a.now() - start) * 1000
	}
	v.stale = a.wants&^cheap != 0 && v.heavy != revision
	if a.options.Heavy == nil {
		return
	}
	if len(v.waiting) > 0 {
		a.ask(engine.All)
	} else if v.stale {
		a.ask(cheap | a.wants)
	}
}

// keepHeavy carries the sections that a cheap solve leaves out over from an older result.
func keepHeavy(r, old *engine.Result) {
	r.Equilibria, r.Floor, r.Ladder = old.Equilibria, old.Floor, old.Ladder
	r.Quantal, r.Selection = old.Quantal, old.Selection
}

// ask sends a job for the scenario as it stands to the heavy solver, unless one that covers
// it is under way.
func (a *App) ask(want engine.Sections) {
	v, revision := &a.answers, a.store.Revision()
	if v.asked == revision && want&^v.want == 0 {
		return
	}
	v.asked, v.want = revision, want
	s, heavy := a.store.Now(), a.options.Heavy
	a.queue(func() { heavy.Solve(revision, s, want, a.take) })
}

// take receives an answer; one for another scenario than the one that stands is dropped.
func (a *App) take(ans stage.Answer) {
	a.do(func() {
		v := &a.answers
		if ans.Revision != a.store.Revision() {
			return
		}
		if ans.Err != nil {
			v.asked = 0 // so that the next change asks again
			if ans.Want == engine.All {
				a.deliver(engine.Result{}, ans.Err)
			}
			return
		}
		a.stats.LastSolve = ans.Millis
		if ans.Want == engine.All {
			v.full, v.fullAt = ans.Result, ans.Revision
			a.deliver(ans.Result, nil)
		}
		if v.stale && a.wants&^(ans.Want|cheap) == 0 {
			v.result, v.cheap, v.heavy = ans.Result, ans.Revision, ans.Revision
			a.change()
		}
	})
}

// deliver hands a full result to everyone who waits for it.
func (a *App) deliver(r engine.Result, err error) {
	for _, f := range a.answers.waiting {
		a.queue(func() { f(r, err) })
	}
	a.answers.waiting = nil
}

// Result calls deliver once with the full result of the scenario that is current when it
// arrives: never with a stale one.
func (a *App) Result(deliver func(engine.Result, error)) {
	a.do(func() {
		v, revision := &a.answers, a.store.Revision()
		v.waiting = append(v.waiting, deliver)
		switch {
		case v.fullAt == revision:
			a.deliver(v.full, nil)
		case a.options.Heavy != nil:
			a.ask(engine.All)
		default:
			v.full, v.fullAt = v.solver.Solve(a.store.Now(), engine.All), revision
			a.deliver(v.full, nil)
		}
	})
}
