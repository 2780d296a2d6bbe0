package conversation

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/player"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// wants is what the app solves for this figure.
const wants = engine.BenchmarksSection | engine.MonopoliesSection | engine.AlignmentSection | engine.EquilibriaSection | engine.MapSection | engine.ConversationSection | engine.TreeSection

var results = looktest.Solved{Want: wants}

// frameOf is a frame of s at rest at its end with its true result: figure and values side by side.
func frameOf(s engine.Scenario) *stage.Frame {
	f := looktest.Frame(s, results.Of(s))
	f.View.Values = map[string]string{"round": player.Last}
	return f
}

// digits is a frame of s with a conversation told by hand: everybody sends the digits of the
// second signal, as truthful agents do, and the user obeys nobody.
func digits(t testing.TB, s engine.Scenario, rounds int) *stage.Frame {
	t.Helper()
	f := frameOf(s)
	f.Result.Conversation = told(&s, rounds)
	f.Result.Conversation.None = f.Result.Benchmarks.None
	return f
}

func told(s *engine.Scenario, rounds int) *engine.ConversationResult {
	prior := beliefs.SignalPrior(s)
	n, k := len(prior), len(s.Agents)
	told := min(1, n-1)
	c := &engine.ConversationResult{User: 0.8, Agents: make([]float64, k), Aligned: 0.85, Transcripts: float64(n)}
	c.Transcript = &engine.TranscriptResult{State: len(s.States) - 1, Signal: told,
		Prior: prior, OwnPrior: tilted(prior)}
	c.Tree = &engine.TreeResult{Nodes: []engine.TreeNode{{Parent: -1, Belief: prior, Probability: 1}}}
	left := prior
	for r := range rounds {
		ratios, consistent := make([]float64, n), []int{}
		next := make([]float64, n)
		for x := range left {
			if digit(x, rounds, r) == digit(told, rounds, r) && left[x] > 0 {
				next[x], ratios[x] = left[x], 1
				consistent = append(consistent, x)
			}
		}
		normalize(next)
		step := engine.TranscriptStep{Belief: next, Own: tilted(next), Action: r % len(s.Actions), Obeys: -1}
		for range k {
			step.Messages = append(step.Messages,
				engine.MessageResult{Symbol: digit(told, rounds, r), Ratios: ratios, Consistent: consistent})
		}
		c.Transcript.Steps = append(c.Transcript.Steps, step)
		c.Rounds = append(c.Rounds, engine.RoundResult{User: 0.5 + 0.1*float64(r), Agents: make([]float64, k)})
		grow(c.Tree, left, next, r+1)
		left = next
	}
	c.Transcript.Action = c.Transcript.Steps[rounds-1].Action
	return c
}

func digit(x, rounds, round int) int { return x >> (rounds - 1 - round) & 1 }

// grow adds what the true digit leads to, and what the other would.
func grow(t *engine.TreeResult, from, to []float64, round int) {
	parent := len(t.Nodes) - 1
	if round == 1 {
		parent = 0
	}
	other, p := make([]float64, len(from)), 0.
	for x := range from {
		if to[x] == 0 {
			other[x] = from[x]
			p += from[x]
		}
	}
	if p > 0 {
		normalize(other)
		t.Nodes = append(t.Nodes, engine.TreeNode{Parent: parent, Round: round, Belief: other, Probability: p})
	}
	t.Nodes = append(t.Nodes, engine.TreeNode{Parent: parent, Round: round, Belief: to, Probability: 1 - p})
}

// tilted is a belief with a signal of one's own.
func tilted(b []float64) []float64 {
	out := make([]float64, len(b))
	for x := range b {
		out[x] = b[x] * float64(1+x)
	}
	normalize(out)
	return out
}

func normalize(b []float64) {
	sum := 0.
	for _, p := range b {
		sum += p
	}
	for x := range b {
		b[x] /= sum
	}
}

// draw lays a frame out at rest and records the picture.
func draw(t *testing.T, f *stage.Frame) (*Scene, *pen.Recorder) {
	t.Helper()
	s := new(Scene)
	return s, looktest.Draw(t, s, f)
}

// at shows a round.
func at(f *stage.Frame, round string) { f.View.Values = map[string]string{"round": round} }

// looks are the sizes and themes to look at.
var looks = map[string]func(*stage.Frame){"": func(*stage.Frame) {}, "-dark": looktest.Dark, "-phone": looktest.Phone}

// TestPresets draws all presets at every size, and all cases: labels keep apart and inside,
// and whatever is drawn is finite.
func TestPresets(t *testing.T) {
	check := func(t *testing.T, name string, f *stage.Frame) {
		t.Helper()
		s, r := draw(t, f)
		looktest.AssertNoOverlap(t, r.Labels, looktest.Whole(f), 1.5)
		for _, h := range s.Handles(nil) {
			if math.IsNaN(h.At.X + h.At.Y) {
				t.Errorf("handle %s is nowhere", h.ID)
			}
		}
		looktest.WriteSVG(t, name, s, f)
	}
	for _, name := range looktest.Presets {
		t.Run(name, func(t *testing.T) {
			for look, change := range looks {
				for _, round := range []string{"", "1", player.Last} {
					f := frameOf(looktest.Preset(t, name))
					change(f)
					at(f, round)
					check(t, name+look+round, f)
				}
			}
		})
	}
	looktest.EachCase(t, func(t *testing.T, name string, s engine.Scenario) {
		f := frameOf(s)
		check(t, "case-"+name, f)
		looktest.Phone(f)
		check(t, "case-phone-"+name, f)
	})
}
