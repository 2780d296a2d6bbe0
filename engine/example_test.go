package engine_test

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine"
)

// A mayor asks three specialists, each of whom cares too much about one thing.
const town = `{
  "version": 1,
  "states": ["dry years", "floods"],
  "actions": ["housing", "dam"],
  "prior": [0.7, 0.3],
  "criteria": [
    {"name": "economy", "utility": [[1, 0.9], [0, 0.1]]},
    {"name": "safety", "utility": [[0.2, 0], [0.9, 1]]}
  ],
  "user": {"name": "Mayor", "weights": [0.5, 0.5]},
  "agents": [
    {"name": "Economist", "weights": [0.9, 0.1]},
    {"name": "Engineer", "weights": [0.1, 0.9]}
  ]
}`

func scenario() engine.Scenario {
	s, err := engine.Parse([]byte(town))
	if err != nil {
		panic(err)
	}
	return s
}

// Data is checked once, at the door; an error names the field and the reason.
func ExampleParse() {
	_, err := engine.Parse([]byte(`{"version": 1, "states": ["rain", "sun"], "actions": ["stay", "go"],
		"prior": [0.5, 0.4], "user": {"name": "You", "utility": [[1, 0], [0, 1]]},
		"agents": [{"name": "A", "utility": [[1, 0], [0, 1]]}]}`))
	fmt.Println(err)
	// Output:
	// prior: sum is 0.9, must be 1
}

// The mayor is a mixture of the two, so that competition between them serves her as well as an agent that
// wants what she wants, whatever happens.
func ExampleSolve() {
	r := engine.Solve(scenario())
	fmt.Printf("in the hull: %t, weights %.2f\n", r.Alignment.Inside, r.Alignment.Weights)
	for _, m := range r.Benchmarks.Monopoly {
		fmt.Printf("%s alone: %.3f\n", m.Agent, m.User[0])
	}
	fmt.Printf("worst equilibrium: %.3f of %.3f\n", r.Equilibria.Worst.User, r.Benchmarks.Opt)
	// Output:
	// in the hull: true, weights [0.50 0.50]
	// Economist alone: 0.555
	// Engineer alone: 0.555
	// worst equilibrium: 0.585 of 0.585
}

// An edit makes another scenario and leaves the one it is of as it was.
func ExampleApply() {
	s := scenario()
	moved, err := engine.Apply(s, engine.SetWeights{Agent: engine.User, Weights: []float64{3, 1}})
	fmt.Println(moved.User.Weights, s.User.Weights, err)
	_, err = engine.Apply(moved, engine.RemoveAgent{Agent: 7})
	fmt.Println(err)
	// Output:
	// [0.75 0.25] [0.5 0.5] <nil>
	// agents: has no number 7, the numbers are 0 to 1
}

// Check verifies every claim of a result by arithmetic alone, so that nobody has to trust who computed it.
func ExampleCheck() {
	s := scenario()
	r := engine.Solve(s)
	fmt.Println("wrong claims:", len(engine.Check(s, r).Failures))
	r.Equilibria.Worst.User += 0.01
	for _, f := range engine.Check(s, r).Failures {
		fmt.Println(f.Error())
	}
	// Output:
	// wrong claims: 0
	// equilibria.worst: the user gets 0.585, not 0.595
	// equilibria.worst.user: the worst is 0.595, must be at most 0.585
	// ladder.worst: is 0.585, arithmetic says 0.595
}
