package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

const (
	good  = `{"version":1,"states":["x","y"],"actions":["a","b"],"prior":[0.7,0.3],"user":{"name":"U","utility":[[1,0],[0,1]]},"agents":[{"name":"A","utility":[[0,0],[1,1]]}]}`
	other = `{"version":1,"states":["x","y"],"actions":["a","b"],"prior":[0.5,0.5],"user":{"name":"U","utility":[[1,0],[0,1]]},"agents":[{"name":"A","utility":[[0,0],[1,1]]},{"name":"B","utility":[[1,1],[0,0]]}]}`
	bad   = `{"version":1,"states":["x","y"],"actions":["a","b"],"prior":[0.5,0.3],"user":{"name":"U","utility":[[1,0],[0,1]]},"agents":[{"name":"A","utility":[[0,0],[1,1]]}]}`
	table = "you,A,B\n0.5,0,1\n0.2,0.2,0.2\n0.6,1,0.2\n"
)

// files writes named contents into a fresh directory and makes it the current one, so that
// messages can be compared with their file names.
func files(t *testing.T, contents map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range contents {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

// outcome is what one run of the program did.
type outcome struct {
	status      int
	out, errors string
}

func emergent(stdin string, args ...string) outcome {
	var out, errs strings.Builder
	status := run(args, strings.NewReader(stdin), &out, &errs)
	return outcome{status, out.String(), errs.String()}
}

// want fails unless the run ended with status and said exactly these errors.
func (o outcome) want(t *testing.T, status int, errors string) {
	t.Helper()
	if o.status != status || o.errors != errors {
		t.Errorf("status %d, errors %q; want %d and %q", o.status, o.errors, status, errors)
	}
}

func TestSolveInOrder(t *testing.T) {
	files(t, map[string]string{"good.json": good, "other.json": other})
	o := emergent(other, "solve", "good.json", "-", "good.json")
	o.want(t, 0, "")
	lines := strings.Split(strings.TrimSuffix(o.out, "\n"), "\n")
	if len(lines) != 3 || lines[0] != lines[2] {
		t.Fatalf("%d lines, want 3 of which the first is the last:\n%s", len(lines), o.out)
	}
	for i, text := range []string{good, other, good} {
		s, err := engine.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.Marshal(engine.Solve(s))
		if err != nil {
			t.Fatal(err)
		}
		if lines[i] != string(want) {
			t.Errorf("line %d is %s, want what engine.Solve says: %s", i+1, lines[i], want)
		}
	}
}

func TestSolveKeepsWhatItPrinted(t *testing.T) {
	files(t, map[string]string{"good.json": good, "bad.json": bad})
	o := emergent("", "solve", "good.json", "bad.json", "good.json")
	o.want(t, 2, "emergent: bad.json: prior: sum is 0.8, must be 1\n")
	if strings.Count(o.out, "\n") != 1 || !json.Valid([]byte(o.out)) {
		t.Errorf("printed %q, want the one result before the bad file", o.out)
	}
}

func TestBadInput(t *testing.T) {
	files(t, map[string]string{
		"good.json": good, "bad.json": bad, "result.json": `{"version":1,"notes":[]}`,
		"large.json": good + strings.Repeat(" ", engine.MaxBytes), "table.csv": table,
		"holes.csv": "you,A\n1,\n", "unknown.json": `{"version":1,"notes":[],"colour":1}`,
	})
	rows := []struct {
		args, want string
	}{
		{"solve", "solve: no file given (emergent help solve)"},
		{"solve missing.json", "missing.json: no such file or directory"},
		{"solve .", ".: cannot be read: is a directory"},
		{"solve large.json", "large.json: file: is larger than 262144 bytes"},
		{"solve -", "standard input: scenario: is empty, must be a JSON object"},
		{"sing", `no command "sing" (emergent help lists the commands)`},
		{"help sing", `no command "sing" (emergent help lists the commands)`},
		{"fit", "fit: 0 tables given, must be one (emergent help fit)"},
		{"fit table.csv table.csv", "fit: 2 tables given, must be one (emergent help fit)"},
		{"fit table.csv -colour red", "fit: flag provided but not defined: -colour (emergent help fit)"},
		{"fit table.csv -tolerance x", `fit: invalid value "x" for flag -tolerance: parse error (emergent help fit)`},
		{"fit table.csv -tolerance NaN",
			"fit: alignment.tolerance: is NaN, must be between 0 and 1 (emergent help fit)"},
		{"fit table.csv -combination any",
			`fit: alignment.combination: is "any", must be convex or conic (emergent help fit)`},
		{"fit table.csv -offset state",
			`fit: alignment.offset: is "state", a table has no states: must be none or constant (emergent help fit)`},
		{"fit holes.csv", "holes.csv: rows 2 to 2, column 2 (A): no score in any of them, must have some: fill it in " +
			"or leave the column out"},
		{"fit missing.csv", "missing.csv: no such file or directory"},
		{"judge", "judge: 0 files given, must be the certificate of an answer (emergent help judge)"},
		{"judge good.json", "good.json: version: unknown field"},
		{"check good.json", "check: 1 files given, must be a scenario and a result (emergent help check)"},
		{"check bad.json result.json", "bad.json: prior: sum is 0.8, must be 1"},
		{"check good.json good.json", "good.json: states: unknown field"},
		{"check good.json unknown.json", "unknown.json: colour: unknown field"},
		{"schema both", "schema: must be followed by scenario, result, experiment, report or puzzle (emergent " +
			"help schema)"},
	}
	for _, row := range rows {
		t.Run(row.args, func(t *testing.T) {
			o := emergent("", strings.Fields(row.args)...)
			o.want(t, 2, "emergent: "+row.want+"\n")
			if o.out != "" {
				t.Errorf("printed %q", o.out)
			}
		})
	}
}

func TestFit(t *testing.T) {
	files(t, map[string]string{"table.csv": table})
	// Without an offset, items 1 and 3 ask for w_B = 0.5 and for w_A + 0.2 w_B = 0.6.
	o := emergent("", "fit", "-offset", "none", "table.csv", "-combination", "convex")
	o.want(t, 0, "")
	var fit engine.TableFit
	if err := json.Unmarshal([]byte(o.out), &fit); err != nil {
		t.Fatal(err)
	}
	a := fit.Alignment
	if !a.Inside || a.Epsilon > 1e-9 || abs(a.Weights[0]-0.5) > 1e-9 || fit.User != "you" || fit.Items != 3 ||
		len(fit.Agents) != 2 {
		t.Errorf("got %s", o.out)
	}
	if strings.Count(o.out, "\n") != 1 {
		t.Errorf("%d lines, want 1", strings.Count(o.out, "\n"))
	}
	// Double the user's scores: only a cone reaches her now.
	doubled := "you,A,B\n1,0,1\n0.4,0.2,0.2\n1.2,1,0.2\n"
	for combination, inside := range map[string]bool{"convex": false, "conic": true} {
		o := emergent(doubled, "fit", "-", "-offset", "none", "-combination", combination)
		o.want(t, 0, "")
		if got := strings.Contains(o.out, `"inside":true`); got != inside {
			t.Errorf("%s: inside %v, want %v", combination, got, inside)
		}
	}
}

func abs(x float64) float64 { return max(x, -x) }

func TestCheck(t *testing.T) {
	result := emergent(good, "solve", "-").out
	files(t, map[string]string{
		"good.json": good, "result.json": result, "empty.json": `{"version":1,"notes":[]}`,
		"wrong.json": strings.Replace(result, `"none":0.7`, `"none":0.71`, 1),
	})
	o := emergent("", "check", "good.json", "result.json")
	o.want(t, 0, "")
	if !strings.HasPrefix(o.out, "verified: benchmarks.opt, none and full; ") || strings.Count(o.out, "\n") != 1 {
		t.Errorf("printed %q", o.out)
	}
	o = emergent("", "check", "good.json", "wrong.json")
	o.want(t, 1, "emergent: wrong.json: 1 of its claims are wrong\n")
	if o.out != "wrong: benchmarks.none: is 0.71, arithmetic says 0.7\n" {
		t.Errorf("printed %q", o.out)
	}
	o = emergent("", "check", "good.json", "empty.json")
	o.want(t, 1, "emergent: empty.json: 7 of its claims are wrong\n")
	if !strings.HasPrefix(o.out, "wrong: benchmarks: is absent, and no note says why\n") {
		t.Errorf("printed %q", o.out)
	}
}

// TestLambdaCurveOfTheJudge: two equal prosecutors and a judge who errs, solved and checked by the command: at
// every lambda the worst equilibrium is, to the width of its interval, all that full disclosure gives: 1 from
// lambda = 20 on.
func TestLambdaCurveOfTheJudge(t *testing.T) {
	text, err := os.ReadFile("../../testdata/faults/quantal-tolerance-lam40.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, lambda := range []string{"1", "5", "20", "40", "100", "300", "1000"} {
		scenario := strings.Replace(string(text), `"lambda": 40`, `"lambda": `+lambda, 1)
		solved := emergent(scenario, "solve", "-")
		solved.want(t, 0, "")
		var r engine.Result
		if err := json.Unmarshal([]byte(solved.out), &r); err != nil {
			t.Fatal(err)
		}
		q := r.Quantal
		if low, high := q.WorstInterval[0], q.WorstInterval[1]; *q.Worst != low || low < q.Full-1e-4 ||
			high < q.Full-1e-9 {
			t.Errorf("lambda %s: worst %g in %v, full %g", lambda, *q.Worst, *q.WorstInterval, q.Full)
		}
		if len(lambda) > 1 && q.Full < 1-1e-8 {
			t.Errorf("lambda %s: full %g, not 1", lambda, q.Full)
		}
		files(t, map[string]string{"scenario.json": scenario, "result.json": solved.out})
		emergent("", "check", "scenario.json", "result.json").want(t, 0, "")
	}
}

func TestSchemaAndHelp(t *testing.T) {
	for args, want := range map[string]string{
		"schema": string(engine.Schema()), "schema scenario": string(engine.Schema()),
		"schema result": string(engine.ResultSchema()),
		"help":          usage, "--help": usage, "help fit": help["fit"], "fit --help": help["fit"],
		"solve -h": help["solve"],
	} {
		o := emergent("", strings.Fields(args)...)
		o.want(t, 0, "")
		if o.out != want {
			t.Errorf("%s printed %q", args, o.out)
		}
	}
	emergent("").want(t, 2, usage)
}

// closedPipe is a standard output that nobody reads.
type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestUnwritableOutput(t *testing.T) {
	for _, args := range []string{"solve -", "schema", "help"} {
		var errs strings.Builder
		status := run(strings.Fields(args), strings.NewReader(good), closedPipe{}, &errs)
		if status != 1 || errs.String() != "emergent: broken pipe\n" {
			t.Errorf("%s: status %d, errors %q", args, status, errs.String())
		}
	}
}
