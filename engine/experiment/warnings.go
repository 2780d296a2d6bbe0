package experiment

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Warning says in words what a figure may hide. Its kind is for programs.
type Warning struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// The kinds of warning.
const (
	WarnFewItems     = "fewItems"     // as many agents as items: anything can be fitted
	WarnFewFitted    = "fewFitted"    // the same of the part that is fitted
	WarnConstant     = "constant"     // an agent always answers the same
	WarnUserConstant = "userConstant" // the user does
	WarnDuplicates   = "duplicates"   // agents answer alike on all items
	WarnZero         = "zero"         // the best mixture uses nobody
	WarnScales       = "scales"       // agents and user answer on different scales
	WarnAverage      = "average"      // the average is worse than one number
	WarnMissing      = "missing"      // scores are
	WarnOneGroup     = "oneGroup"     // all items are of one group
)

// warnings lists what is true of the table.
func (r *tableRunner) warnings(c *TableComparison) (list []Warning) {
	warn := func(kind, format string, args ...any) {
		list = append(list, Warning{kind, fmt.Sprintf(format, args...)})
	}
	items, agents := r.outline.Items, r.outline.agents()
	if items <= agents {
		warn(WarnFewItems, "With %s and %s almost any scores can be fitted: “inside” would mean nothing here. Bring "+
			"more items than agents.",
			counted(items, "item", "items"), counted(agents, "agent", "agents"))
	} else if r.splitter.order != nil {
		if fitted := r.fittedItems(); fitted <= agents {
			warn(WarnFewFitted, "A fit sees about %d items and weighs %d agents, so on them it can fit almost "+
				"anything: only the figures held out count. Bring more items, or hold out less.", fitted, agents)
		}
	}
	if m := r.outline.Missing; m != nil {
		warn(WarnMissing, "%s", m.words())
	}
	if r.outline.Groups == 1 {
		warn(WarnOneGroup, "All items are of one group, “%s” (%s): they are held out one by one, not in groups.",
			r.table.Items.Groups[0], r.table.Items.GroupsAt)
	}
	if deviation(r.table.Scores[0]) <= noise*r.size {
		warn(WarnUserConstant, "%s always answers the same: one number says it all.", r.outline.Names[0])
	}
	if same := r.constants(); len(same) > 0 {
		warn(WarnConstant, "%s: always the same answer, which a constant can give as well.", named(same))
	}
	for _, alike := range r.duplicates() {
		warn(WarnDuplicates, "%s answer alike on all items: together they are one agent.", named(alike))
	}
	r.warnFits(c, warn)
	return list
}

// warnFits warns of what the fits say.
func (r *tableRunner) warnFits(c *TableComparison, warn func(kind, format string, args ...any)) {
	constant, average, convex, conic := c.Rows[Constant], c.Rows[Average], c.Rows[Convex], c.Rows[Conic]
	if constant.RMS == 0 {
		return // the user always answers the same
	}
	if slices.Max(conic.Weights) == 0 {
		warn(WarnZero, "The best weights of any sum are all zero: no agent helps, a constant does as well.")
	}
	if ratio := r.scales(); ratio > scaleGap || ratio < 1/scaleGap {
		warn(WarnScales, "The scales differ: the agents' answers spread %s times as far as %s's. Weights that sum to "+
			"1 leave an error of %s; with weights of any sum (conic) it would be %s.",
			short(ratio), r.outline.Names[0], short(convex.RMS), short(conic.RMS))
	} else if convex.RMS > 0 && conic.RMS == 0 {
		warn(WarnScales, "Weights that sum to 1 leave an error of %s; with weights of any sum (conic) it would be 0.",
			short(convex.RMS))
	}
	if average.RMS > constant.RMS {
		warn(WarnAverage, "The average of all agents errs by %s, one number for all items by %s: the average is worse "+
			"than knowing nothing of the items.", short(average.RMS), short(constant.RMS))
	}
}

// scaleGap is how many times as far one party's answers may spread as another's before that
// is worth a word.
const scaleGap = 2

// scales is how far the agents' answers spread, those of the middle one, over how far the
// user's do; 1 where there is nothing to compare.
func (r *tableRunner) scales() float64 {
	user := deviation(r.table.Scores[0])
	list := []float64{}
	for _, column := range r.table.Scores[1:] {
		if d := deviation(column); d > noise*r.size {
			list = append(list, d)
		}
	}
	if len(list) == 0 || user <= noise*r.size {
		return 1
	}
	slices.Sort(list)
	return list[len(list)/2] / user
}

// fittedItems is about how many items a fit sees.
func (r *tableRunner) fittedItems() int {
	p := &r.splitter
	n := len(p.order)
	return (n - held(p.share, n)) * p.items / n
}

// constants are the agents that always answer the same.
func (r *tableRunner) constants() (names []string) {
	for i, column := range r.table.Scores[1:] {
		if deviation(column) <= noise*r.size {
			names = append(names, r.outline.Names[1+i])
		}
	}
	return names
}

// duplicates are the agents that answer as others do on all items.
func (r *tableRunner) duplicates() (list [][]string) {
	seen := make([]bool, len(r.table.Scores))
	for i := 1; i < len(r.table.Scores); i++ {
		alike := []string{r.outline.Names[i]}
		for o := i + 1; o < len(seen) && !seen[i]; o++ {
			if !seen[o] && slices.Equal(r.table.Scores[i], r.table.Scores[o]) {
				seen[o] = true
				alike = append(alike, r.outline.Names[o])
			}
		}
		if len(alike) > 1 {
			list = append(list, alike)
		}
	}
	return list
}

// shownNames is how many names a warning lists.
const shownNames = 6

// named lists names.
func named(names []string) string {
	text := strings.Join(names[:min(len(names), shownNames)], ", ")
	if more := len(names) - shownNames; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// words says which scores are missing and what became of them.
func (m *Missing) words() string {
	text := counted(m.Cells, "cell has", "cells have") + " no score"
	if m.Rule == "pairwise" {
		text += " (pairwise): each counts as its agent's mean over the fitted items"
		if m.Items > 0 {
			text += "; " + counted(m.Items, "item is", "items are") +
				" left out, where you have no score or nobody else has"
		}
		return text + "."
	}
	return text + ": " + counted(m.Items, "item is", "items are") + " left out (complete rows only)."
}

// counted is a number of things in words.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// short writes a figure in a sentence.
func short(x float64) string { return strconv.FormatFloat(x, 'g', 3, 64) }
