package hull

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/guarantees"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/pen/pentest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// newcomer adds the whole map of one more agent to a frame.
func newcomer(t *testing.T, f *stage.Frame, g engine.Guarantee, values map[string]string) *guarantees.Map {
	t.Helper()
	return newcomerTo(t, f, g, values, [...]int{2: 32, 3: 16})
}

// newcomerTo is the same up to so many lines, by the number of corners.
func newcomerTo(
	t *testing.T, f *stage.Frame, g engine.Guarantee, values map[string]string, lines [4]int,
) *guarantees.Map {
	t.Helper()
	f.View.Values = map[string]string{"map": string(g), "mapOf": "agent"}
	for key, value := range values {
		f.View.Values[key] = value
	}
	q, slice := new(Scene).MapQuestion(f)
	corners := len(f.Scenario.Criteria)
	if slice.Cut {
		corners--
	}
	v := guarantees.New(q, corners, lines[corners])
	v.Slice = slice
	for !v.Complete() {
		standings, err := new(engine.Solver).Survey(nil, f.Scenario, q, v.Next(100))
		if err != nil {
			t.Fatal(err)
		}
		v.Take(standings)
	}
	f.Map = v
	return v
}

// sharedBias: all advisers lean the same way, and the worst equilibrium is 0.5568 of OPT 0.6925.
func sharedBias(t *testing.T) *stage.Frame { return frameOf(looktest.Preset(t, "shared-bias")) }

// The best place of the map brings the worst equilibrium to OPT, and putting an agent there by
// double-click does so.
func TestBestPlaceForOneMoreAgent(t *testing.T) {
	f := sharedBias(t)
	v := newcomer(t, f, engine.WorstGuarantee, nil)
	best, found := v.Best()
	if !found {
		t.Fatal("no best place")
	}
	var s Scene
	s.Layout(f)
	note := s.Panel().Notes[0]
	if !strings.Contains(note, "An agent that cares for") || !strings.Contains(note, "would bring you to OPT, 0.69") {
		t.Errorf("the note says %q", note)
	}
	r := s.Event(stage.Event{Kind: stage.Add, At: s.land.best}, f)
	if r.Err != nil || len(r.Edits) != 1 {
		t.Fatalf("double-click: %+v", r)
	}
	after, err := engine.Apply(f.Scenario, r.Edits[0])
	if err != nil {
		t.Fatal(err)
	}
	added := after.Agents[len(after.Agents)-1].Weights
	for j, w := range v.Weights(nil, best) {
		if math.Abs(added[j]-w) > 0.02 {
			t.Errorf("the agent stands at %v, the ring at %v", added, v.Weights(nil, best))
		}
	}
	before, now := engine.Solve(f.Scenario), engine.Solve(after)
	if before.Equilibria.Worst.User > before.Benchmarks.Opt-0.1 || now.Equilibria.Worst.User < now.Benchmarks.Opt-1e-6 {
		t.Errorf("the worst goes from %g to %g of %g", before.Equilibria.Worst.User, now.Equilibria.Worst.User,
			now.Benchmarks.Opt)
	}
}

// The button puts the agent where the ring is, as a double-click there does, and is there only
// while a place is known.
func TestAddAtTheRing(t *testing.T) {
	f := sharedBias(t)
	v := newcomer(t, f, engine.WorstGuarantee, nil)
	var s Scene
	s.Layout(f)
	panel := s.Panel()
	if c := panel.Control("agents.addBest"); c == nil || c.Disabled {
		t.Fatalf("the button is %+v", c)
	}
	press := stage.Event{Kind: stage.Param, Param: "agents.addBest"}
	r := s.Event(press, f)
	if r.Err != nil || len(r.Edits) != 1 {
		t.Fatalf("the button does %+v", r)
	}
	after, err := engine.Apply(f.Scenario, r.Edits[0])
	if err != nil {
		t.Fatal(err)
	}
	if now := engine.Solve(after); now.Equilibria.Worst.User < now.Benchmarks.Opt-1e-6 {
		t.Errorf("the worst is then %g of %g", now.Equilibria.Worst.User, now.Benchmarks.Opt)
	}
	v.Stale = true
	f.Revision++
	s.Layout(f)
	panel = s.Panel()
	if c := panel.Control("agents.addBest"); !c.Disabled || s.Event(press, f).Err == nil {
		t.Error("the button works while the ring is of another game")
	}
	f.View.Values["mapOf"], v.Stale = "user", false
	f.Revision++
	s.Layout(f)
	panel = s.Panel()
	if c := panel.Control("agents.addBest"); c != nil || s.Event(press, f).Err == nil {
		t.Error("a map of the user has the button")
	}
}

func TestNewcomerGoldens(t *testing.T) {
	for _, c := range []struct {
		name, text string
		g          engine.Guarantee
		change     func(f *stage.Frame)
	}{
		{"map-agent", threeOutside, engine.WorstGuarantee, nil},
		{"map-agent-dark", threeOutside, engine.EpsilonGuarantee, looktest.Dark},
		{"map-agent-phone", twoOutside, engine.WorstGuarantee, phone},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := frameOf(looktest.Parse(t, c.text))
			newcomer(t, f, c.g, nil)
			if c.change != nil {
				c.change(f)
			}
			var s Scene
			s.Layout(f)
			var r pen.Recorder
			s.Draw(&r)
			pentest.Golden(t, c.name, &r)
		})
	}
}

// Four criteria have a map of one triangle at a time; what is chosen travels in the view.
func TestMapOfASlice(t *testing.T) {
	f := frameOf(looktest.Parse(t, four))
	v := newcomer(t, f, engine.EpsilonGuarantee, map[string]string{"mapCriterion": "1", "mapShare": "0.25"})
	if !v.Slice.Cut || v.Corners != 3 {
		t.Fatalf("the survey is %+v", v.Slice)
	}
	v.EachPoint(func(p guarantees.GridPoint, s *engine.PlaceValue) {
		w := v.Weights(nil, p)
		sum := 0.
		for _, x := range w {
			sum += x
		}
		if len(w) != 4 || w[1] != 0.25 || math.Abs(sum-1) > 1e-12 {
			t.Fatalf("a place at %v", w)
		}
	})
	var s Scene
	s.Layout(f)
	p := s.Panel()
	for _, param := range []string{"view.map", "view.mapOf", "view.mapCriterion", "view.mapShare"} {
		if c := p.Control(param); c == nil || c.Disabled {
			t.Errorf("%s: %+v", param, c)
		}
	}
	if !strings.Contains(p.Notes[0], " with "+f.Scenario.Criteria[1].Name+" at 0.25 ") {
		t.Errorf("the note says %q", p.Notes[0])
	}
	f.View.Values["mapShare"], f.View.Values["mapCriterion"] = "2", "x"
	if _, slice := s.MapQuestion(f); slice != (guarantees.Slice{Cut: true, Criterion: 3}) {
		t.Errorf("nonsense in the view makes the slice %+v", slice)
	}
}

// Who matters most: the rows say what solving without each agent says, and nothing while that is
// not known.
func TestDissentRows(t *testing.T) {
	f := sharedBias(t)
	r := new(engine.Solver).Solve(f.Scenario, engine.DissentSection)
	f.Result.Dissent = r.Dissent
	section := func() stage.Section {
		var s Scene
		f.Revision++
		s.Layout(f)
		sections := s.Panel().Sections
		i := slices.IndexFunc(sections, func(s stage.Section) bool {
			return s.Title == "If one of them were not there"
		})
		if i < 0 {
			t.Fatal("no such section")
		}
		return sections[i]
	}
	rows := section().Rows
	if len(rows) != 1+len(f.Scenario.Agents) || rows[0].Value() != words.Value(r.Dissent.Worst) {
		t.Fatalf("rows %+v", rows)
	}
	for i, worst := range r.Dissent.Without {
		if rows[1+i].Value() != words.Value(worst) || rows[1+i].Label != "Without "+f.Scenario.Agents[i].Name {
			t.Errorf("row %+v, want %g", rows[1+i], worst)
		}
	}
	f.Late = true
	for _, row := range section().Rows {
		if row.Value() != "" {
			t.Errorf("a row says %q before it is known", row.Value())
		}
	}
	f.Late, f.Result.Dissent = false, nil // the games took more work than they may
	f.Result.Alignment = new(engine.Solver).Solve(f.Scenario, engine.AlignmentSection).Alignment
	if rows := section().Rows; len(rows) != 1 || !strings.HasPrefix(rows[0].Label, "Too much work") {
		t.Errorf("what was not computed is shown as %+v", rows)
	}
}

// Where the worst equilibrium jumps from one loss to another the colours meet along a line, not along
// the steps of the grid; and a slope is no jump: epsilon has none. The lines run between the places
// that they part.
func TestJumpsHaveNoSteps(t *testing.T) {
	for g, jumps := range map[engine.Guarantee]bool{engine.WorstGuarantee: true, engine.EpsilonGuarantee: false} {
		f := sharedBias(t)
		v := newcomerTo(t, f, g, nil, guarantees.FinestLines)
		var s Scene
		s.Layout(f)
		looktest.WriteSVG(t, "map-agent-shared-bias-"+string(g), &s, f)
		c := s.land.jumps
		if (len(c.on) > 0) != jumps {
			t.Fatalf("%s jumps at %d places", g, len(c.on))
		}
		inner := 0 // jumps from one loss to another
		for edge, i := range c.found {
			if x := c.on[i]; x.t <= 0 || x.t >= 1 {
				t.Errorf("%s: a line at %g of the edge from %v to %v", g, x.t, edge.a, edge.b)
			}
			if min(v.At(edge.a).Loss, v.At(edge.b).Loss) > guarantees.Border {
				inner++
			}
		}
		if jumps && inner < 30 {
			t.Errorf("%s: %d edges along which one loss jumps to another", g, inner)
		}
		c.join()
		for _, line := range c.lines {
			for k := 2; k < len(line)-1; k++ {
				if a, b := turn(line[k-2:]), turn(line[k-1:]); a*b < 0 && min(math.Abs(a), math.Abs(b)) > zigzag {
					t.Errorf("%s turns by %.0f and back by %.0f degrees at %v", g, a, b, line[k])
				}
			}
		}
	}
}
