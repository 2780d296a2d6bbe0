package equilibrium

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen/pentest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// TestMixture: a point of a polygon is the mixture of its corners that it is said to be.
func TestMixture(t *testing.T) {
	pentagon := [][2]float64{{0, 0.2}, {0.5, 0}, {1, 0.3}, {0.8, 1}, {0.1, 0.7}}
	r := rand.New(rand.NewPCG(1, 1))
	for _, polygon := range [][][2]float64{pentagon, pentagon[:3], pentagon[:2], pentagon[:1]} {
		for range 200 {
			p := nearest(polygon, [2]float64{3*r.Float64() - 1, 3*r.Float64() - 1})
			corners, weights := mixture(polygon, p)
			var got [2]float64
			sum := 0.
			for i, c := range corners {
				if weights[i] < 0 {
					t.Fatalf("weights %v", weights)
				}
				sum += weights[i]
				got[0] += weights[i] * polygon[c][0]
				got[1] += weights[i] * polygon[c][1]
			}
			if far(got, p) > 1e-12 || math.Abs(sum-1) > 1e-12 {
				t.Fatalf("%d corners: %v is said to be %v of %v, which is %v", len(polygon), p, weights, corners, got)
			}
		}
	}
	inside := [2]float64{0.5, 0.4}
	if nearest(pentagon, inside) != inside {
		t.Error("a point inside moves")
	}
	if got, want := nearest(pentagon, [2]float64{0.5, -1}), [2]float64{0.5, 0}; far(got, want) > 1e-12 {
		t.Errorf("below the lowest corner: %v", got)
	}
}

// TestAlongTheRim: arrow keys go round, from inside to the nearest corner first.
func TestAlongTheRim(t *testing.T) {
	square := [][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}}
	at := [2]float64{0.9, 0.2}
	for i, want := range [][2]float64{{1, 0}, {1, 1}, {0, 1}, {0, 0}, {1, 0}} {
		if at = along(square, at, 1); at != want {
			t.Fatalf("step %d leads to %v, want %v", i, at, want)
		}
	}
	if got := along(square, square[0], -1); got != square[3] {
		t.Errorf("back from the first corner: %v", got)
	}
	if worst, best := ends(square); worst != square[0] || best != square[2] {
		t.Errorf("ends %v and %v", worst, best)
	}
}

// everyFrame is a frame of a preset in which the charts stand beside the picture.
func everyFrame(t *testing.T, preset string) (*Scene, *stage.Frame) {
	t.Helper()
	f := frameOf(looktest.Preset(t, preset))
	f.View.Values = map[string]string{"beside": "every"}
	s := new(Scene)
	s.Layout(f)
	return s, f
}

// apply makes the change of view that an event asks for, and lays out.
func apply(t *testing.T, s *Scene, f *stage.Frame, ev stage.Event) {
	t.Helper()
	r := s.Event(ev, f)
	if r.Err != nil || r.View == nil {
		t.Fatalf("%+v: %+v", ev, r)
	}
	r.View(&f.View)
	f.Revision++
	s.Layout(f)
}

// TestHoldAnEquilibrium: what is held is an equilibrium of the game (plausible and obeyed, and no
// agent gains), wherever the grip is dragged; outside it snaps to the nearest one.
func TestHoldAnEquilibrium(t *testing.T) {
	s, f := everyFrame(t, "shared-bias")
	if len(s.every.shown) == 0 {
		t.Fatal("no chart is shown")
	}
	f.Scenario.EquilibriumSets = true // the answer to a caller has certificates that can be checked
	f.Result = engine.Solve(f.Scenario)
	f.Revision++
	s.Layout(f)
	area := s.every.charts[0].Plot.Area
	r := rand.New(rand.NewPCG(2, 1))
	for range 50 {
		to := view.Pixel{X: area.X + (3*r.Float64()-1)*area.W, Y: area.Y + (3*r.Float64()-1)*area.H}
		apply(t, s, f, stage.Event{Kind: stage.Move, Handle: "equilibrium:0", At: to})
		e := s.now.m.outcome
		if !s.now.m.holds || len(e.Posteriors) == 0 {
			t.Fatal("nothing is held")
		}
		equilibria := *f.Result.Equilibria
		equilibria.Worst = e
		report := engine.Check(f.Scenario,
			engine.Result{Version: engine.Version, Equilibria: &equilibria, Notes: []string{}})
		for _, failure := range report.Failures {
			if strings.HasPrefix(failure.Field, "equilibria.worst") {
				t.Fatalf("held at %v: %v", to, &failure)
			}
		}
	}
}

// TestHeldBadge: the first badge is that of what is held, with its gap, and the section says the
// payoffs that the mixture of the polygon's corners has.
func TestHeldBadge(t *testing.T) {
	s, f := everyFrame(t, "shared-bias")
	if id := s.Panel().Claims[0].ID; id == "held" {
		t.Fatal("a badge of nothing held")
	}
	apply(t, s, f, stage.Event{Kind: stage.End, Handle: "equilibrium:0"})
	p := s.Panel()
	c, opt := p.Claims[0], f.Result.Benchmarks.Opt
	if c.ID != "held" || c.State() != claim.Holds || c.Figures() != "most that an agent could gain: 0" {
		t.Errorf("%s: %s, %q", c.ID, c.State(), c.Figures())
	}
	if len(c.Proof()) != len(s.now.m.outcome.Posteriors)+1 ||
		!strings.Contains(c.Proof()[0].Numbers, f.Scenario.States[0]) {
		t.Errorf("the proof is %+v", c.Proof())
	}
	if rows := p.Sections[0].Rows; p.Sections[0].Title != "In the equilibrium you hold" ||
		rows[0].Value() != words.Value(opt) {
		t.Errorf("%s: %+v", p.Sections[0].Title, p.Sections[0].Rows[0])
	}
	wrong := s.now.m.outcome
	wrong.Gap = 1e-3
	if c := claim.Held(f.Scenario, wrong, func(int) string { return "" }); c.State() != claim.Wrong {
		t.Errorf("an outcome that an agent would leave: %s", c.State())
	}
}

// TestKeysOnEvery: Home is the worst equilibrium, End the best, and arrow keys visit the corners.
func TestKeysOnEvery(t *testing.T) {
	s, f := everyFrame(t, "shared-bias")
	e := f.Result.Equilibria
	apply(t, s, f, stage.Event{Kind: stage.End, Handle: "equilibrium:1"})
	if got := s.now.m.outcome.User; math.Abs(got-e.Best.User) > 1e-7 {
		t.Errorf("End leads to %g, the best is %g", got, e.Best.User)
	}
	apply(t, s, f, stage.Event{Kind: stage.Home, Handle: "equilibrium:1"})
	if got := s.now.m.outcome.User; math.Abs(got-e.Worst.User) > 1e-7 {
		t.Errorf("Home leads to %g, the worst is %g", got, e.Worst.User)
	}
	polygon := e.Sets[1].Vertices
	for i := range polygon {
		apply(t, s, f, stage.Event{Kind: stage.Nudge, Handle: "equilibrium:1", DX: 1, Step: 0.01})
		want := polygon[(i+1)%len(polygon)]
		if e := &f.Result.Equilibria.Sets[1].Equilibria[(i+
			1)%len(polygon)]; len(s.now.m.outcome.Posteriors) != len(e.Posteriors) || s.now.m.outcome.User != e.User {
			t.Errorf("corner %d is held as %+v, the engine's equilibrium there is %+v", i, s.now.m.outcome, e)
		}
		if got := [2]float64{s.now.m.outcome.User, s.now.m.outcome.Agents[1]}; far(got, want) > 1e-6 {
			t.Errorf("arrow key %d leads to %v, want %v", i, got, want)
		}
	}
	for _, ev := range []stage.Event{
		{Kind: stage.Move, Handle: "equilibrium:9", At: view.Pixel{X: 1, Y: 1}},
		{Kind: stage.Move, Handle: "equilibrium:x", At: view.Pixel{X: 1, Y: 1}},
		{Kind: stage.Move, Handle: "equilibrium:0", At: view.Pixel{X: math.NaN()}},
	} {
		if r := s.Event(ev, f); r.Err == nil {
			t.Errorf("%+v is not refused", ev)
		}
	}
}

// TestHeldSurvives: the view's words survive a change of the scenario, nonsense holds nothing,
// and choosing worst or best lets go.
func TestHeldSurvives(t *testing.T) {
	s, f := everyFrame(t, "shared-bias")
	apply(t, s, f, stage.Event{Kind: stage.End, Handle: "equilibrium:0"})
	changed, err := engine.Apply(f.Scenario, engine.SetWeights{Agent: 0, Weights: []float64{0.5, 0.3, 0.2}})
	if err != nil {
		t.Fatal(err)
	}
	g := frameOf(changed)
	g.View, g.Revision = f.View, f.Revision+1
	s.Layout(g)
	agent, at, _ := parseHeld(f.View.Values["equilibrium"])
	want := nearest(g.Result.Equilibria.Sets[agent].Vertices, at)
	if got := [2]float64{s.now.m.outcome.User, s.now.m.outcome.Agents[agent]}; !s.now.m.holds || far(got, want) > 1e-7 {
		t.Errorf("after a drag of an agent %v is held, the nearest is %v", got, want)
	}
	for _, text := range []string{"", "0 0.5", "9 0.5 0.5", "-1 0.5 0.5", "0 NaN 0.5", "0 1e300 0", "a b c"} {
		g.View.Values = map[string]string{"equilibrium": text}
		if _, holds := holding(g); holds {
			t.Errorf("%q holds an equilibrium", text)
		}
	}
	f.Revision = g.Revision
	apply(t, s, f, stage.Event{Kind: stage.Param, Param: "view.shown", Value: "worst"})
	if s.now.m.holds || f.View.Values["equilibrium"] != "" {
		t.Error("choosing the worst does not let go")
	}
}

// The charts at every size, with what is held and without.
func TestEveryGoldens(t *testing.T) {
	for _, c := range []struct {
		name, scenario string
		changes        []func(*stage.Frame)
	}{
		{"every", "shared-bias", []func(*stage.Frame){set("beside", "every")}},
		{"every-held-dark", "shared-bias", []func(*stage.Frame){set("agent", "1"), set("beside", "every"),
			set("equilibrium", "1 0.62 0.6"), looktest.Dark}},
		{"every-phone", "shared-bias", []func(*stage.Frame){looktest.Phone, set("beside", "every"),
			set("equilibrium", "0 0.6 0.7")}},
		{"every-low", "echo", []func(*stage.Frame){looktest.Phone, set("beside", "every"), low}},
		{"every-tall", "rivals", []func(*stage.Frame){tall}},
		{"every-monopoly", "judge", []func(*stage.Frame){set("beside", "every")}},
		{"every-axis-held", "echo", []func(*stage.Frame){set("beside", "every"), set("equilibrium", "0 0.8 0.5")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := frameOf(scenario(t, c.scenario))
			for _, change := range c.changes {
				change(f)
			}
			s, r := draw(t, f)
			checkLabels(t, r.Labels, f)
			pentest.Golden(t, c.name, r)
			looktest.WriteSVG(t, "golden-"+c.name, s, f)
		})
	}
}

// low has the charts beside each other below a wide figure.
func low(f *stage.Frame) { f.Figure.W, f.Aside = 460, view.Rect{Y: 300, W: 460, H: 144} }

// While an agent is dragged the charts allocate nothing to draw.
func TestEveryFrugal(t *testing.T) {
	s, f := everyFrame(t, "shared-bias")
	apply(t, s, f, stage.Event{Kind: stage.End, Handle: "equilibrium:0"})
	looktest.AssertNoAllocs(t, "every", s, f)
}
