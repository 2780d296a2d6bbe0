//go:build unix

package engine

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// toySection is the file of a section that nobody needs: what the prior adds up to, for two agents or more.
const toySection = `package engine

// ToyResult is what the prior adds up to.
type ToyResult struct {
	Sum float64 ` + "`json:\"sum\"`" + `
}

type toyPart struct{ anyPart }

func (*toyPart) applies(s *Scenario, _ Sections, _ *Result) bool { return len(s.States) == 2 }
func (*toyPart) work(Scenario, Sections, sizes) float64       { return 7 }
func (*toyPart) notes() []string                              { return []string{"toy is absent: "} }

func (*toyPart) solve(_ *Solver, s *Scenario, _ Sections, r *Result) {
	if len(s.Agents) == 1 {
		r.note("toy is absent: one agent does not play.")
		return
	}
	r.Toy = &ToyResult{Sum: s.Prior[0] + s.Prior[1]}
}

func (*toyPart) check(c *checker, r *Result) {
	c.verify("toy", func() { c.equal("toy.sum", r.Toy.Sum, c.g.Prior[0]+c.g.Prior[1]) })
}
`

// toyLines are what result.go says of it, each after a line that stands there.
var toyLines = []string{
	"HeardOnly Sections = 1 << 23", "ToySection Sections = 1 << 24",
	"{name: \"conversation\", of: ConversationSection | TreeSection, late: 2, part: &conversationPart{}},",
	"{name: \"toy\", of: ToySection, part: &toyPart{}},",
	"Version    int               `json:\"version\"`", "Toy *ToyResult `json:\"toy,omitempty\"`",
}

// toyProgram solves, takes over, checks and notes it.
const toyProgram = `package main

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine"
)

func main() {
	u := [][]float64{{1, 0}, {0, 1}}
	s := engine.Scenario{Version: 1, States: []string{"y", "z"}, Actions: []string{"a", "b"}, Prior: []float64{0.25, 0.75},
		User: engine.Party{Name: "user", Utility: u}, Agents: []engine.Party{{Name: "A", Utility: u}, {Name: "B", Utility: u}}}
	check := func(s engine.Scenario, r engine.Result) {
		report := engine.CheckSections(s, r, engine.ToySection)
		fmt.Println(report.Verified[0], report.Failures)
	}
	r := new(engine.Solver).Solve(s, engine.ToySection)
	var into, without engine.Result
	into.Take(&r, engine.ToySection)
	without.Take(&r, ^engine.ToySection)
	fmt.Println(r.Toy.Sum, into.Toy == r.Toy, without.Toy == nil, r.Notes, engine.Work(s, engine.ToySection))
	check(s, r)
	check(s, engine.Result{Version: 1})
	r.Toy.Sum = 2
	check(s, r)
	s.Agents = s.Agents[:1]
	r = new(engine.Solver).Solve(s, engine.ToySection)
	fmt.Println(r.Toy, r.Notes)
	check(s, r)
	s.States, s.Prior = append(s.States, "x"), append(s.Prior, 0)
	for i := range u {
		u[i] = append(u[i], 0)
	}
	fmt.Println(len(new(engine.Solver).Solve(s, engine.ToySection).Notes))
}
`

// toySays is what the program says.
const toySays = `1 true true [] 7
toy []
notes [{toy is absent, and no note says why}]
that no section is missing without a note [{toy.sum is 2, arithmetic says 1}]
<nil> [toy is absent: one agent does not play.]
that no section is missing without a note []
0
`

// TestASectionIsTwoFiles adds a section by its own file and three lines of result.go: it is solved, taken over,
// counted, checked and noted.
func TestASectionIsTwoFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	source, err := os.ReadFile("result.go")
	if err != nil {
		t.Fatal(err)
	}
	result := string(source)
	for i := 0; i < len(toyLines); i += 2 {
		if strings.Count(result, toyLines[i]) != 1 {
			t.Fatalf("result.go does not say %s once", toyLines[i])
		}
		result = strings.Replace(result, toyLines[i], toyLines[i]+"\n"+toyLines[i+1], 1)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {
		filepath.Join(here, "result.go"):       write("result.go", result),
		filepath.Join(here, "toy.go"):          write("toy.go", toySection),
		filepath.Join(here, "cmd/toy/main.go"): write("main.go", toyProgram),
	}})
	if err != nil {
		t.Fatal(err)
	}
	// the engine is compiled as it comes: that takes half the time
	said, err := exec.Command("go", "run", "-gcflags=github.com/emergent-alignment/emergent/engine=-N -l",
		"-overlay", write("overlay.json", string(overlay)), "./cmd/toy").CombinedOutput()
	if err != nil || string(said) != toySays {
		t.Errorf("%v, says\n%s", err, said)
	}
}
