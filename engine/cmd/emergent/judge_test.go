package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/puzzle"
)

// The certificate of a right answer is verified; the same with the start for an answer is wrong,
// in a line that says why.
func TestJudge(t *testing.T) {
	read := func(name string) []byte {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	p, err := puzzle.Parse(read("../../../web/static/puzzles/two-enough.json"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := engine.Parse(read("../../puzzle/testdata/solutions/two-enough.json"))
	if err != nil {
		t.Fatal(err)
	}
	certificate := func(s engine.Scenario) string {
		text, err := json.Marshal(puzzle.Answer{Puzzle: p, Scenario: s, Result: engine.Solve(s)})
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	files(t, map[string]string{"right.json": certificate(s), "start.json": certificate(p.Scenario)})
	if o := emergent("", "judge", "right.json"); o.status != statusOK ||
		!strings.HasPrefix(o.out, "solved: Two are enough\nverified: ") {
		t.Errorf("status %d, %q, %q", o.status, o.out, o.errors)
	}
	o := emergent("", "judge", "start.json")
	if o.status != statusWrong || o.out != "wrong: goal: the condition on agents is not met\n" {
		t.Errorf("status %d, %q", o.status, o.out)
	}
}
