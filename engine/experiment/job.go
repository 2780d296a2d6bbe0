package experiment

import "math"

// Job is a spec that is ready to run: filled in, with its table. It keeps the memory of its
// solvers between chunks. Not for concurrent use: each worker makes its own.
type Job struct {
	// Pause is called now and then while a chunk is computed, so that a program without
	// threads can do something else in between; nil: nothing is.
	Pause func()

	spec   Spec
	parts  int // leading chunks without runs (kind table)
	runs   int // in each of the other chunks
	chunks int
	source source
	games  gameRunner
	hull   hullRunner
	scores tableRunner
}

// Chunk is the outcome of some of a job's runs, plain values that JSON carries. One of its
// sections is there, by the kind of the spec; for kind table, Table or Diversity.
type Chunk struct {
	Chunk int `json:"chunk"` // its number
	Runs  int `json:"runs"`
	// Hull has the number of runs with the user inside, for each cell of E3.
	Hull      []int            `json:"hull,omitempty"`
	Selection []SelectionChunk `json:"selection,omitempty"` // the two games of E1
	// Approximate is their third, for each distance; beside Selection.
	Approximate []ApproximateChunk `json:"approximate,omitempty"`
	Crowd       []CrowdChunk       `json:"crowd,omitempty"` // games of several users; beside Selection
	Diversity   DiversityChunk     `json:"diversity,omitempty"`
	Tried       Tried              `json:"tried,omitempty"`   // beside Diversity
	Weights     [][]float64        `json:"weights,omitempty"` // of each run's resample, beside Diversity
	Table       *TableChunk        `json:"table,omitempty"`
	// Users has what is tried for each party as the user, [user][run][choice], fitted and held
	// out; beside Diversity.
	Users [][][choices][2]float64 `json:"users,omitempty"`
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
func New(s Spec, table *Table) (*Job, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	if table != nil && s.Kind != KindDiversity && s.Kind != KindTable {
		return nil, refuse("table", "is given, but kind %s has none", s.Kind)
	}
	j := &Job{spec: s.Filled()}
	switch s.Kind {
	case KindSelection:
		j.games.prepare(j.spec.Selection)
	case KindDiversity, KindTable:
		if err := j.scores.prepare(&j.spec, table); err != nil {
			return nil, err
		}
	}
	j.divide()
	return j, nil
}

// divide decides the chunks.
func (j *Job) divide() {
	if j.spec.Kind == KindTable {
		j.parts = tableParts + j.spec.userParts(&j.scores.outline)
	}
	work := j.runWork()
	share := min(max(work*float64(j.spec.Runs)/shares, leastWork), mostWork)
	j.runs = max(1, min(j.spec.Runs, int(min(share/work, MaxRuns))))
	j.chunks = j.parts + (j.spec.Runs+j.runs-1)/j.runs
}

// Outline is that of the job's table, or nil.
func (j *Job) Outline() *Outline {
	if j.spec.Kind != KindDiversity && j.spec.Kind != KindTable {
		return nil
	}
	return &j.scores.outline
}

// Gather starts a report on chunks that were computed elsewhere: s is the Spec of their job,
// o its Outline. The table itself is not needed.
func Gather(s Spec, o *Outline) (*Collector, error) {
	if s.Table == nil {
		j, err := New(s, nil)
		if err != nil {
			return nil, err
		}
		return j.Collect(), nil
	}
	if err := s.Validate(); err != nil {
		return nil, err
	}
	if err := o.valid(); err != nil {
		return nil, err
	}
	j := &Job{spec: s.Filled()}
	if err := j.scores.sketch(&j.spec, *o); err != nil {
		return nil, err
	}
	j.divide()
	return j.Collect(), nil
}

// runWork is about how many nanoseconds one run takes. It decides the chunks, so it is the
// same on every machine.
func (j *Job) runWork() float64 {
	switch j.spec.Kind {
	case KindSelection:
		return j.spec.Selection.work()
	case KindHull:
		return j.spec.Hull.work()
	}
	return j.diversityWork() + j.triedWork() + j.usersWork()
}

// Spec returns the spec with everything filled in.
func (j *Job) Spec() Spec { return j.spec }

// Chunks is the number of chunks, numbered from 0.
func (j *Job) Chunks() int { return j.chunks }

// Work is about how many nanoseconds a desktop of 2024 takes for chunk i natively; it is
// for progress and time left, and right up to a factor of a few.
func (j *Job) Work(i int) float64 {
	if i < j.parts {
		return j.partWork(i)
	}
	from, to := j.span(i)
	return float64(to-from) * j.runWork()
}

// Tries reports whether chunk i holds what sets plain choices beside each other, on all items or
// on those held out; or for each user; the others of a table are the hull test and its depth.
func (j *Job) Tries(i int) bool { return i >= tableParts || i == comparisonPart }

// span is the runs of chunk i.
func (j *Job) span(i int) (from, to int) {
	if i < j.parts {
		return 0, 0
	}
	i -= j.parts
	return i * j.runs, min((i+1)*j.runs, j.spec.Runs)
}

// Run computes chunk i (laws 1 and 3).
func (j *Job) Run(i int) Chunk {
	from, to := j.span(i)
	c := Chunk{Chunk: i, Runs: to - from}
	switch {
	case i < j.parts:
		c.Table = j.tableChunk(i)
	case j.spec.Kind == KindSelection:
		c.Selection, c.Approximate, c.Crowd = j.selectionChunk(from, to)
	case j.spec.Kind == KindHull:
		c.Hull = j.hullChunk(from, to)
	default:
		c.Diversity, c.Tried, c.Weights = j.diversityChunk(from, to), j.tried(from, to), j.resampled(from, to)
		c.Users = j.triedUsers(from, to)
	}
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
