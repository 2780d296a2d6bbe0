package experiment

import (
	"fmt"

	"emergent/engine"
)

// Job is a spec that is ready to run: filled in, with its table. It keeps the memory of its
// solvers between chunks. Not for concurrent use: each worker makes its own.
type Job struct {
	spec   Spec
	runs   int // in a chunk
	chunks int
	source source
	games  gameRunner
	hull   hullRunner
}

// Chunk is the outcome of some of a job's runs, plain values that JSON carries. One of its
// sections is there, by the kind of the spec.
type Chunk struct {
	Chunk int `json:"chunk"` // its number
	Runs  int `json:"runs"`
	// Hull has the number of runs with the user inside, for each cell of E3.
	Hull      []int            `json:"hull,omitempty"`
	Selection []SelectionChunk `json:"selection,omitempty"` // the two games of E1
}

// chunkWork is the work, in nanoseconds of a desktop, that a chunk is made of: short enough
// for progress that moves also where a worker is slow, long enough to be worth a message.
const chunkWork = 250e6

// New checks that spec and table go together and makes a job of them. The table is nil
// unless the spec names one.
func New(s Spec, table *engine.Table) (*Job, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	if s.Kind == KindDiversity || s.Kind == KindTable {
		return nil, refuse("kind", "is %s, which is not built yet", s.Kind) // the next commit does
	}
	j := &Job{spec: s.Filled()}
	if j.spec.Kind == KindSelection {
		j.games.prepare(j.spec.Selection)
	}
	j.runs = max(1, min(j.spec.Runs, int(chunkWork/j.runWork())))
	j.chunks = (j.spec.Runs + j.runs - 1) / j.runs
	return j, nil
}

// runWork is about how many nanoseconds one run takes. It decides the chunks, so it is the
// same on every machine.
func (j *Job) runWork() float64 {
	switch j.spec.Kind {
	case KindSelection:
		return j.spec.Selection.work()
	}
	return j.spec.Hull.work()
}

// Spec returns the spec with everything filled in.
func (j *Job) Spec() Spec { return j.spec }

// Chunks is the number of chunks, numbered from 0.
func (j *Job) Chunks() int { return j.chunks }

// Work is about how many nanoseconds a desktop of 2024 takes for chunk i natively; it is
// for progress and time left, and right up to a factor of a few.
func (j *Job) Work(i int) float64 {
	from, to := j.span(i)
	return float64(to-from) * j.runWork()
}

// span is the runs of chunk i.
func (j *Job) span(i int) (from, to int) {
	return i * j.runs, min((i+1)*j.runs, j.spec.Runs)
}

// Run computes chunk i (laws 1 and 3).
func (j *Job) Run(i int) Chunk {
	from, to := j.span(i)
	c := Chunk{Chunk: i, Runs: to - from}
	switch j.spec.Kind {
	case KindSelection:
		c.Selection = j.selectionChunk(from, to)
	case KindHull:
		c.Hull = j.hullChunk(from, to)
	}
	return c
}

// Collect starts a report.
func (j *Job) Collect() *Collector {
	return &Collector{spec: j.spec, job: j, chunks: make([]*Chunk, j.chunks)}
}

// fits checks that the lists of a chunk have the lengths that Run gives them, so that a
// report can be made of it.
func (j *Job) fits(c *Chunk) error {
	from, to := j.span(c.Chunk)
	if c.Runs != to-from {
		return fmt.Errorf("has %d runs, must have %d", c.Runs, to-from)
	}
	want := map[string]int{}
	switch j.spec.Kind {
	case KindSelection:
		want["selection"] = len(arms)
	case KindHull:
		want["hull"] = len(j.spec.Hull.cells())
	}
	for name, n := range map[string]int{"selection": len(c.Selection), "hull": len(c.Hull)} {
		if n != want[name] {
			return fmt.Errorf("has %d entries of %s, must have %d", n, name, want[name])
		}
	}
	for _, arm := range c.Selection {
		if err := arm.fits(j.spec.Selection.Bids + 2); err != nil {
			return err
		}
	}
	return nil
}

// fits checks that lists have n entries, and that histograms stay in their bins.
func (s *SelectionChunk) fits(n int) error {
	if len(s.Sums) != n || len(s.Squares) != n || len(s.Counts) != n {
		return fmt.Errorf("has %d, %d and %d entries by bids, must have %d", len(s.Sums), len(s.Squares), len(s.Counts), n)
	}
	for _, counts := range s.Counts {
		for i := 0; i < len(counts); i += 2 {
			if len(counts)%2 != 0 || counts[i] < 0 || counts[i] > gapBins || counts[i+1] < 0 {
				return fmt.Errorf("has a histogram that is none")
			}
		}
	}
	return nil
}
