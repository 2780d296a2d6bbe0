package beliefs

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// scenario has so many states and a uniform prior.
func scenario(t *testing.T, prior []float64, signals [][]float64) engine.Scenario {
	t.Helper()
	s := engine.Scenario{Version: 1, Actions: []string{"a", "b"}, Prior: prior, AgentSignal: signals}
	u := [][]float64{{}, {}}
	for y := range prior {
		s.States = append(s.States, "state "+string(rune('p'+y)))
		u[0], u[1] = append(u[0], 0.5), append(u[1], float64(y%2))
	}
	s.User, s.Agents = engine.Party{Name: "U", Utility: u}, []engine.Party{{Name: "A", Utility: u}}
	if err := engine.Validate(s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSpaces(t *testing.T) {
	blind := [][]float64{{1, 0, 0}, {0, 1, 0}, {0.5, 0.5, 0}, {1, 0, 0}}
	for _, c := range []struct {
		name    string
		s       engine.Scenario
		signals []int
		loose   bool
		why     string
	}{
		{"two", scenario(t, []float64{0.3, 0.7}, nil), []int{0, 1}, true, ""},
		{"three", scenario(t, []float64{0.3, 0.3, 0.4}, nil), []int{0, 1, 2}, true, ""},
		{"three, one ruled out", scenario(t, []float64{0.5, 0, 0.5}, nil), []int{0, 1, 2}, true, ""},
		{"four", scenario(t, []float64{0.25, 0.25, 0.25, 0.25}, nil), nil, true, "four states"},
		{"four, two possible", scenario(t, []float64{0.5, 0, 0.5, 0}, nil), []int{0, 2}, true, ""},
		{"signals", scenario(t, []float64{0.25, 0.25, 0.25, 0.25}, blind), []int{0, 1}, false, ""},
		{"one signal", scenario(t, []float64{0.5, 0.5}, [][]float64{{1}, {1}}), nil, false, "Only one signal"},
	} {
		b := Of(&c.s)
		if !slices.Equal(b.Signals, c.signals) || b.Loose != c.loose || len(b.Names) != len(c.signals) ||
			len(b.Prior) != len(c.signals) {
			t.Errorf("%s: %+v", c.name, b)
		}
		if c.why != "" && !strings.Contains(b.Why("see there."), c.why) {
			t.Errorf("%s: %s", c.name, b.Why("see there."))
		}
		if h, _ := b.Words(); len(c.signals) > 0 && (h.ID != "prior" || h.Fixed == c.loose || h.Text == "") {
			t.Errorf("%s: handle %+v", c.name, h)
		}
	}
	s := scenario(t, []float64{0.25, 0.25, 0.25, 0.25}, blind)
	if b := Of(&s); math.Abs(b.Prior[0]-0.625) > 1e-12 || b.Names[1] != "signal 2" {
		t.Errorf("%+v", b)
	}
}

var figure = view.Rect{W: 200, H: 200}

// moved is the prior after an event.
func moved(t *testing.T, s engine.Scenario, ev stage.Event) []float64 {
	t.Helper()
	b := Of(&s)
	r := b.Move(ev, figure, func(p view.Pixel) float64 { return p.X / 200 })
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	s, err := engine.Apply(s, r.Edits[0])
	if err != nil {
		t.Fatal(err)
	}
	return s.Prior
}

func TestMoves(t *testing.T) {
	line, plane := scenario(t, []float64{0.3, 0.7}, nil), scenario(t, []float64{0.2, 0.3, 0.5}, nil)
	for _, c := range []struct {
		s    engine.Scenario
		ev   stage.Event
		want []float64
	}{
		{line, stage.Event{Kind: stage.Move, At: view.Pixel{X: 50}}, []float64{0.75, 0.25}},
		{line, stage.Event{Kind: stage.Move, At: view.Pixel{X: 500}}, []float64{0, 1}},
		{line, stage.Event{Kind: stage.Nudge, DX: -1, Step: 0.1}, []float64{0.4, 0.6}},
		{line, stage.Event{Kind: stage.Nudge, DY: 1, Step: 0.01}, []float64{0.29, 0.71}},
		{line, stage.Event{Kind: stage.Home}, []float64{1, 0}},
		{plane, stage.Event{Kind: stage.End}, []float64{0, 0, 1}},
		{plane, stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.1}, []float64{0.2, 0.2, 0.6}},
		// the first corner is below
		{plane, stage.Event{Kind: stage.Nudge, DY: 1, Step: 0.1}, []float64{0.1, 0.35, 0.55}},
		{scenario(t, []float64{0.5, 0, 0.5, 0}, nil), stage.Event{Kind: stage.Home}, []float64{1, 0, 0, 0}},
	} {
		got := moved(t, c.s, c.ev)
		for i := range got {
			if math.Abs(got[i]-c.want[i]) > 1e-9 {
				t.Errorf("%+v of %v: %v, want %v", c.ev, c.s.Prior, got, c.want)
				break
			}
		}
	}
	b := Of(&plane)
	cam := b.Camera(figure, crossfade.ScaleOf(figure))
	got := moved(t, plane, stage.Event{Kind: stage.Move, At: cam.At(b.Simplex.Corner(1))})
	if !slices.Equal(got, []float64{0, 1, 0}) {
		t.Errorf("dragged to a corner: %v", got)
	}
}

func TestRefusesToMove(t *testing.T) {
	for _, s := range []engine.Scenario{
		scenario(t, []float64{0.25, 0.25, 0.25, 0.25}, nil),
		scenario(t, []float64{0.5, 0.5}, [][]float64{{0.8, 0.2}, {0.1, 0.9}}),
	} {
		b := Of(&s)
		if b.Move(stage.Event{Kind: stage.Home}, figure, nil).Err == nil {
			t.Error("a prior is moved that cannot be")
		}
	}
	s := scenario(t, []float64{0.5, 0.5}, nil)
	if b := Of(&s); b.Move(stage.Event{Kind: stage.Nudge, DX: math.NaN(), Step: 0.1}, figure, nil).Err == nil {
		t.Error("a prior is moved to nowhere")
	}
}

// Actions that are next to each other in a scenario have tints that differ, and text on the
// strongest keeps its contrast.
func TestTints(t *testing.T) {
	for _, name := range []string{"light", "dark"} {
		th := theme.Named(name)
		for a := range 8 {
			c := Opaque(th, a, 1.5)
			if theme.Contrast(c, th.Ink) < 4.5 {
				t.Errorf("%s: ink on the tint of action %d has contrast %.2f", name, a, theme.Contrast(c, th.Ink))
			}
			for b := range a {
				if Tint(th, a) == Tint(th, b) {
					t.Errorf("%s: actions %d and %d have one tint", name, a, b)
				}
			}
		}
	}
}
