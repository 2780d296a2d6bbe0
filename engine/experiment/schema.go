package experiment

import (
	"reflect"

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
	about := jsonschema.About
	all := fields{
		"Spec.version": about("the version of this format", "const", Version),
		"Spec.kind":    about(kindsHelp, "enum", Kinds()),
		"Spec.title":   about("a title in one line", "maxLength", MaxTitleRunes),
		"Spec.seed":    jsonschema.Number(1, uint64(MaxSeed), DefaultSeed, "seed of all random numbers"),
		"Spec.runs":    about("number of runs; absent: a few seconds' worth", "minimum", 1, "maximum", MaxRuns),
		"Spec.confidence": jsonschema.Number(MinConfidence, MaxConfidence, DefaultConfidence,
			"confidence of all bands"),
	}
	for _, p := range papers() {
		all = jsonschema.Join(all, p.fields())
	}
	return all
}

// text is some, not none.
func text(description string) keywords { return jsonschema.About(description, "minLength", 1) }

func list(most int, description string) keywords {
	item := keywords{"type": "integer", "minimum": 1, "maximum": most}
	return jsonschema.About(description, "minItems", 1, "uniqueItems", true, "items", item)
}
