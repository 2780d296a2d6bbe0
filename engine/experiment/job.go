package experiment

import "math"

// Job is a spec that is ready to run: filled in, with its table. It keeps the memory of its
// solvers between chunks. Not for concurrent use: each worker makes its own.
type Job struct {
	// Pause is called now and then while a chunk is computed, so that a program without
	// threads can do something else in between; nil: nothing is.
	Pause func()

	spec Spec
	kind *kind
	// run does the runs from..to of a chunk, or a chunk without runs. It keeps memory between chunks.
	run     func(j *Job, c *Chunk, from, to int)
	outline *Outline // of its table, nil: it has none
	// work is about how many nanoseconds a run takes, and parts each of the chunks without runs that come
	// first. They decide the chunks, so they are the same on every machine.
	work   float64
	parts  []float64
	runs   int // in each of the other chunks
	chunks int
	source source
}

// A chunk is made of a share of the runs such that a short job still has shares for several
// workers and a long one shows progress, also where a worker is slow. Work is in nanoseconds
// of a desktop.
const (
	shares    = 40
	leastWork = 8e6 // below which a chunk is not worth a message
	mostWork  = 250e6
)

// New checks that spec and table go together and makes a job of them. The table is nil
// unless the spec names one, and must then stay as it is. The error names the field.
func New(s Spec, table *Table) (*Job, error) { return ready(s, table, nil) }

// ready makes a job of a spec and its table, or the outline of that.
func ready(s Spec, table *Table, o *Outline) (*Job, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	j := &Job{spec: s.Filled(), kind: kindOf(s.Kind), outline: o}
	if err := j.kind.prepare(j, table); err != nil {
		return nil, err
	}
	if table != nil && j.outline == nil {
		return nil, refuse("table", "is given, but kind %s has none", s.Kind)
	}
	share := min(max(j.work*float64(j.spec.Runs)/shares, leastWork), mostWork)
	j.runs = max(1, min(j.spec.Runs, int(min(share/j.work, MaxRuns))))
	j.chunks = len(j.parts) + (j.spec.Runs+j.runs-1)/j.runs
	return j, nil
}

// Outline is that of the job's table, or nil.
func (j *Job) Outline() *Outline { return j.outline }

// Gather starts a report on chunks that were computed elsewhere: s is the Spec of their job,
// o its Outline. The table itself is not needed.
func Gather(s Spec, o *Outline) (*Collector, error) {
	if s.Table == nil {
		o = nil // the table is made anew
	} else if err := first(s.Validate(), o.valid()); err != nil {
		return nil, err
	}
	j, err := ready(s, nil, o)
	if err != nil {
		return nil, err
	}
	return j.Collect(), nil
}

// Spec returns the spec with everything filled in.
func (j *Job) Spec() Spec { return j.spec }

// Chunks is the number of chunks, numbered from 0.
func (j *Job) Chunks() int { return j.chunks }

// Work is about how many nanoseconds a desktop of 2024 takes for chunk i natively; it is
// for progress and time left, and right up to a factor of a few.
func (j *Job) Work(i int) float64 {
	if i < len(j.parts) {
		return j.parts[i]
	}
	from, to := j.span(i)
	return float64(to-from) * j.work
}

// span is the runs of chunk i.
func (j *Job) span(i int) (from, to int) {
	if i -= len(j.parts); i < 0 {
		return 0, 0
	}
	return i * j.runs, min((i+1)*j.runs, j.spec.Runs)
}

// Run computes chunk i (laws 1 and 3).
func (j *Job) Run(i int) Chunk {
	from, to := j.span(i)
	c := Chunk{Chunk: i, Runs: to - from}
	j.run(j, &c, from, to)
	return c
}

// pause calls Pause.
func (j *Job) pause() {
	if j.Pause != nil {
		j.Pause()
	}
}

// Collect starts a report.
func (j *Job) Collect() *Collector {
	return &Collector{spec: j.spec, job: j, chunks: make([]*Chunk, j.chunks)}
}

// finite reports whether all numbers are.
func finite(list ...float64) bool {
	for _, x := range list {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return false
		}
	}
	return true
}
