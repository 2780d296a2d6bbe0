package quantal

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
const wants = engine.Benchmarks | engine.AlignmentSection | engine.Equilibria | engine.MapSection |
	engine.QuantalSection | engine.QuantalMapSection | engine.QuantalCurveSection

// preset reads one of the presets.
func preset(t testing.TB, name string) engine.Scenario {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "web", "static", "presets", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(data))
}

// chance is a preset with a user who answers by chance.
func chance(t testing.TB, name string, lambda float64) engine.Scenario {
	s := preset(t, name)
	s.Response = &engine.Response{Kind: engine.Quantal, Lambda: lambda}
	return s
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

// frameOf is a frame of s at rest with its true result: figure and curve side by side.
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

// phone has the curve lie below the figure.
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

var presets = []string{"overload", "judge", "rivals", "echo", "specialists", "pharma", "shared-bias", "clinic", "crowd"}

// TestPresets draws all presets at every size, and all cases.
func TestPresets(t *testing.T) {
	for _, name := range presets {
		t.Run(name, func(t *testing.T) {
			for look, change := range map[string]func(*stage.Frame){"": func(*stage.Frame) {}, "-dark": dark, "-phone": phone} {
				f := frameOf(chance(t, name, 10))
				change(f)
				s, _ := draw(t, f)
				writeSVG(t, name+look, s, f)
				s, _ = draw(t, view1(f))
				writeSVG(t, name+look+"-a", s, f)
			}
			f := frameOf(preset(t, name))
			s, _ := draw(t, f)
			writeSVG(t, name+"-given", s, f)
		})
	}
	eachCase(t, func(t *testing.T, name string, s engine.Scenario) {
		s.Response = &engine.Response{Kind: engine.Quantal, Lambda: 20}
		if testing.Short() && !strings.HasSuffix(name, "-00") {
			return
		}
		f := frameOf(s)
		sc, _ := draw(t, f)
		writeSVG(t, "case-"+name, sc, f)
	})
}

// view1 is the frame as seen by the first agent.
func view1(f *stage.Frame) *stage.Frame {
	f.View.Values = map[string]string{"agent": "0"}
	return f
}
