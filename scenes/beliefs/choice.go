package beliefs

import (
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Everyone is the shown agent when all are shown.
const Everyone = -1

// Agent is whose view a frame asks for, or Everyone; a lone agent's is always shown.
func Agent(f *stage.Frame) int {
	if len(f.Scenario.Agents) == 1 {
		return 0
	}
	i, err := strconv.Atoi(f.View.Values["agent"])
	if err != nil || i < 0 || i >= len(f.Scenario.Agents) {
		return Everyone
	}
	return i
}

// AgentControl is the setting of that: all agents, or one of several.
func AgentControl(f *stage.Frame, help string) stage.Control {
	options := []stage.Option{{Value: "all", Label: "all agents"}}
	value := "all"
	for i, a := range f.Scenario.Agents {
		options = append(options, stage.Option{Value: strconv.Itoa(i), Label: f.Scenario.Letter(i) + "  " + a.Name})
		if i == Agent(f) {
			value = strconv.Itoa(i)
		}
	}
	return stage.Control{Kind: stage.Choice, Param: "view.agent", Label: "As seen by", Value: value, Options: options,
		Help: help}
}

// ShownControl is the setting of which equilibria are shown.
func ShownControl(f *stage.Frame) stage.Control {
	value := f.View.Values["shown"]
	if value != "worst" && value != "best" {
		value = "both"
	}
	return stage.Control{Kind: stage.Choice, Param: "view.shown", Label: "Equilibrium", Value: value,
		Options: []stage.Option{{Value: "both", Label: "worst and best"}, {Value: "worst", Label: "worst for you"},
			{Value: "best", Label: "best for you"}},
		Help: "Which equilibrium's beliefs are shown as pins. Discs are the worst for you, diamonds the best."}
}

// Head names the possible signals, as columns of a table of beliefs.
func Head(s *engine.Scenario) (names []string) {
	for x, p := range SignalPrior(s) {
		if p > Impossible {
			names = append(names, SignalName(s, x))
		}
	}
	return names
}

// Row writes a belief over all signals into these columns, and Exact with all its digits.
func Row(s *engine.Scenario, belief []float64) []string { return row(s, belief, words.Value) }

// Exact is Row with all digits.
func Exact(s *engine.Scenario, belief []float64) []string { return row(s, belief, words.Exact) }

func row(s *engine.Scenario, belief []float64, number func(float64) string) (values []string) {
	for x, p := range SignalPrior(s) {
		if p > Impossible {
			values = append(values, number(belief[x]))
		}
	}
	return values
}

// Camera shows the triangle in a figure of a scale.
func (b *Space) Camera(figure view.Rect, scale float64) view.Camera {
	const top, bottom = 36., 34.                   // the names of the corners
	side := min(max(22, 0.075*figure.W/scale), 48) // and where there is room the numbers beside them
	return view.Fit(b.Simplex.Box(), view.Rect{
		X: figure.X + side*scale, Y: figure.Y + top*scale,
		W: max(1, figure.W-2*side*scale), H: max(1, figure.H-(top+bottom)*scale),
	})
}

// StrategyName says what the user does: the action, or one for each of her own signals.
func StrategyName(s *engine.Scenario, strategy []int) string {
	names := make([]string, 0, len(strategy))
	for _, a := range strategy {
		if a >= 0 && a < len(s.Actions) {
			names = append(names, s.Actions[a])
		}
	}
	if len(names) == 0 {
		return ""
	}
	if len(slices.Compact(slices.Clone(names))) == 1 {
		return names[0]
	}
	return strings.Join(names, " / ")
}
