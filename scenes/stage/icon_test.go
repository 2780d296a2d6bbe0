package stage

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/claim"
)

// The gauge is the share of what talk can add, within its ends; where nothing can be added it is full.
func TestGauge(t *testing.T) {
	for _, c := range []struct{ got, none, opt, want float64 }{
		{0.625, 0.5, 0.75, 0.5}, {0.75, 0.5, 0.75, 1}, {0.4, 0.5, 0.75, 0}, {0.5, 0.5, 0.5, 1},
		{0.69249, 0.559, 0.6925, 0.9999},
	} {
		var p Panel
		if p.Gauge(c.got, c.none, c.opt); p.Icon != Measured || math.Abs(p.Share-c.want) > 1e-4 {
			t.Errorf("%v: %v", c, p.Share)
		}
	}
}

// Nothing looks like success while an answer is under way, and nothing of others is left.
func TestAged(t *testing.T) {
	for _, same := range []bool{true, false} {
		p := Panel{Inside: true, Icon: Measured, Share: 1, Verdict: "Updating", Controls: []Control{{Param: "x"}},
			Sections: []Section{{Title: "x"}}, Claims: []claim.Claim{{ID: "x"}},
			Dialogue: Dialogue{Turns: []Turn{{Name: "x"}}}}
		p.Aged(same)
		if p.Inside || p.Icon != Plain || !p.Old || len(p.Controls) != 1 || p.Verdict == "" {
			t.Errorf("same %v: %+v", same, p)
		}
		if left := len(p.Sections) + len(p.Claims) + len(p.Dialogue.Turns); (left == 3) != same || (left == 0) == same {
			t.Errorf("same %v: %d things are left", same, left)
		}
	}
}
