package stage

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/guarantees"
)

// What a Scene may be besides.

// Live is a Scene whose panel changes with time alone, because it plays something: PanelAt
// grows whenever it has.
type Live interface{ PanelAt() uint64 }

// Guide is what a reader wants to know of a figure before she touches it: what it shows, and
// what its marks are.
type Guide struct {
	About string
	Marks []Sign
}

// Sign is one kind of mark and what it stands for.
type Sign struct{ Mark, Means string }

// Guided is a Scene that explains itself in the help; for any other the names of its handles
// have to do.
type Guided interface{ Guide() Guide }

// Charted is a Scene that draws series: Series lists their numbers for a frame, exactly as
// they are computed, for spreadsheets.
type Charted interface{ Series(f *Frame) []Table }

// GuaranteeMapper is a Scene that shows a guarantee map when asked to.
type GuaranteeMapper interface {
	// MapQuestion returns what the scene wants asked at each place for a frame, zero for nothing,
	// and in which slice of a simplex of four criteria.
	MapQuestion(f *Frame) (engine.Question, guarantees.Slice)
}

// Experimenter is a Scene that shows experiments.
type Experimenter interface {
	// Asked is the experiment that the view of a frame asks for.
	Asked(f *Frame) experiment.Spec
}

// Reporter is a Scene that shows a report: Report is that as the command line prints it, ""
// before there is one.
type Reporter interface{ Report() string }
