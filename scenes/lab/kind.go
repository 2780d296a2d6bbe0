package lab

import (
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// kind is how one kind of experiment is asked for and shown. Each stands in a file of its own and has
// a line in kinds. The reports that its functions take are of that kind.
type kind struct {
	name  string // in a spec
	label string // in the menu
	asks  string // before anything was run

	fields []field // of the form
	own    bool    // takes a table of the reader's own
	law    bool    // something is known of it before any run
	// charts are those that one chooses between, nil: there is one.
	charts func(asked *experiment.Spec) []stage.Option
	// invites says what a run will do, where there is no chart yet; table is that of the reader, "": none.
	invites func(asked *experiment.Spec, table string) string

	draw     func(m *model, r *experiment.Report)
	verdict  func(r *experiment.Report) string
	good     func(r *experiment.Report) bool            // for the icon of the verdict: it shows what it should
	sections func(r *experiment.Report) []stage.Section // of the panel
	tables   func(r *experiment.Report) []stage.Table   // the charts in figures
	series   func(r *experiment.Report) []stage.Table   // all points of the charts, with all their digits
	notes    func(r *experiment.Report) []string        // what could be taken wrongly
}

// kinds lists them as the menu does. The first is what the figure shows first: its law can be drawn at
// once.
var kinds = []*kind{&hullKind, &selectionKind, &diversityKind, &tableKind}

// kindOf is the one of a name, or the first.
func kindOf(name string) *kind {
	for _, k := range kinds {
		if k.name == name {
			return k
		}
	}
	return kinds[0]
}
