package worker

import "github.com/emergent-alignment/emergent/engine"

// Inline is the Solver that solves at once, where it is called. Clock tells seconds;
// without one no time passes and the first estimate stands. The zero value is ready.
//
// It expects how long a job takes: engine.Work counts the job the same on every machine,
// and what a unit takes here is learned from every job done.
type Inline struct {
	Clock  func() float64
	solver engine.Solver
	pace   Pace
	steps  int // of exact arithmetic taken here so far
}

// Expected is how many milliseconds Solve will take for the wanted sections of s.
func (v *Inline) Expected(s engine.Scenario, want engine.Sections) float64 {
	return v.pace.Expected(engine.Work(s, want))
}

// Pace is how many milliseconds so much work takes here.
func (v *Inline) Pace(work float64) float64 { return v.pace.Expected(work) }

// Solve and Survey deliver before they return.
func (v *Inline) Solve(revision uint64, s engine.Scenario, want engine.Sections, deliver func(Answer)) {
	a := Answer{Revision: revision, Want: want}
	a.Result, a.Millis = v.Result(s, want)
	deliver(a)
}

// Survey answers a question at once.
func (v *Inline) Survey(s engine.Scenario, q engine.Question, places [][]float64, deliver func(PlaceValues)) {
	var a PlaceValues
	start := v.now()
	a.Values, a.Err = v.solver.Survey(nil, s, q, places)
	a.Millis = v.now() - start
	deliver(a)
}

// Result solves and says how many milliseconds it took.
func (v *Inline) Result(s engine.Scenario, want engine.Sections) (engine.Result, float64) {
	start := v.now()
	r := v.solver.Solve(s, want)
	millis := v.now() - start
	v.pace.Learn(engine.Work(s, want), millis)
	return r, millis
}

// patience is how many steps of exact arithmetic Try takes (engine.Solver.SolveWithin): 5 to 20
// milliseconds on a laptop of 2024. A browser runs what it has only just compiled ten times as slowly, so
// until arithmetic has taken some steps here it is firstPatience and those.
const patience, firstPatience = 1_000_000, 300_000

// Try is Result for what is expected to be quick: it gives up, and says so, where ties turn out to take long.
func (v *Inline) Try(s engine.Scenario, want engine.Sections) (r engine.Result, millis float64, whole bool) {
	start := v.now()
	most := min(firstPatience+v.steps, patience)
	r, taken := v.solver.SolveWithin(s, want, most)
	millis = v.now() - start
	v.steps += taken
	if whole = taken <= most; whole {
		v.pace.Learn(engine.Work(s, want), millis)
	}
	return r, millis, whole
}

func (v *Inline) now() float64 {
	if v.Clock == nil {
		return 0
	}
	return 1000 * v.Clock()
}

// Pace is how many milliseconds a unit of engine.Work takes on this machine, learned from
// what was done. The zero value starts from a typical machine.
type Pace struct{ factor float64 } // of typicalPace; 0: nothing learned yet

const (
	// typicalPace is a unit's milliseconds in WebAssembly on a laptop of 2024.
	typicalPace = 5e-6
	// quickWork is the work below which a measured time is mostly that of everything else.
	quickWork = 20_000
	// fastest and slowest bound what is believed of a machine: a job that the system
	// interrupted must not send everything to the worker for good.
	fastest, slowest = 0.2, 20
	// eager and easy are the shares of a new measurement in the estimate when it is slower,
	// and when it is faster, than what was expected.
	eager, easy = 0.3, 0.1
)

// Expected is how many milliseconds so much work takes.
func (p *Pace) Expected(work float64) float64 { return work * typicalPace * p.known() }

// Learn takes in that work took so many milliseconds.
func (p *Pace) Learn(work, millis float64) {
	if work < quickWork || millis <= 0 {
		return
	}
	factor := min(max(millis/(work*typicalPace), fastest), slowest)
	share := easy
	if factor > p.known() {
		share = eager
	}
	p.factor = p.known() + share*(factor-p.known())
}

func (p *Pace) known() float64 {
	if p.factor == 0 {
		return 1
	}
	return p.factor
}
