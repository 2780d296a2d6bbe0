package claim

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// TestHidden: among three specialists whatever one of them hides, somebody would rather tell all if the
// user lacks anything; what the user lacks is the mixture of what they lack.
func TestHidden(t *testing.T) {
	for name, pairs := range map[string]int{"specialists": 3, "rivals": 1, "judge": 0, "clinic": 0, "whisper": 6} {
		data, err := os.ReadFile(filepath.Join("..", "..", "web", "static", "presets", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := engine.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		r := engine.Solve(s)
		list := Hidden(s, r)
		if len(list) != pairs {
			t.Errorf("%s: %d ways to hide something, want %d", name, len(list), pairs)
		}
		costs := 0
		for _, o := range list {
			you := o.Bars[len(s.Agents)]
			if lacks := you.Full - you.Has; lacks < -checkTolerance {
				t.Errorf("%s, %s: she has more than if she knew: %+v", name, o.Title, you)
			} else if lacks > checkTolerance {
				costs++
			}
			if name != "specialists" {
				continue
			}
			sum, rather := 0., false
			for i, w := range r.Alignment.Weights {
				sum += w * (o.Bars[i].Full - o.Bars[i].Has)
				rather = rather || o.Bars[i].Gains() > 0
			}
			if math.Abs(sum-(you.Full-you.Has)) > 1e-9 || you.Gains() > 0 && !rather {
				t.Errorf("%s: you lack %g, their mixture %g", o.Title, you.Full-you.Has, sum)
			}
		}
		if name == "specialists" && costs == 0 {
			t.Error("nothing that is hidden costs anybody anything")
		}
	}
}
