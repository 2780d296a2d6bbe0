package lab

import (
	"fmt"
	"slices"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
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
	k := kindOf(r.Spec.Kind)
	p.Inside = k.good(r)
	p.Sections = append(p.Sections, k.sections(r)...)
	if s := m.readings(); len(s.Rows) > 0 {
		p.Sections = append(p.Sections, s)
	}
	if !e.Running() {
		p.Tables = k.tables(r)
	}
	p.Notes = append(p.Notes, notes(r)...)
	return p
}

// chartControl asks which chart is shown, where there are two.
func chartControl(v *stage.View, asked *experiment.Spec) []stage.Control {
	c := stage.Control{Kind: stage.Choice, Param: chartParam, Label: "Chart", Value: firstChart}
	if k := kindOf(asked.Kind); k.charts != nil {
		c.Options = k.charts(asked)
	}
	if c.Options == nil {
		return nil
	}
	if c.Accepts(v.Values[chartParam]) == nil {
		c.Value = v.Values[chartParam]
	}
	return []stage.Control{c}
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
	if kindOf(asked.Kind).own {
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
	list := []stage.Control{{Kind: stage.Choice, Param: kindParam, Label: "Experiment", Value: asked.Kind}}
	for _, k := range kinds {
		list[0].Options = append(list[0].Options, stage.Option{Value: k.name, Label: k.label})
	}
	for _, field := range kindOf(asked.Kind).fields {
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
	s.Rows = append(s.Rows, stage.Row{Label: words.Percent(e.Share, 0), Words: left, Bar: e.Share,
		Swatch: -1})
	if !e.Slow && e.Workers > 0 {
		s.Rows = append(s.Rows, row("Workers", fmt.Sprint(e.Workers),
			"As many as the machine has cores. The page stays free."))
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

// row is one of words, as all of an experiment are: they are not compared with those of another.
func row(label, words, help string) stage.Row { return stage.WordsRow(label, words, help) }

// notes says how the numbers were made, and what could be taken wrongly.
func notes(r *experiment.Report) []string {
	s, list := &r.Spec, kindOf(r.Spec.Kind).notes(r)
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
	return append(list, fmt.Sprintf("Seed %d, %s, confidence %s. The same settings give the same numbers on every "+
		"machine, here and in the command line (emergent sweep).",
		s.Seed, words.Plural(s.Runs, "run", "runs"), percent(s.Confidence)))
}
