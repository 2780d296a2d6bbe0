package belief

import (
	"math"
	"math/rand/v2"
	"testing"
)

func matrix(rows ...[]float64) Matrix {
	m := NewMatrix(len(rows), len(rows[0]))
	for r, row := range rows {
		copy(m.Row(r), row)
	}
	return m
}

// judge is the trial of [KG]: prior 0.3 of guilt, and the prosecutor wants a conviction.
func judge(userSignal, agentSignal Matrix) Game {
	return Game{
		States: 2, Actions: 2,
		Prior:      []float64{0.7, 0.3},
		User:       matrix([]float64{1, 0}, []float64{0, 1}),
		Agents:     []Matrix{matrix([]float64{0, 0}, []float64{1, 1})},
		UserSignal: userSignal, AgentSignal: agentSignal,
	}
}

var (
	nothing = matrix([]float64{1}, []float64{1})
	state   = matrix([]float64{1, 0}, []float64{0, 1})
	noisy   = matrix([]float64{0.8, 0.2}, []float64{0.3, 0.7})
)

// TestValues: each number is worked out in the comment beside it.
func TestValues(t *testing.T) {
	rows := []struct {
		name            string
		g               Game
		opt, none, full float64
	}{
		{"defaults", judge(nothing, state), 1, 0.7, 0.3},
		// x_A = 0: max(0.56, 0.09), x_A = 1: max(0.14, 0.21); convicts at x_A = 1 if nothing is said.
		{"she sees something", judge(noisy, state), 1, 0.77, 0.3},
		{"agents see something", judge(nothing, noisy), 0.77, 0.7, 0.35},
		// pairs: (0,0) 0.448|0.027, (0,1) 0.112|0.063, (1,0) the same, (1,1) 0.028|0.147.
		{"both see something", judge(noisy, noisy), 0.448 + 0.112 + 0.112 + 0.147, 0.77, 0.175},
		{"agents see nothing", judge(noisy, nothing), 0.77, 0.77, 0.35},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			near(t, "OPT", row.g.Opt(), row.opt)
			near(t, "NONE", row.g.None(), row.none)
			near(t, "F_0", row.g.Full(nil)[0], row.full)
		})
	}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12 {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// TestChooseTies: a tie, also one spoilt by rounding, goes to the lower index; signals of
// probability zero have an action too.
func TestChooseTies(t *testing.T) {
	g := judge(nothing, state)
	for _, row := range []struct {
		weights []float64
		want    int
	}{
		{[]float64{0.5, 0.5}, 0},
		{[]float64{0.5, 0.5 + 1e-15}, 0},
		{[]float64{0.1 + 0.2, 0.3}, 0},
		{[]float64{0.3, 0.1 + 0.2}, 0},
		{[]float64{0.5, 0.5 + 1e-12}, 1}, // what was written so is no tie
		{[]float64{0.5, 0.5 + 1e-6}, 1},
		{[]float64{1e-9, 2e-9}, 1}, // in any scale
		{[]float64{0, 0}, 0},
	} {
		if got := g.Choose(row.weights); got != row.want {
			t.Errorf("Choose(%v) = %d, want %d", row.weights, got, row.want)
		}
	}
}

// TestValueLaws: NONE <= OPT <= 1; seeing the state beats seeing less; and renaming
// signals changes nothing.
func TestValueLaws(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		g := randomGame(rng)
		opt, none := g.Opt(), g.None()
		if !(none <= opt+1e-12 && opt <= 1+1e-12) {
			t.Fatalf("NONE = %v, OPT = %v", none, opt)
		}
		swapped := g
		swapped.AgentSignal = reversed(g.AgentSignal)
		near(t, "OPT with signals renamed", swapped.Opt(), opt)
		swapped.AgentSignal = identity(g.States)
		if swapped.Opt() < opt-1e-12 {
			t.Fatalf("agents who see the state give %v, less than %v", swapped.Opt(), opt)
		}
		near(t, "NONE whatever agents see", swapped.None(), none)
	}
}

func identity(n int) Matrix {
	m := NewMatrix(n, n)
	for y := range n {
		m.Set(y, y, 1)
	}
	return m
}

func reversed(m Matrix) Matrix {
	r := NewMatrix(m.Rows, m.Cols)
	for y := range m.Rows {
		for x := range m.Cols {
			r.Set(y, x, m.At(y, m.Cols-1-x))
		}
	}
	return r
}

func randomGame(rng *rand.Rand) Game {
	n, m := 2+rng.IntN(4), 2+rng.IntN(4)
	g := Game{States: n, Actions: m, Prior: randomRows(rng, 1, n).Row(0), User: randomUtility(rng, m, n)}
	for range 1 + rng.IntN(3) {
		g.Agents = append(g.Agents, randomUtility(rng, m, n))
	}
	g.UserSignal, g.AgentSignal = randomRows(rng, n, 1+rng.IntN(3)), randomRows(rng, n, 1+rng.IntN(4))
	return g
}

func randomUtility(rng *rand.Rand, rows, cols int) Matrix {
	m := NewMatrix(rows, cols)
	for i := range m.Data {
		m.Data[i] = rng.Float64()
	}
	return m
}

func randomRows(rng *rand.Rand, rows, cols int) Matrix {
	m := randomUtility(rng, rows, cols)
	for r := range rows {
		sum := 0.0
		for _, x := range m.Row(r) {
			sum += x
		}
		for c := range cols {
			m.Set(r, c, m.At(r, c)/sum)
		}
	}
	return m
}
