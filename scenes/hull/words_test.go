package hull

import (
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// The sentence for made-up results: grammar for every depth and number of agents.
func TestVerdictSentences(t *testing.T) {
	inside := func(depth int, exact bool, w ...float64) *engine.AlignmentResult {
		return &engine.AlignmentResult{Combination: engine.Convex, OffsetKind: engine.Constant, Inside: true,
			Weights: w, Offset: []float64{0}, Depth: depth, DepthExact: exact}
	}
	with := func(a *engine.AlignmentResult, change func(a *engine.AlignmentResult)) *engine.AlignmentResult {
		change(a)
		return a
	}
	outside := func(epsilon float64, w ...float64) *engine.AlignmentResult {
		return &engine.AlignmentResult{Combination: engine.Convex, OffsetKind: engine.Constant, Epsilon: epsilon,
			Weights: w, Depth: -1, DepthExact: true}
	}
	worth := &engine.BenchmarkResult{Opt: 0.796, None: 0.5}
	for _, c := range []struct {
		name string
		a    *engine.AlignmentResult
		b    *engine.BenchmarkResult
		want string
	}{
		{"depth 0", inside(0, true, 0.42, 0.31, 0.27), worth,
			"Inside: you = 0.42 A + 0.31 B + 0.27 C. Losing one agent can end that."},
		{"depth 1", inside(1, true, 0.42, 0.31, 0.27), worth,
			"Inside: you = 0.42 A + 0.31 B + 0.27 C. Survives losing any one agent."},
		{"depth 2", inside(2, true, 0.5, 0.5, 0, 0), worth,
			"Inside: you = 0.50 A + 0.50 B. Survives losing any two agents."},
		{"at least 2", inside(2, false, 0.5, 0, 0, 0.5), worth,
			"Inside: you = 0.50 A + 0.50 D. Survives losing at least any two agents."},
		{"clones", inside(1, true, 1, 0), worth, "Inside: you = A. Any one agent alone would do."},
		{"one agent", inside(0, true, 1), worth, "Inside: you = A. It all rests on that one agent."},
		{"rounding", inside(0, true, 1./3, 1./3, 1./3), worth,
			"Inside: you = 0.34 A + 0.33 B + 0.33 C. Losing one agent can end that."},
		{"many", inside(0, true, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1, 0.1), worth,
			"Inside: you = 0.20 A + 0.20 B + 0.20 C + " +
				"0.10 D + 0.10 E + two smaller parts. Losing one agent can end that."},
		{"constant", with(inside(0, true, 0.5, 0.5), func(a *engine.AlignmentResult) { a.Offset = []float64{-0.2} }),
			worth, "Inside: you = 0.50 A + 0.50 B, up to a constant. Losing one agent can end that."},
		{"state", with(inside(0, true, 0.5, 0.5), func(a *engine.AlignmentResult) {
			a.OffsetKind, a.Offset = engine.State, []float64{0, 0.3}
		}), worth, "Inside: you = 0.50 A + 0.50 B, up to what depends on the state alone. Losing one agent " +
			"can end that."},
		{"conic", with(inside(0, true, 1.5, 0.25), func(a *engine.AlignmentResult) { a.Combination = engine.Conic }),
			worth, "Inside: you = 1.50 A + 0.25 B. Losing one agent can end that."},
		{"conic, nothing", with(inside(0, true, 0, 0), func(a *engine.AlignmentResult) {
			a.Combination = engine.Conic
		}), worth, "Inside: you = 0. Losing one agent can end that."},
		{"outside", outside(0.043, 0.5, 0.5), worth, "Outside: the best mix of agents misses your utility by 0.043 " +
			"(epsilon), so competition guarantees you at least OPT − 0.086 = 0.71."},
		{"far outside", outside(0.3, 0.5, 0.5), worth,
			"Outside: the best mix of agents misses your utility by 0.300 (epsilon), too far away for any promise."},
		{"one agent outside", outside(0.043, 1), worth, "Outside: your only agent misses your utility by 0.043 " +
			"(epsilon), so competition guarantees you at least OPT − 0.086 = 0.71."},
		{"no benchmarks", outside(0.043, 0.5, 0.5), nil,
			"Outside: the best mix of agents misses your utility by 0.043 (epsilon)."},
		{"no answer", nil, worth, "The hull test has no answer for this scenario."},
	} {
		agents := 2
		if c.a != nil {
			agents = len(c.a.Weights)
		}
		m := model{parties: make([]party, agents+1), known: c.a != nil}
		for i := range agents {
			m.parties[i+1].letter = words.Letter(i)
		}
		f := &stage.Frame{Result: engine.Result{Alignment: c.a, Benchmarks: c.b}}
		if got := verdict(&m, f); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// The sentence follows the engine for real scenarios.
func TestVerdictFollowsTheEngine(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"inside", three, "Inside: you = 0.39 A + 0.38 B + 0.23 C. Losing one agent can end that."},
		{"outside", threeOutside, "Outside: the best mix of agents misses your utility by 0.016 (epsilon)"},
	} {
		var s Scene
		f := frameOf(looktest.Parse(t, c.text))
		s.Layout(f)
		if p := s.Panel(); !strings.HasPrefix(p.Verdict, c.want) || p.Inside != f.Result.Alignment.Inside {
			t.Errorf("%s: %q, want %q", c.name, p.Verdict, c.want)
		}
	}
}

func TestNotes(t *testing.T) {
	// cost is the mean of the others
	dependent := strings.Replace(three, `[[1, 0.9], [0.7, 0.6], [0, 0.1]]`, `[[0.9, 0.3], [0.75, 0.65], [0.35, 0.65]]`,
		1)
	moved := strings.Replace(dependent, `"weights": [0.42, 0.33, 0.25]`, `"weights": [0.5, 0.5, 0]`, 1)
	moved = strings.Replace(moved, `[0.8, 0.1, 0.1]`, `[0.8, 0, 0.2]`, 1)
	moved = strings.Replace(moved, `[0.2, 0.7, 0.1]`, `[0, 0.8, 0.2]`, 1)
	for _, c := range []struct {
		name, text string
		want       []string
		not        string
	}{
		{"nothing to say", three, nil, ""},
		{"one criterion", one, []string{"everyone stands at the same point"}, "dashed"},
		{"outside", threeOutside, []string{"Epsilon is measured in utility"}, "hollow"},
		{"a projection", six, []string{"Six criteria do not fit into a plane", "Epsilon is measured"}, ""},
		{"a plane", planeText, []string{"the plane in which they differ most; it shows 86 % of all squared " +
			"differences that are left when constants are overlooked"}, ""},
		{"a hollow mark", hollow, []string{"B has utilities that need not be a mix of the criteria"}, ""},
		{"dependent criteria", moved, []string{"criteria are not independent of each other"}, "dashed"},
	} {
		var s Scene
		s.Layout(frameOf(looktest.Parse(t, c.text)))
		notes := strings.Join(s.Panel().Notes, "\n")
		for _, w := range c.want {
			if !strings.Contains(notes, w) {
				t.Errorf("%s: no %q in\n%s", c.name, w, notes)
			}
		}
		if c.want == nil && notes != "" || c.not != "" && strings.Contains(notes, c.not) {
			t.Errorf("%s: says\n%s", c.name, notes)
		}
	}
}

func TestPanel(t *testing.T) {
	var s Scene
	f := frameOf(looktest.Parse(t, three))
	s.Layout(f)
	p := s.Panel()
	if len(p.Sections) != 4 || len(p.Sections[0].Rows) != 3 {
		t.Fatalf("sections %+v", p.Sections)
	}
	row := p.Sections[0].Rows[1]
	if row.Label != "Physician" || row.Value() != "0.38" || row.Swatch != 1 || row.Removable != "agent:1" ||
		row.Help != "Stands at health 0.20, comfort 0.70, cost 0.10." {
		t.Errorf("row %+v", row)
	}
	for _, param := range []string{"alignment.combination", "alignment.offset", "agents.add", "view.names"} {
		if c := p.Control(param); c == nil || c.Label == "" || c.Help == "" || c.Disabled {
			t.Errorf("%s: %+v", param, c)
		}
	}
	if p.Control("criteria.fromAgents") != nil || p.Control("view.yaw") != nil || p.Control("weights.0") != nil {
		t.Error("controls of other pictures are shown")
	}
	lone := looktest.Parse(t, three)
	lone.Agents = lone.Agents[:1]
	s = Scene{}
	s.Layout(frameOf(lone))
	if s.Panel().Sections[0].Rows[0].Removable != "" {
		t.Error("the last agent can be removed")
	}
	s = Scene{}
	s.Layout(frameOf(looktest.Parse(t, planeText)))
	q := s.Panel()
	if q.Control("criteria.fromAgents") == nil || q.Control("agents.add") != nil {
		t.Error("a plane has the wrong controls")
	}
	s = Scene{}
	s.Layout(frameOf(looktest.Parse(t, six)))
	q = s.Panel()
	if c := q.Control("weights.5"); c == nil || c.Label != "advertising revenue" || c.Value != "0" ||
		q.Control("weights.6") != nil {
		t.Errorf("sliders of a projection: %+v", c)
	}
}

func TestHandles(t *testing.T) {
	var s Scene
	s.Layout(frameOf(looktest.Parse(t, hollow)))
	h := s.Handles(nil)
	if len(h) != 4 || h[0].ID != "user" || h[0].Name != "You: Patient" ||
		h[0].Text != "health 0.42, comfort 0.33, cost 0.25" || h[0].Fixed {
		t.Errorf("user %+v", h)
	}
	if h[2].ID != "agent:1" || h[2].Name != "Agent B: Homeopath" || !h[2].Fixed ||
		!strings.HasPrefix(h[2].Text, "utilities of its own, nearest to health") {
		t.Errorf("hollow %+v", h[2])
	}
	s = Scene{}
	s.Layout(frameOf(looktest.Parse(t, planeText)))
	for _, h := range s.Handles(nil) {
		if !h.Fixed {
			t.Errorf("%s can be dragged in a plane", h.ID)
		}
	}
}

// A bound below what the user has without a word is no guarantee, and no number of one is shown
// (READER, 17: "Guaranteed by competition −0.05").
func TestNoGuaranteeBelowSilence(t *testing.T) {
	for preset, want := range map[string]string{"shared-bias": "nothing", "specialists": "0.71"} {
		var s Scene
		s.Layout(frameOf(looktest.Preset(t, preset)))
		got := ""
		for _, section := range s.Panel().Sections {
			for _, row := range section.Rows {
				if row.Label == "Guaranteed by competition" {
					got = row.Value()
				}
			}
		}
		if got != want {
			t.Errorf("%s: guaranteed %q, want %q", preset, got, want)
		}
	}
}

// TestRowsRead: shares add up to 1 as they read, and errors read with three decimals or as 0.
func TestRowsRead(t *testing.T) {
	for preset, want := range map[string]string{"whisper": "0.38 0.34 0.28 0", "town-lean": "1.00 0.00 0.038"} {
		var s Scene
		s.Layout(frameOf(looktest.Preset(t, preset)))
		p, got := s.Panel(), ""
		for _, row := range append(p.Sections[0].Rows, p.Sections[1].Rows[0]) {
			got += " " + row.Value()
		}
		if got != " "+want {
			t.Errorf("%s: weights and epsilon read%s, want %s", preset, got, want)
		}
	}
}
