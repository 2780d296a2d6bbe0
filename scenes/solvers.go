package scenes

import (
	"cmp"
	"errors"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// DefaultPatience is how many milliseconds a solve may keep the page waiting; what is
// expected to take longer is done elsewhere, if there is an elsewhere.
const DefaultPatience = 30.

// solvers answer what is asked of scenarios: here where that is expected to be quick, elsewhere otherwise.
type solvers struct {
	*queue
	inline   worker.Inline
	heavy    worker.Solver // elsewhere; nil: there is none
	patience float64
	tough    uint64                     // revision up to which nothing is tried here: ties took too long
	edit     func(change func() effect) // takes an answer in
}

// job is what was asked of the heavy solver.
type job struct {
	revision uint64
	want     engine.Sections
}

// quick reports whether sections of a scenario are solved here, while a revision stands.
func (v *solvers) quick(revision uint64, s engine.Scenario, want engine.Sections) bool {
	return v.heavy == nil ||
		revision > v.tough && v.inline.Expected(s, want) <= cmp.Or(v.patience, DefaultPatience)
}

// toughFor is for how many revisions nothing is tried here after ties took too long once.
const toughFor = 20

// here solves what is quick; where somebody else can do it, it gives up if ties take long.
func (v *solvers) here(
	revision uint64, s engine.Scenario, want engine.Sections,
) (r engine.Result, millis float64, ok bool) {
	switch {
	case !v.quick(revision, s, want):
	case v.heavy == nil:
		r, millis = v.inline.Result(s, want)
		ok = true
	default:
		if r, millis, ok = v.inline.Try(s, want); !ok {
			v.tough = revision + toughFor
		}
	}
	return r, millis, ok
}

// elsewhere has the heavy solver do a job.
func (v *solvers) elsewhere(j job, s engine.Scenario, take func(worker.Answer) effect) {
	heavy := v.heavy
	v.queue.later(func() {
		heavy.Solve(j.revision, s, j.want, func(ans worker.Answer) {
			v.back(ans.Err, func() effect { return take(ans) })
		})
	})
}

// back takes an answer in. Where it is that nobody answers, that is known from then on.
func (v *solvers) back(err error, take func() effect) {
	v.edit(func() effect {
		if errors.Is(err, worker.ErrNoWorker) {
			v.heavy = nil
		}
		return take()
	})
}
