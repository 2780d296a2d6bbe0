package equilibrium

import (
	"testing"

	"github.com/emergent-alignment/emergent/scenes/looktest"
)

// TestBestOfEqualOnes: where worst and best are worth the same, each is shown when it is asked for,
// and the worst alone when neither is.
func TestBestOfEqualOnes(t *testing.T) {
	f := frameOf(looktest.Preset(t, "rivals"))
	for shown, want := range map[string][2]bool{"worst": {true, false}, "best": {false, true}, "": {true, false}} {
		f.View.Values = map[string]string{"shown": shown}
		m := build(f)
		if !m.even {
			t.Fatal("worst and best differ here")
		}
		if got := [2]bool{len(m.Worst) > 0, len(m.Best) > 0}; got != want {
			t.Errorf("shown %q: worst and best are drawn: %v, want %v", shown, got, want)
		}
	}
}
