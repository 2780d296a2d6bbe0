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

// ownFields are those of a scenario itself that have no line of their own.
func ownFields() fields {
	about := jsonschema.About
	return fields{
		"Scenario.version":  about("the version of this format", "const", Version),
		"Scenario.criteria": items(MinCriteria, MaxCriteria, "basis utilities that parties weigh"),
		"Scenario.user": about("the one who listens and acts",
			"not", keywords{"required": []string{"toward"}}),
		"Scenario.agents":       items(MinAgents, MaxAgents, "those who advise her"),
		"Scenario.alignment":    about("the variant of the hull test"),
		"Scenario.response":     about("how the user acts on a belief"),
		"Scenario.conversation": about("the rounds of a conversation"),
		"Scenario.selection":    about("the game for being the one AI she consults"),
		"Scenario.population":   about("the users beside the scenario's own"),
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

// settingFields are those that have a line, as that and their words say.
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

// keywords says what a field may be, the value of a setting being the default.
func (v Setting) keywords(words string) keywords {
	standard, least, most := json.RawMessage(v.Value), int(v.Least), int(v.Most)
	switch v.kind {
	case aChoice:
		return jsonschema.Choice(v.Value, words, v.Choices...)
	case aFlag:
		return jsonschema.About(words, "default", standard)
	case aPositive:
		return jsonschema.About(words, "exclusiveMinimum", 0, "maximum", v.Most, "default", standard)
	case aText:
		return jsonschema.About(words, "pattern", noControls)
	case aNames:
		return names(least, most, words)
	case aDistribution:
		return distribution(least, most, words)
	case anExperiment:
		return matrix(MinStates, MaxStates, least, most, words)
	case aChoices:
		return list(least, most, words, keywords{"type": "string", "enum": v.Choices})
	case anOrder:
		k := list(least, most, words, keywords{"type": "integer", "minimum": 0, "maximum": MaxAgents - 1})
		k["uniqueItems"] = true
		return k
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

// list is one of so many items of a kind.
func list(least, most int, description string, item keywords) keywords {
	k := items(least, most, description)
	k["items"] = item
	return k
}

func names(least, most int, description string) keywords {
	item := name("a name")
	item["type"] = "string"
	k := list(least, most, description, item)
	k["uniqueItems"] = true
	return k
}

func distribution(least, most int, description string) keywords {
	return list(least, most, description, keywords{"type": "number", "minimum": 0, "maximum": 1})
}

func matrix(leastRows, mostRows, least, most int, description string) keywords {
	row := distribution(least, most, "a row")
	row["type"] = "array"
	return list(leastRows, mostRows, description, row)
}
