package equilibrium

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// TestIndifferentLaws: without indifference the worst is the worst equilibrium (where payoffs
// tie it may be less: a gain that vanishes with delta is one, however little it takes to be
// ignored); with more of
// it the worst falls, ever more slowly (it is convex), and is nothing said at last, or less;
// its proof holds. Law: worst(eta) >= floor for any response - eta times its weights.
func TestIndifferentLaws(t *testing.T) {
	var s Solver
	randgame.Each(t, 300, func(r *rand.Rand) {
		c := drawShape(r)
		c.agents++
		a := solve(t, &s, c.draw(r))
		worst, bound, weights := a.Worst.User, a.Floor.AnyResponse, 0.0
		for _, w := range a.Floor.AnyWeights {
			weights += w
		}
		if err := s.Gains(); err != nil {
			t.Fatal(err)
		}
		var values []float64
		var points []Indifferent
		for k := range 6 {
			eta := 0.02 * float64(k)
			d, err := s.Indifferent(eta)
			if err != nil {
				t.Fatal(err)
			}
			points = append(points, d)
			if d.Worst < bound-weights*eta-1e-7*(1+weights) {
				t.Errorf("eta %g: worst %g under the bound %g - %g eta", eta, d.Worst, bound, weights)
			}
			values = append(values, d.Worst)
		}
		if values[0] > worst+1e-8 || s.Space.Tieless() && c.levels == nil && values[0] < worst-1e-8 {
			t.Errorf("without indifference %.12g, the worst equilibrium is %.12g", values[0], worst)
		}
		list, ok := s.Splits(points)
		if err := s.Split(&list); err != nil || !ok {
			t.Fatal(err, ok)
		}
		for k := range points {
			if !s.CheckIndifferent(&points[k]) {
				t.Errorf("eta %g: its proof does not hold", points[k].Eta)
			}
		}
		for k := 1; k < len(values); k++ {
			if values[k] > values[k-1]+1e-9 || k > 1 && values[k]-2*values[k-1]+values[k-2] < -1e-8 {
				t.Errorf("worst values %v are not falling and convex", values)
			}
		}
	})
}

// TestIndifferentTrial: a prosecutor and a defender who ignore gains up to eta. Silence, which
// leaves the judge 0.7, gains the prosecutor 0.6 by its best split and the defender nothing;
// full disclosure gains nobody anything; so eta buys silence with probability eta/0.6.
func TestIndifferentTrial(t *testing.T) {
	var s Solver
	solve(t, &s, trial(conviction, acquittal))
	if err := s.Gains(); err != nil {
		t.Fatal(err)
	}
	d, err := s.Indifferent(0.06)
	if err != nil {
		t.Fatal(err)
	}
	if d.Worst > 1-0.3*0.1+1e-9 {
		t.Errorf("worst %g, but silence one time in ten leaves %g", d.Worst, 1-0.3*0.1)
	}
	good, prices, weights := d, slices.Clone(d.Prices), slices.Clone(d.Weights)
	for name, spoil := range map[string]func(){
		"a worst that is too high": func() { d.Worst += 1e-6 },
		"a price less":             func() { d.Prices = d.Prices[1:] },
		"a weight less":            func() { d.Weights = d.Weights[1:] },
		"a negative weight":        func() { d.Weights[0] = -1e-3 },
		"prices too high, and a worst as if their excess were added": func() {
			for k := range d.Prices {
				d.Prices[k] += 1e-3
			}
			d.Worst += 2e-3
		},
		"a worst as if the gains ignored were added": func() { d.Worst += 2 * d.Eta * (d.Weights[0] + d.Weights[1]) },
	} {
		d.Worst, d.Prices, d.Weights = good.Worst, slices.Clone(prices), slices.Clone(weights)
		if !s.CheckIndifferent(&d) {
			t.Fatal("put back it is refused")
		}
		if spoil(); s.CheckIndifferent(&d) {
			t.Errorf("%s: accepted", name)
		}
	}
}
