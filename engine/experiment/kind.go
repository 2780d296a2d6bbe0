package experiment

import "cmp"

// kind is all that differs between the kinds of experiment. Each stands in a file of its own.
type kind struct {
	name string // in a spec
	runs int    // unless a spec says otherwise: a few seconds' worth
	// settle fills in the kind's settings, but for what depends on a table, and says what is wrong with them.
	// There are none of other kinds.
	settle func(s *Spec) error
	// prepare says how a job's runs are done and how long they take, and sets the outline of its table, if it has
	// one; it refuses a table that does not go with the spec.
	prepare func(j *Job, t *Table) error
	// fits checks a chunk, whose number and runs are right.
	fits func(j *Job, c *Chunk) error
	// report sums up, in the order of the chunks.
	report func(c *Collector, r *Report)
}

// paper is what a schema says of a kind's settings that their Go types do not, and how the numbers of its
// report's chart are written row by row.
type paper struct {
	fields func() fields
	csv    func(r *Report, row func(cells ...any))
}

// kindOf is the one of a name, nil: there is none.
func kindOf(name string) *kind {
	for _, k := range kinds {
		if k.name == name {
			return k
		}
	}
	return nil
}

// Kinds lists what specs call them, in the order in which people meet them.
func Kinds() (names []string) {
	for _, k := range kinds {
		names = append(names, k.name)
	}
	return names
}

// Filled returns s with every setting of its kind filled in, and no others: two specs that
// ask for the same have the same filled form. Sizes depend on the table and are filled in
// by New.
func (s Spec) Filled() Spec {
	s.Seed = cmp.Or(s.Seed, DefaultSeed)
	s.Confidence = cmp.Or(s.Confidence, DefaultConfidence)
	if k := kindOf(s.Kind); k != nil {
		s.Runs = cmp.Or(s.Runs, k.runs)
		k.settle(&s) // what is wrong is for Validate to say
	}
	return s
}
