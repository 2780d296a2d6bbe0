package scenes

import (
	"errors"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// alwaysSections are the sections that are solved inline at every event where they can be.
const alwaysSections = engine.BenchmarksSection | engine.AlignmentSection

// DefaultPatience is how many milliseconds a solve may keep the page waiting; what is
// expected to take longer is done elsewhere, if there is an elsewhere.
const DefaultPatience = 30.

// answers keeps the result that is shown, with the revisions its parts belong to.
type answers struct {
	inline   worker.Inline
	result   engine.Result
	cheapAt  uint64          // revision of the cheap sections
	heavyAt  uint64          // revision of the others
	heavyHas engine.Sections // of the others, those that the result has
	stale    bool            // the scene looks at sections that are older than the scenario
	laterAt  uint64          // revision of the sections that come later
	laterHas engine.Sections // those of them that the result has
	asked    uint64          // revision of the last job
	want     engine.Sections
	failed   uint64 // revision for which there is no answer, and why
	tough    uint64 // revision up to which nothing is tried inline: ties took too long
	reason   string

	full    engine.Result // all sections
	fullAt  uint64        // its revision
	waiting []func(engine.Result, error)
}

// solve brings up to date what is expected to be quick and asks for what else the scene or a
// caller of Result wants.
func (a *App) solve() {
	v, revision := &a.answers, a.store.Revision()
	switch {
	case v.cheapAt == revision && a.holds(revision):
	case a.quick(alwaysSections|a.wants) && a.solveInline(alwaysSections|a.wants):
	case v.cheapAt != revision && a.quick(alwaysSections) && a.solveInline(alwaysSections):
	}
	v.stale = v.cheapAt != revision || !a.holds(revision)
	switch {
	case v.failed == revision:
	case len(v.waiting) > 0:
		a.ask(engine.All)
	case v.stale:
		a.ask(alwaysSections | a.wants)
	case a.awaitsLater() && a.drag.Handle() == "":
		a.solveLater()
	}
}

// awaitsLater reports whether the scene waits for sections that come later.
func (a *App) awaitsLater() bool {
	v := &a.answers
	return a.later != 0 && (v.laterAt != a.store.Revision() || a.later&^v.laterHas != 0)
}

// solveLater has the sections solved that take long: when nothing else is left to do, and
// never while dragging.
func (a *App) solveLater() {
	if a.quick(a.later) {
		if r, _, ok := a.try(a.store.Now(), a.later); ok {
			a.keepLater(&r, a.store.Revision(), a.later)
			return
		}
	}
	a.ask(a.later)
}

// keepLater takes them in.
func (a *App) keepLater(r *engine.Result, revision uint64, want engine.Sections) {
	v := &a.answers
	v.result.Take(r, laterSections())
	v.laterAt, v.laterHas = revision, want
}

// holds reports whether the result has the sections that the scene looks at for a revision.
func (a *App) holds(revision uint64) bool {
	v, heavy := &a.answers, a.wants&^alwaysSections
	return heavy == 0 || v.heavyAt == revision && covers(v.heavyHas, heavy)
}

// quick reports whether sections of the scenario as it stands are solved inline.
func (a *App) quick(want engine.Sections) bool { return a.quickFor(a.store.Now(), want) }

func (a *App) quickFor(s engine.Scenario, want engine.Sections) bool {
	patience := a.options.Patience
	if patience == 0 {
		patience = DefaultPatience
	}
	if a.options.Heavy == nil {
		return true
	}
	return a.store.Revision() > a.answers.tough && a.answers.inline.Expected(s, want) <= patience
}

// toughFor is for how many revisions nothing is tried inline after ties took too long once.
const toughFor = 20

// try solves inline; it gives up where somebody else can do it and ties take long.
func (a *App) try(s engine.Scenario, want engine.Sections) (r engine.Result, millis float64, ok bool) {
	v := &a.answers
	if a.options.Heavy == nil {
		r, millis = v.inline.Result(s, want)
		return r, millis, true
	}
	if r, millis, ok = v.inline.Try(s, want); !ok {
		v.tough = a.store.Revision() + toughFor
	}
	return r, millis, ok
}

// solveInline takes an answer of its own in, if it gets one.
func (a *App) solveInline(want engine.Sections) bool {
	v, revision := &a.answers, a.store.Revision()
	r, millis, ok := a.try(a.store.Now(), want)
	if !ok {
		return false
	}
	r.Take(&v.result, laterSections())
	if want&^alwaysSections == 0 {
		r.Take(&v.result, heavySections())
	} else {
		v.heavyAt, v.heavyHas = revision, want&^alwaysSections
	}
	v.result, v.cheapAt = r, revision
	a.stats.LastSolve = millis
	return true
}

// laterSections are the sections that come later, whatever figure waits for them.
func laterSections() (all engine.Sections) {
	for i := range scenes {
		all |= scenes[i].later
	}
	return all
}

// heavySections are those that a cheap solve leaves out.
func heavySections() engine.Sections { return ^(alwaysSections | laterSections()) }

// ask has sections of the scenario as it stands solved: all of them for those who wait for
// a full result, inline if that is quick; by a job for the heavy solver otherwise, unless
// one that covers it is under way.
func (a *App) ask(want engine.Sections) {
	v, revision := &a.answers, a.store.Revision()
	if len(v.waiting) > 0 && a.quick(engine.All) {
		if r, _, ok := a.try(a.store.Now(), engine.All); ok {
			v.full, v.fullAt = r, revision
			a.deliver(v.full, nil)
			return
		}
	}
	if v.asked == revision && covers(v.want, want) {
		return
	}
	v.asked, v.want = revision, want
	s, heavy := a.store.Now(), a.options.Heavy
	a.queue.later(func() { heavy.Solve(revision, s, want, a.take) })
}

// take receives an answer. One that is newer than what is shown is shown; unless it is of
// the scenario that stands, the figure still says that it is being updated.
func (a *App) take(ans worker.Answer) {
	a.do(func() {
		v, current := &a.answers, ans.Revision == a.store.Revision()
		switch {
		case errors.Is(ans.Err, worker.ErrNoWorker):
			a.options.Heavy, v.asked = nil, 0
			a.change()
		case ans.Err != nil && current:
			a.fail(ans)
		case ans.Err == nil:
			a.stats.LastSolve = ans.Millis
			if current && ans.Want == engine.All {
				v.full, v.fullAt = ans.Result, ans.Revision
				a.deliver(ans.Result, nil)
			}
			a.showAnswer(&ans)
			if a.awaitsLater() { // and has waited for this answer
				a.change()
			}
		}
		if current && a.drag.Handle() == "" {
			a.overlay.announce(&a.frame)
		}
	})
}

// showAnswer takes in what of an answer is newer than what is shown.
func (a *App) showAnswer(ans *worker.Answer) {
	v := &a.answers
	if a.later != 0 && a.later&^ans.Want == 0 {
		if ans.Revision >= v.laterAt || a.later&^v.laterHas != 0 {
			a.keepLater(&ans.Result, ans.Revision, ans.Want)
			a.change()
		}
		return
	}
	if !covers(ans.Want|alwaysSections, a.wants) || ans.Revision < v.heavyAt ||
		ans.Revision <= v.cheapAt && a.holds(ans.Revision) {
		return
	}
	r := ans.Result
	r.Take(&v.result, laterSections())
	if ans.Revision < v.cheapAt {
		r = v.result
		r.Take(&ans.Result, heavySections())
	} else {
		v.cheapAt = ans.Revision
	}
	if ans.Want&^alwaysSections != 0 {
		v.heavyAt, v.heavyHas = ans.Revision, ans.Want&^alwaysSections
	} else {
		r.Take(&v.result, heavySections())
	}
	v.result = r
	a.change()
}

// fail says in words why there is no answer; whatever changes asks again.
func (a *App) fail(ans worker.Answer) {
	v := &a.answers
	v.failed, v.asked = ans.Revision, 0
	v.reason = "There is no answer for this scenario: " + ans.Err.Error() + ". Any change asks again."
	a.deliver(engine.Result{}, ans.Err)
	a.change()
}

// trouble is why there is no answer for the scenario as it stands, "" if there is one.
func (a *App) trouble() string {
	if v := &a.answers; v.failed == a.store.Revision() {
		return v.reason
	}
	return ""
}

// deliver hands a full result to everyone who waits for it.
func (a *App) deliver(r engine.Result, err error) {
	for _, f := range a.answers.waiting {
		a.queue.later(func() { f(r, err) })
	}
	a.answers.waiting = nil
}

// Result calls deliver once with the full result of the scenario that is current when it
// arrives: never with a stale one.
func (a *App) Result(deliver func(engine.Result, error)) {
	a.do(func() {
		v := &a.answers
		v.waiting = append(v.waiting, deliver)
		if v.fullAt == a.store.Revision() {
			a.deliver(v.full, nil)
			return
		}
		v.failed = 0
		a.ask(engine.All)
	})
}
