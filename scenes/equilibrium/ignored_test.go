package equilibrium

import (
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen/pentest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// careless is a frame of a preset whose agents ignore gains, with the chart of that beside the picture.
func careless(t *testing.T, preset string, eta float64) *stage.Frame {
	t.Helper()
	s := looktest.Preset(t, preset)
	s.Indifference = eta
	f := frameOf(s)
	f.View.Values = map[string]string{"beside": besideIgnored}
	return f
}

// TestIgnoredCurve: two rivals who ignore gains up to eta leave the user with 1 - eta at worst: an outcome that
// tells all but with probability eta costs each of them no more than that. The curve is that line, with the
// scenario's own gain in its place, and never below the law.
func TestIgnoredCurve(t *testing.T) {
	f := careless(t, "rivals", 0.025)
	s, _ := draw(t, f)
	c := &s.ignored
	if len(c.points) != 11 || c.points[2].Eta != 0.025 {
		t.Fatalf("points %v", c.points)
	}
	for _, p := range c.points {
		law := c.law[0] + (c.law[1]-c.law[0])*p.Eta/engine.MaxIndifference
		if math.Abs(p.Worst-(1-p.Eta)) > 1e-9 || p.Worst < law {
			t.Errorf("at %g worst %.12g, must be %g and at least %g", p.Eta, p.Worst, 1-p.Eta, law)
		}
	}
	if a := f.Result.Alignment; math.Abs(c.law[0]-(f.Result.Benchmarks.Opt-2*a.Epsilon)) > 1e-12 {
		t.Errorf("the law begins at %g", c.law[0])
	}
	for eta, want := range map[float64]float64{0: 1, 0.005: 0.995, 0.025: 0.975, 0.0975: 0.9025, 0.1: 0.9} {
		if got := c.at(eta); math.Abs(got-want) > 1e-9 {
			t.Errorf("at %g it reads %g, want %g", eta, got, want)
		}
	}
	own := careless(t, "rivals", 0.03) // a point of the curve: it is not listed twice
	if s, _ := draw(t, own); len(s.ignored.points) != 10 {
		t.Errorf("%d points", len(s.ignored.points))
	}
}

// TestIgnoredGrip: drag and keys set the gains that are ignored, never none, where there is no curve; the slider
// sets them from 0 on.
func TestIgnoredGrip(t *testing.T) {
	f := careless(t, "rivals", 0.02)
	s, _ := draw(t, f)
	list := s.Handles(nil)
	var grip *stage.Handle
	for i := range list {
		if list[i].ID == ignoredHandle {
			grip = &list[i]
		}
	}
	if grip == nil || !strings.Contains(grip.Text, "gains up to 0.02 ignored: you get at least 0.98") {
		t.Fatalf("grip %+v", grip)
	}
	at := func(eta float64) view.Pixel { return s.ignored.Plot.At(eta, 0.95) }
	for _, row := range []struct {
		ev   stage.Event
		want string
	}{
		{stage.Event{Kind: stage.Move, At: at(0.0503)}, "0.05"},
		{stage.Event{Kind: stage.Move, At: at(-1)}, "0.001"},
		{stage.Event{Kind: stage.Move, At: at(1)}, "0.1"},
		{stage.Event{Kind: stage.Nudge, DX: 1, Step: 0.01}, "0.021"},
		{stage.Event{Kind: stage.Nudge, DX: -1, Step: 0.1}, "0.01"},
		{stage.Event{Kind: stage.Home}, "0.001"},
		{stage.Event{Kind: stage.End}, "0.1"},
	} {
		row.ev.Handle = ignoredHandle
		r := s.Event(row.ev, f)
		if r.Err != nil || len(r.Edits) != 1 || r.Edits[0] != (engine.SetField{Field: ignoredHandle, Value: row.want}) {
			t.Errorf("%+v: %+v, want %s", row.ev, r, row.want)
		}
	}
	p := s.Panel()
	if c := p.Control("indifference"); c == nil || c.Value != "0.02" || c.Min != 0 || c.Accepts("0") != nil {
		t.Errorf("slider %+v", c)
	}
	if c := p.Control("view.beside"); c == nil || c.Value != besideIgnored || len(c.Options) != 3 {
		t.Errorf("choice %+v", c)
	}
}

// TestIgnoredOnlyWhereAsked: without gains that are ignored there is a slider and no chart, and what was beside
// the picture is there; one agent has neither.
func TestIgnoredOnlyWhereAsked(t *testing.T) {
	f := careless(t, "rivals", 0)
	s, _ := draw(t, f)
	p := s.Panel()
	if s.ignored.Room.W > 0 || p.Control("indifference") == nil || len(p.Control("view.beside").Options) != 2 {
		t.Errorf("a chart at %v, slider %+v", s.ignored.Room, p.Control("indifference"))
	}
	if len(s.Handles(nil)) < 4 {
		t.Error("the ladder is not there")
	}
	s, _ = draw(t, careless(t, "judge", 0.02))
	if p := s.Panel(); p.Control("indifference") != nil {
		t.Error("one agent has a slider")
	}
}

// TestIgnoredSection: the panel has the worst and its bound, and the tables the whole curve.
func TestIgnoredSection(t *testing.T) {
	f := careless(t, "specialists", 0.02)
	s, _ := draw(t, f)
	p := s.Panel()
	last := p.Sections[len(p.Sections)-1]
	if last.Title != "If gains up to 0.02 are ignored" || last.Rows[0].Value() != "0.69" ||
		last.Rows[1].Value() != "0.69" {
		t.Errorf("section %+v", last)
	}
	for _, table := range append(p.Tables, s.Series(f)...) {
		if strings.Contains(table.Title, "gains that agents ignore") && len(table.Rows) == 11 &&
			table.Rows[0][0] == "0" {
			return
		}
	}
	t.Error("no table has the curve")
}

// The chart beside the picture, below it on a phone, in the dark and while a newer answer is under way.
func TestIgnoredGoldens(t *testing.T) {
	for _, c := range []struct {
		name, preset string
		change       func(*stage.Frame)
	}{
		{"ignored", "specialists", func(*stage.Frame) {}},
		{"ignored-dark", "rivals", looktest.Dark},
		{"ignored-phone", "clinic", looktest.Phone},
		{"ignored-stale", "specialists", func(f *stage.Frame) { f.Stale = true }},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := careless(t, c.preset, 0.02)
			c.change(f)
			s, r := draw(t, f)
			checkLabels(t, r.Labels, f)
			pentest.Golden(t, c.name, r)
			looktest.WriteSVG(t, "golden-"+c.name, s, f)
		})
	}
}
