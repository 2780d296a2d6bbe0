package hull

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// moved is s with the user at other weights.
func moved(t testing.TB, s engine.Scenario, w ...float64) engine.Scenario {
	t.Helper()
	return looktest.Apply(t, s, engine.SetWeights{Agent: engine.User, Weights: w})
}

func userAt(s *Scene) view.Pixel { return s.Handles(nil)[0].At }

// Nothing jumps: a new place is reached within the tween's time, through places between.
func TestMovesThereInTime(t *testing.T) {
	var s Scene
	f := frameOf(looktest.Parse(t, three))
	f.Reduced, f.Now = false, 5
	if s.Layout(f) {
		t.Error("the first frame moves")
	}
	from := userAt(&s)
	g := frameOf(moved(t, f.Scenario, 0.1, 0.2, 0.7))
	g.Reduced, g.Revision, g.Now = false, 2, 5.1
	if !s.Layout(g) || userAt(&s) != from {
		t.Error("it jumps at the start")
	}
	g.Now += view.Duration / 2
	if !s.Layout(g) {
		t.Error("it stands still half-way")
	}
	middle := userAt(&s)
	g.Now += view.Duration
	if s.Layout(g) {
		t.Error("it never arrives")
	}
	to := userAt(&s)
	if d := math.Hypot(middle.X-(from.X+to.X)/2, middle.Y-(from.Y+to.Y)/2); d > 1e-9 || from == to {
		t.Errorf("from %v by %v to %v", from, middle, to)
	}
}

// While dragging, and with reduced motion, it is there at once.
func TestSnaps(t *testing.T) {
	for name, set := range map[string]func(f *stage.Frame){
		"dragging": func(f *stage.Frame) { f.Dragging = true },
		"reduced":  func(f *stage.Frame) { f.Reduced = true },
	} {
		var s Scene
		f := frameOf(looktest.Parse(t, three))
		f.Reduced = false
		s.Layout(f)
		g := frameOf(moved(t, f.Scenario, 0.1, 0.2, 0.7))
		g.Reduced, g.Revision = false, 2
		set(g)
		if s.Layout(g) || userAt(&s) != whereIs(t, g.Scenario, "user") {
			t.Errorf("%s: it is still on its way", name)
		}
	}
}

// Resizing moves at once; turning too.
func TestResizesAtOnce(t *testing.T) {
	var s Scene
	f := frameOf(looktest.Parse(t, four))
	f.Reduced = false
	s.Layout(f)
	f.Figure = view.Rect{X: 7, Y: 9, W: 400, H: 300}
	if s.Layout(f) || !f.Figure.Contains(userAt(&s)) {
		t.Error("a new size is not taken in at once")
	}
}

// A picture with other parts fades in over the old one, whose text goes at once.
func TestFades(t *testing.T) {
	var s Scene
	f := frameOf(looktest.Parse(t, three))
	f.Reduced = false
	s.Layout(f)
	g := frameOf(looktest.Parse(t, four))
	g.Reduced, g.Revision = false, 2
	g.Now = 1
	s.Layout(g)
	g.Now += view.Duration / 2
	if !s.Layout(g) {
		t.Fatal("no fade")
	}
	var r pen.Recorder
	s.Draw(&r)
	groups := 0
	for _, line := range r.Lines {
		if len(line) > 10 && line[:10] == "begin hull" {
			groups++
		}
	}
	if groups != 2 {
		t.Errorf("%d pictures while fading", groups)
	}
	for _, l := range r.Labels {
		if l.Style.Color.A < 0.4 || l.Style.Color.A > 0.6 {
			t.Errorf("label %q has alpha %v half-way", l.Text, l.Style.Color.A)
		}
	}
	g.Now += view.Duration
	if s.Layout(g) || len(s.Handles(nil)) != 5 {
		t.Error("the fade never ends")
	}
}

// The frame path allocates nothing: at rest, while tweening and while fading.
func TestFramesAllocateNothing(t *testing.T) {
	for name, text := range map[string]string{"two": two, "three": threeOutside, "four": fourOutside, "six": six,
		"crowd": crowd, "plane": planeText} {
		var s Scene
		f := frameOf(looktest.Parse(t, text))
		f.Reduced = false
		s.Layout(f)
		g := frameOf(f.Scenario)
		if w := f.Scenario.User.Weights; w != nil {
			turned := append(append([]float64(nil), w[1:]...), w[0])
			g = frameOf(moved(t, f.Scenario, turned...))
		}
		g.Reduced, g.Revision, g.Now = false, 2, 1
		s.Layout(g)
		s.Draw(pen.Null{})
		looktest.AssertNoAllocs(t, name+", while moving", &s, g)
		g.Now += 1
		looktest.AssertNoAllocs(t, name+", at rest", &s, g)
	}
	var s Scene
	f := frameOf(looktest.Parse(t, three))
	f.Reduced = false
	s.Layout(f)
	g := frameOf(looktest.Parse(t, six))
	g.Reduced, g.Revision = false, 2
	s.Layout(g)
	s.Draw(pen.Null{})
	looktest.AssertNoAllocs(t, "fading", &s, g)
}

// The same frames in the same order draw the same picture.
func TestDrawsTheSameAgain(t *testing.T) {
	draw := func() string {
		var s Scene
		var r pen.Recorder
		for i, text := range []string{three, threeOutside, four, crowd} {
			f := frameOf(looktest.Parse(t, text))
			f.Reduced, f.Revision, f.Now = false, uint64(i+1), float64(i)*0.1
			s.Layout(f)
			s.Draw(&r)
		}
		return r.String()
	}
	if draw() != draw() {
		t.Error("a second time differs")
	}
}

// Labels keep clear of each other and inside the figure for random scenarios and sizes, and
// every handle lies in the figure.
func TestLabelsKeepApart(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	trials := 150
	if testing.Short() {
		trials = 30
	}
	names := []string{"A", "Cardiologist", "a name of over fifty characters chosen to be long..", "漢字の名前です", "Ann"}
	for trial := range trials {
		d, k := 1+rng.IntN(8), 1+rng.IntN(24)
		s := engine.Scenario{Version: 1, States: []string{"s", "t"}, Actions: []string{"a", "b"},
			Prior: []float64{0.5, 0.5}}
		for j := range d {
			s.Criteria = append(s.Criteria, engine.Criterion{Name: fmt.Sprint(j, names[rng.IntN(len(names))]),
				Utility: [][]float64{{rng.Float64(), rng.Float64()}, {rng.Float64(), rng.Float64()}}})
		}
		random := func(name string) engine.Party {
			w := make([]float64, d)
			for j := range w {
				w[j] = math.Abs(rng.NormFloat64()) * rng.Float64()
			}
			w[rng.IntN(d)] += 0.1
			view.Project(w)
			return engine.Party{Name: name, Weights: w}
		}
		s.User = random("user")
		for i := range k {
			s.Agents = append(s.Agents, random(fmt.Sprint(i, names[rng.IntN(len(names))])))
		}
		f := frameOf(s)
		f.Figure = view.Rect{X: 13, Y: 5, W: 300 + rng.Float64()*700, H: 220 + rng.Float64()*500}
		f.View.Yaw, f.View.Pitch = rng.NormFloat64(), rng.NormFloat64()*0.5
		var scene Scene
		scene.Layout(f)
		var r pen.Recorder
		scene.Draw(&r)
		checkLabels(t, r.Labels, f.Figure)
		for _, h := range scene.Handles(nil) {
			if !f.Figure.Contains(h.At) {
				t.Errorf("handle %s at %v leaves %v", h.ID, h.At, f.Figure)
			}
		}
		if t.Failed() {
			t.Fatalf("trial %d: %d criteria, %d agents, figure %v", trial, d, k, f.Figure)
		}
	}
}

// Every preset of the page draws, at every size with room for the names of its criteria.
func TestPresetsDraw(t *testing.T) {
	files, err := filepath.Glob("../../web/static/presets/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no presets", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := engine.Parse(data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		f := frameOf(s)
		for _, size := range []view.Rect{{W: 640, H: 480}, {W: 900, H: 750}, {W: 1400, H: 900}, {W: 340, H: 320}} {
			f.Figure = size
			var scene Scene
			scene.Layout(f)
			var r pen.Recorder
			scene.Draw(&r)
			checkLabels(t, r.Labels, f.Figure)
			for _, c := range s.Criteria {
				if !slices.ContainsFunc(r.Labels, func(l pen.Label) bool { return l.Text == c.Name }) {
					t.Errorf("%s at %v: no room for %q", file, size, c.Name)
				}
			}
			if size.W == 640 {
				looktest.WriteSVG(t, "preset-"+filepath.Base(file), &scene, f)
			}
		}
	}
}

// Agents at one place are all seen, at rest; while somebody is dragged over others nobody gives way
// (READER, 30: six agents at one place were one star and three labels).
func TestNobodyHidesAnother(t *testing.T) {
	text := strings.Replace(three, `"agents": [`,
		`"agents": [{"name": "X", "weights": [0.42, 0.33, 0.25]}, {"name": "Y", "weights": [0.42, 0.33, 0.25]}, `, 1)
	f := frameOf(looktest.Parse(t, text))
	var s Scene
	s.Layout(f)
	handles := s.Handles(nil)
	for i, h := range handles {
		for _, o := range handles[:i] {
			if d := math.Hypot(h.At.X-o.At.X, h.At.Y-o.At.Y); d < 0.9*(h.Radius+o.Radius) {
				t.Errorf("%s and %s are %.1f apart", h.Name, o.Name, d)
			}
		}
	}
	f.Dragging, f.Revision = true, 2
	s.Layout(f)
	if handles = s.Handles(nil); handles[0].At != handles[1].At {
		t.Errorf("under a drag at %v and %v", handles[0].At, handles[1].At)
	}
}
