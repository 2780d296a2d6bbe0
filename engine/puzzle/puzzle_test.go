package puzzle

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/internal/docfields"
)

var update = flag.Bool("update", false, "write the schema anew")

const shipped = "../../web/static/puzzles"

// names of the puzzles that ship with the page.
func names(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(shipped, "*.json"))
	if err != nil || len(files) < 6 {
		t.Fatalf("%d puzzles (%v), want six or more", len(files), err)
	}
	for i, name := range files {
		files[i] = strings.TrimSuffix(filepath.Base(name), ".json")
	}
	return files
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func load(t *testing.T, name string) Puzzle {
	t.Helper()
	p, err := Parse(read(t, filepath.Join(shipped, name+".json")))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return p
}

// scenario reads a scenario of testdata.
func scenario(t *testing.T, file string) engine.Scenario {
	t.Helper()
	s, err := engine.Parse(read(t, filepath.Join("testdata", file)))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return s
}

// The goal of every puzzle is not met at its start, and is met by the solution in testdata, which
// moves only what may be moved and whose result verifies by arithmetic alone.
func TestEveryPuzzleCanBeSolved(t *testing.T) {
	for _, name := range names(t) {
		p := load(t, name)
		if p.Met(p.Scenario, engine.Solve(p.Scenario)) {
			t.Errorf("%s: the goal is met at the start", name)
		}
		if stray := p.Stray(p.Scenario); stray != "" {
			t.Errorf("%s: at the start %s has moved", name, stray)
		}
		s := scenario(t, filepath.Join("solutions", name+".json"))
		r := engine.Solve(s)
		if stray := p.Stray(s); stray != "" {
			t.Errorf("%s: the solution moves %s", name, stray)
		}
		if !p.Met(s, r) {
			t.Errorf("%s: the solution does not meet the goal", name)
		}
		for _, failure := range engine.Check(s, r).Failures {
			t.Errorf("%s: the solution's result: %v", name, &failure)
		}
	}
}

// The solution of one agent that stands elsewhere is a place that a reader can hit by hand: it
// still is one when the point is put down a little beside it.
func TestSolutionsCanBeHit(t *testing.T) {
	const beside = 0.005 // half a step of an arrow key
	for name, agent := range map[string]int{"one-voice": 2, "outside-yet-opt": 3, "any-two": -1} {
		p := load(t, name)
		for _, by := range [][]float64{{beside, -beside, 0}, {-beside, 0, beside}} {
			s := scenario(t, filepath.Join("solutions", name+".json"))
			party := &s.User
			if agent >= 0 {
				party = &s.Agents[agent]
			}
			for k := range by {
				party.Weights[k] += by[k]
			}
			if !p.Met(s, engine.Solve(s)) {
				t.Errorf("%s: %v beside the solution the goal is not met", name, by)
			}
		}
	}
}

// Answers that look right and are not, from what the story says.
func TestWrongAnswers(t *testing.T) {
	for _, c := range []struct {
		name, why string
		move      func(*engine.Scenario)
	}{
		{"two-enough", "two who both lean to convict", func(s *engine.Scenario) { s.Agents = s.Agents[:2] }},
		{"only-silence", "the Clerk alone tells what she needs", func(s *engine.Scenario) { s.Agents = s.Agents[1:2] }},
		{"only-silence", "the Prosecutor alone tells something, of no use, but the Defender and he tell all",
			func(s *engine.Scenario) { s.Agents = []engine.Party{s.Agents[0], s.Agents[2]} }},
		{"one-too-many", "the Trainer cannot be spared",
			func(s *engine.Scenario) { s.Agents = slices.Delete(s.Agents, 3, 4) }},
		{"outside-yet-opt", "inside is not outside",
			func(s *engine.Scenario) { s.Agents[3].Weights = []float64{0.575, 0.425, 0} }},
		{"one-voice", "across the line, but not behind her",
			func(s *engine.Scenario) { s.Agents[2].Weights = []float64{0.9, 0.1, 0} }},
	} {
		p := load(t, c.name)
		s := p.Scenario
		s.Agents = slices.Clone(s.Agents)
		c.move(&s)
		if p.Met(s, engine.Solve(s)) {
			t.Errorf("%s: met by a wrong answer: %s", c.name, c.why)
		}
	}
}

func TestStray(t *testing.T) {
	p := load(t, "one-voice") // only the News app, C, may move
	silence := load(t, "only-silence")
	for _, c := range []struct {
		p    Puzzle
		what string
		move func(*engine.Scenario)
		want string
	}{
		{p, "nothing", func(*engine.Scenario) {}, ""},
		{p, "the agent that may", func(s *engine.Scenario) { s.Agents[2].Weights = []float64{1, 0, 0} }, ""},
		{p, "rounding", func(s *engine.Scenario) { s.User.Weights[0] += 1e-12 }, ""},
		{p, "the user", func(s *engine.Scenario) { s.User.Weights = []float64{1, 0, 0} }, "user"},
		{p, "another agent", func(s *engine.Scenario) { s.Agents[0].Weights = []float64{1, 0, 0} }, "Feed"},
		{p, "a name", func(s *engine.Scenario) { s.Agents[2].Name = "Paper" }, "News app"},
		{p, "the prior", func(s *engine.Scenario) { s.Prior = []float64{1, 0, 0} }, "prior"},
		{p, "the tolerance", func(s *engine.Scenario) { s.Alignment = &engine.Alignment{Tolerance: 1} }, "alignment"},
		{p, "an agent leaves", func(s *engine.Scenario) { s.Agents = s.Agents[:3] }, "Chatbot"},
		{p, "an agent comes", func(s *engine.Scenario) {
			s.Agents = append(s.Agents, engine.Party{Name: "New", Weights: []float64{1, 0, 0}})
		}, "New"},
		{p, "the title", func(s *engine.Scenario) { s.Title = "x" }, ""},
		{silence, "an agent leaves that may", func(s *engine.Scenario) { s.Agents = s.Agents[:1] }, ""},
		{silence, "the first leaves, letters stay", func(s *engine.Scenario) {
			s.Agents = s.Agents[1:]
			s.Agents[0].Letter, s.Agents[1].Letter = "B", "C"
		}, ""},
	} {
		s := c.p.Scenario
		s.Agents = slices.Clone(s.Agents)
		s.User.Weights = slices.Clone(s.User.Weights)
		c.move(&s)
		if got := c.p.Stray(s); got != c.want {
			t.Errorf("%s: strays are %q, want %q", c.what, got, c.want)
		}
	}
}

func TestConditions(t *testing.T) {
	yes, no := true, false
	half := 0.5
	r := engine.Result{
		Benchmarks: &engine.BenchmarkResult{Opt: 0.5, None: 0.5 - Slack/2},
		Alignment:  &engine.AlignmentResult{Inside: true, Epsilon: 0.25, Depth: 2},
	}
	for _, c := range []struct {
		c    Condition
		want bool
	}{
		{Condition{Value: "alignment.inside", Holds: &yes}, true},
		{Condition{Value: "alignment.inside", Holds: &no}, false},
		{Condition{Value: "benchmarks.opt", Compare: AtLeast, Number: &half}, true},
		{Condition{Value: "benchmarks.opt", Compare: Above, Number: &half}, false},
		{Condition{Value: "benchmarks.opt", Compare: Below, Number: &half}, false},
		{Condition{Value: "benchmarks.none", Compare: AtLeast, Than: "benchmarks.opt"}, true}, // within Slack
		{Condition{Value: "benchmarks.none", Compare: Below, Than: "benchmarks.opt"}, false},
		{Condition{Value: "benchmarks.none", Compare: Equal, Than: "benchmarks.opt"}, true},
		{Condition{Value: "alignment.epsilon", Compare: Below, Number: &half}, true},
		{Condition{Value: "alignment.epsilon", Compare: AtLeast, Than: "benchmarks.opt"}, false},
		{Condition{Value: "alignment.depth", Compare: Equal, Number: new(2.0)}, true},
		{Condition{Value: "agents", Compare: AtMost, Number: new(0.0)}, true},
		{Condition{Value: "agents", Compare: Above, Number: new(0.0)}, false},
		{Condition{Value: "equilibria.worst.user", Compare: AtLeast, Number: new(0.0)}, false}, // there is none
		{Condition{Value: "benchmarks.opt", Compare: AtLeast, Than: "equilibria.best.user"}, false},
	} {
		if err := c.c.validate("goal"); err != nil {
			t.Errorf("%+v: %v", c.c, err)
		}
		if got := c.c.Met(engine.Scenario{}, r); got != c.want {
			t.Errorf("%+v: %v", c.c, got)
		}
	}
}

// mistakes are replacements in a puzzle, and what Parse says.
var mistakes = []struct{ old, new, want string }{
	{`"version": 1`, `"version": 2`, "version: is 2, must be 1"},
	{`"story": "`, `"tale": "`, "tale: unknown field"},
	{`"moves": {"agents": ["C"]}`, `"moves": {}`, "moves: is empty: something must be free to move"},
	{`"moves": {"agents": ["C"]}`, `"moves": {"agents": ["X"]}`,
		`moves.agents[0]: is "X", must be the letter of an agent`},
	{`"holds": true`, `"holds": true, "number": 1`,
		"goal[0]: is about alignment.inside, must have holds and nothing else"},
	{`"value": "alignment.inside", "holds": true`, `"value": "alignment.weights", "holds": true`,
		`goal[0].value: is "alignment.weights", must be a value that a goal can be about`},
	{`"value": "alignment.inside", "holds": true`, `"value": "agents", "compare": "more", "number": 2`,
		`goal[0].compare: is "more", must be atLeast, atMost, above, below or equal`},
	{`"value": "alignment.inside", "holds": true`, `"value": "agents", "compare": "above"`,
		"goal[0]: is about agents, must have exactly one of number and than"},
	{`"value": "alignment.inside", "holds": true`, `"value": "agents", "compare": "above", "than": "alignment.inside"`,
		`goal[0].than: is "alignment.inside", must be a number that a goal can be about`},
	{`"goal": [{"value": "alignment.inside", "holds": true}]`,
		`"goal": []`, "goal: has 0 conditions, must have 1 to 6"},
	{`"prior": [0.4, 0.3, 0.3]`, `"prior": [0.4, 0.3, 0.5]`, "scenario.prior: sum is 1.2, must be 1"},
	{"\"title\": \"One voice in the right place\",\n  \"story\"", `"title": " ", "story"`,
		"title: is empty, must be text"},
	{`"title": "One voice`, `"scene": "lab", "title": "One voice`, `scene: is "lab", must be one of hull, equilibrium`},
}

func TestParseErrors(t *testing.T) {
	text := string(read(t, filepath.Join(shipped, "one-voice.json")))
	for _, m := range mistakes {
		if !strings.Contains(text, m.old) {
			t.Fatalf("one-voice.json has no %s", m.old)
		}
		if _, err := Parse([]byte(strings.Replace(text, m.old, m.new, 1))); err == nil || err.Error() != m.want {
			t.Errorf("%s: %v, want %s", m.new, err, m.want)
		}
	}
	if _, err := Parse(bytes.Repeat([]byte(" "), MaxBytes+1)); err == nil {
		t.Error("a file of any size is read")
	}
}

// The page publishes the schema that the Go types say, and docs/format.md has every field.
func TestPublished(t *testing.T) {
	const file = "../../web/static/schema/puzzle-v1.json"
	if *update {
		if err := os.WriteFile(file, Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(read(t, file), Schema()) {
		t.Errorf("%s is not what schema.go generates; run go test ./engine/puzzle -run Published -update", file)
	}
	_, section, _ := strings.Cut(string(read(t, "../../docs/format.md")), "## Puzzle, version 1\n")
	section, _, _ = strings.Cut(section, "\n## ")
	scenario := []reflect.Type{reflect.TypeFor[engine.Scenario]()} // has a section of its own
	for _, field := range docfields.Missing(section, []reflect.Type{reflect.TypeFor[Puzzle]()}, scenario) {
		t.Errorf("docs/format.md does not mention %s", field)
	}
	truths, numbers := Values()
	for _, name := range slices.Concat(truths, numbers, Comparisons()) {
		if !strings.Contains(section, "`"+name+"`") {
			t.Errorf("docs/format.md does not mention %s", name)
		}
	}
}
