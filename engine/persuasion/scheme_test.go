package persuasion

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

func monopoly(t *testing.T, p *Space, g belief.Game) Monopoly {
	t.Helper()
	load(t, p, g)
	var e Envelope
	e.Load(p, 1)
	var m Monopoly
	new(Schemer).Monopoly(&m, &e)
	return m
}

// TestProsecutor is the example of Kamenica & Gentzkow (2011), page 2591: prior of guilt
// 0.3, the prosecutor convicts with probability 0.6, at posteriors 0 and 0.5.
func TestProsecutor(t *testing.T) {
	var p Space
	m := monopoly(t, &p, game([]float64{0.7, 0.3}, [][]float64{{1, 0}, {0, 1}}, [][]float64{{0, 0}, {1, 1}}))
	want := []struct {
		guilt, probability float64
		action             uint8
	}{{0, 0.4, 0}, {0.5, 0.6, 1}}
	if math.Abs(m.Value-0.6) > 1e-12 || math.Abs(m.UserLow-0.7) > 1e-12 || math.Abs(m.UserHigh-0.7) > 1e-12 {
		t.Errorf("value %.12g, user [%.12g, %.12g]; want 0.6, [0.7, 0.7]", m.Value, m.UserLow, m.UserHigh)
	}
	for _, scheme := range []Scheme{m.Low, m.High} {
		if len(scheme) != len(want) {
			t.Fatalf("%d posteriors, want 2", len(scheme))
		}
		for _, w := range want {
			if !slices.ContainsFunc(scheme, func(part Part) bool {
				pair := p.Pairs[part.Pair]
				return math.Abs(p.Beliefs[pair.Belief].At[1]-w.guilt) < 1e-12 &&
					math.Abs(part.Probability-w.probability) < 1e-12 && p.Regions[pair.Region].Strategy[0] == w.action
			}) {
				t.Errorf("no posterior %+v in %+v", w, scheme)
			}
		}
	}
}

// TestMonopolyByHand: cases in which the user's value is an interval or the tie rule decides.
func TestMonopolyByHand(t *testing.T) {
	match := [][]float64{{1, 0}, {0, 1}}
	for _, c := range []struct {
		name             string
		prior            []float64
		user, agent      [][]float64
		value, low, high float64
	}{
		{"indifferent agent", []float64{0.7, 0.3}, match, [][]float64{{0.5, 0.5}, {0.5, 0.5}}, 0.5, 0.7, 1},
		{"aligned agent", []float64{0.7, 0.3}, match, match, 1, 1, 1},
		{"opposed agent", []float64{0.7, 0.3}, match, [][]float64{{0, 1}, {1, 0}}, 0.3, 0.7, 0.7},
		{"likes action 0, but she only takes 0 when indifferent", []float64{0.7, 0.3},
			[][]float64{{0, 0}, {0, 0}}, [][]float64{{1, 1}, {0, 0}}, 1, 0, 0},
		{"likes action 1, but she never takes it when indifferent", []float64{0.7, 0.3},
			[][]float64{{0, 0}, {0, 0}}, [][]float64{{0, 0}, {1, 1}}, 0, 0, 0},
		// Action 1 is as good as 0 at the first state, strictly better as soon as the second
		// is possible at all: an agent who wants it need hardly tell her anything.
		{"a tie at a certain state is left by any doubt", []float64{0.7, 0.3},
			[][]float64{{1, 0}, {1, 1}}, [][]float64{{0, 0}, {1, 1}}, 1, 1, 1},
		{"and by the smallest doubt", []float64{1 - 1e-12, 1e-12},
			[][]float64{{1, 0}, {1, 1}}, [][]float64{{0, 0}, {1, 1}}, 1, 1, 1},
		// With the prior certain there is no doubt, and the rule says action 0.
		{"and stays when there is none", []float64{1, 0},
			[][]float64{{1, 0}, {1, 1}}, [][]float64{{0, 0}, {1, 1}}, 0, 1, 1},
		// The hedge is best at one belief only; its index is the lowest, so it is taken there.
		{"a flat region", []float64{0.5, 0.5}, [][]float64{{0.5, 0.5}, {1, 0}, {0, 1}},
			[][]float64{{1, 1}, {0, 0}, {0, 0}}, 1, 0.5, 0.5},
		{"no flat region", []float64{0.5, 0.5}, [][]float64{{1, 0}, {0, 1}, {0.5, 0.5}},
			[][]float64{{0, 0}, {0, 0}, {1, 1}}, 0, 0.5, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var p Space
			m := monopoly(t, &p, game(c.prior, c.user, c.agent))
			if math.Abs(m.Value-c.value) > 1e-9 || math.Abs(m.UserLow-c.low) > 1e-9 ||
				math.Abs(m.UserHigh-c.high) > 1e-9 {
				t.Errorf("value %.9g, user [%.9g, %.9g]; want %g, [%g, %g]",
					m.Value, m.UserLow, m.UserHigh, c.value, c.low, c.high)
			}
		})
	}
}

// TestMonopolyLaws: an optimal scheme is plausible, earns the value the plane proves, no
// less than silence and full disclosure, and orders the user's ends.
func TestMonopolyLaws(t *testing.T) {
	var p Space
	randgame.Each(t, 600, func(r *rand.Rand) {
		levels := [][]float64{nil, {0, 0.5, 1}, {0, 1}}[r.IntN(3)]
		m := monopoly(t, &p, random(r, 2+r.IntN(4), 2+r.IntN(4), 1, r.IntN(3), levels))
		if err := p.CheckMonopoly(1, &m); err != nil {
			t.Error(err)
		}
		if proved := m.Plane.Dot(&p.Prior, p.N); math.Abs(proved-m.Value) > 1e-9 {
			t.Errorf("the plane proves %.9g, the value is %.9g", proved, m.Value)
		}
		if disclosed := p.Expect(1, p.Disclose(nil)); m.Value < disclosed-1e-9 {
			t.Errorf("value %.9g, full disclosure %.9g", m.Value, disclosed)
		}
		full := p.Expect(User, p.Disclose(nil))
		if m.UserLow > m.UserHigh+1e-9 || m.UserHigh > full+1e-9 {
			t.Errorf("user [%.9g, %.9g], all disclosed %.9g", m.UserLow, m.UserHigh, full)
		}
	})
}

// TestRestate: a scheme whose mean misses the prior by rounding is put right.
func TestRestate(t *testing.T) {
	var p Space
	load(t, &p, game([]float64{0.7, 0.3}, [][]float64{{1, 0}, {0, 1}}))
	border := slices.IndexFunc(p.Pairs, func(q Pair) bool { return q.Region == 1 && p.Beliefs[q.Belief].Support == 3 })
	scheme := Scheme{{p.Rule[0], 0.4 + 1e-9}, {border, 0.6 - 2e-9}}
	p.Restate(scheme)
	if math.Abs(scheme[1].Probability-0.6) > 1e-14 || math.Abs(scheme[0].Probability-0.4) > 1e-14 {
		t.Errorf("restated to %v, want 0.4 and 0.6", scheme)
	}
}
