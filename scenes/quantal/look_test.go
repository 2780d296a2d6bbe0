package quantal

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
const wants = engine.BenchmarksSection | engine.MonopoliesSection | engine.AlignmentSection | engine.EquilibriaSection | engine.MapSection |
	engine.QuantalSection | engine.QuantalMapSection | engine.QuantalCurveSection

var results = looktest.Solved{Want: wants}

// chance is a preset with a user who answers by chance.
func chance(t testing.TB, name string, lambda float64) engine.Scenario {
	s := looktest.Preset(t, name)
	s.Response = &engine.Response{Kind: engine.Quantal, Lambda: lambda}
	return s
}

// frameOf is a frame of s at rest with its true result: figure and curve side by side.
func frameOf(s engine.Scenario) *stage.Frame { return looktest.Frame(s, results.Of(s)) }

// draw lays a frame out at rest and records the picture.
func draw(t *testing.T, f *stage.Frame) (*Scene, *pen.Recorder) {
	t.Helper()
	s := new(Scene)
	return s, looktest.Draw(t, s, f)
}

// TestPresets draws all presets at every size, and all cases.
func TestPresets(t *testing.T) {
	for _, name := range looktest.Presets {
		t.Run(name, func(t *testing.T) {
			for look, change := range map[string]func(*stage.Frame){"": func(*stage.Frame) {}, "-dark": looktest.Dark,
				"-phone": looktest.Phone} {
				f := frameOf(chance(t, name, 10))
				change(f)
				s, _ := draw(t, f)
				looktest.WriteSVG(t, name+look, s, f)
				s, _ = draw(t, view1(f))
				looktest.WriteSVG(t, name+look+"-a", s, f)
			}
			f := frameOf(looktest.Preset(t, name))
			s, _ := draw(t, f)
			looktest.WriteSVG(t, name+"-given", s, f)
		})
	}
	looktest.EachCase(t, func(t *testing.T, name string, s engine.Scenario) {
		s.Response = &engine.Response{Kind: engine.Quantal, Lambda: 20}
		if testing.Short() && !strings.HasSuffix(name, "-00") {
			return
		}
		f := frameOf(s)
		sc, _ := draw(t, f)
		looktest.WriteSVG(t, "case-"+name, sc, f)
	})
}

// view1 is the frame as seen by the first agent.
func view1(f *stage.Frame) *stage.Frame {
	f.View.Values = map[string]string{"agent": "0"}
	return f
}

func TestLowFigure(t *testing.T) {
	looktest.AssertEndsInside(t, 150, func(s engine.Scenario, figure view.Rect) float64 {
		m := build(frameOf(s))
		p := planOf(&m, figure)
		return p.End()
	})
}
