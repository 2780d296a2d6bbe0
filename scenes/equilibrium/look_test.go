package equilibrium

import (
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// wants is what the app solves for this figure.
const wants = engine.BenchmarksSection | engine.MonopoliesSection | engine.AlignmentSection | engine.EquilibriaSection | engine.SetsSection | engine.MapSection

// scenario is a preset by name, or what a text says.
func scenario(t testing.TB, text string) engine.Scenario {
	t.Helper()
	if strings.HasPrefix(text, "{") {
		return looktest.Parse(t, text)
	}
	return looktest.Preset(t, text)
}

// frameOf is a frame of s at rest with its true result: figure and ladder side by side.
func frameOf(s engine.Scenario) *stage.Frame {
	return looktest.Frame(s, new(engine.Solver).Solve(s, wants))
}

// draw lays a frame out at rest and records the picture.
func draw(t *testing.T, f *stage.Frame) (*Scene, *pen.Recorder) {
	t.Helper()
	s := new(Scene)
	return s, looktest.Draw(t, s, f)
}

// checkLabels: no text overlaps another or leaves the stage.
func checkLabels(t *testing.T, labels []pen.Label, f *stage.Frame) {
	t.Helper()
	const slack = 1.5 // halos, and widths that are estimates
	looktest.AssertNoOverlap(t, labels, looktest.Whole(f), slack)
}

// presets are those whose user takes best actions.
var presets = looktest.Presets[:8]

// TestPresets draws all presets and all cases at every size.
func TestPresets(t *testing.T) {
	for _, name := range presets {
		t.Run(name, func(t *testing.T) {
			for look, change := range map[string]func(*stage.Frame){"": func(*stage.Frame) {}, "-dark": looktest.Dark,
				"-phone": looktest.Phone} {
				f := frameOf(looktest.Preset(t, name))
				change(f)
				s, r := draw(t, f)
				checkLabels(t, r.Labels, f)
				looktest.WriteSVG(t, name+look, s, f)
				f.View.Values = map[string]string{"agent": "0", "user": "true"}
				s, r = draw(t, f)
				checkLabels(t, r.Labels, f)
				looktest.WriteSVG(t, name+look+"-a", s, f)
			}
		})
	}
	looktest.EachCase(t, func(t *testing.T, name string, s engine.Scenario) {
		for look, change := range map[string]func(*stage.Frame){"": func(*stage.Frame) {}, "-phone": looktest.Phone} {
			f := frameOf(s)
			change(f)
			sc, r := draw(t, f)
			checkLabels(t, r.Labels, f)
			looktest.WriteSVG(t, "case-"+name+look, sc, f)
		}
	})
}

func TestLowFigure(t *testing.T) {
	looktest.AssertEndsInside(t, 160, func(s engine.Scenario, figure view.Rect) float64 {
		m := build(frameOf(s))
		p := planOf(&m, figure)
		return p.End()
	})
}
