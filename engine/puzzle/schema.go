package puzzle

import (
	"reflect"
	"slices"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/internal/jsonschema"
)

// Schema returns the JSON Schema of a puzzle, derived from the Go types, their tags and the
// limits, and published as static/schema/puzzle-v1.json. What relates two fields (that letters are
// those of agents, the kinds of conditions) is beyond it, and the scenario has a schema of its own.
func Schema() []byte {
	about := jsonschema.About
	truths, numbers := Values()
	letter := jsonschema.Keywords{"type": "string", "pattern": "^[A-Z]$"}
	return jsonschema.Document("Puzzle, version 1", reflect.TypeFor[Puzzle](), jsonschema.Fields{
		"Puzzle.version": about("the version of this format", "const", Version),
		"Puzzle.title":   about("a title in one line", "minLength", 1, "maxLength", engine.MaxNameRunes),
		"Puzzle.story":   about("what it is about, in a paragraph", "minLength", 1, "maxLength", MaxStoryRunes),
		"Puzzle.scene":   jsonschema.Choice(Scenes()[0], "the figure it is played on", Scenes()...),
		"Puzzle.scenario": about("where it starts: a scenario (scenario-v1.json)",
			"properties", jsonschema.Keywords{}, "required", []string{}, "additionalProperties", true),
		"Puzzle.moves": about("what may be changed; everything else must stay"),
		"Puzzle.goal": about("the conditions, all of which must be met",
			"minItems", 1, "maxItems", MaxConditions),
		"Puzzle.hints": about("hints, each saying more than the one before", "maxItems", MaxHints,
			"items", jsonschema.Keywords{"type": "string", "minLength": 1, "maxLength": MaxHintRunes}),
		"Moves.user":   about("whether the user may stand elsewhere"),
		"Moves.agents": about("letters of the agents that may stand elsewhere", "items", letter),
		"Moves.prior":  about("whether the prior may be changed"),
		"Moves.leave":  about("letters of the agents that may be sent away", "items", letter),
		"Condition.value": about("what it is about, by its place in the result; agents: how many there are",
			"enum", slices.Concat(truths, numbers)),
		"Condition.holds":   about("for what holds or does not: which of both is wanted"),
		"Condition.compare": about("for a number: how it must compare, within 1e-6", "enum", Comparisons()),
		"Condition.number":  about("with this number"),
		"Condition.than":    about("or with this one of the result", "enum", numbers),
	})
}
