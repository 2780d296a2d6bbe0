package quantal

import (
	"math"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// direct computes a party's payoff at belief q by the definition: Bayes' rule for the
// posterior over states given the belief over x_B and the private signal, then the logit.
func direct(g *belief.Game, q []float64, lambda float64, party int) float64 {
	total := 0.0
	states := make([]float64, g.States) // P(y|q)
	for s, p := range q {
		if p == 0 {
			continue // an impossible signal
		}
		ps := 0.0
		for y, mu := range g.Prior {
			ps += mu * g.AgentSignal.At(y, s)
		}
		for y, mu := range g.Prior {
			states[y] += p * mu * g.AgentSignal.At(y, s) / ps
		}
	}
	utility := g.User
	if party > 0 {
		utility = g.Agents[party-1]
	}
	for x := range g.UserSignal.Cols {
		px := 0.0
		for y, p := range states {
			px += p * g.UserSignal.At(y, x)
		}
		sum, value := 0.0, 0.0
		for a := range g.Actions {
			score := 0.0
			for y, p := range states {
				score += p * g.UserSignal.At(y, x) / px * g.User.At(a, y)
			}
			weight := math.Exp(lambda * score)
			sum += weight
			for y, p := range states {
				value += weight * p * g.UserSignal.At(y, x) * utility.At(a, y)
			}
		}
		total += value / sum
	}
	return total
}

func TestPayoffsAreTheDefinition(t *testing.T) {
	for seed := range randgame.Seeds(200) {
		r := source(seed)
		g := variedGame(r)
		var table Table
		table.Set(g)
		q, lambda := randgame.Inside(r, len(table.Signals)), r.Float64()*50
		out, all := make([]float64, table.Parties), make([]float64, g.AgentSignal.Cols)
		table.At(q, lambda, out)
		for k, s := range table.Signals {
			all[s] = q[k]
		}
		for i, got := range out {
			if want := direct(g, all, lambda, i); math.Abs(got-want) > 1e-12 {
				t.Fatalf("seed %d: party %d has %g, want %g", seed, i, got, want)
			}
		}
	}
}

func TestUniformPlayAtLambdaZero(t *testing.T) {
	for seed := range randgame.Seeds(100) {
		r := source(seed)
		g := variedGame(r)
		var table Table
		table.Set(g)
		sigma := make([]float64, g.Actions)
		if !table.Response(randgame.Inside(r, len(table.Signals)), 0, 0, sigma) {
			t.Fatalf("seed %d: a signal of positive probability is reported impossible", seed)
		}
		for a, p := range sigma {
			if p != 1/float64(g.Actions) {
				t.Errorf("seed %d: action %d has probability %g", seed, a, p)
			}
		}
	}
}

func TestResponseIsStable(t *testing.T) {
	g := randgame.Game(source(1), 2, 2, 1)
	g.User = belief.Matrix{Rows: 2, Cols: 2, Data: []float64{1, 0, 0, 1}}
	var table Table
	table.Set(g)
	out := make([]float64, 2)
	table.Response([]float64{1, 0}, 0, 1000, out)
	if out[0] != 1 || out[1] != math.Exp(-1000) {
		t.Errorf("response at a certain belief, lambda 1000: %v", out)
	}
}

func TestImpossibleSignalsAreDropped(t *testing.T) {
	g := randgame.Game(source(2), 3, 2, 2)
	g.Prior = []float64{0.4, 0, 0.6}
	// The user's second signal occurs in the impossible state only.
	g.UserSignal = belief.Matrix{Rows: 3, Cols: 2, Data: []float64{1, 0, 0, 1, 1, 0}}
	var table Table
	table.Set(g)
	if len(table.Signals) != 2 || table.Signals[0] != 0 || table.Signals[1] != 2 {
		t.Fatalf("signals %v, want 0 and 2", table.Signals)
	}
	out := make([]float64, 3)
	if table.Response(table.Prior, 1, 5, out[:2]) {
		t.Error("an impossible private signal has a response")
	}
	var s Solver
	a := s.Solve(g, 5, 0)
	if err := Check(g, 0, a); err != nil || math.IsNaN(a.Worst.User) {
		t.Errorf("worst %g, check: %v", a.Worst.User, err)
	}
}

// TestOneSignalLeft: when the prior is certain nothing can be told.
func TestOneSignalLeft(t *testing.T) {
	g := randgame.Game(source(3), 2, 3, 2)
	g.Prior = []float64{0, 1}
	var s Solver
	a := s.Solve(g, 7, 0)
	if !a.Solved || a.Worst.User != a.None || a.Best.User != a.None || a.Full != a.None {
		t.Errorf("worst %g, best %g, full %g, none %g: all must be equal", a.Worst.User, a.Best.User, a.Full, a.None)
	}
	if err := Check(g, 0, a); err != nil {
		t.Error(err)
	}
}
