package align_test

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine/align"
)

// A user's scores of three items, and those of two models: is she a mixture of them, up to a constant?
func ExampleSolver_Solve() {
	table := align.Table{
		User:   []float64{0.5, 0.4, 0.3},
		Agents: [][]float64{{1, 0.2, 0}, {0, 0.5, 0.6}},
	}
	variant := align.Variant{Offset: align.Constant}
	c := new(align.Solver).Solve(table, variant)
	fmt.Printf("epsilon %.4f, weights %.3f, offset %.3f\n", c.Epsilon, c.Weights, c.Offset)
	fmt.Println("proved:", c.Check(table, variant, 1e-9) == nil)
	// Output:
	// epsilon 0.0250, weights [0.500 0.500], offset [0.025]
	// proved: true
}
