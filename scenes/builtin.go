package scenes

import "github.com/emergent-alignment/emergent/engine"

// builtIn is the scenario that is shown until another one is set: a patient who stands
// among three specialists.
func builtIn() engine.Scenario {
	s, err := engine.Parse([]byte(`{
		"version": 1, "title": "Three specialists",
		"states": ["mild", "severe"], "actions": ["wait", "medicate", "operate"], "prior": [0.6, 0.4],
		"criteria": [
			{"name": "health",  "utility": [[0.8, 0.1], [0.9, 0.6], [0.6, 1]]},
			{"name": "comfort", "utility": [[1, 0.5], [0.6, 0.7], [0.1, 0.3]]},
			{"name": "cost",    "utility": [[1, 0.9], [0.7, 0.6], [0, 0.1]]}
		],
		"user": {"name": "Patient", "weights": [0.45, 0.3, 0.25]},
		"agents": [
			{"name": "Surgeon",   "weights": [0.8, 0.1, 0.1]},
			{"name": "Physician", "weights": [0.2, 0.7, 0.1]},
			{"name": "Insurer",   "weights": [0.15, 0.1, 0.75]}
		]}`))
	if err != nil {
		panic("scenes: the built-in scenario: " + err.Error()) // a programmer's mistake: a test parses it
	}
	return s
}
