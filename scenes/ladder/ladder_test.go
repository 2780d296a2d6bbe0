package ladder

import (
	"fmt"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// summary writes groups as "1.00 OPT = best, 0.70 worst".
func summary(rungs []Rung) string {
	var parts []string
	for _, g := range groups(rungs) {
		parts = append(parts, g.value+" "+g.line)
	}
	return strings.Join(parts, ", ")
}

// TestRungs: the ladders of the presets that the issue names, and what has no ladder.
func TestRungs(t *testing.T) {
	for name, want := range map[string]string{
		"judge":  "1.00 OPT, 0.70 the monopoly = silence",
		"rivals": "1.00 OPT = best = worst, 0.70 FLOOR = silence, 0.40 any floor, 0.00 OPT − 2ε",
		"echo":   "1.00 OPT = best, 0.70 worst = FLOOR = silence, 0.00 any floor, −0.68 OPT − 2ε",
	} {
		s := looktest.Preset(t, name)
		r := engine.Solve(s)
		rungs := Rungs(&s, &r)
		if got := summary(rungs); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	s := looktest.Preset(t, "rivals")
	if got := Rungs(&s, &engine.Result{}); got != nil {
		t.Errorf("a ladder of nothing: %v", got)
	}
}

// TestOneAgentPromises: one agent alone could tell everything as well, so floors and bound hold for it
// (docs/model.md, section 5); they are rungs where they promise more than silence. An agent that wants what the
// user wants gives her all.
func TestOneAgentPromises(t *testing.T) {
	s := looktest.Preset(t, "judge")
	s.Agents[0].Utility, s.Agents[0].Weights = s.User.Utility, s.User.Weights
	r := engine.Solve(s)
	rungs := Rungs(&s, &r)
	if got, want := summary(rungs), "1.00 OPT = the monopoly = FLOOR = any floor = OPT − 2ε, "+
		"0.70 silence"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, rung := range rungs {
		if strings.Contains(rung.Tip, "the agents") {
			t.Errorf("%s speaks of several agents: %q", rung.ID, rung.Tip)
		}
	}
}

// TestPromisesOfNothing: what lies below no conversation promises nothing, and looks so. Of shared-bias
// docs/model.md has FLOOR 0.56, which is what silence gives, 0.26 for any response, and OPT − 2ε of −0.05.
func TestPromisesOfNothing(t *testing.T) {
	s := looktest.Preset(t, "shared-bias")
	r := engine.Solve(s)
	for _, rung := range Rungs(&s, &r) {
		want := rung.ID == "any" || rung.ID == "bound"
		if got := rung.Kind == Empty; got != want {
			t.Errorf("%s, %v, is shown as a promise of nothing: %v, want %v", rung.ID, rung.High, got, want)
		}
	}
}

// TestWhichRungsHoldWhen: worst is said to be that of agents who share a random draw, and what
// holds without one, too, is said to (docs/model.md, section 4).
func TestWhichRungsHoldWhen(t *testing.T) {
	s := looktest.Preset(t, "shared-bias")
	r := engine.Solve(s)
	for _, rung := range Rungs(&s, &r) {
		want := map[string]string{"worst": private, "floor": either, "any": either, "bound": either}[rung.ID]
		if !strings.Contains(rung.Tip, want) {
			t.Errorf("%s says %q", rung.ID, rung.Tip)
		}
	}
	if title := Series(&s, &r).Title; !strings.Contains(title, which) {
		t.Errorf("the table is called %q", title)
	}
	s = looktest.Preset(t, "judge") // one agent shares with nobody
	r = engine.Solve(s)
	if title := Series(&s, &r).Title; strings.Contains(title, "share") {
		t.Errorf("the table of a monopoly is called %q", title)
	}
}

// TestGroups: equal values share a label; different ones never show the same number.
func TestGroups(t *testing.T) {
	value := func(id string, x float64) Rung { return Rung{ID: id, Name: id, Low: x, High: x, Agent: -1} }
	for _, c := range []struct {
		rungs []Rung
		want  string
	}{
		{[]Rung{value("a", 1), value("b", 1-1e-9), value("c", 0.5)}, "1.00 a = b, 0.50 c"},
		{[]Rung{value("a", 0.5), value("b", 1)}, "1.00 b, 0.50 a"},
		{[]Rung{value("a", 0.5212), value("b", 0.5184)}, "0.521 a, 0.518 b"},
		{[]Rung{value("a", 0.50012), value("b", 0.50011)}, "0.50012 a, 0.50011 b"},
	} {
		if got := summary(c.rungs); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// TestStack: blocks do not overlap, stay inside, and lie where they would like to be when
// there is room.
func TestStack(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 2000 {
		var s stackPool
		n := 1 + r.IntN(maxBlocks)
		want := make([]float64, n)
		size, total := make([]float64, n), 0.
		for i := range want {
			want[i], size[i] = 200*r.Float64()-20, 5+10*r.Float64()
			total += size[i]
		}
		slices.Sort(want)
		for i := range want {
			s.add(want[i], size[i])
		}
		s.clamp(0, 180)
		for i := range n {
			top := s.top(i)
			if top < -1e-9 || top+size[i] > 180+1e-9 {
				t.Fatalf("block %d of %v leaves the area: %v", i, want, top)
			}
			if i > 0 && s.top(i-1)+size[i-1] > top+1e-9 {
				t.Fatalf("blocks %d and %d of %v overlap", i-1, i, want)
			}
		}
	}
	var s stackPool
	s.add(10, 5)
	s.add(40, 5)
	s.clamp(0, 100)
	if s.top(0) != 10 || s.top(1) != 40 {
		t.Errorf("%v %v, want 10 and 40", s.top(0), s.top(1))
	}
}

// TestLabels: in every shape of area, over random ladders: labels stay inside, none overlaps
// another, each rung has one handle and its name beside it, and agents' discs keep apart.
func TestLabels(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	var tools crossfade.Figure
	tools.Marks.Theme, tools.Fade.Frame.Focus = theme.Named("light"), "ladder:opt"
	for _, area := range []view.Rect{{X: 9, Y: 5, W: 228, H: 408}, {W: 348, H: 138}, {W: 200, H: 300}, {W: 536, H: 340},
		{W: 300, H: 120}} {
		for trial := range 100 {
			rungs := randomRungs(r, 1+r.IntN(8))
			var l Ladder
			l.Aim(rungs, false, 0, true)
			l.Step(0)
			l.Place(area)
			var rec pen.Recorder
			l.Draw(&rec, &tools)
			if !rec.Balanced() {
				t.Fatal("a group is left open")
			}
			name := fmt.Sprintf("%vx%v, trial %d", area.W, area.H, trial)
			checkText(t, name, rec.Labels, area)
			if got := len(l.Handles(nil)); got != len(rungs) {
				t.Errorf("%s: %d handles for %d rungs", name, got, len(rungs))
			}
			for i, a := range l.marks {
				for _, b := range l.marks[:i] {
					if math.Hypot(a.at.X-b.at.X, a.at.Y-b.at.Y) < 2*l.small {
						t.Errorf("%s: discs of agents overlap at %v and %v", name, a, b)
					}
				}
			}
		}
	}
}

func checkText(t *testing.T, name string, labels []pen.Label, area view.Rect) {
	t.Helper()
	var boxes []view.Rect
	var texts []string
	for _, l := range labels {
		if len(l.Text) == 1 && l.Text != "=" { // letters in discs, ends of the axis
			continue
		}
		b := l.Style.Bounds(l.At, l.Text)
		const slack = 1.5
		if b.X < area.X-slack || b.Y < area.Y-slack || b.X+b.W > area.X+area.W+slack || b.Y+b.H > area.Y+area.H+slack {
			t.Errorf("%s: %q leaves the area: %+v", name, l.Text, b)
		}
		for i, o := range boxes {
			if b.X+slack < o.X+o.W && o.X+slack < b.X+b.W && b.Y+slack < o.Y+o.H && o.Y+slack < b.Y+b.H {
				t.Errorf("%s: %q overlaps %q", name, l.Text, texts[i])
			}
		}
		boxes, texts = append(boxes, b), append(texts, l.Text)
	}
}

// randomRungs are those of a ladder in order, some of them equal, with agents.
func randomRungs(r *rand.Rand, agents int) []Rung {
	x := 1 - 0.3*r.Float64()
	var rungs []Rung
	for i, id := range []string{"opt", "best", "worst", "floor", "any", "bound", "none"} {
		names := []string{"OPT", "best equilibrium", "worst equilibrium", "FLOOR", "floor, any response",
			"OPT − 2ε", "no conversation"}
		kind := map[string]Kind{"best": Best, "worst": Worst, "opt": Opt}[id]
		rungs = append(rungs, Rung{ID: id, Name: names[i], Short: short[names[i]], Low: x, High: x, Agent: -1,
			Kind: kind, handle: prefix + id})
		if r.IntN(3) > 0 {
			x -= 0.4 * r.Float64() * r.Float64()
		}
	}
	for i := range agents {
		low := r.Float64()
		high := low
		if r.IntN(2) == 0 {
			high = min(1, low+0.2*r.Float64())
		}
		rungs = append(rungs, Rung{ID: fmt.Sprint("alone:", i), Low: low, High: high,
			Agent: i, letter: words.Letter(i)})
	}
	return rungs
}

// TestAim: a ladder of the same rungs moves, one of others does not.
func TestAim(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	a, b := randomRungs(r, 2), randomRungs(r, 2)
	var l Ladder
	l.Aim(a, false, 0, false)
	if l.Step(0) {
		t.Error("a first ladder moves")
	}
	l.Aim(b, false, 1, false)
	if !l.Step(1.05) {
		t.Error("a ladder of the same rungs does not move")
	}
	if l.Step(1.5) {
		t.Error("it never arrives")
	}
	if low, _ := l.shown(2); low != b[2].Low {
		t.Errorf("it arrives at %v, want %v", low, b[2].Low)
	}
	l.Aim(randomRungs(r, 3), false, 2, false)
	if l.Step(2.05) {
		t.Error("a ladder of other rungs moves")
	}
}
