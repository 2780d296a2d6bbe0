package stage

import "emergent/engine"

// Answer is a result and the revision of the scenario it belongs to.
type Answer struct {
	Revision uint64
	Want     engine.Sections
	Result   engine.Result
	Millis   float64 // time spent solving, milliseconds
	Err      error   // the solver broke down; the scenario is not to blame
}

// Solver answers for scenarios: inline, in a worker, or scripted by a test. Jobs carry a
// revision; latest wins: a job that has not started when a newer one arrives is dropped
// without an answer, and the receiver drops answers older than the one it shows.
type Solver interface {
	// Solve asks for the wanted sections of s. deliver is called at most once, from the same
	// goroutine as Solve or from the page's event loop, perhaps before Solve returns.
	Solve(revision uint64, s engine.Scenario, want engine.Sections, deliver func(Answer))
}
