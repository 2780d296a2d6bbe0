package persuasion_test

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Kamenica and Gentzkow's prosecutor: the judge believes in guilt with probability 0.3 and wants to be right;
// the prosecutor, who knows, wants her to convict. It gets its way with probability 0.6.
func ExampleSchemer_Monopoly() {
	game := belief.Game{
		States: 2, Actions: 2, Prior: []float64{0.7, 0.3},
		User:        belief.Matrix{Rows: 2, Cols: 2, Data: []float64{1, 0, 0, 1}}, // acquit, convict
		Agents:      []belief.Matrix{{Rows: 2, Cols: 2, Data: []float64{0, 0, 1, 1}}},
		UserSignal:  belief.Matrix{Rows: 2, Cols: 1, Data: []float64{1, 1}}, // she sees nothing
		AgentSignal: belief.Matrix{Rows: 2, Cols: 2, Data: []float64{1, 0, 0, 1}},
	}
	var space persuasion.Space
	if err := space.Load(game); err != nil {
		panic(err)
	}
	var envelope persuasion.Envelope
	envelope.Load(&space, 1)
	var alone persuasion.Monopoly
	new(persuasion.Schemer).Monopoly(&alone, &envelope)
	fmt.Printf("the prosecutor gets %.2f, the judge %.2f\n", alone.Value, alone.UserLow)
	for _, part := range alone.Low {
		at := space.Beliefs[space.Pairs[part.Pair].Belief].At
		fmt.Printf("with probability %.2f she believes in guilt with %.2f\n", part.Probability, at[1])
	}
	// Output:
	// the prosecutor gets 0.60, the judge 0.70
	// with probability 0.40 she believes in guilt with 0.00
	// with probability 0.60 she believes in guilt with 0.50
}
