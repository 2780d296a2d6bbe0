package equilibrium

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// reference is a file of engine/testdata/cases: a scenario and what an independent solver
// says of it. Files with ties were computed in a numerically lowered game, which is why
// their tolerance is larger.
type reference struct {
	Scenario struct {
		Prior    []float64
		Criteria []struct{ Utility [][]float64 }
		User     party
		Agents   []party

		UserSignal, AgentSignal [][]float64
	}
	Expect struct {
		Tolerance, Opt, None float64
		Worst, Best          *float64
		Floor, FloorAny      *float64
		Monopoly             []struct {
			Value float64
			User  [2]float64
		}
	}
}

type party struct {
	Weights []float64
	Utility [][]float64
}

func (f *reference) game() belief.Game {
	s := &f.Scenario
	n := len(s.Prior)
	g := belief.Game{States: n, Prior: s.Prior}
	g.User = f.utility(s.User)
	g.Actions = g.User.Rows
	for _, p := range s.Agents {
		g.Agents = append(g.Agents, f.utility(p))
	}
	g.UserSignal, g.AgentSignal = randgame.Blind(n), randgame.Sighted(n)
	if s.UserSignal != nil {
		g.UserSignal = matrix(s.UserSignal)
	}
	if s.AgentSignal != nil {
		g.AgentSignal = matrix(s.AgentSignal)
	}
	return normalized(g)
}

func (f *reference) utility(p party) belief.Matrix {
	if p.Utility != nil {
		return matrix(p.Utility)
	}
	var u belief.Matrix
	for j, w := range p.Weights {
		phi := matrix(f.Scenario.Criteria[j].Utility)
		if j == 0 {
			u = belief.NewMatrix(phi.Rows, phi.Cols)
		}
		for k, v := range phi.Data {
			u.Data[k] += w * v
		}
	}
	return u
}

// normalized makes the prior and the rows of both experiments sum to 1.
func normalized(g belief.Game) belief.Game {
	randgame.Scale(g.Prior)
	for y := range g.States {
		randgame.Scale(g.UserSignal.Row(y))
		randgame.Scale(g.AgentSignal.Row(y))
	}
	return g
}

func matrix(rows [][]float64) belief.Matrix {
	m := belief.NewMatrix(len(rows), len(rows[0]))
	for r, row := range rows {
		copy(m.Row(r), row)
	}
	return m
}

func TestReferenceCases(t *testing.T) {
	paths, err := filepath.Glob("../testdata/cases/*.json")
	if err != nil || len(paths) != 52 {
		t.Fatalf("found %d reference cases (error %v), want 52", len(paths), err)
	}
	var solver Solver
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var file reference
			if err := json.Unmarshal(data, &file); err != nil {
				t.Fatal(err)
			}
			checkReference(t, &solver, &file)
		})
	}
}

func checkReference(t *testing.T, solver *Solver, file *reference) {
	want := file.Expect
	g := file.game()
	a, err := solver.Solve(g)
	if err != nil {
		t.Fatal(err)
	}
	same := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= file.Expect.Tolerance) {
			t.Errorf("%s = %.8f, want %.8f", what, got, want)
		}
	}
	same("opt", a.Opt, want.Opt)
	same("none", a.None, want.None)
	for i, m := range want.Monopoly {
		same("monopoly value", a.Monopolies[i].Value, m.Value)
		same("monopoly user low", a.Monopolies[i].UserLow, m.User[0])
		same("monopoly user high", a.Monopolies[i].UserHigh, m.User[1])
	}
	if want.Worst == nil || want.Best == nil || len(want.Monopoly) != len(g.Agents) {
		t.Fatal("the file lacks expectations")
	}
	same("worst", a.Worst.User, *want.Worst)
	same("best", a.Best.User, *want.Best)
	if want.Floor != nil {
		same("floor", a.Floor.Value, *want.Floor)
		same("floor for any response", a.Floor.AnyResponse, *want.FloorAny)
	}
	checkAnswer(t, solver, &a)
}

// checkAnswer verifies all certificates of an answer by arithmetic.
func checkAnswer(t *testing.T, solver *Solver, a *Answer) {
	t.Helper()
	if err := solver.Check(&a.Worst); err != nil {
		t.Errorf("worst equilibrium: %v", err)
	}
	if err := solver.Check(&a.Best); err != nil {
		t.Errorf("best equilibrium: %v", err)
	}
	if err := solver.CheckFloor(&a.Floor); err != nil {
		t.Errorf("floor: %v", err)
	}
}
