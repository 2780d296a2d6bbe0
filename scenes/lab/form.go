package lab

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// The form of an experiment is a list of fields, each a control whose value travels in the
// view under the name of its parameter. What is not in the view has its default.

// field is one setting of a spec.
type field struct {
	stage.Control
	get func(s *experiment.Spec) string
	set func(s *experiment.Spec, value string)
}

// kindParam names the experiment, atParam where in its chart one reads.
const (
	kindParam = "lab.kind"
	atParam   = "lab.at"
	seedParam = "lab.seed"
)

// firstKind is the experiment that the figure shows first: its law can be drawn at once.
const firstKind = experiment.KindHull

var kinds = []stage.Option{
	{Value: experiment.KindHull, Label: "Surrounded by chance"},
	{Value: experiment.KindSelection, Label: "Bidding to be chosen"},
	{Value: experiment.KindDiversity, Label: "Many models, one mix"},
	{Value: experiment.KindTable, Label: "A table of your own"},
}

// kindOf is the kind that a view asks for.
func kindOf(v *stage.View) string {
	if kind := v.Values[kindParam]; slices.Contains(experiment.Kinds(), kind) {
		return kind
	}
	return firstKind
}

// Asked is the spec that the values of a view ask for, with a sentence for each that cannot be
// had.
func Asked(values map[string]string) (experiment.Spec, []string) {
	return askedOf(&stage.View{Values: values}, "", nil)
}

// askedOf is the spec that a view asks for, filled in, with a sentence for each value that
// cannot be had. The table is the reader's, "": the synthetic one; the survey says what is in it.
func askedOf(v *stage.View, table string, survey *engine.TableSurvey) (s experiment.Spec, trouble []string) {
	s = experiment.Spec{Version: experiment.Version, Kind: kindOf(v)}
	if s.Kind == experiment.KindTable && table != "" {
		s.Table = &experiment.Source{File: table}
		s.Reading, trouble = readingOf(v.Values, survey)
	}
	s = s.Filled()
	if kind, given := v.Values[kindParam]; given && kind != s.Kind {
		trouble = append(trouble, fmt.Sprintf("%s: there is no experiment called %q.", kindParam, kind))
	}
	for _, f := range fieldsOf(s.Kind) {
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
	for _, f := range fieldsOf(s.Kind) {
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
			h.Share = half()
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
		get: func(s *experiment.Spec) string { return strconv.FormatFloat(*at(s), 'f', -1, 64) },
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

// fieldsOf are the settings of an experiment.
func fieldsOf(kind string) []field { return forms[kind] }

var forms = map[string][]field{
	experiment.KindHull: {
		runs("Tries", "How often the agents are scattered anew, for each number of agents and each dimension."),
		upTo("lab.dimensions", "Criteria to scatter in, up to",
			"In how many independent directions interests may differ.", 1, 8,
			func(s *experiment.Spec) *[]int { return &s.Hull.Dimensions }, 1),
		upTo("lab.points", "Agents, up to", "", 3, 24, func(s *experiment.Spec) *[]int { return &s.Hull.Agents }, 2),
		crowd("lab.crowd", "Users",
			"With several, what an agent wants of each errs on its own, and all are to be among them.",
			func(s *experiment.Spec) *int { return &s.Hull.Users }),
		choice("lab.cloud", "Scattered", "The law is the same for all of them: it needs only that a point and its "+
			"mirror image are equally likely.", []stage.Option{
			{Value: experiment.NoiseBell, Label: "like a bell"},
			{Value: experiment.NoiseCube, Label: "evenly in a cube"},
			{Value: experiment.NoiseHeavy, Label: "with far outliers"},
		}, func(s *experiment.Spec) *string { return &s.Hull.Noise }),
		share("lab.shared", "In common", "How much of its error each agent shares with all others: 0 nothing, 1 "+
			"everything. The law is for 0.", 0, 1, 0.05,
			func(s *experiment.Spec) *float64 { return &s.Hull.Shared }),
		seedField,
	},
	experiment.KindSelection: {
		runs("Games", "How many random games are played, each with a user in the hull and with one outside."),
		whole("lab.agents", "Agents", "", 2, experiment.MaxAgents,
			func(s *experiment.Spec) *int { return &s.Selection.Agents }),
		whole("lab.states", "States of the world", "", 2, experiment.MaxStates,
			func(s *experiment.Spec) *int { return &s.Selection.States }),
		whole("lab.actions", "Actions", "", 2, experiment.MaxActions,
			func(s *experiment.Spec) *int { return &s.Selection.Actions }),
		share("lab.likeness", "Alike", "How much all agents have in common: 0 nothing, 1 everything.", 0, 1, 0.05,
			func(s *experiment.Spec) *float64 { return s.Selection.Likeness }),
		choice("lab.aims", "And beyond that", "What each agent wants besides what all have in common.", []stage.Option{
			{Value: experiment.MisalignedNoise, Label: "something at random"},
			{Value: experiment.MisalignedGoals, Label: "that its product be used"},
			{Value: experiment.MisalignedBias, Label: "the same as the others"},
		}, func(s *experiment.Spec) *string { return &s.Selection.Misalignment }),
		crowd("lab.crowd", "Users",
			"With several, three more games each time: what it does to them that all hear the same.",
			func(s *experiment.Spec) *int { return &s.Selection.Users }),
		share("lab.step", "Step of a bid", "By how much an agent outbids the other, in units of utility.",
			0.005, 0.1, 0.005, func(s *experiment.Spec) *float64 { return &s.Selection.Step }),
		seedField,
	},
	experiment.KindDiversity: append([]field{
		runs("Draws", "How often the agents are drawn in another order."),
		whole("lab.roster", "Agents in the table", "", 2, 100,
			func(s *experiment.Spec) *int { return &s.Synthetic.Agents }),
		whole("lab.items", "Items", "Questions on which you and each agent have a score.",
			experiment.MinItems, 2000, func(s *experiment.Spec) *int { return &s.Synthetic.Items }),
		share("lab.bias", "Bias of an agent", "How far what an agent cares about is from what you care about.",
			0, 1, 0.05, func(s *experiment.Spec) *float64 { return s.Synthetic.Bias }),
		choice("lab.aims", "Its direction", "In which way agents differ from you.", []stage.Option{
			{Value: experiment.MisalignedGoals, Label: "goals of its own"},
			{Value: experiment.MisalignedBias, Label: "a bias that all share"},
			{Value: experiment.MisalignedNoise, Label: "errors, no goals"},
		}, func(s *experiment.Spec) *string { return &s.Synthetic.Misalignment }),
		share("lab.noise", "Noise of a score", "In units of the scores.",
			0, 1, 0.05, func(s *experiment.Spec) *float64 { return s.Synthetic.Noise }),
	}, append([]field{heldOut}, scored...)...),
	experiment.KindTable: append([]field{
		runs("Repetitions", "How often the agents are drawn in another order, and other items held out."),
		heldOut, heldOutBy, eachUser,
	}, perGroup(scored)...),
}

// half is the share held out unless somebody says otherwise.
func half() *float64 {
	share := experiment.DefaultShare
	return &share
}

// byTable lets the table decide what is held out whole.
const byTable = "table"

// heldOut is the share of what is held out.
var heldOut = field{
	Control: stage.Control{Kind: stage.Range, Param: "lab.share", Label: "Held out", Min: 0, Max: 0.9, Step: 0.05,
		Help: "The share of the items on which nothing is fitted: there the errors count. 0: all is in sample."},
	get: func(s *experiment.Spec) string {
		if s.Holdout.Share == nil {
			return strconv.FormatFloat(experiment.DefaultShare, 'f', -1, 64)
		}
		return strconv.FormatFloat(*s.Holdout.Share, 'f', -1, 64)
	},
	set: func(s *experiment.Spec, value string) {
		x := parse(value)
		s.Holdout.Share = &x
	},
}

var heldOutBy = field{
	Control: stage.Control{Kind: stage.Choice, Param: "lab.by", Label: "Held out whole",
		Help: "Items of an unseen group (a topic, a prompt) differ by more than unseen items.",
		Options: []stage.Option{{Value: byTable, Label: "groups, if there are any"},
			{Value: experiment.ByItem, Label: "items"}, {Value: experiment.ByGroup, Label: "groups"}}},
	get: func(s *experiment.Spec) string {
		if s.Holdout.By == "" {
			return byTable
		}
		return s.Holdout.By
	},
	set: func(s *experiment.Spec, value string) {
		if s.Holdout.By = value; value == byTable {
			s.Holdout.By = ""
		}
	},
}

// oneUser is the form's word for a spec without other users.
const oneUser = "one"

var eachUser = field{
	Control: stage.Control{Kind: stage.Choice, Param: "lab.users", Label: "Users",
		Help: "Each in turn: everybody in the table is the user once, against all others. What holds for one " +
			"may be chance.",
		Options: []stage.Option{{Value: oneUser, Label: "you alone"},
			{Value: experiment.EachUser, Label: "each in turn"}}},
	get: func(s *experiment.Spec) string {
		if s.Users == "" {
			return oneUser
		}
		return s.Users
	},
	set: func(s *experiment.Spec, value string) {
		if s.Users = value; value == oneUser {
			s.Users = ""
		}
	},
}

// scored are the settings of what is measured on a table.
var scored = []field{
	choice("lab.error", "Error", "Over the items of the table.",
		[]stage.Option{{Value: experiment.RMS, Label: "root mean square"},
			{Value: experiment.MSE, Label: "mean square"}, {Value: experiment.Max, Label: "largest"}},
		func(s *experiment.Spec) *string { return &s.Diversity.Error }),
	choice("lab.combination", "Weights", "Of the hull test and the worst items; the chart has both.",
		[]stage.Option{{Value: engine.Convex, Label: "sum to 1 (convex)"},
			{Value: engine.Conic, Label: "scaled and added (conic)"}},
		func(s *experiment.Spec) *string { return &s.Alignment.Combination }),
	choice("lab.offset", "Offset", "A number that is added to all items.",
		[]stage.Option{{Value: engine.Constant, Label: "one number"}, {Value: engine.NoOffset, Label: "none"}},
		func(s *experiment.Spec) *string { return &s.Alignment.Offset }),
	seedField,
}

// perGroup adds what only a table of one's own can have.
func perGroup(list []field) []field {
	list = slices.Clone(list)
	for i := range list {
		if list[i].Param == "lab.offset" {
			list[i].Options = append(slices.Clone(list[i].Options),
				stage.Option{Value: experiment.PerGroup, Label: "one for each group"})
		}
	}
	return list
}

// upTo is a field for a list of whole numbers from the first to the value.
func upTo(param, label, help string, low, high int, at func(s *experiment.Spec) *[]int, first int) field {
	return field{
		Control: stage.Control{Kind: stage.Number, Param: param, Label: label, Help: help, Min: float64(low),
			Max: float64(high), Step: 1},
		get: func(s *experiment.Spec) string {
			list := *at(s)
			return strconv.Itoa(list[len(list)-1])
		},
		set: func(s *experiment.Spec, value string) {
			list := []int{}
			for n := first; n <= int(parse(value)); n++ {
				list = append(list, n)
			}
			*at(s) = list
		},
	}
}
