package quantal

import (
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
)

// TestEnds: an interval is rounded outwards, never inwards.
func TestEnds(t *testing.T) {
	for _, row := range []struct {
		ends [2]float64
		want string
	}{
		{[2]float64{0.38917160883662255, 0.6817828698427175}, "from 0.38 to 0.69"},
		{[2]float64{0.65321, 0.65379}, "from 0.653 to 0.654"},
		{[2]float64{0.8544112, 0.8544171}, "from 0.85441 to 0.85442"},
		{[2]float64{1, 1}, "1.00"},
		{[2]float64{0.5 - 1e-16, 0.5}, "0.50"},
	} {
		if got := ends(row.ends); got != row.want {
			t.Errorf("%v: %s, want %s", row.ends, got, row.want)
		}
	}
}

// TestRangeIsShown: of the judge with two equal prosecutors the worst is 1 for certain, to 1e-4; what is known of
// another lambda, or of an earlier state, is not shown.
func TestRangeIsShown(t *testing.T) {
	s := looktest.Parse(t, judges)
	f := frameOf(s)
	sc, r := draw(t, f)
	certain := func(scene *Scene) bool {
		for _, section := range scene.Panel().Sections {
			for _, row := range section.Rows {
				if row.Label == "Worst, for certain" {
					return strings.HasPrefix(row.Value(), "from 0.9999")
				}
			}
		}
		return false
	}
	if !certain(sc) || !strings.Contains(r.String(), `begin certain "The worst equilibrium is certainly from 0.9999`) {
		t.Errorf("panel %+v", sc.Panel().Sections)
	}
	if low := f.Result.QuantalRange.Worst[0]; low < 1-1e-4 {
		t.Errorf("the worst is at least %g", low)
	}
	for name, change := range map[string]func(){
		"another lambda": func() { f.Scenario.Response = &engine.Response{Kind: engine.Quantal, Lambda: 41} },
		"late":           func() { f.Late = true },
		"best actions":   func() { f.Scenario.Response = nil },
	} {
		change()
		if rangeAt(f) != nil {
			t.Errorf("%s: shown", name)
		}
		f = frameOf(s)
	}
}

// judges is a judge who errs and two prosecutors alike, to whom telling everything is the only equilibrium.
const judges = `{"version": 1, "states": ["innocent", "guilty"], "actions": ["acquit", "convict"], "prior": [0.7, 0.3],
 "user": {"name": "Judge", "utility": [[1, 0], [0, 1]]},
 "agents": [{"name": "One", "utility": [[1, 0], [1, 1]]}, {"name": "Two", "utility": [[1, 0], [1, 1]]}],
 "response": {"kind": "quantal", "lambda": 40}}`
