// Package beliefs is what figures of beliefs share: which of the agents' signals a picture
// has corners for, what they are called and where they are shown, moving the prior, whose view
// is asked for, the tints of actions, and the marks: a line or a triangle with named ends, the
// prior's grip, and pins at the posteriors that are reached from it. It stands between stage and
// the figures, reads scenarios and never results, and decides nothing.
package beliefs

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Impossible is the probability up to which a signal counts as impossible, as in the engine.
const Impossible = 1e-12

// Handle is the handle of the prior.
const Handle = "prior"

// Kind is what a picture of beliefs is.
type Kind int8

// Kinds of pictures.
const (
	None       Kind = iota // no picture of beliefs: one signal is certain, or there are too many
	Line                   // beliefs over two signals
	Triangle               // over three
	Projection             // over more: of a conversation alone
)

// Space is the beliefs over the agents' signals that a picture shows: corners for all states
// where agents see the state and there are two or three, else for the possible signals.
type Space struct {
	Signals  []int     // drawn corners as agent signals; nil: there is no picture
	Names    []string  // theirs
	Prior    []float64 // over Signals
	All      int       // agent signals in all
	Possible int       // those of positive probability
	Loose    bool      // agents see the state, so the prior can be moved
	Simplex  view.Simplex
}

// Of returns the space of a scenario.
func Of(s *engine.Scenario) Space {
	prior := SignalPrior(s)
	b := Space{All: len(prior), Loose: s.AgentSignal == nil}
	var all, possible []int
	for x, p := range prior {
		all = append(all, x)
		if p > Impossible {
			possible = append(possible, x)
		}
	}
	b.Possible = len(possible)
	switch {
	case b.Loose && b.All <= 3:
		b.Signals = all
	case b.Possible == 2 || b.Possible == 3:
		b.Signals = possible
	default:
		return b
	}
	b.fill(s, prior)
	return b
}

// Projected is Of with corners for more signals than three: a picture of a projection.
func Projected(s *engine.Scenario) Space {
	b := Of(s)
	if b.Signals != nil || b.Possible <= 3 {
		return b
	}
	prior := SignalPrior(s)
	for x, p := range prior {
		if b.Loose || p > Impossible {
			b.Signals = append(b.Signals, x)
		}
	}
	b.fill(s, prior)
	return b
}

// fill names and weighs the corners.
func (b *Space) fill(s *engine.Scenario, prior []float64) {
	b.Simplex = view.NewSimplex(len(b.Signals)).Hanging()
	for _, x := range b.Signals {
		b.Names = append(b.Names, SignalName(s, x))
		b.Prior = append(b.Prior, prior[x])
	}
}

// SignalPrior is the probability of each agent signal.
func SignalPrior(s *engine.Scenario) []float64 {
	if s.AgentSignal == nil {
		return s.Prior
	}
	p := make([]float64, len(s.AgentSignal[0]))
	for y, row := range s.AgentSignal {
		for x, q := range row {
			p[x] += s.Prior[y] * q
		}
	}
	return p
}

// SignalName names an agent signal: the state where agents see it, else as the scenario does.
func SignalName(s *engine.Scenario, x int) string {
	if s.AgentSignal == nil {
		return s.States[x]
	}
	return named(s.SignalNames, x, "signal "+strconv.Itoa(x+1))
}

// OwnSignal names a signal of the user's own in a sentence, MessageName what an agent says.
func OwnSignal(s *engine.Scenario, x int) string {
	return named(s.UserSignalNames, x, "your signal "+strconv.Itoa(x+1))
}

// MessageName is what a message of the conversation is called.
func MessageName(s *engine.Scenario, symbol int) string {
	if s.Conversation == nil {
		return strconv.Itoa(symbol)
	}
	return named(s.Conversation.MessageNames, symbol, strconv.Itoa(symbol))
}

func named(names []string, i int, otherwise string) string {
	if i < len(names) {
		return names[i]
	}
	return otherwise
}

// Corners is the number of corners, 0 where there is no picture.
func (b *Space) Corners() int { return len(b.Signals) }

// Kind is what a picture of the space is.
func (b *Space) Kind() Kind {
	return [...]Kind{None, None, Line, Triangle, Projection}[min(b.Corners(), 4)]
}

// Alike reports whether two spaces have the same corners.
func (b *Space) Alike(o *Space) bool { return slices.Equal(b.Signals, o.Signals) && b.All == o.All }

// Place says where among the corners an agent signal is, -1 if it is none.
func (b *Space) Place(signal int) int { return slices.Index(b.Signals, signal) }

// Why says in a sentence why beliefs are not drawn; instead says what is.
func (b *Space) Why(instead string) string {
	what := "signals"
	if b.Loose {
		what = "states"
	}
	if b.Possible > 3 {
		return fmt.Sprintf("Beliefs over %s %s do not fit into a plane, so there is no map: %s",
			words.Count(b.Possible), what, instead)
	}
	return "Only one signal of the agents is possible, so they know nothing that could move you: there is " +
		"no map, and " + instead
}

// Words describes the prior as a handle and in short.
func (b *Space) Words() (h stage.Handle, short string) {
	h = stage.Handle{ID: Handle, Name: "Prior", Fixed: !b.Loose}
	parts := make([]string, len(b.Names))
	for j, name := range b.Names {
		parts[j] = name + " " + words.Value(b.Prior[j])
	}
	h.Text, short = strings.Join(parts, ", "), "prior"
	if len(b.Prior) == 2 {
		short = "prior " + words.Value(b.Prior[1])
	}
	h.Tip = "The prior: what is believed before anyone speaks. Drag it: the agents' game changes with it."
	if !b.Loose {
		h.Tip = "The prior over the agents' signals. It follows from the prior over states and from what the signals " +
			"say of them, so it cannot be dragged; edit those."
	}
	return h, short
}

// units is into how many parts a moved prior is rounded: 0.001 is less than a pixel.
const units = 1000

// Move answers Move, Nudge, Home and End of the prior in a figure. On a line, back maps the screen to the
// belief in the second corner. States without a corner keep probability 0.
func (b *Space) Move(ev stage.Event, figure view.Rect, back func(view.Pixel) float64) stage.Response {
	switch {
	case b.Corners() == 0:
		return stage.Response{Err: errors.New("there is no picture of beliefs to move the prior in")}
	case b.Corners() > 3:
		return stage.Response{Err: errors.New("in a projection of more than three signals the prior cannot be " +
			"dragged: edit it")}
	case !b.Loose:
		return stage.Response{Err: errors.New("the agents see signals, not the state: the prior over signals follows " +
			"from the scenario and cannot be dragged")}
	}
	if ev.HasNaN() {
		return stage.Response{Err: stage.ErrNaN}
	}
	w := slices.Clone(b.Prior)
	view.Project(w)
	switch ev.Kind {
	case stage.Home:
		clear(w)
		w[0] = 1
	case stage.End:
		clear(w)
		w[len(w)-1] = 1
	default:
		b.shift(w, ev, figure, back)
		view.Round(w, units)
	}
	prior := make([]float64, b.All)
	for j, x := range b.Signals {
		prior[x] = w[j]
	}
	return stage.Response{Edits: []engine.Edit{engine.SetPrior{Prior: prior}}}
}

func (b *Space) shift(w []float64, ev stage.Event, figure view.Rect, back func(view.Pixel) float64) {
	switch {
	case len(w) == 2 && ev.Kind == stage.Move:
		w[1] = min(max(back(ev.At), 0), 1)
		w[0] = 1 - w[1]
	case len(w) == 2:
		w[1] = min(max(w[1]+(ev.DX+ev.DY)*ev.Step, 0), 1)
		w[0] = 1 - w[1]
	case ev.Kind == stage.Move:
		cam := b.Camera(figure, crossfade.ScaleOf(figure))
		from := cam.At(b.Simplex.Place(w))
		b.Simplex.Move(w, w, cam.Delta(ev.At.Add(-from.X, -from.Y)))
	default:
		b.Simplex.Move(w, w, b.nudge(ev))
	}
}

// nudge is the movement for arrow keys: each press changes the probability that changes
// most by one step.
func (b *Space) nudge(ev stage.Event) view.Point {
	d := b.Simplex.Step(view.Point{X: math.Copysign(1, ev.DX)}, math.Abs(ev.DX)*ev.Step)
	return d.Add(b.Simplex.Step(view.Point{Y: math.Copysign(1, ev.DY)}, math.Abs(ev.DY)*ev.Step))
}
