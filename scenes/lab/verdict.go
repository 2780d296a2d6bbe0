package lab

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// verdict says in a few sentences what came out, or what is being done.
func verdict(f *stage.Frame, m *model, asked *experiment.Spec, r *experiment.Report) string {
	e := f.Experiment
	switch {
	case e.Running() && e.Phase == stage.Planning && asked.Table != nil:
		return "Reading the table."
	case e.Running():
		return "Running: " + lowered(kindOf(e.Spec.Kind).label) + "."
	case e != nil && e.Phase == stage.Failed && e.Spec.Kind == asked.Kind:
		return "Not run: " + e.Trouble + "." + remedy(f)
	case r == nil || r.Runs == 0 && r.Table == nil:
		return kindOf(asked.Kind).asks
	case m.old:
		return "The chart is of earlier settings. Press Run for these."
	}
	text := kindOf(r.Spec.Kind).verdict(r)
	if r.Chunks < r.Of {
		text = fmt.Sprintf("Cancelled after %s of %s. So far: ",
			words.Thousands(r.Runs), words.Plural(r.Spec.Runs, "run", "runs")) + lowered(text)
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

// lowered begins with a small letter.
func lowered(s string) string {
	if s == "" || s[0] < 'A' || s[0] > 'Z' {
		return s
	}
	return string(s[0]+'a'-'A') + s[1:]
}
