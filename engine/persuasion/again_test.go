package persuasion

import (
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
)

// TestReload: the regions stay under another prior, and nothing stays where more has changed: a number, as it is or
// as it was written, the signals that are possible, what states show them, or what the space was loaded with since.
func TestReload(t *testing.T) {
	game := func() belief.Game {
		g := belief.Game{States: 3, Actions: 3, Prior: []float64{0.5, 0.25, 0.25}, UserSignal: belief.NewMatrix(3, 1),
			AgentSignal: belief.NewMatrix(3, 3)}
		g.User = belief.Matrix{Rows: 3, Cols: 3, Data: []float64{1, 0, 0.5, 0, 1, 0.5, 0.5, 0.5, 1}}
		g.Agents = []belief.Matrix{{Rows: 3, Cols: 3, Data: []float64{0, 0, 1, 0, 1, 0, 1, 0, 0}}}
		for y := range 3 {
			g.UserSignal.Data[y], g.AgentSignal.Data[3*y+y] = 1, 1
		}
		return g
	}
	var p Space
	for _, c := range []struct {
		name   string
		change func(g *belief.Game)
		load   bool
		kept   bool
	}{
		{"the first", func(*belief.Game) {}, false, false},
		{"the same", func(*belief.Game) {}, false, true},
		{"another prior", func(g *belief.Game) { g.Prior = []float64{0.2, 0.2, 0.6} }, false, true},
		{"a signal that cannot be", func(g *belief.Game) { g.Prior = []float64{0, 0.4, 0.6} }, false, false},
		{"and can again", func(*belief.Game) {}, false, false},
		{"the user's", func(g *belief.Game) { g.User.Data[0] = 0.75 }, false, false},
		{"an agent's", func(g *belief.Game) { g.Agents[0].Data[1] = 0.25 }, false, false},
		{"as it was", func(*belief.Game) {}, false, false},
		{"written otherwise", func(g *belief.Game) {
			g.User.Typed = &belief.Typed{Weights: []float64{1},
				Parts: [][][]float64{{{1, 0, 0.5}, {0, 1, 0.5}, {0.5, 0.5, 1}}}}
		}, false, false},
		{"loaded by Load", func(*belief.Game) {}, true, false},
		{"after Load", func(*belief.Game) {}, false, false},
		{"shown by two states", func(g *belief.Game) { copy(g.AgentSignal.Data, []float64{0.5, 0.5, 0}) }, false,
			false},
		{"shown by two states, another prior", func(g *belief.Game) {
			copy(g.AgentSignal.Data, []float64{0.5, 0.5, 0})
			g.Prior = []float64{0.2, 0.2, 0.6}
		}, false, false},
	} {
		g := game()
		c.change(&g)
		if c.load {
			if err := p.Load(g); err != nil {
				t.Fatal(err)
			}
			continue
		}
		kept, err := p.Reload(g)
		if err != nil {
			t.Fatal(err)
		}
		if kept != c.kept {
			t.Errorf("%s: kept is %v", c.name, kept)
		}
	}
}
