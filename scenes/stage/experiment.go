package stage

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
)

// Experiment is what is known of an experiment, for a figure; to that it is constant.
type Experiment struct {
	Spec experiment.Spec // that was asked for last; filled in once it is Planned
	// Reports has the latest report of each kind; it may be of an earlier spec.
	Reports map[string]*experiment.Report
	Phase   Phase
	Share   float64 // of the work that is done
	Left    float64 // seconds expected, negative: unknown
	Parts   int     // that the work falls into
	Done    int     // of them
	// Workers is how many are at work; Slow says that there are none and the page does it.
	Workers int
	Slow    bool
	Trouble string // why it ended before its end, "": it did not
	Table   string // the name of the reader's own table, "": none was opened
	// Survey says what is in that file, nil: nobody looked yet.
	Survey *engine.TableSurvey
}

// Phase is how far an experiment is.
type Phase int8

// The phases. Nothing was asked for; the spec is looked at and its table read; parts are
// worked on; all is reported; given up by the reader; ended by trouble.
const (
	Idling Phase = iota
	Planning
	Working
	Finished
	Stopped
	Failed
)

// Running reports whether an experiment is under way.
func (e *Experiment) Running() bool { return e != nil && (e.Phase == Planning || e.Phase == Working) }

// Order is what a figure wants done about experiments.
type Order struct {
	Run    *experiment.Spec // start it
	Stop   bool             // give up the one under way
	Choose bool             // let the reader choose a table
}
