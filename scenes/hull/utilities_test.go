package hull

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// Two utilities that differ by the offset that is overlooked have the same vector.
func TestUtilitiesModuloTheOffset(t *testing.T) {
	u := [][]float64{{0.1, 0.2}, {0.3, 0.7}}
	shifted := func(a, b float64) [][]float64 {
		return [][]float64{{0.1 + a, 0.2 + b}, {0.3 + a, 0.7 + b}}
	}
	for _, c := range []struct {
		offset string
		a, b   float64
		same   bool
	}{
		{engine.NoOffset, 0.1, 0.1, false}, {engine.Constant, 0.1, 0.1, true}, {engine.Constant, 0.1, 0.2, false},
		{engine.State, 0.1, 0.2, true},
	} {
		v, w := lessOffset(u, c.offset), lessOffset(shifted(c.a, c.b), c.offset)
		far := 0.
		for k := range v {
			far = max(far, math.Abs(v[k]-w[k]))
		}
		if (far < 1e-12) != c.same {
			t.Errorf("%s, shifted by %v %v: %v apart", c.offset, c.a, c.b, far)
		}
	}
	s, err := engine.Parse([]byte(`{"version": 1, "states": ["s", "t"], "actions": ["a", "b"], "prior": [0.5, 0.5],
		"criteria": [{"name": "p", "utility": [[1, 0], [0, 1]]}, {"name": "q", "utility": [[0, 0], [1, 1]]},
			{"name": "r", "utility": [[0, 1], [0.5, 0]]}],
		"user": {"name": "U", "weights": [0.5, 0.5, 0]},
		"agents": [{"name": "X", "weights": [1, 0, 0]}, {"name": "Y", "weights": [0, 1, 0]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	vectors := utilityVectors(s)
	if len(vectors) != 3 || len(vectors[0]) != 4 {
		t.Fatalf("%d vectors", len(vectors))
	}
	for k, want := range []float64{0, -0.5, 0, 0.5} { // u = p/2 + q/2 = [.5 0 / .5 1] less its mean .5
		if math.Abs(vectors[0][k]-want) > 1e-12 {
			t.Errorf("user %v", vectors[0])
		}
	}
}
