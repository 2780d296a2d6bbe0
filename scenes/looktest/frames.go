package looktest

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

var svgDir = flag.String("svg", "", "write each picture as SVG into this folder, to look at")

// Solved solves every scenario once. Its results are shared: tests must not write into them.
type Solved struct {
	Want engine.Sections
	last map[string]engine.Result
}

// Of is the result for s.
func (v *Solved) Of(s engine.Scenario) engine.Result {
	key := string(engine.Format(s))
	r, ok := v.last[key]
	if !ok {
		if v.last == nil {
			v.last = map[string]engine.Result{}
		}
		r = new(engine.Solver).Solve(s, v.Want)
		v.last[key] = r
	}
	return r
}

// Frame is a light frame at rest: the figure and, at its right, what goes with it.
func Frame(s engine.Scenario, r engine.Result) *stage.Frame {
	return &stage.Frame{
		Scenario: s,
		Result:   r,
		Figure:   view.Rect{W: 560, H: 420},
		Aside:    view.Rect{X: 560, W: 240, H: 420},
		Theme:    theme.Named("light"),
		Reduced:  true,
		Revision: 1,
	}
}

// Dark turns a frame dark.
func Dark(f *stage.Frame) { f.Theme = theme.Named("dark") }

// Phone has what goes with a figure lie below it.
func Phone(f *stage.Frame) {
	f.Figure = view.Rect{W: 360, H: 300}
	f.Aside = view.Rect{Y: 300, W: 360, H: 150}
}

// Whole is the stage of a frame: its figure and what goes with it.
func Whole(f *stage.Frame) view.Rect {
	r := f.Figure
	r.W, r.H = max(r.W, f.Aside.X+f.Aside.W), max(r.H, f.Aside.Y+f.Aside.H)
	return r
}

// Draw lays a frame out at rest in a scene that has shown none, and records the picture.
func Draw(t *testing.T, s stage.Scene, f *stage.Frame) *pen.Recorder {
	t.Helper()
	if s.Layout(f) {
		t.Error("a first frame moves")
	}
	r := new(pen.Recorder)
	s.Draw(r)
	return r
}

// WriteSVG writes what a scene shows into a file, where that is asked for.
func WriteSVG(t *testing.T, name string, s stage.Scene, f *stage.Frame) {
	t.Helper()
	if *svgDir == "" {
		return
	}
	svg := pen.NewSVG(Whole(f), f.Theme.Paper, name, s.Panel().Verdict)
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

// Answer is what follows from an event: that of a setting is the same in all figures, the rest is the figure's.
func Answer(s stage.Scene, ev stage.Event, f *stage.Frame) stage.Response {
	if ev.Kind == stage.Param {
		if edits, known, err := stage.Setting(ev, f.Scenario); known {
			return stage.Response{Edits: edits, Err: err}
		}
	}
	return s.Event(ev, f)
}

// At is where a scene has a handle.
func At(t *testing.T, s stage.Scene, id string) view.Pixel {
	t.Helper()
	for _, h := range s.Handles(nil) {
		if h.ID == id {
			return h.At
		}
	}
	t.Fatalf("no handle %q", id)
	return view.Pixel{}
}
