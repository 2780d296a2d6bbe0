package experiment

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine"
)

// synthesise makes the built-in table, which is synthetic and says so. Each item has a
// score on each of d criteria, uniform in [0,1]. The user weighs the criteria by weights
// theta, agent i by
//
//	theta_i = (1 - bias) theta + bias phi_i,
//
// with theta and all phi_i random points of the simplex (numbers uniform in [0,1], over
// their sum). That is misalignment by goals; by shared bias all phi_i are one, and by noise
// all theta_i are theta, and scores are off by bias times the spread of the user's instead.
// A score is the weighted sum of the item's criteria plus noise times a bell
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
	noise, same := *v.Noise, simplexIf(v.Misalignment == MisalignedBias, simplex)
	if v.Misalignment == MisalignedNoise {
		noise = math.Sqrt(float64(noise*noise) + float64(float64(*v.Bias**v.Bias)*spreadOf(theta)))
	}
	for i := range v.Agents {
		phi := theta
		switch v.Misalignment {
		case MisalignedGoals:
			phi = mixedWith(theta, simplex(), *v.Bias)
		case MisalignedBias:
			phi = mixedWith(theta, same, *v.Bias)
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
				x += float64(noise * bell(r))
			}
			t.Scores[i] = append(t.Scores[i], decimals(x))
		}
	}
	return t
}

// simplexIf draws a point only if it is wanted: what is drawn later depends on it.
func simplexIf(wanted bool, draw func() []float64) []float64 {
	if !wanted {
		return nil
	}
	return draw()
}

// mixedWith is (1 - bias) theta + bias phi.
func mixedWith(theta, phi []float64, bias float64) []float64 {
	mixed := make([]float64, len(theta))
	for j := range theta {
		mixed[j] = float64((1-bias)*theta[j]) + float64(bias*phi[j])
	}
	return mixed
}

// spreadOf is the variance of a weighted sum of numbers uniform in [0,1].
func spreadOf(weights []float64) float64 {
	sum := 0.0
	for _, w := range weights {
		sum += float64(w * w)
	}
	return sum / 12
}

// decimals rounds to four.
func decimals(x float64) float64 {
	if x < 0 {
		return -decimals(-x)
	}
	return float64(int64(float64(x*1e4)+0.5)) / 1e4
}
