package puzzle

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// certificate is that of the solution in testdata, as the page would save it.
func certificate(t *testing.T, name string) Answer {
	t.Helper()
	s := scenario(t, filepath.Join("solutions", name+".json"))
	text, err := json.Marshal(Answer{load(t, name), s, engine.Solve(s)})
	if err != nil {
		t.Fatal(err)
	}
	a, err := ParseAnswer(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return a
}

// The certificate of every solution passes, and fails for another's scenario, for a result that was
// touched up, and for a move that is not allowed.
func TestJudge(t *testing.T) {
	for _, name := range names(t) {
		a := certificate(t, name)
		for _, failure := range a.Judge().Failures {
			t.Errorf("%s: %v", name, &failure)
		}
	}
	for _, c := range []struct {
		why, want string
		spoil     func(*Answer)
	}{
		{"at the start", "goal: the condition on alignment.inside is not met", func(a *Answer) {
			a.Scenario = a.Puzzle.Scenario
			a.Result = engine.Solve(a.Scenario)
		}},
		{"inside by word alone", "alignment", func(a *Answer) {
			a.Scenario = a.Puzzle.Scenario
			a.Result = engine.Solve(a.Scenario)
			a.Result.Alignment.Inside = true
		}},
		{"the feed moved, too", "moves: Feed is not as the puzzle allows", func(a *Answer) {
			a.Scenario.Agents[0].Weights = []float64{0.1, 0.1, 0.8}
			a.Result = engine.Solve(a.Scenario)
		}},
	} {
		a := certificate(t, "one-voice")
		c.spoil(&a)
		found := false
		for _, failure := range a.Judge().Failures {
			found = found || strings.HasPrefix(failure.Error(), c.want)
		}
		if !found {
			t.Errorf("%s: %v, want %s", c.why, a.Judge().Failures, c.want)
		}
	}
}

func TestParseAnswerRefuses(t *testing.T) {
	puzzle := string(read(t, filepath.Join(shipped, "one-voice.json")))
	answer := string(read(t, "testdata/solutions/one-voice.json"))
	for text, want := range map[string]string{
		`[]`: "answer: must be an object, not a list",
		`{"puzzle": ` + strings.Replace(puzzle, `"version": 1`, `"version": 3`, 1) +
			`, "scenario": ` + answer + `, "result": {"version": 1, "notes": []}}`: "puzzle.version: is 3, must be 1",
		`{"puzzle": ` + puzzle + `, "scenario": ` + strings.Replace(answer, `0.4, 0.3, 0.3`, `0.4, 0.3, 0.2`, 1) +
			`, "result": {"version": 1, "notes": []}}`: "scenario.prior: sum is 0.9",
	} {
		if _, err := ParseAnswer([]byte(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.60s: %v, want %s", text, err, want)
		}
	}
}
