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

// keywords are the members of a schema object.
type keywords = jsonschema.Keywords

// scenarioFields says of each field of a scenario what its Go type does not: the limits,
// the choices, and in words what it means. A type's own name adds to the whole object.
// It is a function so that programs that print no schema do not carry it.
func scenarioFields() map[string]keywords {
	return map[string]keywords{
		"Scenario.version":         {"const": Version, "description": "the version of this format"},
		"Scenario.title":           {"pattern": noControls, "description": "a title in one line"},
		"Scenario.states":          names(MinStates, MaxStates, "names of the states of the world; they differ"),
		"Scenario.actions":         names(MinActions, MaxActions, "names of the user's actions; they differ"),
		"Scenario.prior":           distribution(MinStates, MaxStates, "probability of each state, sum 1"),
		"Scenario.criteria":        {"minItems": MinCriteria, "maxItems": MaxCriteria, "description": "basis utilities that parties weigh"},
		"Scenario.user":            {"description": "the one who listens and acts", "not": keywords{"required": []string{"toward"}}},
		"Scenario.agents":          {"minItems": MinAgents, "maxItems": MaxAgents, "description": "those who advise her"},
		"Scenario.userSignal":      matrix(MinStates, MaxStates, MinSignals, MaxSignals, "P(the user's own signal | state) as [state][signal], rows sum to 1; absent: she sees nothing"),
		"Scenario.agentSignal":     matrix(MinStates, MaxStates, MinSignals, MaxSignals, "P(the agents' signal | state) as [state][signal], rows sum to 1; absent: they see the state"),
		"Scenario.signalNames":     names(MinSignals, MaxSignals, "names of the agents' signals, one each; they differ; absent: numbers"),
		"Scenario.userSignalNames": names(MinSignals, MaxSignals, "names of the user's own signals, one each; they differ; absent: numbers"),
		"Scenario.alignment":       {"description": "the variant of the hull test"},
		"Scenario.response":        {"description": "how the user acts on a belief"},
		"Scenario.conversation":    {"description": "the rounds of a conversation"},
		"Scenario.selection":       {"description": "the game for being the one AI she consults"},

		"Scenario.population": {"description": "the users beside the scenario's own"},
		"Population.policy":   choice(Personal, "personal: agents speak to each user apart; anonymous: everybody hears the same", Personal, Anonymous),
		"Population.users":    {"minItems": 1, "maxItems": MaxMembers, "description": "the further users; the scenario's own has the rest of the shares"},
		"Member":              {"oneOf": []keywords{{"required": []string{"weights"}}, {"required": []string{"utility"}}}},
		"Member.name":         name("name of the user; all parties' names differ"),
		"Member.share":        {"minimum": leastShare, "maximum": 1, "description": "her share of all users"},
		"Member.weights":      distribution(MinCriteria, MaxCriteria, "weight of each criterion, sum 1"),
		"Member.utility":      matrix(MinActions, MaxActions, MinStates, MaxStates, "utility as [action][state] in [0,1], instead of weights"),
		"Party.toward":        {"description": "what the agent wants of single users of the population, by their names; absent: the same as of everybody"},
		"Wish":                {"oneOf": []keywords{{"required": []string{"weights"}}, {"required": []string{"utility"}}}},
		"Wish.weights":        distribution(MinCriteria, MaxCriteria, "weight of each criterion, sum 1"),
		"Wish.utility":        matrix(MinActions, MaxActions, MinStates, MaxStates, "utility as [action][state] in [0,1], instead of weights"),

		"Scenario.indifference":    {"minimum": 0, "maximum": MaxIndifference, "default": 0, "description": "gains up to this the agents ignore"},
		"Scenario.equilibriumSets": {"default": false, "description": "whether to compute, for each agent, the polygon of all equilibrium payoffs"},

		"Criterion.name":    name("name of the criterion"),
		"Criterion.utility": matrix(MinActions, MaxActions, MinStates, MaxStates, "utility as [action][state] in [0,1]"),

		"Party":         {"oneOf": []keywords{{"required": []string{"weights"}}, {"required": []string{"utility"}}}},
		"Party.name":    name("name of the party; all parties' names differ"),
		"Party.letter":  {"pattern": "^[A-Z]$", "description": "what an agent is called in short, and its colour; they differ; absent: that of its place"},
		"Party.weights": distribution(MinCriteria, MaxCriteria, "weight of each criterion, sum 1"),
		"Party.utility": matrix(MinActions, MaxActions, MinStates, MaxStates, "utility as [action][state] in [0,1], instead of weights"),

		"Alignment.combination": choice(Convex, "convex: weights sum to 1; conic: weights of any sum", Convex, Conic),
		"Alignment.offset":      choice(Constant, "what may be added: nothing, a constant, or a number for each state", NoOffset, Constant, State),
		"Alignment.tolerance":   {"exclusiveMinimum": 0, "maximum": 1, "default": DefaultTolerance, "description": "largest epsilon that counts as inside, in units of utility"},

		"Response.kind":   choice(Best, "best: she takes a best action; quantal: better ones more often", Best, Quantal),
		"Response.lambda": {"minimum": 0, "maximum": MaxLambda, "default": 0, "description": "how sharply a quantal user tells actions apart"},

		"Conversation.rounds":       {"minimum": MinRounds, "maximum": MaxRounds, "default": DefaultRounds, "description": "number of rounds"},
		"Conversation.alphabet":     {"minimum": MinAlphabet, "maximum": MaxAlphabet, "default": DefaultAlphabet, "description": "number of messages to choose from in each round"},
		"Conversation.reply":        choice(ReplySilent, "what the user replies after each round; best: whichever is worth most to her, given how the agents talk", ReplySilent, ReplySignal, ReplyActionKind, ReplyBest),
		"Conversation.rules":        {"minItems": MinAgents, "maxItems": MaxAgents, "items": keywords{"type": "string", "enum": Rules()}, "description": "the rule of each agent; absent: all truthful"},
		"Conversation.noise":        {"minimum": 0, "maximum": 1, "default": DefaultNoise, "description": "probability that the rule noisy changes a symbol"},
		"Conversation.seed":         {"maximum": uint64(MaxSeed), "default": DefaultSeed, "description": "which transcript is shown; 0 means 1"},
		"Conversation.outcome":      choice(WorstOutcome, "the outcome that the rule equilibrium plays: the user's worst, or full disclosure", WorstOutcome, FullOutcome),
		"Conversation.messageNames": names(MinAlphabet, MaxAlphabet, "names of the messages, one each; they differ; absent: numbers"),
		"Conversation.game":         {"default": false, "description": "whether to solve the game of choosing rules"},

		"Selection.samples": {"minimum": 0, "maximum": MaxSamples, "default": 0, "description": "evaluation conversations with each agent; 0: exact evaluation"},
		"Selection.step":    {"exclusiveMinimum": 0, "maximum": 1, "default": DefaultStep, "description": "step of a bid, in units of utility"},
		"Selection.mode":    choice(Ascending, "of best-response dynamics: ascending: bids only rise; lowering: the winner may lower its own", Ascending, Lowering),
		"Selection.first":   {"minimum": 0, "maximum": MaxAgents - 1, "default": 0, "description": "the agent that bids first, counted from 0"},
		"Selection.order":   {"minItems": MinAgents, "maxItems": MaxAgents, "uniqueItems": true, "items": keywords{"type": "integer", "minimum": 0, "maximum": MaxAgents - 1}, "description": "the order of turns, each agent once; absent: as they are listed"},
		"Selection.seed":    {"maximum": uint64(MaxSeed), "default": DefaultSeed, "description": "seed of the evaluation; 0 means 1"},
	}
}

// noControls is the pattern of text that stays on one line, in its own direction.
const noControls = "^[^\x00-\x1f\x7f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]*$"

func name(description string) keywords {
	return keywords{
		"minLength": 1, "maxLength": MaxNameRunes, "pattern": noControls,
		"not": keywords{"pattern": `^\s*$`}, "description": description,
	}
}

func names(least, most int, description string) keywords {
	item := name("a name")
	item["type"] = "string"
	return keywords{"minItems": least, "maxItems": most, "uniqueItems": true, "items": item, "description": description}
}

func distribution(least, most int, description string) keywords {
	unit := keywords{"type": "number", "minimum": 0, "maximum": 1}
	return keywords{"minItems": least, "maxItems": most, "items": unit, "description": description}
}

func matrix(leastRows, mostRows, least, most int, description string) keywords {
	row := distribution(least, most, "a row")
	row["type"] = "array"
	return keywords{"minItems": leastRows, "maxItems": mostRows, "items": row, "description": description}
}

func choice(standard, description string, choices ...string) keywords {
	return keywords{"enum": choices, "default": standard, "description": description}
}
