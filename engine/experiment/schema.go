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

type keywords = jsonschema.Keywords

// specFields says of each field what its Go type does not.
func specFields() map[string]keywords {
	return map[string]keywords{
		"Spec.version":    {"const": Version, "description": "the version of this format"},
		"Spec.kind":       {"enum": Kinds(), "description": "E1 is selection, E2 diversity, E3 hull; table is the report on a table"},
		"Spec.title":      {"maxLength": MaxTitleRunes, "description": "a title in one line"},
		"Spec.seed":       {"minimum": 1, "maximum": uint64(MaxSeed), "default": DefaultSeed, "description": "seed of all random numbers"},
		"Spec.runs":       {"minimum": 1, "maximum": MaxRuns, "description": "number of runs; absent: a few seconds' worth"},
		"Spec.confidence": number(MinConfidence, MaxConfidence, DefaultConfidence, "confidence of all bands"),
		"Spec.selection":  {"description": "for kind selection"},
		"Spec.hull":       {"description": "for kind hull"},
		"Spec.diversity":  {"description": "for kinds diversity and table"},
		"Spec.alignment":  {"description": "for kinds diversity and table: which combinations are allowed"},
		"Spec.holdout":    {"description": "for kinds diversity and table: the items on which what was fitted is tried"},
		"Spec.reading":    {"description": "for kinds diversity and table: how the table is to be understood; absent: as it comes"},
		"Spec.table":      {"description": "for kinds diversity and table: a table of your own; absent: the synthetic one"},
		"Spec.users":      {"enum": []string{EachUser}, "description": "for kind table: each party in turn is the user too, against all others"},
		"Spec.synthetic":  {"description": "for kinds diversity and table: the generator of the synthetic table"},

		"Selection.states":       whole(2, MaxStates, DefaultStates, "states, which the agents see"),
		"Selection.actions":      whole(2, MaxActions, DefaultActions, "actions of the user"),
		"Selection.agents":       whole(2, MaxAgents, DefaultAgents, "agents"),
		"Selection.likeness":     number(0, 1, DefaultLikeness, "share that a utility common to all agents has in each of theirs"),
		"Selection.misalignment": {"enum": Misalignments(), "default": MisalignedNoise, "description": "the rest of each agent's utility: noise of its own, the goal that its own product be used, or a bias that all share"},
		"Selection.step":         number(MinStep, 1, engine.DefaultStep, "step of a bid, in units of utility"),
		"Selection.bids":         whole(1, MaxBids, DefaultBids, "how many bids the curve shows"),

		"Selection.users":    {"minimum": 1, "maximum": MaxCrowd, "default": 1, "description": "users of three more games of each run, which measure what it does to them that all hear the same; 1: none are played"},
		"Selection.epsilons": {"minItems": 1, "maxItems": MaxEpsilons, "items": keywords{"type": "number", "minimum": MinEpsilon, "maximum": 0.5}, "description": "distances from the hull of the user of the approximate games, ascending"},

		"Hull.dimensions": list(MaxDimension, "dimensions, ascending"),
		"Hull.agents":     list(MaxPoints, "numbers of agents, ascending"),
		"Hull.users":      {"minimum": 1, "maximum": MaxCrowd, "default": 1, "description": "users, toward each of whom what an agent wants errs on its own; counted is when all are in their hulls"},
		"Hull.shared":     number(0, 1, 0, "share of each agent's error that all have in common; the law is for 0"),
		"Hull.noise":      {"enum": Noises(), "default": NoiseBell, "description": "bell: nearly normal; cube: uniform; heavy: a quotient of uniform numbers"},

		"Diversity.sizes": list(MaxRoster, "numbers of agents to look at, ascending; absent: some up to all"),
		"Diversity.error": {"enum": []string{RMS, MSE, Max}, "default": RMS, "description": "over items: root mean square, its square, or the largest"},

		"Holdout.share": {"minimum": 0, "exclusiveMaximum": 1, "default": DefaultShare, "description": "share of the items, or groups, that are held out; 0: none"},
		"Holdout.by":    {"enum": []string{ByItem, ByGroup}, "description": "what a split keeps together; absent: group, if the table has groups"},

		"Reading.user":        {"minLength": 1, "description": "name of the user's column, or rater; absent: the first"},
		"Reading.item":        {"minLength": 1, "description": "name of the column that names items; absent: item, where it stands first"},
		"Reading.group":       {"minLength": 1, "description": "name of the column of groups; absent: group, where it stands first"},
		"Reading.groupBefore": {"minLength": 1, "maxLength": engine.MaxNameRunes, "description": "groups items by what stands before this text in their names"},
		"Reading.groupAfter":  {"minLength": 1, "maxLength": engine.MaxNameRunes, "description": "groups items by what stands behind this text in their names"},
		"Reading.without":     {"description": "names of columns, or raters, to leave out"},
		"Reading.long":        {"description": "the columns of a table with a row for each score; absent: found by their names"},
		"Reading.words":       {"maxItems": engine.MaxWords, "description": "answers in words, and what they count"},
		"Reading.missing":     {"enum": []string{engine.Complete, engine.Pairwise}, "default": engine.Complete, "description": "complete: items without everybody's score are left out; pairwise: a missing score counts as its agent's mean"},
		"Long.item":           {"description": "name of the column that names items"},
		"Long.rater":          {"description": "name of the column that names raters"},
		"Long.score":          {"description": "name of the column of scores"},
		"Word.word":           {"minLength": 1, "description": "the answer, in any case"},
		"Word.score":          {"minimum": -engine.MaxScore, "maximum": engine.MaxScore, "description": "what it counts"},

		"Alignment.combination": {"enum": []string{engine.Convex, engine.Conic}, "default": engine.Convex, "description": "convex: weights sum to 1; conic: weights of any sum"},
		"Alignment.offset":      {"enum": []string{engine.NoOffset, engine.Constant, PerGroup}, "default": engine.Constant, "description": "what may be added: nothing, a constant, or one for each group"},
		"Alignment.tolerance":   {"exclusiveMinimum": 0, "maximum": engine.MaxScore, "default": engine.DefaultTolerance, "description": "largest epsilon that counts as inside, in the unit of the scores"},

		"Source.file":   {"minLength": 1, "not": keywords{"pattern": `^\s*$`}, "description": "name of a CSV file, relative to this one"},
		"Source.digest": {"minLength": 1, "description": "digest of its contents; absent: any"},

		"Synthetic.items":        whole(MinItems, MaxItems, DefaultItems, "items"),
		"Synthetic.agents":       whole(1, MaxRoster, DefaultRoster, "agents"),
		"Synthetic.criteria":     whole(1, MaxCriteria, DefaultCriteria, "criteria that everybody weighs"),
		"Synthetic.bias":         number(0, 1, DefaultBias, "how far agents' weights are from the user's"),
		"Synthetic.misalignment": {"enum": Misalignments(), "default": MisalignedGoals, "description": "goals: each agent weighs criteria in a way of its own; bias: all in the same other way; noise: as the user, with errors instead"},
		"Synthetic.noise":        number(0, MaxScoreNoise, DefaultScoreNoise, "noise of each agent's score"),
	}
}

func whole(least, most, standard int, description string) keywords {
	return keywords{"minimum": least, "maximum": most, "default": standard, "description": description}
}

func number(least, most, standard float64, description string) keywords {
	return keywords{"minimum": least, "maximum": most, "default": standard, "description": description}
}

func list(most int, description string) keywords {
	item := keywords{"type": "integer", "minimum": 1, "maximum": most}
	return keywords{"minItems": 1, "uniqueItems": true, "items": item, "description": description}
}
