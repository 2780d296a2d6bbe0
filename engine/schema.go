package engine

import (
	"reflect"

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
	return jsonschema.Join(ownFields(), partyFields(), hullFields(), conversationFields(), selectionFields())
}

// ownFields are those of a scenario itself.
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
		"Scenario.indifference": jsonschema.Number(0, MaxIndifference, 0, "gains up to this the agents ignore"),
		"Scenario.equilibriumSets": about(
			"whether to compute, for each agent, the polygon of all equilibrium payoffs", "default", false),
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

		"Population.policy": jsonschema.Choice(Personal,
			"personal: agents speak to each user apart; anonymous: everybody hears the same", Personal, Anonymous),
		"Population.users": items(1, MaxMembers, "the further users; the scenario's own has the rest of the shares"),
		"Member":           either,
		"Member.name":      name("name of the user; all parties' names differ"),
		"Member.share":     about("her share of all users", "minimum", leastShare, "maximum", 1),
		"Member.weights":   weights,
		"Member.utility":   utility,
	}
}

// hullFields are those of the hull test and of the response.
func hullFields() fields {
	return fields{
		"Alignment.combination": jsonschema.Choice(Convex,
			"convex: weights sum to 1; conic: weights of any sum", Convex, Conic),
		"Alignment.offset": jsonschema.Choice(Constant,
			"what may be added: nothing, a constant, or a number for each state", NoOffset, Constant, State),
		"Alignment.tolerance": positive(DefaultTolerance, "largest epsilon that counts as inside, in units of utility"),

		"Response.kind": jsonschema.Choice(Best,
			"best: she takes a best action; quantal: better ones more often", Best, Quantal),
		"Response.lambda": jsonschema.Number(0, MaxLambda, 0, "how sharply a quantal user tells actions apart"),
	}
}

func conversationFields() fields {
	about, number := jsonschema.About, jsonschema.Number
	return fields{
		"Conversation.rounds": number(MinRounds, MaxRounds, DefaultRounds, "number of rounds"),
		"Conversation.alphabet": number(MinAlphabet, MaxAlphabet, DefaultAlphabet,
			"number of messages to choose from in each round"),
		"Conversation.reply": jsonschema.Choice(ReplySilent, "what the user replies after each round; best: whichever "+
			"is worth most to her, given how the agents talk", ReplySilent, ReplySignal, ReplyActionKind, ReplyBest),
		"Conversation.rules": about("the rule of each agent; absent: all truthful", "minItems", MinAgents,
			"maxItems", MaxAgents, "items", keywords{"type": "string", "enum": Rules()}),
		"Conversation.noise": number(0, 1, DefaultNoise, "probability that the rule noisy changes a symbol"),
		"Conversation.seed": about("which transcript is shown; 0 means 1",
			"maximum", uint64(MaxSeed), "default", DefaultSeed),
		"Conversation.outcome": jsonschema.Choice(WorstOutcome, "the outcome that the rule equilibrium plays: the "+
			"user's worst, or full disclosure", WorstOutcome, FullOutcome),
		"Conversation.messageNames": names(MinAlphabet, MaxAlphabet,
			"names of the messages, one each; they differ; absent: numbers"),
		"Conversation.game": about("whether to solve the game of choosing rules", "default", false),
	}
}

func selectionFields() fields {
	about, number := jsonschema.About, jsonschema.Number
	return fields{
		"Selection.samples": number(0, MaxSamples, 0, "evaluation conversations with each agent; 0: exact evaluation"),
		"Selection.step":    positive(DefaultStep, "step of a bid, in units of utility"),
		"Selection.mode": jsonschema.Choice(Ascending, "of best-response dynamics: ascending: bids only rise; "+
			"lowering: the winner may lower its own", Ascending, Lowering),
		"Selection.first": number(0, MaxAgents-1, 0, "the agent that bids first, counted from 0"),
		"Selection.order": about("the order of turns, each agent once; absent: as they are listed",
			"minItems", MinAgents, "maxItems", MaxAgents, "uniqueItems", true,
			"items", keywords{"type": "integer", "minimum": 0, "maximum": MaxAgents - 1}),
		"Selection.seed": about("seed of the evaluation; 0 means 1",
			"maximum", uint64(MaxSeed), "default", DefaultSeed),
	}
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

// positive is a number above 0, at most 1.
func positive(standard float64, description string) keywords {
	return jsonschema.About(description, "exclusiveMinimum", 0, "maximum", 1, "default", standard)
}
