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
	type k = jsonschema.Keywords
	truths, numbers := Values()
	letter := k{"type": "string", "pattern": "^[A-Z]$"}
	return jsonschema.Document("Puzzle, version 1", reflect.TypeFor[Puzzle](), map[string]k{
		"Puzzle.version":    {"const": Version, "description": "the version of this format"},
		"Puzzle.title":      {"minLength": 1, "maxLength": engine.MaxNameRunes, "description": "a title in one line"},
		"Puzzle.story":      {"minLength": 1, "maxLength": MaxStoryRunes, "description": "what it is about, in a paragraph"},
		"Puzzle.scene":      {"enum": Scenes(), "default": Scenes()[0], "description": "the figure it is played on"},
		"Puzzle.scenario":   {"properties": k{}, "required": []string{}, "additionalProperties": true, "description": "where it starts: a scenario (scenario-v1.json)"},
		"Puzzle.moves":      {"description": "what may be changed; everything else must stay"},
		"Puzzle.goal":       {"minItems": 1, "maxItems": MaxConditions, "description": "the conditions, all of which must be met"},
		"Puzzle.hints":      {"maxItems": MaxHints, "items": k{"type": "string", "minLength": 1, "maxLength": MaxHintRunes}, "description": "hints, each saying more than the one before"},
		"Moves.user":        {"description": "whether the user may stand elsewhere"},
		"Moves.agents":      {"items": letter, "description": "letters of the agents that may stand elsewhere"},
		"Moves.prior":       {"description": "whether the prior may be changed"},
		"Moves.leave":       {"items": letter, "description": "letters of the agents that may be sent away"},
		"Condition.value":   {"enum": slices.Concat(truths, numbers), "description": "what it is about, by its place in the result; agents: how many there are"},
		"Condition.holds":   {"description": "for what holds or does not: which of both is wanted"},
		"Condition.compare": {"enum": Comparisons(), "description": "for a number: how it must compare, within 1e-6"},
		"Condition.number":  {"description": "with this number"},
		"Condition.than":    {"enum": numbers, "description": "or with this one of the result"},
	})
}
