package experiment

import (
	"reflect"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/internal/jsonschema"
)

// Schema returns the JSON Schema of a spec, derived from the Go types, their tags and the
// limits, and published as static/schema/experiment-v1.json. What relates two fields (which
// sections a kind has, that lists ascend) is beyond it.
func Schema() []byte {
	return jsonschema.Document("Experiment, version 1", reflect.TypeFor[Spec](), specFields())
}

// ReportSchema returns that of a report.
func ReportSchema() []byte {
	return jsonschema.Document("Report of an experiment, version 1", reflect.TypeFor[Report](), nil)
}

type (
	keywords = jsonschema.Keywords
	fields   = jsonschema.Fields
)

// specFields says of each field what its Go type does not.
func specFields() fields {
	return jsonschema.Join(ownFields(), gameFields(), cloudFields(), tableFields(), readingFields(), syntheticFields())
}

// ownFields are those of a spec itself.
func ownFields() fields {
	about := jsonschema.About
	return fields{
		"Spec.version": about("the version of this format", "const", Version),
		"Spec.kind": about("E1 is selection, E2 diversity, E3 hull; table is the report on a table",
			"enum", Kinds()),
		"Spec.title": about("a title in one line", "maxLength", MaxTitleRunes),
		"Spec.seed":  jsonschema.Number(1, uint64(MaxSeed), DefaultSeed, "seed of all random numbers"),
		"Spec.runs":  about("number of runs; absent: a few seconds' worth", "minimum", 1, "maximum", MaxRuns),
		"Spec.confidence": jsonschema.Number(MinConfidence, MaxConfidence, DefaultConfidence,
			"confidence of all bands"),
		"Spec.selection": about("for kind selection"),
		"Spec.hull":      about("for kind hull"),
		"Spec.diversity": about("for kinds diversity and table"),
		"Spec.alignment": about("for kinds diversity and table: which combinations are allowed"),
		"Spec.holdout":   about("for kinds diversity and table: the items on which what was fitted is tried"),
		"Spec.reading": about("for kinds diversity and table: how the table is to be understood; absent: " +
			"as it comes"),
		"Spec.table": about("for kinds diversity and table: a table of your own; absent: the synthetic one"),
		"Spec.users": about("for kind table: each party in turn is the user too, against all others",
			"enum", []string{EachUser}),
		"Spec.synthetic": about("for kinds diversity and table: the generator of the synthetic table"),
	}
}

// gameFields are those of E1.
func gameFields() fields {
	number := jsonschema.Number
	return fields{
		"Selection.states":  number(2, MaxStates, DefaultStates, "states, which the agents see"),
		"Selection.actions": number(2, MaxActions, DefaultActions, "actions of the user"),
		"Selection.agents":  number(2, MaxAgents, DefaultAgents, "agents"),
		"Selection.likeness": number(0, 1, DefaultLikeness,
			"share that a utility common to all agents has in each of theirs"),
		"Selection.misalignment": jsonschema.Choice(MisalignedNoise, "the rest of each agent's utility: noise of its "+
			"own, the goal that its own product be used, or a bias that all share", Misalignments()...),
		"Selection.step": number(MinStep, 1, engine.DefaultStep, "step of a bid, in units of utility"),
		"Selection.bids": number(1, MaxBids, DefaultBids, "how many bids the curve shows"),
		"Selection.users": number(1, MaxCrowd, 1, "users of three more games of each run, which measure what it does "+
			"to them that all hear the same; 1: none are played"),
		"Selection.epsilons": jsonschema.About(
			"distances from the hull of the user of the approximate games, ascending", "minItems", 1,
			"maxItems", MaxEpsilons, "items", keywords{"type": "number", "minimum": MinEpsilon, "maximum": 0.5}),
	}
}

// cloudFields are those of E3.
func cloudFields() fields {
	number := jsonschema.Number
	return fields{
		"Hull.dimensions": list(MaxDimension, "dimensions, ascending"),
		"Hull.agents":     list(MaxPoints, "numbers of agents, ascending"),
		"Hull.users": number(1, MaxCrowd, 1, "users, toward each of whom what an agent wants errs on its own; "+
			"counted is when all are in their hulls"),
		"Hull.shared": number(0, 1, 0, "share of each agent's error that all have in common; the law is for 0"),
		"Hull.noise": jsonschema.Choice(NoiseBell,
			"bell: nearly normal; cube: uniform; heavy: a quotient of uniform numbers", Noises()...),
	}
}

// tableFields are those of E2 and of a report on a table.
func tableFields() fields {
	about, choice := jsonschema.About, jsonschema.Choice
	return fields{
		"Diversity.sizes": list(MaxRoster, "numbers of agents to look at, ascending; absent: some up to all"),
		"Diversity.error": choice(RMS, "over items: root mean square, its square, or the largest", RMS, MSE, Max),

		"Holdout.share": about("share of the items, or groups, that are held out; 0: none",
			"minimum", 0, "exclusiveMaximum", 1, "default", DefaultShare),
		"Holdout.by": about("what a split keeps together; absent: group, if the table has groups",
			"enum", []string{ByItem, ByGroup}),

		"Alignment.combination": choice(engine.Convex,
			"convex: weights sum to 1; conic: weights of any sum", engine.Convex, engine.Conic),
		"Alignment.offset": choice(engine.Constant, "what may be added: nothing, a constant, or one for each group",
			engine.NoOffset, engine.Constant, PerGroup),
		"Alignment.tolerance": about("largest epsilon that counts as inside, in the unit of the scores",
			"exclusiveMinimum", 0, "maximum", engine.MaxScore, "default", engine.DefaultTolerance),

		"Source.file": about("name of a CSV file, relative to this one",
			"minLength", 1, "not", keywords{"pattern": `^\s*$`}),
		"Source.digest": text("digest of its contents; absent: any"),
	}
}

// readingFields are those of how a table is to be understood.
func readingFields() fields {
	about := jsonschema.About
	return fields{
		"Reading.user":  text("name of the user's column, or rater; absent: the first"),
		"Reading.item":  text("name of the column that names items; absent: item, where it stands first"),
		"Reading.group": text("name of the column of groups; absent: group, where it stands first"),
		"Reading.groupBefore": about("groups items by what stands before this text in their names",
			"minLength", 1, "maxLength", engine.MaxNameRunes),
		"Reading.groupAfter": about("groups items by what stands behind this text in their names",
			"minLength", 1, "maxLength", engine.MaxNameRunes),
		"Reading.without": about("names of columns, or raters, to leave out"),
		"Reading.long":    about("the columns of a table with a row for each score; absent: found by their names"),
		"Reading.words":   about("answers in words, and what they count", "maxItems", engine.MaxWords),
		"Reading.missing": jsonschema.Choice(engine.Complete, "complete: items without everybody's score are left "+
			"out; pairwise: a missing score counts as its agent's mean", engine.Complete, engine.Pairwise),

		"Long.item":  about("name of the column that names items"),
		"Long.rater": about("name of the column that names raters"),
		"Long.score": about("name of the column of scores"),
		"Word.word":  text("the answer, in any case"),
		"Word.score": about("what it counts", "minimum", -engine.MaxScore, "maximum", engine.MaxScore),
	}
}

func syntheticFields() fields {
	number := jsonschema.Number
	return fields{
		"Synthetic.items":    number(MinItems, MaxItems, DefaultItems, "items"),
		"Synthetic.agents":   number(1, MaxRoster, DefaultRoster, "agents"),
		"Synthetic.criteria": number(1, MaxCriteria, DefaultCriteria, "criteria that everybody weighs"),
		"Synthetic.bias":     number(0, 1, DefaultBias, "how far agents' weights are from the user's"),
		"Synthetic.misalignment": jsonschema.Choice(MisalignedGoals, "goals: each agent weighs criteria in a way of "+
			"its own; bias: all in the same other way; noise: as the user, with errors instead", Misalignments()...),
		"Synthetic.noise": number(0, MaxScoreNoise, DefaultScoreNoise, "noise of each agent's score"),
	}
}

// text is some, not none.
func text(description string) keywords { return jsonschema.About(description, "minLength", 1) }

func list(most int, description string) keywords {
	item := keywords{"type": "integer", "minimum": 1, "maximum": most}
	return jsonschema.About(description, "minItems", 1, "uniqueItems", true, "items", item)
}
