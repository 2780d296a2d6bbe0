package experiment

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine"
)

// synthesise makes the built-in table, which is synthetic and says so. Each item has a
// score on each of d criteria, uniform in [0,1]. The user weighs the criteria by weights
// theta, agent i by
//
//	theta_i = (1 - bias) theta + bias phi_i,
//
// with theta and all phi_i random points of the simplex (numbers uniform in [0,1], over
// their sum). A score is the weighted sum of the item's criteria plus noise times a bell
// number (noise.go), rounded to four decimals. The user's own scores have no noise.
func synthesise(seed uint64, v *Synthetic) *Table {
	var s source
	r := s.start(seed, streamTable, 0)
	simplex := func() []float64 {
		w, sum := make([]float64, v.Criteria), 0.0
		for j := range w {
			w[j] = r.Float64()
			sum += w[j]
		}
		for j := range w {
			w[j] /= sum
		}
		return w
	}
	theta := simplex()
	parties := [][]float64{theta}
	names := []string{"user"}
	for i := range v.Agents {
		phi := simplex()
		for j := range phi {
			phi[j] = float64((1-*v.Bias)*theta[j]) + float64(*v.Bias*phi[j])
		}
		parties = append(parties, phi)
		names = append(names, fmt.Sprintf("agent %d", i+1))
	}
	t := &Table{Table: engine.Table{Names: names, Scores: make([][]float64, len(parties))}}
	criteria := make([]float64, v.Criteria)
	for range v.Items {
		for j := range criteria {
			criteria[j] = r.Float64()
		}
		for i, weights := range parties {
			x := 0.0
			for j, w := range weights {
				x += float64(w * criteria[j])
			}
			if i > 0 {
				x += float64(*v.Noise * bell(r))
			}
			t.Scores[i] = append(t.Scores[i], decimals(x))
		}
	}
	return t
}

// decimals rounds to four.
func decimals(x float64) float64 {
	if x < 0 {
		return -decimals(-x)
	}
	return float64(int64(float64(x*1e4)+0.5)) / 1e4
}
