package lab

import (
	"fmt"
	"slices"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// This file puts into words what is held out, and what is true of a whole table: every figure
// is a field of the report, so that panel, chart, files and verdict say the same.

// warned reports whether a table has a warning of that kind.
func warned(t *experiment.TableReport, kind string) bool {
	return slices.ContainsFunc(t.Warnings, func(w experiment.Warning) bool { return w.Kind == kind })
}

// warningSections says what the figures may hide.
func warningSections(t *experiment.TableReport) []stage.Section {
	if len(t.Warnings) == 0 {
		return nil
	}
	s := stage.Section{Title: "Beware"}
	for _, w := range t.Warnings {
		s.Rows = append(s.Rows, row(w.Text, "", ""))
	}
	return []stage.Section{s}
}

// measure names the error of a report.
func measure(kind string) string {
	switch kind {
	case experiment.Max:
		return "largest error"
	case experiment.MSE:
		return "mean square error"
	}
	return "root mean square error"
}

// heldOutSections lists the choices on items that they were not fitted to.
func heldOutSections(h *experiment.HoldoutReport) []stage.Section {
	if h == nil {
		return nil
	}
	s := stage.Section{Title: fmt.Sprintf("Held out: %s, all agents", measure(h.Error))}
	for _, w := range ways {
		r := h.Rows[w.which]
		s.Rows = append(s.Rows, row(upper(w.name), fmt.Sprintf("%s ± %s", errorWord(r.HeldOut), errorWord(r.Error)),
			fmt.Sprintf("Mean of %s, with its standard error. On the items it was fitted to: %s.",
				words.Plural(h.Repetitions, "split", "splits"), errorWord(r.Fitted))))
		s.Rows = append(s.Rows, row("… where it was fitted", errorWord(r.Fitted), ""))
	}
	return []stage.Section{s}
}

func upper(s string) string { return string(s[0]-'a'+'A') + s[1:] }

// usersSection says how the errors differ from user to user.
func usersSection(t *experiment.TableReport, kind string) []stage.Section {
	u := t.Users
	if u == nil {
		return nil
	}
	where := "in sample"
	if u.Repetitions > 0 {
		where = "held out"
	}
	s := stage.Section{Title: fmt.Sprintf("Each of %d in turn as the user, %s: %s, median (nine of ten)",
		len(u.Rows), where, usersMeasure(u, kind))}
	for _, w := range ways {
		sum := u.Spread[w.which].HeldOut
		if u.Repetitions == 0 {
			sum = u.Spread[w.which].RMS
		}
		q := sum.Quantiles
		s.Rows = append(s.Rows,
			row(upper(w.name), fmt.Sprintf("%s (%s to %s)", errorWord(q[2]), errorWord(q[0]), errorWord(q[4])), ""))
	}
	for _, b := range u.Better {
		s.Rows = append(s.Rows, row("Best combination better than "+lowered(wayName(b.Than)),
			fmt.Sprintf("%d of %d users", b.Users, len(u.Rows)),
			"Held out, means over the splits; with weights that sum to 1."))
	}
	s.Rows = append(s.Rows, row("In the hull of the others", fmt.Sprintf("%d of %d users", u.Inside, len(u.Rows)),
		"On all items, in sample."))
	return []stage.Section{s}
}

// wayName is what the panel calls a choice of a report.
func wayName(kind string) string {
	for _, w := range ways {
		if experiment.ChoiceNames()[w.which] == kind {
			return w.name
		}
	}
	return kind
}

// usersTables lists the users.
func usersTables(t *experiment.TableReport) []stage.Table {
	u := t.Users
	if u == nil {
		return nil
	}
	list := stage.Table{Title: "Each in turn as the user: errors held out", Head: []string{"User", "ε"}}
	if u.Repetitions == 0 {
		list.Title = "Each in turn as the user: errors in sample"
	}
	for _, w := range ways {
		list.Head = append(list.Head, upper(w.label))
	}
	for i, r := range u.Rows {
		line := []string{r.Name, errorWord(r.Epsilon)}
		for _, w := range ways {
			line = append(line, errorWord(userErrors(u, w.which)[i]))
		}
		list.Rows = append(list.Rows, line)
	}
	return []stage.Table{list}
}

// usersSeries lists them with all their numbers.
func usersSeries(t *experiment.TableReport) []stage.Table {
	u := t.Users
	if u == nil {
		return nil
	}
	s := stage.Table{Title: "Each in turn as the user",
		Head: []string{"user", "items", "inside", "epsilon", "best agent", "choice", "rms", "fitted", "held out"}}
	for _, r := range u.Rows {
		for _, c := range r.Choices {
			s.Rows = append(s.Rows, cells(words.Exact, r.Name, r.Items, r.Inside, r.Epsilon, r.Best, c.Kind, c.RMS,
				c.Fitted, c.HeldOut))
		}
	}
	return []stage.Table{s}
}

// wholeSection lists the choices on the whole table.
func wholeSection(t *experiment.TableReport) stage.Section {
	s := stage.Section{Title: "In sample, all items: root mean square, explained"}
	c := t.Comparison
	for _, w := range ways {
		r := c.Rows[w.which]
		label := upper(w.name)
		if r.Agent != nil {
			label += ": " + t.Agents[*r.Agent]
		}
		s.Rows = append(s.Rows, row(label, errorWord(r.RMS)+", "+percent(r.Explained),
			"Explained: the share of the variance of your scores, 1 − MSE/variance. Below 0 one number does better."))
	}
	if by := c.BestBy.Max; by.Agent != nil {
		s.Rows = append(s.Rows, row("Best single agent by largest error: "+t.Agents[*by.Agent], errorWord(by.Max),
			"The largest error, which another agent may have least than has the least mean square."))
	}
	return s
}

// stableSection lists the weights of least squares with their intervals.
func stableSection(t *experiment.TableReport) stage.Section {
	weights := t.Comparison.LeastSquares.Weights
	s := stage.Section{Title: "Weights of the best combination", Rows: weightRows(t.Agents, weights)}
	if t.Stability == nil {
		return s
	}
	s.Title = fmt.Sprintf("Weights of the best combination (nine of %s resamples of ten)",
		words.Thousands(t.Stability.Resamples))
	for i := range s.Rows {
		at := slices.Index(t.Agents, s.Rows[i].Label)
		if at < 0 || s.Rows[i].Bar < 0 {
			continue
		}
		w := t.Stability.Weights[at]
		s.Rows[i].Words = fmt.Sprintf("%s (%s to %s)", s.Rows[i].Words, words.Decimals(w.Low, 3),
			words.Decimals(w.High, 3))
		s.Rows[i].Help = fmt.Sprintf("Items drawn anew, with replacement, %s: in %s of them this agent has a weight.",
			words.Plural(t.Stability.Resamples, "time", "times"), percent(w.Used))
	}
	return s
}

// triedTables is the chart in figures.
func triedTables(d *experiment.DiversityReport) (list []stage.Table) {
	for _, part := range []string{"Held out", "Fitted"} {
		t := stage.Table{Title: part + ": mean " + measure(d.Error) + ", by the number of agents",
			Head: []string{"Agents"}}
		for _, w := range ways {
			t.Head = append(t.Head, upper(w.label))
		}
		for _, p := range d.Points {
			line := []string{fmt.Sprint(p.Agents)}
			for _, w := range ways {
				x := p.Tried[w.which].HeldOut.Mean
				if part == "Fitted" {
					x = p.Tried[w.which].Fitted.Mean
				}
				line = append(line, errorWord(x))
			}
			t.Rows = append(t.Rows, line)
		}
		list = append(list, t)
	}
	return list
}

// triedWords says what the chart compares.
func triedWords(r *experiment.Report) string {
	h := r.Diversity.Holdout
	if h == nil {
		return "All errors are in sample: on the items that the mixtures were fitted to. All are measured " +
			"alike, each with the best offset that the settings allow."
	}
	what := "items"
	if h.By == experiment.ByGroup {
		what = fmt.Sprintf("groups (of %d, each whole)", h.Groups)
	}
	return fmt.Sprintf("In each run %s of the %s are held out; weights and offset are fitted to the others, and the "+
		"thick lines are the errors on what was held out. All choices have an offset, none a scale of its own.",
		percent(h.Share), what)
}

// gapWords is the verdict on what is held out, as short as four lines beside a figure ask for.
func gapWords(h *experiment.HoldoutReport) string {
	if h == nil {
		return ""
	}
	held := func(choice int) string { return errorWord(h.Rows[choice].HeldOut) }
	best := h.Rows[experiment.Convex]
	return fmt.Sprintf("Held out, the best mixture errs by %s (fitted %s: a gap of %s), the average by %s, the best "+
		"single agent %s, one number %s.",
		held(experiment.Convex), errorWord(best.Fitted), errorWord(best.HeldOut-best.Fitted),
		held(experiment.Average), held(experiment.BestAgent), held(experiment.Constant))
}

// triedSeries lists the points of the chart with all their numbers.
func triedSeries(d *experiment.DiversityReport) stage.Table {
	t := stage.Table{Title: "Errors, by the number of agents", Head: headed("agents", "choice")}
	for _, p := range d.Points {
		for k := range p.Tried {
			c := &p.Tried[k]
			t.Rows = append(t.Rows, cells(words.Exact, p.Agents, c.Kind+" fitted", &c.Fitted),
				cells(words.Exact, p.Agents, c.Kind+" held out", &c.HeldOut))
		}
	}
	return t
}

// heldOutSeries lists what all agents come to, and what the whole table does.
func heldOutSeries(t *experiment.TableReport) (list []stage.Table) {
	if h := t.Holdout; h != nil {
		s := stage.Table{Title: "Held out, all agents: " + measure(h.Error),
			Head: []string{"choice", "fitted", "held out", "standard error"}}
		for _, r := range h.Rows {
			s.Rows = append(s.Rows, cells(words.Exact, r.Kind, r.Fitted, r.HeldOut, r.Error))
		}
		list = append(list, s)
	}
	if c := t.Comparison; c != nil {
		s := stage.Table{Title: "In sample, all items", Head: []string{"choice", "rms", "mse", "explained", "max"}}
		for _, r := range c.Rows {
			s.Rows = append(s.Rows, cells(words.Exact, r.Kind, r.RMS, r.MSE, r.Explained, r.Max))
		}
		list = append(list, s)
	}
	return list
}
