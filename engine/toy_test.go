//go:build unix

package engine

import (
	"cmp"
	"encoding/json"
	"fmt"
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

// toyLines are what result.go says of it, and scenario.go of a parameter and a list that nobody needs either, each after
// a line that stands there.
var toyLines = []struct{ file, after, line string }{
	{"result.go", "HeardOnly Sections = 1 << 23", "ToySection Sections = 1 << 24"},
	{"result.go", "{name: \"conversation\", of: ConversationSection | TreeSection, late: 2, part: &conversationPart{}},",
		"{name: \"toy\", of: ToySection, part: &toyPart{}},"},
	{"result.go", "Version    int               `json:\"version\"`", "Toy *ToyResult `json:\"toy,omitempty\"`"},
	{"scenario.go", "Game     bool     `json:\"game,omitempty\"`", "Temper *float64 `json:\"temper,omitempty\"`\nTones []string `json:\"tones,omitempty\"`"},
	{"scenario.go", "p.flag(\"conversation.game\", &c.Game)",
		"p.optional(\"conversation.temper\", &c.Temper, 0, 1, 0.5)\n" +
			"p.choices(\"conversation.tones\", &c.Tones, agents, \"tone\", \"calm\", \"calm\", \"loud\")"},
	{"scenario.go", "return map[string]string{",
		"\"conversation.temper\": \"how hot\", \"conversation.tones\": \"how loud\","},
}

// toyProgram solves, takes over, checks and notes the section, and goes through what follows from the parameter.
const toyProgram = `package main

import (
	"bytes"
	"encoding/json"
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
	hot, err := engine.Apply(s, engine.SetField{Field: "conversation.temper", Value: "0.25"})
	v, _ := engine.SettingOf(&hot, "conversation.temper")
	fmt.Println(*s.ConversationOrDefault().Temper, *hot.ConversationOrDefault().Temper, v.Value, v.Least, v.Most, err)
	_, err = engine.Parse(bytes.Replace(engine.Format(hot), []byte("0.25}"), []byte("2}"), 1))
	fmt.Println(err)
	loud, err := engine.Apply(s, engine.SetConversation{Conversation: engine.Conversation{Tones: []string{"loud"}}})
	more, _ := engine.Apply(loud, engine.AddAgent{Party: engine.Party{Utility: u}})
	less, _ := engine.Apply(more, engine.RemoveAgent{Agent: 0})
	for _, s := range []engine.Scenario{s, loud, more, less} {
		fmt.Print(s.ConversationOrDefault().Tones, " ")
	}
	fmt.Println(err)
	_, err = engine.Parse(bytes.Replace(engine.Format(loud), []byte("loud"), []byte("shrill"), 1))
	fmt.Println(err)
	var schema struct {
		Properties struct {
			Conversation struct{ Properties struct{ Temper, Tones any } }
		}
	}
	err = json.Unmarshal(engine.Schema(), &schema)
	fmt.Println(schema.Properties.Conversation.Properties, err)
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
0.5 0.25 0.25 0 1 <nil>
conversation.temper: is 2, must be between 0 and 1
[calm] [loud] [loud calm] [calm] <nil>
conversation.tones[0]: is "shrill", must be calm or loud
{map[default:0.5 description:how hot maximum:1 minimum:0 type:number] map[description:how loud items:map[enum:[calm loud] type:string] maxItems:24 minItems:1 type:array]} <nil>
`

// overlaid writes what stands in place of files of this folder, by their names, and what go's -overlay takes of it.
func overlaid(t *testing.T, sources map[string]string) (overlay string) {
	t.Helper()
	dir, replace := t.TempDir(), map[string]string{}
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, text := range sources {
		path, err := filepath.Abs(name)
		if err != nil {
			t.Fatal(err)
		}
		replace[path] = write(fmt.Sprint(len(replace), ".go"), text)
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	return write("overlay.json", string(list))
}

// TestASectionIsTwoFiles adds a section by its own file and three lines of result.go: it is solved, taken over,
// counted, checked and noted. Three lines of scenario.go add a parameter: it is checked, filled in, set by its name,
// described as sliders ask and in the schema; and three a list, which agents who come and go change.
func TestASectionIsTwoFiles(t *testing.T) {
	sources := map[string]string{}
	for _, toy := range toyLines {
		source, err := os.ReadFile(toy.file)
		if err != nil {
			t.Fatal(err)
		}
		text := cmp.Or(sources[toy.file], string(source))
		if strings.Count(text, toy.after) != 1 {
			t.Fatalf("%s does not say %s once", toy.file, toy.after)
		}
		sources[toy.file] = strings.Replace(text, toy.after, toy.after+"\n"+toy.line, 1)
	}
	sources["toy.go"], sources["cmd/toy/main.go"] = toySection, toyProgram
	// the engine is compiled as it comes: that takes half the time
	said, err := exec.Command("go", "run", "-gcflags=github.com/emergent-alignment/emergent/engine=-N -l",
		"-overlay", overlaid(t, sources), "./cmd/toy").CombinedOutput()
	if err != nil || string(said) != toySays {
		t.Errorf("%v, says\n%s", err, said)
	}
}
