package conversation

import (
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
)

// BenchmarkDrag is one step of a drag: a new answer for each figure's sections.
func BenchmarkDrag(b *testing.B) {
	s := looktest.Preset(b, "clinic")
	var v engine.Solver
	for i := 0; b.Loop(); i++ {
		x := 0.4 + 0.1*float64(i%7)/7
		s.Agents[0].Weights = []float64{x, 0.9 - x, 0.1}
		v.Solve(s, wants)
	}
}
