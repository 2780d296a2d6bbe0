package hull

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// wording is the texts of a picture, made once a change so that drawing makes none.
type wording struct {
	title   string
	shaded  string         // what the shaded area is
	letters []string       // of the agents
	handles []stage.Handle // without places
	weights []string       // along the spokes
	epsilon string
	times   []string // "× 7" by number
	caption string
	best    string // beside the best place for one more agent
	names   bool   // whether the names of agents are written
}

func wordsOf(m *model, f *stage.Frame) wording {
	w := wording{
		title:   "Where you stand among the agents",
		shaded:  shaded(m),
		epsilon: "ε = " + words.Small(m.epsilon),
		caption: caption(m),
		names:   f.View.Values["names"] != "false",
	}
	for n := range m.agents() + 1 {
		w.times = append(w.times, "× "+strconv.Itoa(n))
	}
	if v := f.Map; v != nil && v.Who == engine.NewAgent {
		w.best = bestName(v)
	}
	for i, p := range m.parties {
		h := stage.Handle{ID: stage.UserHandle, Name: "You: " + p.name, Text: place(m, p)}
		if t, user := m.userOf(i); user {
			if t > 0 {
				h.ID, h.Name = stage.UserHandleOf(t), "User "+p.letter+": "+p.name
			}
		} else {
			letter := p.letter
			w.letters = append(w.letters, letter)
			h.ID, h.Name = stage.AgentHandle(i-1), "Agent "+letter+": "+p.name
			w.weights = append(w.weights, words.Value(m.weights[i-1]))
		}
		h.Fixed = p.hollow || m.kind == plane || m.kind == onePoint
		w.handles = append(w.handles, h)
	}
	return w
}

// place says in words where a party stands: "health 0.42, cost 0.58".
func place(m *model, p party) string {
	if m.kind == plane {
		return "utilities of its own; there are no criteria"
	}
	shares := words.Shares(p.weight)
	for j, name := range m.corners {
		shares[j] = name + " " + shares[j]
	}
	if p.hollow {
		return "utilities of its own, nearest to " + strings.Join(shares, ", ")
	}
	return strings.Join(shares, ", ")
}

// caption says what kind of projection the picture is and that it cannot be trusted about inside and
// outside, or what is shaded where that is not the hull of the discs; "" for one that needs no words.
func caption(m *model) string {
	switch {
	case m.kind == projection:
		return fmt.Sprintf("Flattened from %s criteria: inside or not cannot be seen", words.Count(len(m.corners)))
	case m.kind == plane && m.flattened():
		return fmt.Sprintf("A plane of %s of all differences: inside or not cannot be seen", percent(m.share))
	case m.kind == plane:
		return fmt.Sprintf("Principal plane: %s of all differences", percent(m.share))
	case len(m.rays) > 0:
		return "Shaded: what they match, scaled and added"
	case m.region != nil:
		return "Shaded: what they can match"
	case len(m.others) > 0:
		return "Agents stand where they face " + m.parties[0].name
	}
	return ""
}

// flattened reports whether the picture puts places on each other that differ, so that the eye cannot
// tell inside from outside.
func (m *model) flattened() bool {
	return m.kind == projection || m.kind == plane && m.share < 1-together
}

// shaded says what the shaded area is.
func shaded(m *model) string {
	switch {
	case m.flattened():
		return "All that the agents can be mixed to, flattened"
	case m.region != nil:
		return "All that the agents can match"
	}
	return "All that the agents can be mixed to"
}

// percent writes a share so that 100 % means all of it.
func percent(share float64) string {
	p := math.Round(100 * share)
	if p == 100 && share < 1-together {
		return "over 99 %"
	}
	return words.Percent(p/100, 0)
}

// verdict says in one or two sentences what the hull test found.
func verdict(m *model, f *stage.Frame) string {
	a, b := f.Result.Alignment, f.Result.Benchmarks
	if a == nil || !m.known {
		return "The hull test has no answer for this scenario."
	}
	if a.Inside {
		return fmt.Sprintf("Inside: you = %s%s. %s", mix(m, a), upTo(a), survives(a, m.agents()))
	}
	s := fmt.Sprintf("Outside: the best mix of agents misses your utility by %s (epsilon)", words.Small(a.Epsilon))
	if m.agents() == 1 {
		s = fmt.Sprintf("Outside: your only agent misses your utility by %s (epsilon)", words.Small(a.Epsilon))
	}
	if b == nil {
		return s + "."
	}
	return s + ", " + promise(a.Epsilon, b)
}

// promise says what OPT - 2 epsilon is worth beside no conversation at all.
func promise(epsilon float64, b *engine.BenchmarkResult) string {
	bound := b.Opt - 2*epsilon
	if bound <= b.None {
		return "too far away for any promise."
	}
	return fmt.Sprintf("so competition guarantees you at least OPT − %s = %s.",
		words.Small(2*epsilon), words.Value(bound))
}

// longestMix is how many agents a mix names before it is cut short.
const longestMix = 5

// mix writes the weights that match the user: "0.42 A + 0.31 B + 0.27 C".
func mix(m *model, a *engine.AlignmentResult) string {
	shares := make([]string, len(a.Weights))
	for i, w := range a.Weights {
		shares[i] = words.Value(w)
	}
	if a.Combination == engine.Convex {
		shares = words.Shares(a.Weights)
	}
	var terms []string
	for i, w := range shares {
		switch w {
		case "0.00":
		case "1.00":
			terms = append(terms, m.parties[i+1].letter)
		default:
			terms = append(terms, w+" "+m.parties[i+1].letter)
		}
	}
	if len(terms) == 0 {
		return "0"
	}
	if extra := len(terms) - longestMix; extra > 1 {
		terms = append(terms[:longestMix], fmt.Sprintf("%s smaller parts", words.Count(extra)))
	}
	return strings.Join(terms, " + ")
}

// upTo names the offset that the match needs, if it needs one.
func upTo(a *engine.AlignmentResult) string {
	largest := 0.
	for _, c := range a.Offset {
		largest = max(largest, math.Abs(c))
	}
	switch {
	case largest < 0.005: // would read 0.00
		return ""
	case a.OffsetKind == engine.State:
		return ", up to what depends on the state alone"
	}
	return ", up to a constant"
}

// survives says how many agents the user can lose.
func survives(a *engine.AlignmentResult, agents int) string {
	switch d := a.Depth; {
	case agents == 1:
		return "It all rests on that one agent."
	case d <= 0 && !a.DepthExact:
		return "How many agents it survives losing is not known."
	case d <= 0:
		return "Losing one agent can end that."
	case d == agents-1:
		return "Any one agent alone would do."
	case !a.DepthExact:
		return fmt.Sprintf("Survives losing at least any %s agents.", words.Count(d))
	case d == 1:
		return "Survives losing any one agent."
	default:
		return fmt.Sprintf("Survives losing any %s agents.", words.Count(d))
	}
}
