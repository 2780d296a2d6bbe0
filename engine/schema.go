package engine

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/emergent-alignment/emergent/engine/internal/jsonschema"
)

// Schema returns the JSON Schema (draft 2020-12) of a scenario, derived from the Go types,
// their tags and the limits, and published as static/schema/scenario-v1.json. It cannot
// say what relates two fields (a weight for each criterion, names that differ, sums of 1);
// Validate does.
func Schema() []byte {
	return jsonschema.Document("Scenario, version 1", reflect.TypeFor[Scenario](), scenarioFields())
}

// ResultSchema returns the JSON Schema of a result.
func ResultSchema() []byte {
	return jsonschema.Document("Result, version 1", reflect.TypeFor[Result](), nil)
}

type (
	keywords = jsonschema.Keywords
	fields   = jsonschema.Fields
)

// scenarioFields says of each field of a scenario what its Go type does not: the limits,
// the choices, and in words what it means. A type's own name adds to the whole object.
// It is a function so that programs that print no schema do not carry it.
func scenarioFields() fields {
	return jsonschema.Join(ownFields(), partyFields(), settingFields())
}

// ownFields are those of a scenario itself, and the lists in its sections.
func ownFields() fields {
	about := jsonschema.About
	return fields{
		"Scenario.version":  about("the version of this format", "const", Version),
		"Scenario.title":    about("a title in one line", "pattern", noControls),
		"Scenario.states":   names(MinStates, MaxStates, "names of the states of the world; they differ"),
		"Scenario.actions":  names(MinActions, MaxActions, "names of the user's actions; they differ"),
		"Scenario.prior":    distribution(MinStates, MaxStates, "probability of each state, sum 1"),
		"Scenario.criteria": items(MinCriteria, MaxCriteria, "basis utilities that parties weigh"),
		"Scenario.user": about("the one who listens and acts",
			"not", keywords{"required": []string{"toward"}}),
		"Scenario.agents": items(MinAgents, MaxAgents, "those who advise her"),
		"Scenario.userSignal": matrix(MinStates, MaxStates, MinSignals, MaxSignals,
			"P(the user's own signal | state) as [state][signal], rows sum to 1; absent: she sees nothing"),
		"Scenario.agentSignal": matrix(MinStates, MaxStates, MinSignals, MaxSignals,
			"P(the agents' signal | state) as [state][signal], rows sum to 1; absent: they see the state"),
		"Scenario.signalNames": names(MinSignals, MaxSignals,
			"names of the agents' signals, one each; they differ; absent: numbers"),
		"Scenario.userSignalNames": names(MinSignals, MaxSignals,
			"names of the user's own signals, one each; they differ; absent: numbers"),
		"Scenario.alignment":    about("the variant of the hull test"),
		"Scenario.response":     about("how the user acts on a belief"),
		"Scenario.conversation": about("the rounds of a conversation"),
		"Scenario.selection":    about("the game for being the one AI she consults"),
		"Scenario.population":   about("the users beside the scenario's own"),
		"Conversation.rules": about("the rule of each agent; absent: all truthful", "minItems", MinAgents,
			"maxItems", MaxAgents, "items", keywords{"type": "string", "enum": Rules()}),
		"Conversation.messageNames": names(MinAlphabet, MaxAlphabet,
			"names of the messages, one each; they differ; absent: numbers"),
		"Selection.order": about("the order of turns, each agent once; absent: as they are listed",
			"minItems", MinAgents, "maxItems", MaxAgents, "uniqueItems", true,
			"items", keywords{"type": "integer", "minimum": 0, "maximum": MaxAgents - 1}),
	}
}

// partyFields are those of who wants something, and of what they may want.
func partyFields() fields {
	about := jsonschema.About
	weights := distribution(MinCriteria, MaxCriteria, "weight of each criterion, sum 1")
	utility := matrix(MinActions, MaxActions, MinStates, MaxStates,
		"utility as [action][state] in [0,1], instead of weights")
	either := keywords{"oneOf": []keywords{{"required": []string{"weights"}}, {"required": []string{"utility"}}}}
	return fields{
		"Criterion.name": name("name of the criterion"),
		"Criterion.utility": matrix(MinActions, MaxActions, MinStates, MaxStates,
			"utility as [action][state] in [0,1]"),

		"Party":      either,
		"Party.name": name("name of the party; all parties' names differ"),
		"Party.letter": about("what an agent is called in short, and its colour; they differ; absent: that "+
			"of its place",
			"pattern", "^[A-Z]$"),
		"Party.weights": weights,
		"Party.utility": utility,
		"Party.toward": about(
			"what the agent wants of single users of the population, by their names; absent: the same as of everybody"),

		"Wish":         either,
		"Wish.weights": weights,
		"Wish.utility": utility,

		"Population.users": items(1, MaxMembers, "the further users; the scenario's own has the rest of the shares"),
		"Member":           either,
		"Member.name":      name("name of the user; all parties' names differ"),
		"Member.share":     about("her share of all users", "minimum", leastShare, "maximum", 1),
		"Member.weights":   weights,
		"Member.utility":   utility,
	}
}

// settingFields are the settings, as their lines and words say.
func settingFields() fields {
	all, words := fields{}, settingWords()
	eachSetting(Scenario{Agents: make([]Party, MaxAgents)}, func(v Setting) {
		key := v.Field
		if !strings.Contains(key, ".") {
			key = "scenario." + key
		}
		all[strings.ToUpper(key[:1])+key[1:]] = v.keywords(words[v.Field])
	})
	return all
}

// keywords says what a setting may be, its value being the default.
func (v Setting) keywords(words string) keywords {
	standard := json.RawMessage(v.Value)
	switch v.kind {
	case aChoice:
		return jsonschema.Choice(v.Value, words, v.Choices...)
	case aFlag:
		return jsonschema.About(words, "default", standard)
	case aPositive:
		return jsonschema.About(words, "exclusiveMinimum", 0, "maximum", v.Most, "default", standard)
	}
	return jsonschema.Number(v.Least, v.Most, standard, words)
}

// noControls is the pattern of text that stays on one line, in its own direction.
const noControls = "^[^\x00-\x1f\x7f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]*$"

func name(description string) keywords {
	return jsonschema.About(description, "minLength", 1, "maxLength", MaxNameRunes, "pattern", noControls,
		"not", keywords{"pattern": `^\s*$`})
}

// items is a list of so many.
func items(least, most int, description string) keywords {
	return jsonschema.About(description, "minItems", least, "maxItems", most)
}

func names(least, most int, description string) keywords {
	item := name("a name")
	item["type"] = "string"
	return jsonschema.About(description, "minItems", least, "maxItems", most, "uniqueItems", true, "items", item)
}

func distribution(least, most int, description string) keywords {
	unit := keywords{"type": "number", "minimum": 0, "maximum": 1}
	return jsonschema.About(description, "minItems", least, "maxItems", most, "items", unit)
}

func matrix(leastRows, mostRows, least, most int, description string) keywords {
	row := distribution(least, most, "a row")
	row["type"] = "array"
	return jsonschema.About(description, "minItems", leastRows, "maxItems", mostRows, "items", row)
}
