package engine

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
	"github.com/emergent-alignment/emergent/engine/linprog"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// tampered lists results with one claim changed, each by the field that must be reported.
var tampered = []struct {
	name, field string
	change      func(*Result)
}{
	{"version", "version", func(r *Result) { r.Version = 2 }},
	{"opt", "benchmarks.opt", func(r *Result) { r.Benchmarks.Opt += 1e-6 }},
	{"none", "benchmarks.none", func(r *Result) { r.Benchmarks.None -= 1e-6 }},
	{"full", "benchmarks.full[1]", func(r *Result) { r.Benchmarks.Full[1] += 1e-6 }},
	{"full too short", "benchmarks.full", func(r *Result) { r.Benchmarks.Full = nil }},
	{"monopoly's agent", "benchmarks.monopoly[0].agent", func(r *Result) { r.Benchmarks.Monopoly[0].Agent = "x" }},
	{"monopoly's value", "benchmarks.monopoly[1].low", func(r *Result) { r.Benchmarks.Monopoly[1].Value += 1e-6 }},
	{"monopoly's user", "benchmarks.monopoly[0].high", func(r *Result) { r.Benchmarks.Monopoly[0].User[1] += 1e-6 }},
	{"monopoly's plane", "benchmarks.monopoly[0].low", func(r *Result) { r.Benchmarks.Monopoly[0].Plane[0] -= 1e-3 }},
	{"monopoly left out", "benchmarks.monopoly", func(r *Result) { r.Benchmarks.Monopoly = r.Benchmarks.Monopoly[:1] }},
	{"variant", "alignment.combination", func(r *Result) { r.Alignment.Combination = Conic }},
	{"epsilon too low", "alignment", func(r *Result) { r.Alignment.Epsilon -= 1e-6 }},
	{"epsilon too high", "alignment", func(r *Result) { r.Alignment.Epsilon += 1e-6 }},
	{"weights", "alignment", func(r *Result) { r.Alignment.Weights[0] += 1e-6 }},
	{"direction", "alignment", func(r *Result) { r.Alignment.Direction[0][0] += 1e-6 }},
	{"direction of a wrong shape", "alignment", func(r *Result) { r.Alignment.Direction[0] = nil }},
	{"offset", "alignment", func(r *Result) { r.Alignment.Offset[0] += 1e-6 }},
	{"inside", "alignment.inside", func(r *Result) { r.Alignment.Inside = !r.Alignment.Inside }},
	{"depth", "alignment.depth", func(r *Result) { r.Alignment.Depth = 1 }},
	{"best agent's index", "alignment.bestAgent.index", func(r *Result) { r.Alignment.BestAgent.Index = nil }},
	{"best agent", "alignment.bestAgent.max", func(r *Result) { *r.Alignment.BestAgent.Index ^= 1 }},
	{"average", "alignment.average.max", func(r *Result) { r.Alignment.Average.Max += 1e-6 }},
	{"average in the mean", "alignment.average.rms", func(r *Result) { r.Alignment.Average.RMS -= 1e-6 }},
	{"least squares", "alignment.leastSquares.rms", func(r *Result) { r.Alignment.LeastSquares.RMS -= 1e-6 }},
	{"not the least squares", "alignment.leastSquares.weights",
		func(r *Result) { r.Alignment.LeastSquares.Weights = []float64{0.5, 0.5} }},
	{"worst", "equilibria.worst", func(r *Result) { r.Equilibria.Worst.User -= 1e-6 }},
	{"agents' payoffs", "equilibria.best", func(r *Result) { r.Equilibria.Best.Agents[0] += 1e-6 }},
	{"gap", "equilibria.best.gap", func(r *Result) { r.Equilibria.Best.Gap = 1 }},
	{"probability", "equilibria.worst", func(r *Result) { r.Equilibria.Worst.Posteriors[0].Probability += 1e-6 }},
	{"belief", "equilibria.worst", func(r *Result) { r.Equilibria.Worst.Posteriors[0].Belief[0] -= 1e-6 }},
	{"strategy", "equilibria.worst", func(r *Result) { r.Equilibria.Worst.Posteriors[0].Strategy[0] ^= 1 }},
	{"planes", "equilibria.worst", func(r *Result) { r.Equilibria.Worst.Posteriors[0].Planes[1] = []float64{2, 2} }},
	{"floor", "floor", func(r *Result) { r.Floor.Value += 1e-6 }},
	{"floor for any response", "floor", func(r *Result) { r.Floor.AnyResponse += 1e-6 }},
	{"floor's weights", "floor", func(r *Result) { r.Floor.Weights = nil }},
	{"a rung", "ladder.opt", func(r *Result) { r.Ladder.Opt += 1e-6 }},
	{"order of rungs", "ladder.bound", func(r *Result) { r.Ladder.Bound = 1 }},
	{"selection worst", "selection.worst", func(r *Result) { r.Selection.Worst -= 1e-6 }},
	{"selection equilibrium", "selection", func(r *Result) { r.Selection.Equilibria[0].Agent = 2 }},
	{"selection frontier", "selection.frontiers[0][1].value",
		func(r *Result) { r.Selection.Frontiers[0][1].Value += 1 }},
	{"selection path", "selection.path[1].user", func(r *Result) { r.Selection.Path[1].User = 0 }},
	{"selection bound", "selection.evaluation.bound", func(r *Result) { r.Selection.Evaluation.Bound += 1e-6 }},
	{"quantal lambda", "quantal.lambda", func(r *Result) { r.Quantal.Lambda = 13 }},
	{"quantal full", "quantal.full", func(r *Result) { r.Quantal.Full += 1e-6 }},
	{"quantal agents", "quantal.agents[0]", func(r *Result) { r.Quantal.Agents[0] += 1e-6 }},
	{"quantal none", "quantal.none", func(r *Result) { r.Quantal.None += 1e-6 }},
	{"quantal bound", "quantal.boundLambda", func(r *Result) { r.Quantal.BoundLambda = nil }},
	{"quantal floor", "quantal.floor", func(r *Result) { r.Quantal.Floor += 1e-6 }},
	{"quantal worst", "quantal.worst", func(r *Result) { *r.Quantal.Worst -= 1e-6 }},
	{"quantal interval too low", "quantal.worstInterval", func(r *Result) {
		r.Quantal.WorstInterval[0] -= 1e-4
		*r.Quantal.Worst -= 1e-4
	}},
	{"quantal interval too high", "quantal.bestInterval", func(r *Result) { r.Quantal.BestInterval[1] += 1e-4 }},
	{"quantal posterior", "quantal.bestPosteriors, mean",
		func(r *Result) { r.Quantal.BestPosteriors[0].Belief[0] += 1e-6 }},
}

func TestCheckFindsWrongClaims(t *testing.T) {
	s := apply(t, rivals(t), SetResponse{Response{Kind: Quantal, Lambda: 12}})
	s = apply(t, s, SetSelection{Selection{Samples: 20}})
	good := Solve(s)
	if failures := Check(s, good).Failures; len(failures) > 0 {
		t.Fatalf("the untouched result: %v", &failures[0])
	}
	for _, row := range tampered {
		t.Run(row.name, func(t *testing.T) {
			r, err := throughJSON(good)
			if err != nil {
				t.Fatal(err)
			}
			row.change(&r)
			failures := Check(s, r).Failures
			for _, f := range failures {
				if f.Field == row.field {
					return
				}
			}
			t.Errorf("failures %v, want one of %s", failures, row.field)
		})
	}
}

// rivals is the trial with a prosecutor and a defender of slightly mixed motives, so that
// nothing in its result is zero by symmetry.
func rivals(t *testing.T) Scenario {
	t.Helper()
	s := parseFull(t)
	s.UserSignal, s.AgentSignal, s.Response, s.Conversation = nil, nil, nil, nil
	s.UserSignalNames, s.SignalNames = nil, nil
	return apply(t, s, SetWeights{1, []float64{0.1, 0, 0.9}})
}

// TestCheckSurvivesAnything: a result of any shape is refused or accepted, never a panic.
// Every list of a good result is emptied, and every number made huge, one at a time.
func TestCheckSurvivesAnything(t *testing.T) {
	s := apply(t, rivals(t), SetResponse{Response{Kind: Quantal, Lambda: 12}})
	s = apply(t, s, SetSelection{Selection{Samples: 20}})
	good, err := json.Marshal(Solve(s))
	if err != nil {
		t.Fatal(err)
	}
	tried, step := 0, 3
	if os.Getenv("EMERGENT_TAMPERED") != "" {
		step = 1
	}
	for _, damage := range []func(reflect.Value) bool{emptied, enlarged} {
		for nth := 0; ; nth += step {
			r, err := ParseResult(good)
			if err != nil {
				t.Fatal(err)
			}
			if left := nth; !damageNth(reflect.ValueOf(&r).Elem(), &left, damage) {
				break
			}
			Check(s, r)
			tried++
		}
	}
	if tried < 100/step {
		t.Errorf("only %d results were tried", tried)
	}
}

// damageNth damages the part of v after left others that could be damaged too.
func damageNth(v reflect.Value, left *int, damage func(reflect.Value) bool) bool {
	before := reflect.New(v.Type()).Elem()
	before.Set(v)
	if damage(v) {
		if *left--; *left < 0 {
			return true
		}
		v.Set(before)
	}
	switch v.Kind() {
	case reflect.Pointer:
		return !v.IsNil() && damageNth(v.Elem(), left, damage)
	case reflect.Struct:
		for i := range v.NumField() {
			if damageNth(v.Field(i), left, damage) {
				return true
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if damageNth(v.Index(i), left, damage) {
				return true
			}
		}
	}
	return false
}

func emptied(v reflect.Value) bool {
	if v.Kind() != reflect.Slice {
		return false
	}
	v.SetZero()
	return true
}

func enlarged(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Float64:
		v.SetFloat(-1e300)
	case reflect.Int:
		v.SetInt(1 << 40)
	default:
		return false
	}
	return true
}

// solverCalls are the methods of the engine's packages that optimise.
var solverCalls = map[string]bool{
	"Solve": true, "Compare": true, "Depth": true, "Epsilon": true, "Equilibria": true, "Floors": true,
	"Monopolies": true, "Monopoly": true, "Extreme": true, "Map": true, "Gains": true, "Splits": true,
	"Support": true, "Plane": true, "Improvable": true, "Mixture": true, "Certify": true,
}

// TestCheckCallsNoSolver reads the calls in the files that check, here and in the packages beneath.
func TestCheckCallsNoSolver(t *testing.T) {
	var paths []string
	for _, pattern := range []string{"check*.go", "*/check*.go", "align/certificate*.go"} {
		list, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, list...)
	}
	if len(paths) < 20 {
		t.Fatalf("only %q check", paths)
	}
	for _, path := range paths {
		if path == "linprog/check.go" || strings.HasSuffix(path, "_test.go") {
			continue // that one is about programs, and of their package
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range optimizingCalls(file) {
			t.Errorf("%s calls %s", path, name)
		}
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range sources { // a section may check in its own file
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != "check" && f.Name.Name != "missing" {
				continue
			}
			for _, name := range callsToSolvers(f) {
				t.Errorf("%s: %s calls %s", path, f.Name.Name, name)
			}
		}
	}
}

// TestCheckSolvesNoProgram counts the linear programs that are posed, and the climbs to envelopes,
// while results of all kinds are checked, whatever function asks for them.
func TestCheckSolvesNoProgram(t *testing.T) {
	for seed := range uint64(randgame.Seeds(20)) {
		s := tamperable(rand.New(rand.NewPCG(15, seed)))
		r := Solve(s)
		programs, climbs := 0, 0
		end := []func(){linprog.RefuseAll(func(linprog.Problem) bool { programs++; return false }),
			persuasion.OnClimb(func() { climbs++ })}
		report := Check(s, r)
		for _, f := range end {
			f()
		}
		if programs+climbs > 0 {
			t.Errorf("seed %d: check poses %d programs and climbs %d times", seed, programs, climbs)
		}
		if len(report.Failures) > 0 {
			t.Errorf("seed %d: %v", seed, report.Failures)
		}
	}
}

func optimizingCalls(file *ast.File) (names []string) {
	for _, spec := range file.Imports {
		if strings.HasSuffix(spec.Path.Value, `/linprog"`) {
			names = append(names, "package linprog")
		}
	}
	return append(names, callsToSolvers(file)...)
}

func callsToSolvers(of ast.Node) (names []string) {
	ast.Inspect(of, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch f := call.Fun.(type) {
		case *ast.SelectorExpr:
			if solverCalls[f.Sel.Name] {
				names = append(names, f.Sel.Name)
			}
		case *ast.Ident:
			if solverCalls[f.Name] {
				names = append(names, f.Name)
			}
		}
		return true
	})
	return names
}

// TestOptimizingCallsFinds makes sure that the test above can fail.
func TestOptimizingCallsFinds(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "equilibria.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	if names := optimizingCalls(file); len(names) < 3 {
		t.Errorf("found only %v in equilibria.go", names)
	}
}
