package equilibrium

import (
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
)

// BenchmarkDrag is what one pointer event of a drag of the prior costs: solving, laying out,
// panel and claims, and the labels.
func BenchmarkDrag(b *testing.B) {
	for _, name := range []string{"judge", "echo", "specialists", "shared-bias", "crowd"} {
		b.Run(name, func(b *testing.B) {
			f := frameOf(looktest.Preset(b, name))
			f.Dragging, f.Revision = true, 0
			var s Scene
			var labels pen.Labels
			var solver engine.Solver
			b.Run("solve", func(b *testing.B) {
				for b.Loop() {
					f.Result = solver.Solve(f.Scenario, wants)
				}
			})
			b.Run("figure", func(b *testing.B) {
				for b.Loop() {
					s.Layout(f)
					labels.Reset()
					s.Draw(&labels)
				}
			})
		})
	}
}
