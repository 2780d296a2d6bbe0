package selection

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// stepHandle is the handle of the user on her way along the path, stepKey the value of the
// view that keeps the step.
const (
	stepHandle = "step"
	stepKey    = "step"
)

// wording is the texts of a picture, made once a change or step so that drawing makes none.
type wording struct {
	title   string
	letters []string // of the agents
	names   []string
	values  []value // marked across the chart
	user    stage.Handle
	offers  []stage.Handle
	worth   string   // what the winning offer gives the user
	why     []string // why there is no picture
}

// value is a line across the chart with its name.
type value struct {
	number int // of the model's
	name   string
	beyond string // the name at the border, where the line is beyond it
	dash   []float64
}

// Dashes of the values across the chart.
var (
	boundDash = []float64{6, 4}
	worstDash = []float64{2, 3}
)

func wordsOf(m *model, f *stage.Frame) wording {
	w := wording{title: "The game for being the one AI you consult", letters: m.letters}
	for _, a := range f.Scenario.Agents {
		w.names = append(w.names, a.Name)
	}
	if !m.solved {
		w.why = mark.Wrap(pen.TextStyle{Size: 14}, noPicture(f), max(80, f.Figure.W-24))
		return w
	}
	w.values = m.marked()
	w.offers = make([]stage.Handle, m.agents)
	w.turn(m)
	return w
}

// noPicture says why nothing is drawn.
func noPicture(f *stage.Frame) string {
	if f.Stale {
		return "Updating: the frontiers are being computed."
	}
	for _, n := range f.Result.Notes {
		if strings.HasPrefix(n, "selection is absent") {
			return n
		}
	}
	return "There is no answer for this scenario."
}

// marked lists the values across the chart; those that are the same share a line.
func (m *model) marked() []value {
	least, worstName := m.numbers[atWorst], "worst"
	if m.agents == 1 {
		worstName = "monopoly"
	}
	opt := m.numbers[atOpt]
	list := []value{{number: atOpt, name: "OPT"}}
	if opt-least <= sameValue {
		list[0].name += " = " + worstName
	} else {
		list = append(list, value{number: atWorst, name: worstName, dash: worstDash})
	}
	if m.bounded {
		if bound := m.numbers[atBound]; opt-bound <= sameValue {
			list[0].name += " = bound"
		} else if least-bound <= sameValue && bound-least <= sameValue {
			list[len(list)-1].name += " = bound"
		} else {
			list = append(list, value{number: atBound, name: "OPT − 2ε", dash: boundDash})
		}
	}
	for i := range list {
		list[i].name += " " + words.Value(m.numbers[list[i].number])
		list[i].beyond = "◂ " + list[i].name
	}
	return list
}

// turn writes what depends on the step.
func (w *wording) turn(m *model) {
	b := m.path[m.step]
	w.worth = "you " + words.Value(b.User)
	w.user = stage.Handle{ID: stepHandle, Name: "You, at the winning offer", Text: m.progress(),
		Tip: "You take the best offer. Drag yourself to go through the bids, or use the arrow keys."}
	for i := range w.offers {
		o := m.offer(i)
		h := stage.Handle{ID: "offer:" + strconv.Itoa(i), Fixed: true, Name: "Offer of " + w.letters[i] + ": " +
			w.names[i]}
		h.Text = fmt.Sprintf("gives you %s and keeps %s", words.Value(o[0]), words.Value(o[1]))
		h.Tip = w.letters[i] + ", " + w.names[i] + ", " + h.Text + "."
		if !m.bid[i] {
			h.Text = "has not bid; its own optimum " + h.Text
			h.Tip = w.letters[i] + ", " + w.names[i] + ", has not bid yet. Its own optimum " +
				strings.TrimPrefix(h.Text, "has not bid; its own optimum ") + "."
		}
		w.offers[i] = h
	}
}

// progress says where along the path the user is.
func (m *model) progress() string {
	b := m.path[m.step]
	return fmt.Sprintf("bid %d of %d: %s gives you %s", m.step+1, len(m.path), m.letters[b.Agent], words.Value(b.User))
}

// verdict says in a few sentences what the user gets.
func verdict(m *model, f *stage.Frame) string {
	r, b := f.Result.Selection, f.Result.Benchmarks
	switch {
	case f.Stale:
		return "Updating: the bids are being computed for what has changed."
	case !m.solved || r == nil:
		return noPicture(f)
	case m.agents == 1:
		low, opt := words.Distinguish(r.Worst, b.Opt)
		return fmt.Sprintf("There is only one AI to consult, so nothing makes it give more than suits it: you get %s "+
			"of a possible %s.", low, opt)
	}
	return equilibria(r, b) + " " + ending(m) + trial(r)
}

// equilibria says what the equilibria give.
func equilibria(r *engine.SelectionResult, b *engine.BenchmarkResult) string {
	if b.Opt-r.Worst <= sameValue {
		return fmt.Sprintf("Competing to be the one you consult drives every equilibrium up to %s, all there is (OPT).",
			words.Value(b.Opt))
	}
	low, opt := words.Distinguish(r.Worst, b.Opt)
	return fmt.Sprintf("If you consult only the best of them, an equilibrium can leave you with %s of a possible %s.",
		low, opt)
}

// ending says how the bidding ends.
func ending(m *model) string {
	last := m.path[m.last()]
	who, gets := m.letters[last.Agent], words.Value(last.User)
	switch {
	case m.end == "cut":
		return fmt.Sprintf("After %d bids the record ends, with %s giving you %s; a larger step settles sooner.",
			len(m.path), who, gets)
	case m.end == "cycles":
		return fmt.Sprintf("Where the winner may lower its offer, bidding never settles: from bid %d on it repeats.",
			min(m.cycle+1, len(m.path)))
	case len(m.path) == 1:
		return fmt.Sprintf("Bidding ends with the first offer: %s gives you %s, and nobody gains by giving more.",
			who, gets)
	}
	return fmt.Sprintf("After %s bids %s wins, and you get %s.", words.Count(len(m.path)), who, gets)
}

// trial says what choosing by trial costs.
func trial(r *engine.SelectionResult) string {
	e := r.Evaluation
	if e == nil {
		return ""
	}
	return fmt.Sprintf(" Choosing by %d trial conversations with each costs you %s on average, and at most %s with "+
		"probability %.0f %%.",
		e.Samples, lossWord(e.Loss), words.Value(e.Bound), 100*e.Confidence)
}
