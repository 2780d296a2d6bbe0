package scenes

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// The games of tools/bench whose drags the page has to answer at once: 3 signals, 3 actions, 5 agents.
const (
	sharedBias = `"version": 1, "states": ["quiet", "news", "rumour"], "actions": ["outside", "read", "scroll"], "prior": [0.4, 0.3, 0.3],
	"criteria": [
		{"name": "wellbeing", "utility": [[1, 0.6, 0.8], [0.4, 0.7, 0.3], [0.2, 0.4, 0]]},
		{"name": "knowledge", "utility": [[0.3, 0.1, 0.4], [0.5, 1, 0.7], [0.4, 0.6, 0]]},
		{"name": "attention", "utility": [[0, 0, 0], [0.4, 0.6, 0.3], [0.8, 1, 0.9]]}
	], "user": {"name": "Reader", "weights": [0.55, 0.4, 0.05]},`
	leaning = `{` + sharedBias + `
	"agents": [{"name": "Agent A", "weights": [0.06, 0.12, 0.82]}, {"name": "Agent B", "weights": [0.34, 0.04, 0.62]},
		{"name": "Agent C", "weights": [0.1, 0.36, 0.54]}, {"name": "Agent D", "weights": [0.26, 0.24, 0.5]},
		{"name": "Agent E", "weights": [0.2, 0.16, 0.64]}]}`
	users = `{` + sharedBias + `
	"agents": [{"name": "Agent A", "weights": [0.06, 0.12, 0.82], "toward": {"Listener": {"weights": [0.5, 0.3, 0.2]}}}, {"name": "Agent B", "weights": [0.34, 0.04, 0.62]},
		{"name": "Agent C", "weights": [0.1, 0.36, 0.54], "toward": {"Listener": {"weights": [0.1, 0.7, 0.2]}}}, {"name": "Agent D", "weights": [0.26, 0.24, 0.5]},
		{"name": "Agent E", "weights": [0.2, 0.16, 0.64], "toward": {"Listener": {"weights": [0, 0.2, 0.8]}}}],
	"population": {"policy": "anonymous", "users": [{"name": "Listener", "share": 0.4, "weights": [0.3, 0.6, 0.1]}]}}`
	five = `{"version": 1, "states": ["x", "y", "z"], "actions": ["a", "b", "c"], "prior": [0.4, 0.35, 0.25],
	"criteria": [
		{ "name": "truth", "utility": [[1, 0, 0.2], [0.1, 1, 0], [0, 0.3, 1]] },
		{ "name": "sales", "utility": [[0, 0.1, 0], [0.4, 0.5, 0.6], [1, 0.9, 1]] },
		{ "name": "calm", "utility": [[1, 1, 0.9], [0.5, 0.4, 0.5], [0, 0.1, 0]] }
	],
	"user": { "name": "User", "weights": [0.6, 0.2, 0.2] },
	"agents": [{"name": "Agent A", "weights": [0.7, 0.3, 0]}, {"name": "Agent B", "weights": [0.6, 0, 0.4]},
	 {"name": "Agent C", "weights": [0.3, 0.5, 0.2]}, {"name": "Agent D", "weights": [0.2, 0.2, 0.6]}, {"name": "Agent E", "weights": [0.5, 0.25, 0.25]}]}`
)

// BenchmarkDrags is one pointer event of the drags of tools/bench, from Dispatch to the new overlay.
func BenchmarkDrags(b *testing.B) {
	for _, c := range []struct{ name, game, scene, handle, beside string }{
		{"sized", five, "equilibrium", "prior", ""},
		{"every/prior", leaning, "equilibrium", "prior", "every"},
		{"every/held", leaning, "equilibrium", "equilibrium:0", "every"},
		{"users/star", users, "hull", "user:1", ""},
		{"users/prior", users, "equilibrium", "prior", ""},
	} {
		b.Run(c.name, func(b *testing.B) {
			s, err := engine.Parse([]byte(c.game))
			if err != nil {
				b.Fatal(err)
			}
			now := 0.
			a := New(Options{Clock: func() float64 { now += 1e-4; return now }})
			a.Resize(view.Rect{X: 8, Y: 60, W: 540, H: 700}, view.Rect{X: 560, Y: 60, W: 300, H: 700}, 1)
			if err := a.Replace(s); err != nil {
				b.Fatal(err)
			}
			v := stage.View{Scene: c.scene}
			if c.beside != "" {
				v.Values = map[string]string{"beside": c.beside}
			}
			if err := a.SetView(v); err != nil {
				b.Fatal(err)
			}
			var at view.Pixel
			found := false
			for _, h := range a.Overlay().Handles {
				if h.ID == c.handle {
					at, found = h.At, true
				}
			}
			if !found {
				b.Fatal("no handle ", c.handle)
			}
			_ = a.Dispatch(stage.Event{Kind: stage.Grab, Handle: c.handle, At: at})
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				sin, cos := math.Sincos(2 * math.Pi * float64(i) / 40)
				to := view.Pixel{X: at.X + 40*sin, Y: at.Y + 40*(1-cos)}
				if err := a.Dispatch(stage.Event{Kind: stage.Move, Handle: c.handle, At: to}); err != nil {
					b.Fatal(err)
				}
				a.Overlay()
			}
		})
	}
}
