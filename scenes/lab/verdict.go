package lab

import (
	"fmt"
	"slices"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// verdict says in a few sentences what came out, or what is being done.
func verdict(f *stage.Frame, m *model, asked *experiment.Spec, r *experiment.Report) string {
	e := f.Experiment
	switch {
	case e.Running() && e.Phase == stage.Planning && asked.Table != nil:
		return "Reading the table."
	case e.Running():
		return "Running: " + lowered(kindLabel(e.Spec.Kind)) + "."
	case e != nil && e.Phase == stage.Failed && e.Spec.Kind == asked.Kind:
		return "Not run: " + e.Trouble + "." + remedy(f)
	case r == nil || r.Runs == 0 && r.Table == nil:
		return idleWords(asked)
	case m.old:
		return "The chart is of earlier settings. Press Run for these."
	}
	text := outcome(r)
	if r.Chunks < r.Of {
		text = fmt.Sprintf("Cancelled after %s of %s. So far: ",
			thousands(r.Runs), plural(r.Spec.Runs, "run", "runs")) + lowered(text)
	}
	return text
}

// remedy says what the form can do about a table that cannot be read as it comes.
func remedy(f *stage.Frame) string {
	v := surveyOf(f)
	switch {
	case v == nil || !v.Readable():
		return ""
	case len(v.Words) > 0:
		return " The form below proposes how to read it and what each word counts: look at that, then press Run."
	}
	return " The form below proposes how to read it: look at that, then press Run."
}

func outcome(r *experiment.Report) string {
	switch {
	case r.Hull != nil:
		return hullWords(r)
	case r.Selection != nil:
		return selectionWords(r)
	case r.Table != nil:
		if r.Spec.Synthetic != nil {
			return "Made-up table: " + lowered(tableWords(r.Table))
		}
		return tableWords(r.Table)
	case r.Diversity != nil:
		return diversityWords(r.Diversity)
	}
	return ""
}

// lowered begins with a small letter.
func lowered(s string) string {
	if s == "" || s[0] < 'A' || s[0] > 'Z' {
		return s
	}
	return string(s[0]+'a'-'A') + s[1:]
}

// idleWords says what an experiment asks.
func idleWords(asked *experiment.Spec) string {
	switch asked.Kind {
	case experiment.KindHull:
		return "Scatter agents around you at random: how often are you among them? The lines are the law; press " +
			"Run to try it."
	case experiment.KindSelection:
		return "Agents bid to be the one you consult. Does that bring you to OPT? Press Run to play random games."
	case experiment.KindDiversity:
		return "Is the best single model better than a mixture of many worse ones? Press Run; the table is synthetic."
	}
	return "Is there a mixture of your agents that wants what you want? Drop a table (CSV) here, or open one."
}

func hullWords(r *experiment.Report) string {
	all := len(r.Hull.Cells)
	if r.Spec.Hull != nil && r.Spec.Hull.Shared > 0 {
		return sharedWords(r)
	}
	if r.Hull.Within == all {
		return fmt.Sprintf("All %d simulated shares hold the law within their bands (%s for all at once, %s each).",
			all, percent(r.Spec.Confidence), plural(r.Runs, "try", "tries"))
	}
	return fmt.Sprintf("%d of %d simulated shares hold the law within their bands (%s for all at once, %s each).",
		r.Hull.Within, all, percent(r.Spec.Confidence), plural(r.Runs, "try", "tries"))
}

// sharedWords says what a common error costs those who ask the most agents, in two dimensions
// where there are as many.
func sharedWords(r *experiment.Report) string {
	dimensions := r.Spec.Hull.Dimensions
	row := 0
	if i := slices.Index(dimensions, 2); i >= 0 {
		row = i
	}
	n := len(r.Spec.Hull.Agents)
	c := r.Hull.Cells[row*n+n-1]
	return fmt.Sprintf("With %s of every error in common, %s surround you in %s of %s, not in %s as they would with "+
		"errors of their own.",
		percent(r.Spec.Hull.Shared), plural(c.Agents, "agent", "agents"), percent(c.Frequency),
		plural(r.Runs, "try", "tries"), percent(c.Wendel))
}

func selectionWords(r *experiment.Report) string {
	in, out := &r.Selection.Arms[0], &r.Selection.Arms[1]
	first := fmt.Sprintf("In the hull, bidding brought you to within a step of OPT in %s of %s games",
		thousands(in.End.Reached), thousands(r.Runs))
	if in.End.Reached == r.Runs {
		first = fmt.Sprintf("In the hull, bidding brought you to within a step of OPT in all %s games",
			thousands(r.Runs))
	}
	return fmt.Sprintf("%s; outside it in %s, with a mean loss of %s.",
		first, percent(out.End.Share), errorWord(out.End.Gap.Mean))
}

func diversityWords(d *experiment.DiversityReport) string {
	if len(d.Points) == 0 {
		return "There are no points to show."
	}
	if d.Holdout != nil {
		return fmt.Sprintf("With %s, ", plural(d.Agents, "agent", "agents")) + lowered(gapWords(d.Holdout))
	}
	p := d.Points[len(d.Points)-1]
	return fmt.Sprintf("With %s the best combination errs by %s, their average by %s, the best single one by %s.",
		plural(p.Agents, "agent", "agents"), errorWord(p.Combination.Mean), errorWord(p.Average.Mean),
		errorWord(p.Best.Mean))
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
		who, plural(len(t.Agents), "agent", "agents"), t.User, errorWord(a.Epsilon))
	switch {
	case a.Inside && warned(t, experiment.WarnFewItems):
		text = fmt.Sprintf("“Inside” means nothing here: with %s and %s almost any scores can be fitted.",
			plural(t.Items, "item", "items"), plural(len(t.Agents), "agent", "agents"))
	case a.Inside:
		text = fmt.Sprintf("Inside: a mixture of the %s gives the scores of “%s” on all %s.",
			plural(len(t.Agents), "agent", "agents"), t.User, plural(t.Items, "item", "items"))
		if d := t.Depth; d != nil && d.Depth > 0 {
			text += fmt.Sprintf(" It survives losing any %s.", plural(d.Depth, "agent", "agents"))
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
	return fmt.Sprintf(" See the %s below.", plural(len(t.Warnings), "warning", "warnings"))
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
