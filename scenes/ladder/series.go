package ladder

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Series lists the rungs with all digits.
func Series(s *engine.Scenario, r *engine.Result) stage.Table {
	t := stage.Table{Title: "Ladder of what you get", Head: []string{"Rung", "From", "To"}}
	if len(s.Agents) > 1 {
		t.Title += which
	}
	for _, g := range Rungs(s, r) {
		t.Rows = append(t.Rows, []string{g.Name, words.Exact(g.Low), words.Exact(g.High)})
	}
	return t
}

// Sign explains the ladder in a figure's help.
var Sign = stage.Sign{Mark: "Ladder", Means: "what you get, on one axis: with everything disclosed (OPT), " +
	"in the best and worst equilibrium, by what is guaranteed, without a word, and with each agent alone. Tab goes " +
	"from rung to rung; each explains itself. Best and worst are those of agents who share a random draw; the floors " +
	"and OPT − 2ε hold where each draws by itself, too."}
