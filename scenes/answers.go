package scenes

import (
	"errors"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// alwaysSections are the sections that are solved inline at every event where they can be.
const alwaysSections = engine.BenchmarksSection | engine.AlignmentSection

// parts are the sections that are solved together: always, for figures that look at them, and later.
func parts() [3]engine.Sections {
	later := laterSections()
	return [...]engine.Sections{alwaysSections, ^(alwaysSections | later), later}
}

// heavyPart is what a solve of the sections that are always solved leaves out.
const heavyPart = 1

// known is a result whose parts may be of several revisions of a scenario. The zero value is empty.
type known struct {
	result engine.Result
	at     [3]uint64          // the revision that each part is of
	has    [3]engine.Sections // of each part
}

// holds reports whether the wanted sections are those of a revision, or of a later one.
func (k *known) holds(revision uint64, want engine.Sections) bool {
	for i, of := range parts() {
		if w := want & of; w != 0 && (k.at[i] < revision || !covers(k.has[i], w)) {
			return false
		}
	}
	return true
}

// take takes in the parts of an answer that have wanted sections, but for those of which there are later ones.
// The notes are those of the answer that brought the sections that are always solved.
func (k *known) take(r engine.Result, revision uint64, want engine.Sections) {
	var taken engine.Sections
	for i, of := range parts() {
		if w := want & of; w != 0 && (revision >= k.at[i] || !covers(k.has[i], w)) {
			k.at[i], k.has[i] = revision, w
			taken |= of
		}
	}
	if taken&alwaysSections == 0 {
		k.result.Take(&r, taken)
		return
	}
	r.Take(&k.result, ^taken)
	k.result = r
}

// covers reports whether sections that there are have those wanted.
func covers(have, want engine.Sections) bool {
	if have&engine.HeardOnly != 0 && want&engine.HeardOnly == 0 {
		return false
	}
	return want&^(have|engine.HeardOnly) == 0
}

// question is what a figure asks of the scenario that stands.
type question struct {
	scenario engine.Scenario
	revision uint64
	wants    engine.Sections // at every change
	later    engine.Sections // that it can wait for
	dragging bool
}

// answers keeps what is known of the scenario that stands.
type answers struct {
	*solvers
	known
	question
	asked   job    // of the heavy solver last
	failed  uint64 // revision for which there is no answer, and why
	reason  string
	millis  float64       // that the last solve took
	full    engine.Result // all sections
	fullAt  uint64        // its revision
	waiting []func(engine.Result, error)
}

// update brings up to date what is expected to be quick and asks for what else the figure or a caller of Result
// wants; for what takes long only when nothing else is left to do, and never while dragging.
func (v *answers) update(q question) {
	v.question = q
	if v.stale() && !v.solve(alwaysSections|q.wants) && !v.holds(q.revision, alwaysSections) {
		v.solve(alwaysSections)
	}
	switch {
	case v.failed == q.revision:
	case len(v.waiting) > 0:
		v.ask(engine.All)
	case v.stale():
		v.ask(alwaysSections | q.wants)
	case v.late() && !q.dragging && !v.solve(q.later):
		v.ask(q.later)
	}
}

// stale reports whether the figure looks at sections that are older than the scenario, late whether those are that
// it can wait for.
func (v *answers) stale() bool { return !v.holds(v.revision, alwaysSections|v.wants) }
func (v *answers) late() bool  { return !v.holds(v.revision, v.later) }

// idle reports whether there is nothing left to do.
func (v *answers) idle() bool { return !v.stale() && !v.late() && len(v.waiting) == 0 && !v.dragging }

// solve takes in an answer from here, if it gets one.
func (v *answers) solve(want engine.Sections) bool {
	r, millis, ok := v.here(v.revision, v.scenario, want)
	if ok {
		v.known.take(r, v.revision, want)
		v.millis = millis
	}
	return ok
}

// ask has sections solved: all of them for those who wait for a full result, here if that is quick; by a job for
// the heavy solver otherwise, unless one that covers it is under way.
func (v *answers) ask(want engine.Sections) {
	if len(v.waiting) > 0 {
		if r, _, ok := v.here(v.revision, v.scenario, engine.All); ok {
			v.full, v.fullAt = r, v.revision
			v.deliver(r, nil)
			return
		}
	}
	if v.asked.revision == v.revision && covers(v.asked.want, want) {
		return
	}
	v.asked = job{v.revision, want}
	v.elsewhere(v.asked, v.scenario, v.take)
}

// take receives an answer. One that is newer than what is shown is shown; unless it is of
// the scenario that stands, the figure still says that it is being updated.
func (v *answers) take(ans worker.Answer) (e effect) {
	current := ans.Revision == v.revision
	switch {
	case errors.Is(ans.Err, worker.ErrNoWorker): // all is solved here from now on
		e = changed
	case ans.Err != nil && current: // whatever changes asks again
		v.failed, v.asked, e = v.revision, job{}, changed
		v.reason = "There is no answer for this scenario: " + ans.Err.Error() + ". Any change asks again."
		v.deliver(engine.Result{}, ans.Err)
	case ans.Err == nil:
		v.millis = ans.Millis
		if current && ans.Want == engine.All {
			v.full, v.fullAt = ans.Result, ans.Revision
			v.deliver(ans.Result, nil)
		}
		if v.show(&ans) || v.late() { // which has waited for this answer
			e = changed
		}
	}
	if current && !v.dragging {
		e |= announced
	}
	return e
}

// show takes in what an answer has for the figure, and reports whether it had anything new.
func (v *answers) show(ans *worker.Answer) bool {
	want := alwaysSections | v.wants
	if v.later != 0 && v.later&^ans.Want == 0 {
		want = v.later
	}
	if !covers(ans.Want|alwaysSections, want) || v.holds(ans.Revision, want) {
		return false
	}
	v.known.take(ans.Result, ans.Revision, ans.Want)
	return true
}

// complete solves what was left out in a drag.
func (v *answers) complete(f *stage.Frame) {
	whole := (alwaysSections | v.wants) &^ engine.HeardOnly
	if v.has[heavyPart]&engine.HeardOnly != 0 && !f.Stale && v.quick(v.revision, v.scenario, whole) {
		f.Result, _ = v.inline.Result(v.scenario, whole)
	}
}

// trouble is why there is no answer for the scenario as it stands, "" if there is one.
func (v *answers) trouble() string {
	if v.failed == v.revision {
		return v.reason
	}
	return ""
}

// deliver hands a full result to everyone who waits for it.
func (v *answers) deliver(r engine.Result, err error) {
	for _, f := range v.waiting {
		v.queue.later(func() { f(r, err) })
	}
	v.waiting = nil
}

// whole has the full result of the scenario that stands delivered.
func (v *answers) whole(deliver func(engine.Result, error)) {
	v.waiting = append(v.waiting, deliver)
	if v.fullAt == v.revision {
		v.deliver(v.full, nil)
		return
	}
	v.failed = 0
	v.ask(engine.All)
}
