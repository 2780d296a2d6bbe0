package claim

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// What everybody has adds up by hand, agrees with the engine where the engine says it too, and
// shows the theorem: in the worst equilibrium nobody would gain by telling everything, and in
// silence somebody would.
func TestOutcomes(t *testing.T) {
	data, err := os.ReadFile("../../web/static/presets/specialists.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := engine.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	list := Outcomes(s, engine.Solve(s))
	if len(list) != 3 || list[1].Title != "Economist alone speaks" {
		t.Fatalf("outcomes %+v", list)
	}
	// Silence: a park; 0.5, 0.3, 0.2 times 0.3, 0.4, 0.3 | 0.7, 1, 0.6 | 0.7, 0.7, 0.3 by weights.
	want := []float64{0.8*0.33 + 0.04*0.77 + 0.16*0.62, 0.14*0.33 + 0.78*0.77 + 0.08*0.62,
		0.06*0.33 + 0.16*0.77 + 0.78*0.62, 0.53938}
	for i, x := range want {
		if got := list[0].Bars[i].Has; math.Abs(got-x) > 1e-12 {
			t.Errorf("silence gives %s %v, want %v", list[0].Bars[i].Name, got, x)
		}
	}
	if got := list[1].Bars; math.Abs(got[0].Has-0.8) > 1e-6 || math.Abs(got[3].Has-0.63863) > 1e-5 {
		t.Errorf("alone the Economist has %v and you %v; its monopoly is worth 0.8, and 0.63863 to you",
			got[0].Has, got[3].Has)
	}
	for i, b := range list[2].Bars {
		if b.Gains() != 0 {
			t.Errorf("in the worst equilibrium %s would gain %v by telling everything", b.Name, b.Gains())
		}
		if silence := list[0].Bars[i]; i != 1 && silence.Gains() < 0.1 {
			t.Errorf("in silence %s would gain only %v by telling everything", silence.Name, silence.Gains())
		}
	}
}

// In every preset, whatever its signals, the user has at silence and alone what the engine says.
func TestOutcomesAgree(t *testing.T) {
	files, _ := filepath.Glob("../../web/static/presets/*.json")
	if len(files) < 8 {
		t.Fatalf("presets: %v", files)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := engine.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		if testing.Short() && s.ConversationOrDefault().Game {
			continue // its game takes a second
		}
		r := engine.Solve(s)
		list := Outcomes(s, r)
		if (len(list) == 3) != (len(s.Agents) > 1) {
			t.Errorf("%s: %d outcomes for %d agents", file, len(list), len(s.Agents))
			continue
		}
		if len(list) == 0 {
			continue
		}
		n := len(s.Agents)
		if got := list[0].Bars[n].Has; math.Abs(got-r.Benchmarks.None) > 1e-9 {
			t.Errorf("%s: silence is worth %v to you, the engine says %v", file, got, r.Benchmarks.None)
		}
		m := r.Benchmarks.Monopoly[loneliest(r.Benchmarks)]
		if got := list[1].Bars[n].Has; math.Abs(got-m.User[0]) > 1e-6 {
			t.Errorf("%s: %s alone is worth %v to you, the engine says %v", file, m.Agent, got, m.User[0])
		}
	}
}

// The mixture is that of the example: its weights are those by which the preset was made.
func TestMixture(t *testing.T) {
	data, err := os.ReadFile("../../web/static/presets/specialists.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := engine.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	const inside = "But a mixture of them does: 45 % of what the Economist wants, 25 % of what the Ecologist wants " +
		"and 30 % of what the Engineer wants add up to exactly what you want."
	if got := Mixture(s, engine.Solve(s)); got != inside {
		t.Errorf("inside: %q", got)
	}
	s.User.Weights = []float64{0, 0.5, 0.5}
	if got := Mixture(s, engine.Solve(s)); !strings.HasPrefix(got,
		"As you stand now, no mixture of them does either: the closest misses you by 0.") {
		t.Errorf("outside: %q", got)
	}
	s.User.Weights = s.Agents[1].Weights
	if got := Mixture(s, engine.Solve(s)); got != "But you want just 100 % of what the Ecologist wants." {
		t.Errorf("as one agent: %q", got)
	}
}
