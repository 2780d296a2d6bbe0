package lab

import (
	"fmt"
	"slices"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// The buttons of the form.
const (
	runParam  = "lab.run"
	stopParam = "lab.cancel"
	diceParam = "lab.dice"
	openParam = "lab.open"
)

// panelOf describes what stands beside the figure.
func panelOf(f *stage.Frame, m *model, asked *experiment.Spec, r *experiment.Report, trouble []string) stage.Panel {
	p := stage.Panel{Form: true, Verdict: verdict(f, m, asked, r), Player: buttons(f, asked),
		Controls: slices.Concat(controls(asked), chartControl(&f.View, asked), readingControls(f, asked))}
	e := f.Experiment
	if e.Running() {
		p.Sections = append(p.Sections, progress(e))
	}
	p.Notes = append(p.Notes, trouble...)
	if e != nil && e.Slow {
		p.Notes = append(p.Notes, "No worker can be started here, so the page does the work itself between frames: it "+
			"takes longer.")
	}
	if r == nil || r.Runs == 0 && r.Hull == nil {
		return p
	}
	p.Inside = good(r)
	p.Sections = append(p.Sections, sections(r)...)
	if s := m.readings(); len(s.Rows) > 0 {
		p.Sections = append(p.Sections, s)
	}
	if !e.Running() {
		p.Tables = tables(r)
	}
	p.Notes = append(p.Notes, notes(r)...)
	return p
}

// buttons start and end a run. The seed of the dice is a new one.
func buttons(f *stage.Frame, asked *experiment.Spec) (list []stage.Control) {
	none, running := f.Experiment == nil, f.Experiment.Running()
	if running {
		list = append(list, stage.Control{Kind: stage.Button, Param: stopParam, Label: "Cancel"})
	} else {
		list = append(list, stage.Control{Kind: stage.Button, Param: runParam, Label: "Run", Disabled: none,
			Help: helpToRun(f.Experiment)})
	}
	list = append(list, stage.Control{Kind: stage.Button, Param: diceParam, Label: "Another seed",
		Disabled: none || running,
		Help:     fmt.Sprintf("Rolls the dice: runs with other random numbers. Now: seed %d.", asked.Seed)})
	if asked.Kind == experiment.KindTable {
		list = append(list, stage.Control{Kind: stage.Button, Param: openParam, Label: "Open a table", Disabled: none,
			Help: "A CSV file: a row of names, then a row for each item, your score first, then each " +
				"agent's. Or drop it on the figure, or paste a block of cells. It stays on this machine."})
	}
	return list
}

// helpToRun says what a run begins with.
func helpToRun(e *stage.Experiment) string {
	if e != nil && e.Phase == stage.Stopped && e.Done > 0 {
		return fmt.Sprintf("Goes on after %d of %d parts, unless anything was changed.", e.Done, e.Parts)
	}
	return ""
}

// controls lists the form.
func controls(asked *experiment.Spec) []stage.Control {
	list := []stage.Control{{Kind: stage.Choice, Param: kindParam, Label: "Experiment", Value: asked.Kind,
		Options: kinds}}
	for _, field := range fieldsOf(asked.Kind) {
		c := field.Control
		c.Value = field.get(asked)
		list = append(list, c)
	}
	return list
}

// progress says how far a run is.
func progress(e *stage.Experiment) stage.Section {
	s := stage.Section{Title: "Under way"}
	left := "starting"
	if e.Phase == stage.Working {
		left = fmt.Sprintf("%d of %d parts", e.Done, e.Parts)
	}
	if e.Left >= 0 {
		left += ", " + leftWords(e.Left)
	}
	s.Rows = append(s.Rows, stage.Row{Label: fmt.Sprintf("%.0f %%", 100*e.Share), Value: left, Bar: e.Share,
		Swatch: -1})
	if !e.Slow && e.Workers > 0 {
		s.Rows = append(s.Rows, stage.Row{Label: "Workers", Value: fmt.Sprint(e.Workers), Bar: -1, Swatch: -1,
			Help: "As many as the machine has cores. The page stays free."})
	}
	return s
}

// leftWords says how long it will take.
func leftWords(seconds float64) string {
	switch {
	case seconds < 1.5:
		return "about a second left"
	case seconds < 90:
		return fmt.Sprintf("about %.0f s left", seconds)
	case seconds < 5400:
		return fmt.Sprintf("about %.0f min left", seconds/60)
	}
	return fmt.Sprintf("about %.0f h left", seconds/3600)
}

// good reports whether the experiment shows what it should, for the verdict's icon.
func good(r *experiment.Report) bool {
	switch {
	case r.Hull != nil:
		return r.Runs > 0 && r.Hull.Within == len(r.Hull.Cells) && (r.Spec.Hull == nil || r.Spec.Hull.Shared == 0)
	case r.Selection != nil && len(r.Selection.Arms) > 0:
		return r.Selection.Arms[0].End.Reached == r.Runs
	case r.Table != nil:
		return r.Table.Alignment != nil && r.Table.Alignment.Inside && !warned(r.Table, experiment.WarnFewItems)
	}
	return r.Diversity != nil
}

// readings are the values of the chart where it is read.
func (m *model) readings() stage.Section {
	if len(m.graphs) == 0 {
		return stage.Section{}
	}
	s := stage.Section{Title: "The chart " + m.place()}
	for i := range m.graphs {
		entries, _ := m.key(&m.graphs[i])
		for _, e := range entries {
			if e.Value == "" {
				continue
			}
			if len(m.graphs) > 1 {
				e.Name = m.graphs[i].title + ": " + e.Name
			}
			s.Rows = append(s.Rows, row(e.Name, e.Value, ""))
		}
	}
	return s
}

// sections lists the figures of a report.
func sections(r *experiment.Report) []stage.Section {
	switch {
	case r.Selection != nil:
		return selectionSections(r)
	case r.Table != nil:
		return slices.Concat(warningSections(r.Table), heldOutSections(r.Table.Holdout),
			usersSection(r.Table, r.Diversity.Error), tableSections(r.Table))
	case r.Diversity != nil:
		return heldOutSections(r.Diversity.Holdout)
	}
	return nil
}

// row is one without a bar and a letter.
func row(label, value, help string) stage.Row {
	return stage.Row{Label: label, Value: value, Help: help, Bar: -1, Swatch: -1}
}

// selectionSections says how the bidding ended.
func selectionSections(r *experiment.Report) (list []stage.Section) {
	for i, title := range []string{"In the hull", "Outside the hull"} {
		a := &r.Selection.Arms[i]
		share := row("Games that end within a step of OPT", percent(a.End.Share),
			fmt.Sprintf("%s of %s; between %s and %s with confidence %s.",
				thousands(a.End.Reached), thousands(r.Runs), percent(a.End.Low), percent(a.End.High),
				percent(r.Spec.Confidence)))
		share.Bar = a.End.Share
		list = append(list, stage.Section{Title: title, Rows: []stage.Row{
			share,
			row("What you get at the end", errorWord(a.End.Value), "Mean over the games."),
			row("OPT", errorWord(a.Opt), "What you would get knowing all that the agents know, mean over the games."),
			row("Without any agent", errorWord(a.None), "Mean over the games."),
			row("Largest loss at the end",
				errorWord(a.End.Largest), "OPT less what you get, in the worst game for you."),
			row("Bids until it settles", fmt.Sprintf("%.0f", a.End.Bids), "Mean over the games."),
		}})
	}
	near := stage.Section{Title: "At a distance ε from the hull: largest loss, bound 2ε"}
	for _, p := range r.Selection.Approximate {
		if p.Games > 0 {
			near.Rows = append(near.Rows, row("ε = "+errorWord(p.Epsilon), errorWord(p.Largest)+", "+errorWord(p.Bound),
				fmt.Sprintf("Mean loss %s. In %s of %s games it is within the bound and a step.",
					errorWord(p.Gap.Mean), thousands(p.Within), thousands(p.Games))))
		}
	}
	if len(near.Rows) > 0 {
		list = append(list, near)
	}
	for i := range r.Selection.Crowd {
		list = append(list, crowdSection(&r.Selection.Crowd[i]))
	}
	return list
}

// crowdSection says what hearing the same does to several users.
func crowdSection(a *experiment.CrowdArm) stage.Section {
	title := map[string]string{
		experiment.RandomWishes: "If all users hear the same: random wishes",
		experiment.Champions:    "If all users hear the same: each has a champion",
		experiment.Leaning:      "If all users hear the same: champions lean a little",
	}[a.Wishes]
	return stage.Section{Title: title, Rows: []stage.Row{
		row("Worst welfare, against advice apart", stage.Signed(a.Difference.Mean),
			fmt.Sprintf("Mean over %s games; from %s to %s.",
				thousands(a.Games), stage.Signed(a.Least), stage.Signed(a.Most))),
		row("Users who are worse off", thousands(a.Worse), fmt.Sprintf("Of %s: what they are sure of falls.",
			thousands(a.Users))),
		row("Users who are better off", thousands(a.Better), fmt.Sprintf("Of %s: what they are sure of rises.",
			thousands(a.Users))),
		row("Games with all of them in their hulls", thousands(a.Inside), fmt.Sprintf("Of %s.", thousands(a.Games))),
	}}
}

// mostWeights is how many weights the panel lists.
const mostWeights = 12

// tableSections says what the hull test makes of a table.
func tableSections(t *experiment.TableReport) (list []stage.Section) {
	if a := t.Alignment; a != nil {
		s := stage.Section{Title: "The combination with the least largest error"}
		s.Rows = append(s.Rows, row("Largest error ε", errorWord(a.Epsilon),
			fmt.Sprintf("Over all %s, in the units of the scores.", plural(t.Items, "item", "items"))))
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
		r := row(names[best], stage.Decimals(weights[best], 3), "")
		r.Bar = min(1, weights[best])
		rows = append(rows, r)
	}
	if rest := total - len(rows); rest > 0 {
		rows = append(rows, row(plural(rest, "more agent", "more agents")+" with weight", "", ""))
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

// tables is the charts in figures.
func tables(r *experiment.Report) []stage.Table {
	switch {
	case r.Hull != nil:
		return []stage.Table{hullTable(r)}
	case r.Selection != nil:
		return []stage.Table{selectionTable(r)}
	case r.Table != nil:
		return slices.Concat(usersTables(r.Table), worstTables(r.Table), diversityTables(r))
	}
	return diversityTables(r)
}

func hullTable(r *experiment.Report) stage.Table {
	t := stage.Table{Title: "In the hull of so many agents", Head: []string{"Criteria", "Agents", "Law"}}
	if r.Runs > 0 {
		t.Head = append(t.Head, "Simulated", "from", "to")
	}
	for _, c := range r.Hull.Cells {
		line := []string{fmt.Sprint(c.Dimension), fmt.Sprint(c.Agents), stage.Decimals(c.Wendel, 4)}
		if r.Runs > 0 {
			line = append(line, stage.Decimals(c.Frequency, 4), stage.Decimals(c.Low, 4), stage.Decimals(c.High, 4))
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// everyBid thins out the table of bids; the file has all of them.
const everyBid = 5

func selectionTable(r *experiment.Report) stage.Table {
	t := stage.Table{Title: "Your loss against OPT, by bids: mean, and nine of ten",
		Head: []string{"Bids", "In the hull", "from", "to", "Outside", "from", "to"}}
	for b := 0; b < len(r.Selection.Arms[0].Bids); b += everyBid {
		line := []string{fmt.Sprint(b)}
		for _, a := range r.Selection.Arms {
			g := a.Bids[b].Gap
			line = append(line, errorWord(g.Mean), errorWord(g.Quantiles[0]),
				errorWord(g.Quantiles[len(g.Quantiles)-1]))
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

func diversityTables(r *experiment.Report) []stage.Table {
	if r.Diversity == nil || len(r.Diversity.Points) == 0 {
		return nil
	}
	if len(r.Diversity.Points[0].Tried) > 0 {
		return triedTables(r.Diversity)
	}
	t := stage.Table{Title: "Mean error in sample, by the number of agents",
		Head: []string{"Agents", "Best single", "Average", "Best combination"}}
	for _, p := range r.Diversity.Points {
		t.Rows = append(t.Rows, []string{fmt.Sprint(p.Agents), errorWord(p.Best.Mean), errorWord(p.Average.Mean),
			errorWord(p.Combination.Mean)})
	}
	return []stage.Table{t}
}

// mostWorst is how many of the worst items the panel names.
const mostWorst = 10

func worstTables(t *experiment.TableReport) (list []stage.Table) {
	add := func(title string, items []experiment.Item) {
		w := stage.Table{Title: title, Head: []string{"Item", "You", "Combination", "Error"}}
		for _, item := range items[:min(len(items), mostWorst)] {
			w.Rows = append(w.Rows, []string{itemName(item), errorWord(item.User), errorWord(item.Fit),
				errorWord(item.Error)})
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
	return list
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

// originWords says where the scores come from.
func originWords(r *experiment.Report) string {
	if v := r.Spec.Synthetic; v != nil {
		return fmt.Sprintf("The table is synthetic: %s and %s, drawn by a random generator. It says nothing about "+
			"real models.",
			plural(v.Agents, "agent", "agents"), plural(v.Items, "item", "items"))
	}
	return fmt.Sprintf("The scores are those of %s. They stay on this machine.", r.Diversity.Table)
}

// notes says how the numbers were made, and what could be taken wrongly.
func notes(r *experiment.Report) (list []string) {
	s := &r.Spec
	made := fmt.Sprintf("Seed %d, %s, confidence %s. The same settings give the same numbers on every machine, here "+
		"and in the command line (emergent sweep).",
		s.Seed, plural(s.Runs, "run", "runs"), percent(s.Confidence))
	switch {
	case r.Hull != nil:
		list = append(list, "Agents stand at random around you, each as likely as its mirror image. The law is "+
			"Wendel's (1962): with k agents and D criteria you are in their hull with probability 1 − 2^−(k−1) Σ "+
			"C(k−1, j) over j < D.")
		if n := s.Hull.Users; n > 1 {
			list = append(list, fmt.Sprintf("There are %s users, and what an agent wants of each errs on its own. "+
				"Counted are the tries in which all are in their hulls; the law is the power %d of that of one.",
				stage.Count(n), n))
		}
		if s.Hull != nil && s.Hull.Shared > 0 {
			list = append(list, fmt.Sprintf("Here %s of each agent's error is one that all have in common, drawn anew "+
				"for each try. The lines are the law for errors of their own, which they fall short of.",
				percent(s.Hull.Shared)))
		}
		if r.Runs > 0 {
			list = append(list, "Bands: "+r.Hull.Band+".")
		}
	case r.Selection != nil:
		list = append(list, "A bid is an offer that gives you a step more than the best offer so far. In the hull "+
			"means that your utility is a mixture of the agents'; outside, that a direction separates you from all of "+
			"them. Both games of a pair have the same agents.")
	case r.Diversity != nil:
		list = append(list, originWords(r), triedWords(r))
		if r.Table != nil {
			list = append(list, "The hull test, the depth and the worst items are of the whole table, in sample.")
		}
	}
	if name, same := experiment.Published(r); same {
		list = append(list, fmt.Sprintf("This is the table of the published report “%s”, and all of its figures come "+
			"out the same here, digit for digit.", name))
	} else if name != "" {
		list = append(list, fmt.Sprintf("This is the table of the published report “%s”, which has other settings.",
			name))
	}
	if r.Table != nil && s.Table != nil {
		list = append(list, "A link does not carry a table: whoever opens it has to open the file too.")
	}
	return append(list, made)
}
