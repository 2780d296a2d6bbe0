package lab

import (
	"fmt"
	"slices"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// This file is the report on a table of one's own, beside its E2 (diversity.go).

// usersChart is its second chart: each party as the user.
const usersChart = "users"

var tableKind = kind{
	name: experiment.KindTable, label: "A table of your own", own: true,
	asks: "Is there a mixture of your agents that wants what you want? Drop a table (CSV) here, or open one.",
	fields: append([]field{
		runs("Repetitions", "How often the agents are drawn in another order, and other items held out."),
		heldOut, heldOutBy, eachUser,
	}, perGroup(scored)...),
	charts: func(asked *experiment.Spec) []stage.Option {
		if asked.Users != experiment.EachUser {
			return nil
		}
		return []stage.Option{{Value: firstChart, Label: "by the number of agents"},
			{Value: usersChart, Label: "each as the user"}}
	},
	invites: func(_ *experiment.Spec, table string) string {
		if table == "" {
			return "Drop a table here, paste a block of cells, or open a file: a row of names, then a row for each " +
				"item. The first column has your scores, every further one those of an agent. Nothing leaves this " +
				"machine. Or press Run to see the built-in table, which is synthetic."
		}
		return "Press Run to look at the table."
	},
	draw: func(m *model, r *experiment.Report) {
		if m.chart == usersChart && r.Table.Users != nil {
			m.users(r.Table.Users, r.Diversity.Error)
			return
		}
		m.diversity(r)
	},
	verdict: func(r *experiment.Report) string {
		if r.Spec.Synthetic != nil {
			return "Made-up table: " + lowered(tableWords(r.Table))
		}
		return tableWords(r.Table)
	},
	good: func(r *experiment.Report) bool {
		return r.Table.Alignment != nil && r.Table.Alignment.Inside && !warned(r.Table, experiment.WarnFewItems)
	},
	sections: tableSections,
	tables:   tableTables,
	series:   tableSeries,
	notes: func(r *experiment.Report) []string {
		return []string{originWords(r), triedWords(r),
			"The hull test, the depth and the worst items are of the whole table, in sample."}
	},
}

// byTable lets the table decide what is held out whole.
const byTable = "table"

var heldOutBy = choiceOr(byTable, "lab.by", "Held out whole",
	"Items of an unseen group (a topic, a prompt) differ by more than unseen items.",
	[]stage.Option{{Value: byTable, Label: "groups, if there are any"},
		{Value: experiment.ByItem, Label: "items"}, {Value: experiment.ByGroup, Label: "groups"}},
	func(s *experiment.Spec) *string { return &s.Holdout.By })

// oneUser is the form's word for a spec without other users.
const oneUser = "one"

var eachUser = choiceOr(oneUser, "lab.users", "Users",
	"Each in turn: everybody in the table is the user once, against all others. What holds for one may be chance.",
	[]stage.Option{{Value: oneUser, Label: "you alone"}, {Value: experiment.EachUser, Label: "each in turn"}},
	func(s *experiment.Spec) *string { return &s.Users })

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

// users is the distribution over users of each choice's error, smallest first.
func (m *model) users(u *experiment.UsersReport, kind string) {
	tried := u.Repetitions > 0
	where := ", in sample"
	if tried {
		where = ", held out"
	}
	g := m.graph(graph{title: "Each in turn as the user", xName: "users, by their error",
		yName: usersMeasure(u, kind) + where, place: func(x float64) string {
			return fmt.Sprintf("user %d of %d, by error", int(x), len(u.Rows))
		}})
	for i := range u.Rows {
		g.x = append(g.x, float64(i+1))
	}
	high := 0.
	for _, w := range ways {
		list := userErrors(u, w.which)
		slices.Sort(list)
		high = max(high, list[len(list)-1])
		m.line(g, series{name: w.name, label: w.label, look: w.look}, func(i int) [pointNumbers]float64 {
			return flat(list[i])
		})
	}
	m.numbers[g.first+graphHigh] = max(1.06*high, 1e-6)
}

// userErrors lists the error of a choice for each user: held out, where that was tried.
func userErrors(u *experiment.UsersReport, which int) (list []float64) {
	for _, row := range u.Rows {
		x := row.Choices[which].HeldOut
		if u.Repetitions == 0 {
			x = row.Choices[which].RMS
		}
		list = append(list, x)
	}
	return list
}

// usersMeasure names the error that is shown of users: on all items it is the root mean square.
func usersMeasure(u *experiment.UsersReport, kind string) string {
	if u.Repetitions == 0 {
		kind = experiment.RMS
	}
	return measure(kind)
}

func tableWords(t *experiment.TableReport) string {
	a := t.Alignment
	if a == nil {
		return "The table is read; the hull test is not done yet."
	}
	who := "mixture"
	if t.Combination == "conic" {
		who = "combination"
	}
	text := fmt.Sprintf("Outside: the nearest %s of %s misses “%s” by up to %s.",
		who, words.Plural(len(t.Agents), "agent", "agents"), t.User, errorWord(a.Epsilon))
	switch {
	case a.Inside && warned(t, experiment.WarnFewItems):
		text = fmt.Sprintf("“Inside” means nothing here: with %s and %s almost any scores can be fitted.",
			words.Plural(t.Items, "item", "items"), words.Plural(len(t.Agents), "agent", "agents"))
	case a.Inside:
		text = fmt.Sprintf("Inside: a mixture of the %s gives the scores of “%s” on all %s.",
			words.Plural(len(t.Agents), "agent", "agents"), t.User, words.Plural(t.Items, "item", "items"))
		if d := t.Depth; d != nil && d.Depth > 0 {
			text += fmt.Sprintf(" It survives losing any %s.", words.Plural(d.Depth, "agent", "agents"))
		}
	}
	if t.Holdout != nil {
		return text + " " + gapWords(t.Holdout) + toBeware(t)
	}
	return text + errorsBeside(t) + toBeware(t)
}

// toBeware sends the reader to the warnings, which stand below.
func toBeware(t *experiment.TableReport) string {
	if len(t.Warnings) == 0 {
		return ""
	}
	return fmt.Sprintf(" See the %s below.", words.Plural(len(t.Warnings), "warning", "warnings"))
}

// errorsBeside sets the plain choices beside it.
func errorsBeside(t *experiment.TableReport) string {
	c := t.Comparison
	if c == nil || c.BestBy.Max.Agent == nil {
		return ""
	}
	return fmt.Sprintf(" The best single agent by that measure, %s, is off by up to %s, their average by up to %s. "+
		"All of this is in sample.",
		t.Agents[*c.BestBy.Max.Agent], errorWord(c.BestBy.Max.Max), errorWord(c.Rows[experiment.Average].Max))
}

// mostWeights is how many weights the panel lists.
const mostWeights = 12

// tableSections says what to beware of, what holds on other items and for others, and what the hull test makes of
// the table.
func tableSections(r *experiment.Report) []stage.Section {
	t := r.Table
	list := slices.Concat(warningSections(t), heldOutSections(t.Holdout), usersSection(t, r.Diversity.Error))
	if a := t.Alignment; a != nil {
		s := stage.Section{Title: "The combination with the least largest error"}
		s.Rows = append(s.Rows, row("Largest error ε", errorWord(a.Epsilon),
			fmt.Sprintf("Over all %s, in the units of the scores.", words.Plural(t.Items, "item", "items"))))
		if len(a.Offset) > 0 {
			s.Rows = append(s.Rows, row("Offset", errorWord(a.Offset[0]), "Added to the combination for every item."))
		}
		s.Rows = append(s.Rows, weightRows(t.Agents, a.Weights)...)
		list = append(list, s)
	}
	if c := t.Comparison; c != nil {
		list = append(list, wholeSection(t), stableSection(t))
	}
	if d := t.Depth; d != nil {
		list = append(list, stage.Section{Title: "How many agents you can lose",
			Rows: []stage.Row{row("Depth", depthWord(d),
				"How many agents, whichever, may go before you can fall outside.")}})
	}
	return list
}

// weightRows lists the agents that count, the heaviest first.
func weightRows(names []string, weights []float64) (rows []stage.Row) {
	const counts = 0.0005
	total, listed := 0, make([]bool, len(weights))
	for _, w := range weights {
		if w >= counts {
			total++
		}
	}
	for len(rows) < min(total, mostWeights) {
		best := -1
		for i, w := range weights {
			if !listed[i] && w >= counts && (best < 0 || w > weights[best]) {
				best = i
			}
		}
		listed[best] = true
		r := row(names[best], words.Decimals(weights[best], 3), "")
		r.Bar = min(1, weights[best])
		rows = append(rows, r)
	}
	if rest := total - len(rows); rest > 0 {
		rows = append(rows, row(words.Plural(rest, "more agent", "more agents")+" with weight", "", ""))
	}
	return append(rows, row("Agents without weight", fmt.Sprint(len(weights)-total), ""))
}

func depthWord(d *experiment.TableDepth) string {
	switch {
	case d.Depth < 0:
		return "outside already"
	case d.Exact:
		return fmt.Sprint(d.Depth)
	}
	return fmt.Sprintf("%d at least", d.Depth)
}

// mostWorst is how many of the worst items the panel names.
const mostWorst = 10

func tableTables(r *experiment.Report) []stage.Table {
	t := r.Table
	list := usersTables(t)
	add := func(title string, items []experiment.Item) {
		w := stage.Table{Title: title, Head: []string{"Item", "You", "Combination", "Error"}}
		for _, item := range items[:min(len(items), mostWorst)] {
			w.Rows = append(w.Rows, cells(errorWord, itemName(item), item.User, item.Fit, item.Error))
		}
		if len(w.Rows) > 0 {
			list = append(list, w)
		}
	}
	if t.Alignment != nil {
		add("The items it misses most", t.Alignment.Worst)
	}
	if t.Comparison != nil {
		add("The items that least squares misses most", t.Comparison.Worst)
	}
	return append(list, diversityTables(r)...)
}

// itemName is an item's own name, or its row in the file.
func itemName(i experiment.Item) string {
	switch {
	case i.Name != "":
		return i.Name
	case i.Row > 0:
		return fmt.Sprintf("row %d", i.Row)
	}
	return fmt.Sprintf("item %d", i.Item+1)
}

func tableSeries(r *experiment.Report) []stage.Table {
	t := r.Table
	weights := stage.Table{Title: "Weights of the agents",
		Head: []string{"agent", "least largest error", "least squares"}}
	for i, name := range t.Agents {
		line := []string{name, "", ""}
		if t.Alignment != nil {
			line[1] = words.Exact(t.Alignment.Weights[i])
		}
		if t.Comparison != nil {
			line[2] = words.Exact(t.Comparison.LeastSquares.Weights[i])
		}
		weights.Rows = append(weights.Rows, line)
	}
	return append(slices.Concat(diversitySeries(r), heldOutSeries(t), usersSeries(t)), weights)
}
