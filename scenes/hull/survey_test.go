package hull

import (
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/guarantees"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/pen/pentest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// surveyed adds the map of a guarantee to a frame, done up to a share of its places.
func surveyed(t *testing.T, f *stage.Frame, g engine.Guarantee, share float64) *guarantees.Map {
	t.Helper()
	return surveyedTo(t, f, g, share, []int{2: 32, 3: 16}[len(f.Scenario.Criteria)])
}

// surveyedTo is surveyed with a grid of at most so many lines.
func surveyedTo(t *testing.T, f *stage.Frame, g engine.Guarantee, share float64, lines int) *guarantees.Map {
	t.Helper()
	q := engine.Question{Who: engine.TheUser, Guarantee: g}
	v := guarantees.New(q, len(f.Scenario.Criteria), lines)
	for most := int(share * float64(v.Total)); v.Done == 0 || share == 1 && !v.Complete(); {
		values, err := new(engine.Solver).Survey(nil, f.Scenario, q, v.Next(most))
		if err != nil {
			t.Fatal(err)
		}
		v.Take(values)
	}
	f.Map = v
	f.View.Values = map[string]string{"map": string(g)}
	return v
}

func TestMapGoldens(t *testing.T) {
	for _, c := range []struct {
		name, text string
		g          engine.Guarantee
		change     func(f *stage.Frame)
	}{
		{"map-worst", threeOutside, engine.WorstGuarantee, nil},
		{"map-floor-dark", three, engine.FloorGuarantee, looktest.Dark},
		{"map-epsilon-phone", three, engine.EpsilonGuarantee, phone},
		{"map-segment", twoOutside, engine.WorstGuarantee, nil},
		{"map-stale", threeOutside, engine.WorstGuarantee, func(f *stage.Frame) { f.Map.Stale = true }},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := frameOf(looktest.Parse(t, c.text))
			surveyed(t, f, c.g, 1)
			if c.change != nil {
				c.change(f)
			}
			var s Scene
			s.Layout(f)
			var r pen.Recorder
			s.Draw(&r)
			pentest.Golden(t, c.name, &r)
			looktest.WriteSVG(t, c.name, &s, f)
		})
	}
}

// The map covers the triangle once, however far it has come and however uneven it is.
func TestMapCoversTheTriangle(t *testing.T) {
	for _, share := range []float64{0.31, 0.5, 0.83, 1} {
		f := frameOf(looktest.Parse(t, threeOutside))
		v := surveyed(t, f, engine.WorstGuarantee, share)
		var s Scene
		s.Layout(f)
		area := 0.
		for m := s.land.mesh; len(m) > 0; m = m[3:] {
			a, b, c := m[0].At, m[1].At, m[2].At
			area += math.Abs((b.X-a.X)*(c.Y-a.Y)-(b.Y-a.Y)*(c.X-a.X)) / 2
		}
		a, b := s.land.at(guarantees.GridPoint{}), s.land.at(guarantees.GridPoint{I: v.Lines})
		side := math.Hypot(b.X-a.X, b.Y-a.Y)
		if want := side * side * math.Sqrt(3) / 4; math.Abs(area-want) > 1e-6*want {
			t.Errorf("with %.0f %% of the places the map covers %.4f of the triangle", 100*share, area/want)
		}
	}
}

// What the note says of the map is so: the hull is enough, and more than the hull is.
func TestMapNote(t *testing.T) {
	f := frameOf(looktest.Parse(t, threeOutside))
	v := surveyed(t, f, engine.WorstGuarantee, 1)
	var s Scene
	s.Layout(f)
	m := s.now.m
	at, both, inside := counted(&m, f, v)
	if inside <= 0 || math.Abs(both-inside) > 1e-12 || at < inside {
		t.Errorf("%.3f reached, %.3f in the hull, %.3f both: in the hull nothing is lost", at, inside, both)
	}
	note := mapNote(&m, f)
	for _, part := range []string{"worst = OPT", percent(at), percent(inside), "100 % of that"} {
		if !strings.Contains(note, part) {
			t.Errorf("%q has no %q", note, part)
		}
	}
	if !strings.Contains(strings.Join(s.Panel().Notes, "\n"), note) {
		t.Error("the panel does not say it")
	}
	v.Fail("it is too large")
	if got := mapNote(&m, f); !strings.Contains(got, "too large") {
		t.Errorf("a failed map: %q", got)
	}
}

func TestMapControl(t *testing.T) {
	for _, c := range []struct {
		what, text string
		options    int
		disabled   bool
		help       string
	}{
		{"two criteria", twoOutside, 4, false, "place"},
		{"three criteria", three, 4, false, "place"},
		{"four criteria", four, 4, false, "place"},
		{"six criteria", six, 1, true, "six criteria"},
		{"one criterion", one, 1, true, "one place"},
	} {
		f := frameOf(looktest.Parse(t, c.text))
		f.View.Values = map[string]string{"map": "worst"}
		var s Scene
		s.Layout(f)
		p := s.Panel()
		control := p.Control("view.map")
		if control == nil || len(control.Options) != c.options || control.Disabled != c.disabled ||
			!strings.Contains(control.Help, c.help) {
			t.Errorf("%s: %+v", c.what, control)
		}
		want := engine.Question{Who: engine.TheUser, Guarantee: engine.WorstGuarantee}
		if c.disabled {
			want = engine.Question{}
		}
		got, slice := s.MapQuestion(f)
		if slice.Cut != (c.what == "four criteria") {
			t.Errorf("%s: slice %+v", c.what, slice)
		}
		if got != want {
			t.Errorf("%s: surveyed %v, want %v", c.what, got, want)
		}
	}
	f := frameOf(looktest.Parse(t, three))
	f.Scenario.Agents = f.Scenario.Agents[:1]
	f.View.Values = map[string]string{"map": "floor"}
	if got, _ := new(Scene).MapQuestion(f); got != (engine.Question{Who: engine.TheUser,
		Guarantee: engine.FloorGuarantee}) {
		t.Errorf("one agent alone: surveyed %v", got)
	}
	f.View.Values["map"] = "<b>"
	if got, _ := new(Scene).MapQuestion(f); got != (engine.Question{}) {
		t.Errorf("surveyed %v", got)
	}
}

// A map at rest is drawn without building anything anew.
func TestMapIsKept(t *testing.T) {
	f := frameOf(looktest.Parse(t, three))
	surveyed(t, f, engine.EpsilonGuarantee, 1)
	var s Scene
	s.Layout(f)
	f.Revision++
	f.Scenario.User.Weights = []float64{0.2, 0.2, 0.6}
	if n := testing.AllocsPerRun(10, func() { s.land.fit(f, s.now) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
	first := &s.land.mesh[0]
	s.Layout(f)
	if &s.land.mesh[0] != first || s.land.mesh[0].Color != f.Theme.Loss(s.land.share(guarantees.GridPoint{})) {
		t.Error("the map was built anew for another user")
	}
}

// Inside the hull nothing is lost, and so the map is blank there, where it darkens outside (READER,
// 9: the hull was the darkest part); the border between is a line without the grid's zigzag.
func TestMapIsBlankInTheHull(t *testing.T) {
	for _, preset := range []string{"specialists", "shared-bias", "whisper"} {
		f := frameOf(looktest.Preset(t, preset))
		v := surveyedTo(t, f, engine.WorstGuarantee, 1, 64)
		var s Scene
		s.Layout(f)
		looktest.WriteSVG(t, "map-"+preset, &s, f)
		ring, colored := hullOf(&s.now.m), 0
		v.EachPoint(func(p guarantees.GridPoint, standing *engine.PlaceValue) {
			color := s.land.vertex(p).Color
			if apart := color != f.Theme.Frame; within(ring, s.land.simplex.Place(v.Weights(nil, p))) {
				if apart && standing.Loss > full {
					t.Errorf("%s: %v lies in the hull and has the colour of a loss of %g", preset, p, standing.Loss)
				}
			} else if theme.Contrast(color, f.Theme.Frame) > 1.1 {
				colored++
			}
		})
		if colored == 0 {
			t.Errorf("%s: no place outside has a colour", preset)
		}
		lines := s.land.contours()
		if len(lines) == 0 {
			t.Errorf("%s: no border is drawn", preset)
		}
		for _, line := range lines {
			for k := 2; k < len(line)-1; k++ {
				if a, b := turn(line[k-2:]), turn(line[k-1:]); a*b < 0 && min(math.Abs(a), math.Abs(b)) > zigzag {
					t.Errorf("%s: the border turns by %.0f and back by %.0f degrees at %v", preset, a, b, line[k])
				}
			}
		}
	}
}

// zigzag is the angle in degrees from which on turning there and back is seen as a step of the grid,
// whose own are 60.
const zigzag = 15

// turn is by how many degrees a line turns at its second point.
func turn(line []view.Pixel) float64 {
	ax, ay := line[1].X-line[0].X, line[1].Y-line[0].Y
	bx, by := line[2].X-line[1].X, line[2].Y-line[1].Y
	return math.Atan2(ax*by-ay*bx, ax*bx+ay*by) * 180 / math.Pi
}
