package equilibrium

import (
	"testing"

	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen/pentest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// fourStates has no map.
const fourStates = `{"version": 1, "states": ["north", "east", "south", "west"], "actions": ["stay", "go"], "prior": [0.4, 0.3, 0.2, 0.1],
 "user": {"name": "Walker", "utility": [[1, 0, 0.5, 0.2], [0, 1, 0.4, 0.9]]},
 "agents": [{"name": "Guide", "utility": [[0.2, 0, 0.1, 0], [0.9, 1, 0.8, 1]]}, {"name": "Innkeeper", "utility": [[1, 0.9, 1, 0.7], [0, 0.1, 0, 0.3]]}]}`

// onAnEdge has a state that cannot happen, so beliefs lie on an edge of the triangle.
const onAnEdge = `{"version": 1, "states": ["dry", "wet", "flood"], "actions": ["plant", "wait"], "prior": [0.6, 0.4, 0],
 "user": {"name": "Farmer", "utility": [[1, 0, 0], [0.2, 0.8, 1]]},
 "agents": [{"name": "Seed dealer", "utility": [[1, 1, 0.5], [0, 0, 0]]}, {"name": "Insurer", "utility": [[0.6, 0, 0], [0.5, 0.7, 1]]}]}`

// atAnEnd has a prior that is certain.
const atAnEnd = `{"version": 1, "states": ["dry", "wet"], "actions": ["plant", "wait"], "prior": [1, 0],
 "user": {"name": "Farmer", "utility": [[1, 0], [0.2, 0.8]]},
 "agents": [{"name": "Seed dealer", "utility": [[1, 1], [0, 0]]}, {"name": "Insurer", "utility": [[0.6, 0], [0.5, 0.7]]}]}`

// deaf has agents who know nothing.
const deaf = `{"version": 1, "states": ["dry", "wet"], "actions": ["plant", "wait"], "prior": [0.5, 0.5],
 "user": {"name": "Farmer", "utility": [[1, 0], [0.2, 0.8]]},
 "agents": [{"name": "Seed dealer", "utility": [[1, 1], [0, 0]]}, {"name": "Insurer", "utility": [[0.6, 0], [0.5, 0.7]]}],
 "agentSignal": [[1], [1]]}`

func set(key, value string) func(*stage.Frame) {
	return func(f *stage.Frame) {
		if f.View.Values == nil {
			f.View.Values = map[string]string{}
		}
		f.View.Values[key] = value
	}
}

func tall(f *stage.Frame)    { f.Figure.H, f.Aside.H = 740, 740 }
func noAside(f *stage.Frame) { f.Aside = view.Rect{} }

// Every kind of picture, drawn and compared with its golden.
func TestGoldens(t *testing.T) {
	for _, c := range []struct {
		name, scenario string // a preset, or the text
		changes        []func(*stage.Frame)
	}{
		{"judge", "judge", nil},
		{"judge-dark-user", "judge", []func(*stage.Frame){looktest.Dark, set("user", "true")}},
		{"judge-no-aside", "judge", []func(*stage.Frame){noAside}},
		{"rivals", "rivals", nil},
		{"rivals-tall", "rivals", []func(*stage.Frame){tall, looktest.Dark}},
		{"rivals-phone", "rivals", []func(*stage.Frame){looktest.Phone}},
		{"echo", "echo", nil},
		{"echo-agent", "echo", []func(*stage.Frame){set("agent", "1")}},
		{"echo-worst", "echo", []func(*stage.Frame){set("shown", "worst")}},
		{"echo-stale", "echo", []func(*stage.Frame){func(f *stage.Frame) { f.Stale = true }}},
		{"specialists", "specialists", nil},
		{"pharma-agent-dark", "pharma", []func(*stage.Frame){set("agent", "0"), looktest.Dark}},
		{"shared-bias", "shared-bias", nil},
		{"shared-bias-phone", "shared-bias", []func(*stage.Frame){looktest.Phone}},
		{"clinic", "clinic", nil},
		{"crowd", "crowd", nil},
		{"hovered", "rivals", []func(*stage.Frame){func(f *stage.Frame) {
			f.Hover, f.Focus = "ladder:floor", "prior"
		}}},
		{"four-states", fourStates, nil},
		{"four-states-phone", fourStates, []func(*stage.Frame){looktest.Phone}},
		{"edge", onAnEdge, nil},
		{"end", atAnEnd, nil},
		{"deaf", deaf, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := frameOf(scenario(t, c.scenario))
			for _, change := range c.changes {
				change(f)
			}
			s, r := draw(t, f)
			checkLabels(t, r.Labels, f)
			pentest.Golden(t, c.name, r)
			looktest.WriteSVG(t, "golden-"+c.name, s, f)
		})
	}
}
