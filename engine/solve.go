package engine

import "emergent/engine/belief"

// Sections says which parts of a Result to compute.
type Sections uint

// The sections of a result.
const (
	Benchmarks Sections = 1 << iota
	AlignmentSection
	Equilibria // with floor and ladder
	QuantalSection
	SelectionSection
	All = Benchmarks | AlignmentSection | Equilibria | QuantalSection | SelectionSection
)

// Solver computes results and keeps its memory between calls. The zero value is ready.
// Not for concurrent use.
type Solver struct {
	game belief.Game
}

// Solve computes the wanted sections of the result for a valid scenario. It cannot fail:
// sections that do not apply, or that pass their work budget, are absent and Notes says why.
func (v *Solver) Solve(s Scenario, want Sections) Result {
	s.fill(&v.game)
	r := Result{Version: Version, Notes: []string{}}
	if want&Benchmarks != 0 {
		r.Benchmarks = &BenchmarkResult{Opt: v.game.Opt(), None: v.game.None(), Full: v.game.Full(nil)}
	}
	return r
}

// Solve computes all sections.
func Solve(s Scenario) Result { return new(Solver).Solve(s, All) }
