package lab

import (
	"cmp"
	"fmt"
	"math"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// The form of an experiment is a list of fields, each a control whose value travels in the
// view under the name of its parameter. What is not in the view has its default.

// field is one setting of a spec.
type field struct {
	stage.Control
	get func(s *experiment.Spec) string
	set func(s *experiment.Spec, value string)
}

// kindParam names the experiment, chartParam which of its charts is shown, atParam where in it one
// reads.
const (
	kindParam  = "lab.kind"
	chartParam = "lab.chart"
	atParam    = "lab.at"
	seedParam  = "lab.seed"
)

// firstChart is the chart that an experiment shows first, of those it has.
const firstChart = "first"

// Asked is the spec that the values of a view ask for, with a sentence for each that cannot be
// had.
func Asked(values map[string]string) (experiment.Spec, []string) {
	return askedOf(&stage.View{Values: values}, "", nil)
}

// askedOf is the spec that a view asks for, filled in, with a sentence for each value that
// cannot be had. The table is the reader's, "": the synthetic one; the survey says what is in it.
func askedOf(v *stage.View, table string, survey *engine.TableSurvey) (s experiment.Spec, trouble []string) {
	k := kindOf(v.Values[kindParam])
	s = experiment.Spec{Version: experiment.Version, Kind: k.name}
	if k.own && table != "" {
		s.Table = &experiment.Source{File: table}
		s.Reading, trouble = readingOf(v.Values, survey)
	}
	s = s.Filled()
	if kind, given := v.Values[kindParam]; given && kind != k.name {
		trouble = append(trouble, fmt.Sprintf("%s: there is no experiment called %q.", kindParam, kind))
	}
	for _, f := range k.fields {
		value, given := v.Values[f.Param]
		if !given {
			continue
		}
		if err := f.Accepts(value); err != nil {
			trouble = append(trouble, fmt.Sprintf("%v: %s is used.", err, f.get(&s)))
			continue
		}
		f.set(&s, value)
	}
	return s, trouble
}

// Values are those of a view that asks for a spec; an error says that the form has no place
// for all that is in it.
func Values(s experiment.Spec) (map[string]string, error) {
	values := map[string]string{kindParam: s.Kind}
	filled := s.Filled()
	for _, f := range kindOf(s.Kind).fields {
		values[f.Param] = f.get(&filled)
	}
	file := ""
	if s.Table != nil {
		file = s.Table.File
		keepReading(values, s.Reading)
	}
	asked, trouble := askedOf(&stage.View{Values: values}, file, nil)
	if len(trouble) > 0 || !same(&asked, &filled) {
		return nil, fmt.Errorf("the form has no place for all the settings of this experiment: run it with the " +
			"command line (emergent sweep)")
	}
	return values, nil
}

// same reports whether two specs ask for the same numbers. What depends on the table is filled
// in only once that is read.
func same(asked, done *experiment.Spec) bool {
	a, b := asked.Filled(), done.Filled()
	if a.Diversity != nil && b.Diversity != nil && a.Diversity.Sizes == nil {
		d := *b.Diversity
		d.Sizes = nil
		b.Diversity = &d
	}
	if a.Holdout != nil && b.Holdout != nil {
		h := *b.Holdout
		if a.Holdout.Share == nil {
			h.Share = nil
		} else if h.Share == nil {
			h.Share = new(experiment.DefaultShare)
		}
		if a.Holdout.By == "" {
			h.By = ""
		}
		b.Holdout = &h
	}
	if a.Table != nil && b.Table != nil {
		b.Table = &experiment.Source{File: b.Table.File, Digest: a.Table.Digest}
	}
	a.Title, b.Title = "", ""
	return string(experiment.Format(a)) == string(experiment.Format(b))
}

// whole is a field for a whole number.
func whole(param, label, help string, low, high int, at func(s *experiment.Spec) *int) field {
	return field{
		Control: stage.Control{Kind: stage.Number, Param: param, Label: label, Help: help, Min: float64(low),
			Max: float64(high), Step: 1},
		get: func(s *experiment.Spec) string { return strconv.Itoa(*at(s)) },
		set: func(s *experiment.Spec, value string) { *at(s) = int(parse(value)) },
	}
}

// crowd is a field for the number of users, 1 where the spec says nothing.
func crowd(param, label, help string, at func(s *experiment.Spec) *int) field {
	f := whole(param, label, help, 1, experiment.MaxCrowd, at)
	f.get = func(s *experiment.Spec) string { return strconv.Itoa(max(*at(s), 1)) }
	f.set = func(s *experiment.Spec, value string) {
		if *at(s) = int(parse(value)); *at(s) == 1 {
			*at(s) = 0 // as a spec has it that says nothing
		}
	}
	return f
}

// share is a field for a number that a slider sets.
func share(param, label, help string, low, high, step float64, at func(s *experiment.Spec) *float64) field {
	return field{
		Control: stage.Control{Kind: stage.Range, Param: param, Label: label, Help: help, Min: low, Max: high,
			Step: step},
		get: func(s *experiment.Spec) string { return words.Typed(*at(s)) },
		set: func(s *experiment.Spec, value string) { *at(s) = parse(value) },
	}
}

// choice is a field for one of some words.
func choice(param, label, help string, options []stage.Option, at func(s *experiment.Spec) *string) field {
	return field{
		Control: stage.Control{Kind: stage.Choice, Param: param, Label: label, Help: help, Options: options},
		get:     func(s *experiment.Spec) string { return *at(s) },
		set:     func(s *experiment.Spec, value string) { *at(s) = value },
	}
}

// choiceOr is one whose value absent a spec says by saying nothing.
func choiceOr(absent, param, label, help string, options []stage.Option, at func(s *experiment.Spec) *string) field {
	f := choice(param, label, help, options, at)
	f.get = func(s *experiment.Spec) string { return cmp.Or(*at(s), absent) }
	f.set = func(s *experiment.Spec, value string) {
		if *at(s) = value; value == absent {
			*at(s) = ""
		}
	}
	return f
}

// parse reads a number that Accepts has let pass; whole numbers are rounded to.
func parse(value string) float64 {
	x, _ := strconv.ParseFloat(value, 64)
	return x
}

// The seed and the number of runs, which every experiment has.
var (
	seedField = field{
		Control: stage.Control{Kind: stage.Number, Param: seedParam, Label: "Seed", Min: 1, Max: experiment.MaxSeed,
			Step: 1,
			Help: "Where the random numbers begin. The same seed gives the same numbers, here and in the " +
				"command line."},
		get: func(s *experiment.Spec) string { return strconv.FormatUint(s.Seed, 10) },
		set: func(s *experiment.Spec, value string) { s.Seed = uint64(math.Round(parse(value))) },
	}
	runs = func(label, help string) field {
		return whole("lab.runs", label, help, 1, mostRuns, func(s *experiment.Spec) *int { return &s.Runs })
	}
)

// mostRuns is how many runs the form lets one ask for; the command line has more patience.
const mostRuns = 1_000_000

// upTo is a field for a list of whole numbers from the first to the value.
func upTo(param, label, help string, low, high int, at func(s *experiment.Spec) *[]int, first int) field {
	f := whole(param, label, help, low, high, nil)
	f.get = func(s *experiment.Spec) string { return strconv.Itoa((*at(s))[len(*at(s))-1]) }
	f.set = func(s *experiment.Spec, value string) {
		*at(s) = []int{}
		for n := first; n <= int(parse(value)); n++ {
			*at(s) = append(*at(s), n)
		}
	}
	return f
}
