package selection

import (
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/player"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// wants is what the app solves for this figure.
const wants = engine.BenchmarksSection | engine.MonopoliesSection | engine.AlignmentSection | engine.EquilibriaSection | engine.SelectionSection | engine.LossCurveSection

var results = looktest.Solved{Want: wants}

// frameOf is a frame of s at rest at its end with its true result: figure and losses side by side.
func frameOf(s engine.Scenario) *stage.Frame {
	f := looktest.Frame(s, results.Of(s))
	f.View.Values = map[string]string{"step": player.Last}
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
			for look, change := range map[string]func(*stage.Frame){"": func(*stage.Frame) {}, "-dark": looktest.Dark,
				"-phone": looktest.Phone} {
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

// TestPlotIsNotSquashed: on a phone the chart has a third of the figure, where it had 28 of 170 pixels;
// everything under it stays within the figure.
func TestPlotIsNotSquashed(t *testing.T) {
	for _, figure := range []view.Rect{{W: 374, H: 170}, {W: 344, H: 150}, {W: 374, H: 260}, {W: 660, H: 560}} {
		for _, agents := range []int{1, 2, 4} {
			p := planOf(agents, figure)
			if p.plot.H < 0.3*figure.H || p.title > figure.H {
				t.Errorf("%d agents in %v: a chart of %v, the last line at %v", agents, figure, p.plot.H, p.title)
			}
		}
	}
}
