package equilibrium_test

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/equilibrium"
)

// A prosecutor who wants the judge to convict against a defender who wants her to acquit: neither can stop
// the other from telling, and in every equilibrium she knows all that they know.
func ExampleSolver_Solve() {
	utility := func(numbers ...float64) belief.Matrix { return belief.Matrix{Rows: 2, Cols: 2, Data: numbers} }
	game := belief.Game{
		States: 2, Actions: 2, Prior: []float64{0.7, 0.3},
		User:        utility(1, 0, 0, 1),
		Agents:      []belief.Matrix{utility(0, 0, 1, 1), utility(1, 1, 0, 0)},
		UserSignal:  belief.Matrix{Rows: 2, Cols: 1, Data: []float64{1, 1}},
		AgentSignal: utility(1, 0, 0, 1),
	}
	var s equilibrium.Solver
	a, err := s.Solve(game)
	if err != nil {
		panic(err)
	}
	fmt.Printf("alone the prosecutor leaves her with %.2f\n", a.Monopolies[0].UserLow)
	fmt.Printf("together they leave her with %.2f of %.2f\n", a.Worst.User, a.Opt)
	fmt.Println("proved:", s.Check(&a.Worst) == nil)
	// Output:
	// alone the prosecutor leaves her with 0.70
	// together they leave her with 1.00 of 1.00
	// proved: true
}
