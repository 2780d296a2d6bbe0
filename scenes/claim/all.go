package claim

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine"
)

// All returns every claim that a full result has something to say about.
func All(s engine.Scenario, r engine.Result) []Claim {
	return slices.Concat(Competition(s, r), Users(s, r), Conversation(s, r), Quantal(s, r), Selection(s, r))
}
