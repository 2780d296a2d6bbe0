package claim

import (
	"math"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/numeric"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Outcome is one way in which a competition may end, and what everybody then has.
type Outcome struct {
	Title string
	Bars  []Bar // the agents, then the user
}

// Bar is what somebody has in an outcome, beside what it would have if everything were told.
type Bar struct {
	Letter, Name string // of the user: "", "You"
	Has, Full    float64
}

// Hue is which of the colours of agents the bar has, by its letter; -1: that of the user.
func (b Bar) Hue() int {
	if b.Letter == "" {
		return -1
	}
	return int(b.Letter[0] - 'A')
}

// Gains is what the owner of the bar would gain if everything were told; 0: it would not.
func (b Bar) Gains() float64 {
	if by := b.Full - b.Has; by > checkTolerance {
		return by
	}
	return 0
}

// Outcomes sets the worst equilibrium beside two outcomes that are none as a rule: silence, and
// one agent alone. It is empty where there is no competition.
func Outcomes(s engine.Scenario, r engine.Result) []Outcome {
	b, e := r.Benchmarks, r.Equilibria
	if b == nil || e == nil || len(b.Monopoly) < 2 {
		return nil
	}
	g := s.Game()
	one := b.Monopoly[loneliest(b)]
	return []Outcome{
		bars("Nobody speaks", s, b, silent(&g)),
		bars(one.Agent+" alone speaks", s, b, told(&g, one.Low)),
		bars("All compete, at worst", s, b, append(append([]float64(nil), e.Worst.Agents...), e.Worst.User)),
	}
}

// loneliest is the agent that alone leaves the user least, of those that tell her anything of use
// if there are any: the others' outcome is that of silence.
func loneliest(b *engine.BenchmarkResult) int {
	best, least := 0, b.Opt+1
	for i, m := range b.Monopoly {
		if u := m.User[0]; u > b.None+checkTolerance && u < least-checkTolerance {
			best, least = i, u
		}
	}
	return best
}

// Mixture says which mixture of the agents wants what the user wants, or that none does.
func Mixture(s engine.Scenario, r engine.Result) string {
	a := r.Alignment
	if a == nil {
		return ""
	}
	if !a.Inside {
		return "As you stand now, no mixture of them does either: the closest misses you by " +
			words.Num(a.Epsilon) + "."
	}
	var parts []string
	for i, w := range a.Weights {
		if percent := strconv.Itoa(int(math.Round(100 * w))); percent != "0" {
			parts = append(parts, percent+" % of what the "+s.Agents[i].Name+" wants")
		}
	}
	if len(parts) < 2 {
		return "But you want just " + strings.Join(parts, "") + "."
	}
	return "But a mixture of them does: " + words.List(parts) + " add up to exactly what you want."
}

// bars writes down what everybody has: the agents in their order, then the user.
func bars(title string, s engine.Scenario, b *engine.BenchmarkResult, has []float64) Outcome {
	o := Outcome{Title: title}
	for i, a := range s.Agents {
		o.Bars = append(o.Bars, Bar{s.Letter(i), a.Name, has[i], b.Full[i]})
	}
	o.Bars = append(o.Bars, Bar{"", "You", has[len(s.Agents)], b.Opt})
	return o
}

// silent is what everybody has if no agent says a word.
func silent(g *belief.Game) []float64 {
	has := make([]float64, len(g.Agents)+1)
	weights := make([]float64, g.States)
	for x := range g.UserSignal.Cols {
		for y, p := range g.Prior {
			weights[y] = p * g.UserSignal.At(y, x)
		}
		add(has, g, g.Choose(weights), weights)
	}
	return has
}

// told is what everybody has at posteriors over the agents' signals.
func told(g *belief.Game, list []engine.PosteriorResult) []float64 {
	has := make([]float64, len(g.Agents)+1)
	weights := make([]float64, g.States)
	for _, q := range list {
		for x, action := range q.Strategy {
			for y := range weights {
				weights[y] = q.Probability * posterior(g, q.Belief, y) * g.UserSignal.At(y, x)
			}
			add(has, g, action, weights)
		}
	}
	return has
}

// posterior is the probability of a state at a belief over the agents' signals.
func posterior(g *belief.Game, over []float64, y int) float64 {
	sum := 0.0
	for x, q := range over {
		all := 0.0
		for z, p := range g.Prior {
			all += p * g.AgentSignal.At(z, x)
		}
		if q > 0 && all > 0 {
			sum += q * g.Prior[y] * g.AgentSignal.At(y, x) / all
		}
	}
	return sum
}

// add adds what an action is worth to everybody, states weighted.
func add(has []float64, g *belief.Game, action int, weights []float64) {
	for i, u := range g.Agents {
		has[i] += numeric.Dot(u.Row(action), weights)
	}
	has[len(g.Agents)] += numeric.Dot(g.User.Row(action), weights)
}
