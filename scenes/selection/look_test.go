package selection

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"emergent/engine"
	"emergent/scenes/pen"
	"emergent/scenes/stage"
	"emergent/scenes/theme"
	"emergent/scenes/view"
)

var svgDir = flag.String("svg", "", "write each picture as SVG into this folder, to look at")

// wants is what the app solves for this figure.
const wants = engine.Benchmarks | engine.AlignmentSection | engine.Equilibria | engine.SelectionSection | engine.LossCurveSection

// preset reads one of the presets.
func preset(t testing.TB, name string) engine.Scenario {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "web", "static", "presets", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(data))
}

func parse(t testing.TB, text string) engine.Scenario {
	t.Helper()
	s, err := engine.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// eachCase calls visit with every scenario of the engine's cases.
func eachCase(t *testing.T, visit func(t *testing.T, name string, s engine.Scenario)) {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join("..", "..", "engine", "testdata", "cases", "*.json"))
	if len(paths) < 40 {
		t.Fatalf("%d cases, want at least 40", len(paths))
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var c struct{ Scenario json.RawMessage }
			if err := json.Unmarshal(data, &c); err != nil {
				t.Fatal(err)
			}
			visit(t, name, parse(t, string(c.Scenario)))
		})
	}
}

var results = map[string]engine.Result{}

// solved is the result for s; every scenario is solved once.
func solved(s engine.Scenario) engine.Result {
	key := string(engine.Format(s))
	r, ok := results[key]
	if !ok {
		r = new(engine.Solver).Solve(s, wants)
		results[key] = r
	}
	return r
}

// frameOf is a frame of s at rest with its true result: figure and losses side by side.
func frameOf(s engine.Scenario) *stage.Frame {
	return &stage.Frame{
		Scenario: s,
		Result:   solved(s),
		Figure:   view.Rect{W: 560, H: 420},
		Aside:    view.Rect{X: 560, W: 240, H: 420},
		Theme:    theme.Named("light"),
		Reduced:  true,
		Revision: 1,
	}
}

func dark(f *stage.Frame) { f.Theme = theme.Named("dark") }

// phone has the losses lie below the figure.
func phone(f *stage.Frame) {
	f.Figure = view.Rect{W: 360, H: 300}
	f.Aside = view.Rect{Y: 300, W: 360, H: 150}
}

// draw lays a frame out at rest and records the picture.
func draw(t *testing.T, f *stage.Frame) (*Scene, *pen.Recorder) {
	t.Helper()
	s := new(Scene)
	if s.Layout(f) {
		t.Error("a first frame moves")
	}
	r := new(pen.Recorder)
	s.Draw(r)
	return s, r
}

func writeSVG(t *testing.T, name string, s *Scene, f *stage.Frame) {
	t.Helper()
	if *svgDir == "" {
		return
	}
	area := f.Figure
	area.W, area.H = max(area.W, f.Aside.X+f.Aside.W), max(area.H, f.Aside.Y+f.Aside.H)
	svg := pen.NewSVG(area, f.Theme.Paper, name, s.Panel().Verdict)
	s.Draw(svg)
	file, err := os.Create(filepath.Join(*svgDir, name+".svg"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := svg.WriteTo(file); err != nil {
		t.Fatal(err)
	}
}

var presets = []string{"judge", "rivals", "echo", "specialists", "pharma", "shared-bias", "clinic", "crowd", "overload"}

// TestPresets draws all presets at every size, and all cases.
func TestPresets(t *testing.T) {
	for _, name := range presets {
		t.Run(name, func(t *testing.T) {
			for look, change := range map[string]func(*stage.Frame){"": func(*stage.Frame) {}, "-dark": dark, "-phone": phone} {
				s := preset(t, name)
				s.Selection = &engine.Selection{Samples: 50}
				f := frameOf(s)
				change(f)
				sc, _ := draw(t, f)
				writeSVG(t, name+look, sc, f)
				f.View.Values = map[string]string{"step": "12"}
				sc, _ = draw(t, f)
				writeSVG(t, name+look+"-12", sc, f)
			}
		})
	}
	eachCase(t, func(t *testing.T, name string, s engine.Scenario) {
		f := frameOf(s)
		sc, _ := draw(t, f)
		writeSVG(t, "case-"+name, sc, f)
	})
}
