package experiment

import (
	"cmp"
	"slices"

	"github.com/emergent-alignment/emergent/engine"
)

// The default settings of a spec (docs/format.md).
const (
	DefaultSeed       = 1
	DefaultConfidence = 0.99
	DefaultAgents     = 4
	DefaultStates     = 3
	DefaultActions    = 3
	DefaultLikeness   = 0.5
	DefaultBids       = 60
	DefaultItems      = 1000
	DefaultRoster     = 40 // agents of the synthetic table
	DefaultCriteria   = 8
	DefaultBias       = 0.8
	DefaultScoreNoise = 0.15
	DefaultShare      = 0.5 // of items held out
	// DefaultRepetitions is how often items are held out, unless a spec says otherwise.
	DefaultRepetitions = 100
)

// defaultRuns is how many runs there are of each kind, a few seconds' worth.
var defaultRuns = map[string]int{KindSelection: 2000, KindDiversity: 200, KindHull: 10_000,
	KindTable: DefaultRepetitions}

// defaultSizes are the numbers of agents that E2 looks at, as far as there are so many;
// all of them come last.
var defaultSizes = []int{1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192}

// Filled returns s with every setting of its kind filled in, and no others: two specs that
// ask for the same have the same filled form. Sizes depend on the table and are filled in
// by New.
func (s Spec) Filled() Spec {
	s.Seed = cmp.Or(s.Seed, DefaultSeed)
	s.Runs = cmp.Or(s.Runs, defaultRuns[s.Kind])
	s.Confidence = cmp.Or(s.Confidence, DefaultConfidence)
	switch s.Kind {
	case KindSelection:
		s.Selection = s.Selection.filled()
	case KindHull:
		s.Hull = s.Hull.filled()
	case KindDiversity, KindTable:
		s.Diversity = s.Diversity.filled()
		s.Holdout = s.Holdout.filled()
		a := engine.Scenario{Alignment: s.Alignment}.AlignmentOrDefault()
		s.Alignment = &a
		if s.Table == nil {
			s.Synthetic = s.Synthetic.filled()
		}
	}
	return s
}

func (v *Selection) filled() *Selection {
	f := Selection{}
	if v != nil {
		f = *v
	}
	f.States = cmp.Or(f.States, DefaultStates)
	f.Actions = cmp.Or(f.Actions, DefaultActions)
	f.Agents = cmp.Or(f.Agents, DefaultAgents)
	if f.Likeness == nil {
		likeness := DefaultLikeness
		f.Likeness = &likeness
	}
	f.Misalignment = cmp.Or(f.Misalignment, MisalignedNoise)
	f.Step = cmp.Or(f.Step, engine.DefaultStep)
	f.Bids = cmp.Or(f.Bids, DefaultBids)
	if f.Epsilons == nil {
		f.Epsilons = []float64{0.01, 0.02, 0.05, 0.1, 0.15}
	}
	return &f
}

func (v *Hull) filled() *Hull {
	f := Hull{}
	if v != nil {
		f = *v
	}
	if f.Dimensions == nil {
		f.Dimensions = []int{1, 2, 3, 4}
	}
	if f.Agents == nil {
		f.Agents = []int{2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	}
	f.Noise = cmp.Or(f.Noise, NoiseBell)
	return &f
}

func (v *Diversity) filled() *Diversity {
	f := Diversity{}
	if v != nil {
		f = *v
	}
	f.Error = cmp.Or(f.Error, RMS)
	return &f
}

// filled leaves absent what depends on the table.
func (v *Holdout) filled() *Holdout {
	f := Holdout{}
	if v != nil {
		f = *v
	}
	return &f
}

func (v *Synthetic) filled() *Synthetic {
	f := Synthetic{}
	if v != nil {
		f = *v
	}
	f.Items = cmp.Or(f.Items, DefaultItems)
	f.Agents = cmp.Or(f.Agents, DefaultRoster)
	f.Criteria = cmp.Or(f.Criteria, DefaultCriteria)
	if f.Bias == nil {
		bias := DefaultBias
		f.Bias = &bias
	}
	if f.Noise == nil {
		noise := DefaultScoreNoise
		f.Noise = &noise
	}
	f.Misalignment = cmp.Or(f.Misalignment, MisalignedGoals)
	return &f
}

// sizesUpTo returns the default sizes for a table of k agents.
func sizesUpTo(k int) []int {
	n, _ := slices.BinarySearch(defaultSizes, k)
	return append(slices.Clone(defaultSizes[:n]), k)
}
