package lab

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// How a table is to be read travels in the view, beside the rest of the form. What is not in
// the view is as the survey of the table proposes, which the form shows before anything is
// run.
const (
	userParam    = "lab.user"
	itemParam    = "lab.item"
	groupParam   = "lab.group"
	longParam    = "lab.long"  // ITEM,RATER,SCORE, or wideTable
	wordsParam   = "lab.words" // word=number, ...
	missingParam = "lab.missing"
	wordParam    = "lab.word:" // and the word: a control of the form alone
	raterParam   = "lab.rater"
	scoreParam   = "lab.score"
	wideTable    = "wide"
	nobody       = "" // no column
)

// ReadingParams lists the values of a view that say how to read a table: another table starts
// without them.
func ReadingParams() []string {
	return []string{userParam, itemParam, groupParam, longParam, wordsParam, missingParam}
}

// readingOf is the reading that a view asks for, nil: the table as it comes.
func readingOf(values map[string]string, survey *engine.TableSurvey) (*engine.Reading, []string) {
	var r engine.Reading
	if survey != nil {
		r = survey.Proposed
	}
	trouble := []string{}
	if user := values[userParam]; user != "" &&
		(survey == nil || len(survey.Parties) == 0 || user != survey.Parties[0]) {
		r.User = user
	}
	if item, given := values[itemParam]; given {
		r.Item = item
	}
	if group := values[groupParam]; group != "" {
		groupBy(&r, group, survey)
		r.Without = slices.DeleteFunc(slices.Clone(r.Without), func(name string) bool { return name == group })
	}
	if r.Item != "" {
		r.Without = slices.DeleteFunc(slices.Clone(r.Without), func(name string) bool { return name == r.Item })
	}
	if text := values[missingParam]; text == engine.Pairwise {
		r.Missing = text
	} else if text != "" && text != engine.Complete {
		trouble = append(trouble, fmt.Sprintf("%s: %q is neither complete nor pairwise.", missingParam, text))
	}
	if long, given := values[longParam]; given {
		trouble = append(trouble, readLong(&r, long)...)
	}
	if words, given := values[wordsParam]; given {
		list, err := wordList(words)
		if err != nil {
			trouble = append(trouble, err.Error())
		} else {
			r.Words = list
		}
	}
	if len(r.Without) == 0 {
		r.Without = nil
	}
	if r.User == "" && r.Item == "" && groupValue(&r) == "" && r.Long == nil && r.Words == nil && r.Missing == "" &&
		r.Without == nil {
		return nil, trouble
	}
	return &r, trouble
}

// The groups of a table may be a part of its items' names: then the value of the menu begins with
// one of these, and the text at which the names fall in two follows.
const (
	partBefore = "before:"
	partAfter  = "after:"
)

// groupBy takes a value of the menu of groups.
func groupBy(r *engine.Reading, value string, survey *engine.TableSurvey) {
	before, isBefore := strings.CutPrefix(value, partBefore)
	after, isAfter := strings.CutPrefix(value, partAfter)
	switch {
	case survey != nil && slices.Contains(survey.Columns, value):
		r.Group = value
	case isBefore:
		r.GroupBefore = before
	case isAfter:
		r.GroupAfter = after
	default:
		r.Group = value
	}
}

// groupValue is the value of the menu for a reading.
func groupValue(r *engine.Reading) string {
	switch {
	case r.GroupBefore != "":
		return partBefore + r.GroupBefore
	case r.GroupAfter != "":
		return partAfter + r.GroupAfter
	}
	return r.Group
}

// groupMenu asks what groups the items.
func groupMenu(v *engine.TableSurvey, r *engine.Reading) []stage.Control {
	c := stage.Control{Kind: stage.Choice, Param: groupParam, Label: "Groups of the items", Value: groupValue(r),
		Help:    "What says which items belong together, such as a topic: a column of words, or a part of their names.",
		Options: []stage.Option{{Value: nobody, Label: "as they come"}}}
	for _, name := range v.Texts[:min(len(v.Texts), mostParties)] {
		c.Options = append(c.Options, stage.Option{Value: name, Label: name})
	}
	if v.Mark != "" {
		c.Options = append(c.Options,
			stage.Option{Value: partBefore + v.Mark, Label: "what stands before “" + v.Mark + "”"},
			stage.Option{Value: partAfter + v.Mark, Label: "what stands behind “" + v.Mark + "”"})
	}
	if len(c.Options) == 1 {
		return nil
	}
	return []stage.Control{c}
}

// readLong takes the columns of a table in long format.
func readLong(r *engine.Reading, text string) []string {
	if text == wideTable {
		r.Long = nil
		return nil
	}
	names := strings.Split(text, ",")
	if len(names) != 3 {
		return []string{fmt.Sprintf("%s: %q must be the names of three columns: item,rater,score.", longParam, text)}
	}
	r.Long = &engine.Long{Item: names[0], Rater: names[1], Score: names[2]}
	r.Item, r.Without = "", nil
	return nil
}

// wordList reads word=number, ...
func wordList(text string) (list []engine.Word, err error) {
	for part := range strings.SplitSeq(text, ",") {
		at := strings.LastIndex(part, "=")
		if at < 0 {
			return nil, fmt.Errorf("%s: %q has no =, must be word=number.", wordsParam, part)
		}
		x, err := strconv.ParseFloat(part[at+1:], 64)
		if err != nil {
			return nil, fmt.Errorf("%s: %q is no number.", wordsParam, part[at+1:])
		}
		list = append(list, engine.Word{Word: part[:at], Score: x})
	}
	return list, nil
}

// keepReading puts a reading into the values of a view.
func keepReading(values map[string]string, r *engine.Reading) {
	if r == nil {
		return
	}
	set := func(param, value string) {
		if value != "" {
			values[param] = value
		}
	}
	set(userParam, r.User)
	set(itemParam, r.Item)
	set(groupParam, groupValue(r))
	set(missingParam, r.Missing)
	set(wordsParam, engine.WordsText(r.Words))
	if r.Long != nil {
		set(longParam, longText(r.Long))
	}
}

func longText(l *engine.Long) string { return l.Item + "," + l.Rater + "," + l.Score }

// mostParties is how many columns a menu lists.
const mostParties = 300

// readingControls is the part of the form that says how to read the reader's table.
func readingControls(f *stage.Frame, asked *experiment.Spec) (list []stage.Control) {
	v := surveyOf(f)
	if v == nil || asked.Table == nil {
		return nil
	}
	r := engine.Reading{}
	if asked.Reading != nil {
		r = *asked.Reading
	}
	menu := func(param, label, help, value string, names []string, none string) {
		c := stage.Control{Kind: stage.Choice, Param: param, Label: label, Help: help, Value: value}
		if none != "" {
			c.Options = append(c.Options, stage.Option{Value: nobody, Label: none})
		}
		for _, name := range names[:min(len(names), mostParties)] {
			c.Options = append(c.Options, stage.Option{Value: name, Label: name})
		}
		list = append(list, c)
	}
	long := r.Long
	if long == nil && f.View.Values[longParam] != wideTable {
		long = v.Long
	}
	if len(v.Columns) >= 3 && (v.Long != nil || len(v.Texts) > 0 || len(v.Words) > 0) {
		list = append(list, shape(long != nil))
	}
	if long != nil {
		menu(itemParam, "Items are in", "", long.Item, v.Columns, "")
		menu(raterParam, "Raters are in", "", long.Rater, v.Columns, "")
		menu(scoreParam, "Scores are in", "", long.Score, v.Columns, "")
	}
	if len(v.Parties) > 1 {
		user := r.User
		if user == "" {
			user = v.Parties[0]
		}
		menu(userParam, "You are", "Whose scores the others are to reach.", user, v.Parties, "")
	}
	if len(v.Texts) > 0 {
		if long == nil {
			menu(itemParam, "Names of the items", "A column of words that names the items.",
				r.Item, v.Texts, "as they come")
		}
	}
	list = append(list, groupMenu(v, &r)...)
	list = append(list, stage.Control{Kind: stage.Choice, Param: missingParam, Label: "Missing scores",
		Value: max(r.Missing, engine.Complete),
		Help: "Complete: items where anybody’s score is missing are left out. Pairwise: only those where yours is, " +
			"or everybody else’s; elsewhere a missing score counts as its agent’s mean.",
		Options: []stage.Option{{Value: engine.Complete, Label: "complete rows only"},
			{Value: engine.Pairwise, Label: "pairwise"}}})
	return append(list, wordControls(v, &r)...)
}

// shape asks whether a row is an item or a score.
func shape(long bool) stage.Control {
	c := stage.Control{Kind: stage.Choice, Param: longParam, Label: "A row of the table is", Value: wideTable,
		Options: []stage.Option{{Value: wideTable, Label: "an item"}, {Value: "long", Label: "one score"}}}
	if long {
		c.Value = "long"
	}
	return c
}

// wordControls asks what each word counts.
func wordControls(v *engine.TableSurvey, r *engine.Reading) (list []stage.Control) {
	for _, w := range v.Words {
		c := stage.Control{Kind: stage.Number, Param: wordParam + w.Word, Label: "“" + w.Word + "” counts",
			Min: -engine.MaxScore, Max: engine.MaxScore,
			Help: fmt.Sprintf("Stands in %s.", words.Plural(w.Cells, "cell", "cells"))}
		for _, known := range r.Words {
			if strings.EqualFold(known.Word, w.Word) {
				c.Value = words.Exact(known.Score)
			}
		}
		list = append(list, c)
	}
	return list
}

// reading turns a control of that part into a change of the view, nil: it is none of them.
func (s *Scene) reading(ev stage.Event, f *stage.Frame) func(*stage.View) {
	v := surveyOf(f)
	if v == nil {
		return nil
	}
	r, _ := readingOf(f.View.Values, v)
	if r == nil {
		r = &engine.Reading{}
	}
	long := v.Long
	if r.Long != nil {
		long = r.Long
	}
	word, isWord := strings.CutPrefix(ev.Param, wordParam)
	switch {
	case isWord:
		return set(wordsParam, engine.WordsText(withWord(r.Words, word, parse(ev.Value))))
	case ev.Param == longParam && ev.Value == wideTable:
		return set(longParam, wideTable)
	case ev.Param == longParam && long == nil:
		return set(longParam,
			longText(&engine.Long{Item: v.Columns[0], Rater: v.Columns[1], Score: v.Columns[len(v.Columns)-1]}))
	case ev.Param == longParam:
		return set(longParam, longText(long))
	case long != nil && slices.Contains([]string{itemParam, raterParam, scoreParam}, ev.Param):
		return set(longParam, longText(longWith(*long, ev.Param, ev.Value)))
	case slices.Contains(ReadingParams(), ev.Param):
		return set(ev.Param, ev.Value)
	}
	return nil
}

// withWord is a mapping with one word's number changed.
func withWord(list []engine.Word, word string, x float64) []engine.Word {
	list = slices.Clone(list)
	for i := range list {
		if strings.EqualFold(list[i].Word, word) {
			list[i].Score = x
			return list
		}
	}
	return append(list, engine.Word{Word: word, Score: x})
}

// longWith is a choice of columns with one changed.
func longWith(l engine.Long, param, column string) *engine.Long {
	switch param {
	case itemParam:
		l.Item = column
	case raterParam:
		l.Rater = column
	default:
		l.Score = column
	}
	return &l
}
