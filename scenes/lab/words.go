package lab

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// atHandle is the handle of the place where one reads.
const atHandle = "at"

// lookGround is the look of what belongs to no line.
const lookGround = 200

// wording is the texts of a picture, made once a change so that drawing makes none.
type wording struct {
	title string
	why   []string // instead of a chart
	state string   // of the run
	at    string   // above the keys
	grip  stage.Handle
	keys  [][]chart.Entry // by graph
	looks [][]int         // of their entries
}

func wordsOf(m *model, f *stage.Frame, asked *experiment.Spec, r *experiment.Report) wording {
	w := wording{title: kindOf(asked.Kind).label, state: stateWords(f, m)}
	if len(m.graphs) == 0 {
		w.why = crossfade.Wrap(invitation(f, asked), max(80, f.Figure.W))
		return w
	}
	w.at = m.place()
	for i := range m.graphs {
		entries, looks := m.key(&m.graphs[i])
		w.keys, w.looks = append(w.keys, entries), append(w.looks, looks)
	}
	w.grip = stage.Handle{ID: atHandle, Name: "Where the chart is read", Text: w.at + ": " + m.reading(m.at),
		Tip: "Drag it along the axis, or use the arrow keys, to read the chart elsewhere."}
	return w
}

// place says where the chart is read.
func (m *model) place() string { return m.graphs[0].place(m.graphs[0].x[m.at]) }

// stateWords says in the figure what the run is doing, or that what is shown is of other
// settings.
func stateWords(f *stage.Frame, m *model) string {
	switch e := f.Experiment; {
	case e.Running() && e.Phase == stage.Planning:
		return "starting …"
	case e.Running():
		return strconv.Itoa(int(100*e.Share)) + " % " + "done"
	case m.old:
		return "of earlier settings"
	}
	return ""
}

// invitation says what a run will do, where there is nothing to show yet.
func invitation(f *stage.Frame, asked *experiment.Spec) string {
	switch {
	case f.Experiment.Running():
		return "The first results are on their way."
	case f.Experiment == nil:
		return "Experiments are run by the figure on its own page, when it is loaded."
	}
	return kindOf(asked.Kind).invites(asked, tableOf(f))
}

// key lists the lines of a graph and their values where one reads.
func (m *model) key(g *graph) (entries []chart.Entry, looks []int) {
	add := func(e chart.Entry, look int) {
		entries, looks = append(entries, e), append(looks, look)
	}
	banded, tried := false, false
	for i := range g.series {
		s := &g.series[i]
		value := func(which int) float64 { return s.value(m.numbers, m.at, which) }
		switch s.style {
		case law:
			e := chart.Entry{Name: s.name, Short: s.label, Value: chance(value(atMean))}
			if i+1 < len(g.series) && g.series[i+1].style == dots {
				e.Name = g.series[i+1].name
				e.Value = chance(g.series[i+1].value(m.numbers, m.at, atMean)) + ", law " + e.Value
			}
			add(e, s.look)
		case curve:
			if i > 0 && g.series[i-1].style == fitted {
				before := g.series[i-1].value(m.numbers, m.at, atMean)
				add(chart.Entry{Name: strings.TrimSuffix(s.name, ", held out"), Short: s.label,
					Value: errorWord(value(atMean)) + " (fitted " + errorWord(before) + ")", Strong: true}, s.look)
				tried = true
				continue
			}
			add(chart.Entry{Name: s.name, Short: s.label, Value: errorWord(value(atMean)), Strong: true}, s.look)
			if g.level != "" {
				add(chart.Entry{Name: s.note, Short: "90 %", Value: errorWord(value(atQ05)) + " to " +
					errorWord(value(atQ95)), Band: true}, s.look)
			}
			banded = banded || s.wide && g.level == ""
		}
	}
	if tried {
		add(chart.Entry{Name: "thick: held out; thin: the same where it was fitted; shaded: nine draws of ten",
			Short: "thick: held out; thin: fitted", Band: true}, lookGround)
	}
	if banded {
		add(chart.Entry{Name: "shaded: nine draws of ten; darker: half of them, and the mean’s band",
			Short: "shaded: nine draws of ten", Band: true}, lookGround)
	}
	return entries, looks
}

// chance writes a probability, errorWord an error of any size.
func chance(x float64) string { return words.Decimals(x, 3) }

func errorWord(x float64) string {
	switch a := math.Abs(x); {
	case a >= 1e5:
		return words.Digits(x, 4)
	case a >= 100:
		return words.Decimals(x, 0)
	case a >= 10:
		return words.Decimals(x, 1)
	case a >= 1:
		return words.Decimals(x, 2)
	case a > 0 && a < 0.0005:
		return words.Small(x)
	}
	return words.Decimals(x, 3)
}

// reading says all values at a place, for the keyboard and the tips.
func (m *model) reading(at int) string {
	text := ""
	for i := range m.graphs {
		g := &m.graphs[i]
		for k := range g.series {
			if part := m.point(g, &g.series[k], at); part != "" {
				if text != "" {
					text += "; "
				}
				if len(m.graphs) > 1 {
					part = g.title + ", " + part
				}
				text += part
			}
		}
	}
	return text
}

// point says one value with its band.
func (m *model) point(g *graph, s *series, at int) string {
	value := func(which int) float64 { return s.value(m.numbers, at, which) }
	switch s.style {
	case law:
		return s.name + " " + chance(value(atMean))
	case fitted:
		return s.name + " " + errorWord(value(atMean))
	case dots:
		return fmt.Sprintf("%s, simulated %s (%s to %s)", s.name, chance(value(atMean)), chance(value(atLow)),
			chance(value(atHigh)))
	}
	return fmt.Sprintf("%s %s (nine of ten: %s to %s)", s.name, errorWord(value(atMean)), errorWord(value(atQ05)),
		errorWord(value(atQ95)))
}
