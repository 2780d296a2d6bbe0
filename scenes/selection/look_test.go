package selection

import (
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/easel"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// wants is what the app solves for this figure.
const wants = engine.Benchmarks | engine.Monopolies | engine.AlignmentSection | engine.Equilibria | engine.SelectionSection | engine.LossCurveSection

var results = looktest.Solved{Want: wants}

// frameOf is a frame of s at rest at its end with its true result: figure and losses side by side.
func frameOf(s engine.Scenario) *stage.Frame {
	f := looktest.Frame(s, results.Of(s))
	f.View.Values = map[string]string{"step": easel.Last}
	return f
}

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
			for look, change := range map[string]func(*stage.Frame){"": func(*stage.Frame) {}, "-dark": looktest.Dark, "-phone": looktest.Phone} {
				s := looktest.Preset(t, name)
				s.Selection = &engine.Selection{Samples: 50}
				f := frameOf(s)
				change(f)
				sc, _ := draw(t, f)
				looktest.WriteSVG(t, name+look, sc, f)
				f.View.Values = map[string]string{"step": "12"}
				sc, _ = draw(t, f)
				looktest.WriteSVG(t, name+look+"-12", sc, f)
			}
		})
	}
	looktest.EachCase(t, func(t *testing.T, name string, s engine.Scenario) {
		f := frameOf(s)
		sc, _ := draw(t, f)
		looktest.WriteSVG(t, "case-"+name, sc, f)
	})
}
