package experiment

import (
	"cmp"
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/internal/jsonschema"
)

// The limits of the synthetic table that are not those of every one, and what it is by default.
const (
	MaxCriteria   = 50
	MaxScoreNoise = 10

	DefaultItems      = 1000
	DefaultRoster     = 40 // agents
	DefaultCriteria   = 8
	DefaultBias       = 0.8
	DefaultScoreNoise = 0.15
)

// Synthetic is the generator of the built-in table.
type Synthetic struct {
	Items    int      `json:"items,omitempty" strict:"nonzero"`
	Agents   int      `json:"agents,omitempty" strict:"nonzero"`
	Criteria int      `json:"criteria,omitempty" strict:"nonzero"`
	Bias     *float64 `json:"bias,omitempty"`  // how far agents' weights are from the user's
	Noise    *float64 `json:"noise,omitempty"` // of each score
	// Misalignment is of what kind the bias is.
	Misalignment string `json:"misalignment,omitempty" strict:"nonzero"`
}

func (v *Synthetic) filled() *Synthetic {
	f := Synthetic{}
	if v != nil {
		f = *v
	}
	f.Items = cmp.Or(f.Items, DefaultItems)
	f.Agents = cmp.Or(f.Agents, DefaultRoster)
	f.Criteria = cmp.Or(f.Criteria, DefaultCriteria)
	f.Bias = cmp.Or(f.Bias, new(DefaultBias))
	f.Noise = cmp.Or(f.Noise, new(DefaultScoreNoise))
	f.Misalignment = cmp.Or(f.Misalignment, MisalignedGoals)
	return &f
}

func (v *Synthetic) valid() error {
	if v == nil {
		return nil
	}
	return first(
		within("synthetic.items", v.Items, MinItems, MaxItems),
		within("synthetic.agents", v.Agents, 1, MaxRoster),
		within("synthetic.criteria", v.Criteria, 1, MaxCriteria),
		span("synthetic.bias", *v.Bias, 0, 1),
		span("synthetic.noise", *v.Noise, 0, MaxScoreNoise),
		oneOf("synthetic.misalignment", v.Misalignment, Misalignments()...),
	)
}

func syntheticFields() fields {
	number := jsonschema.Number
	return fields{
		"Spec.synthetic": jsonschema.About("for kinds diversity and table: the generator of the synthetic table"),

		"Synthetic.items":    number(MinItems, MaxItems, DefaultItems, "items"),
		"Synthetic.agents":   number(1, MaxRoster, DefaultRoster, "agents"),
		"Synthetic.criteria": number(1, MaxCriteria, DefaultCriteria, "criteria that everybody weighs"),
		"Synthetic.bias":     number(0, 1, DefaultBias, "how far agents' weights are from the user's"),
		"Synthetic.misalignment": jsonschema.Choice(MisalignedGoals, "goals: each agent weighs criteria in a way of "+
			"its own; bias: all in the same other way; noise: as the user, with errors instead", Misalignments()...),
		"Synthetic.noise": number(0, MaxScoreNoise, DefaultScoreNoise, "noise of each agent's score"),
	}
}

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
