//go:build unix

package scenes

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// toyFigure is the one file in the folder of a figure that nobody needs; it says what the user gets at best.
const toyFigure = `// Package toy is a figure that nobody needs.
package toy

import (
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Scene says what the user gets at best.
type Scene struct{ best float64 }

var (
	_ stage.Guided  = (*Scene)(nil)
	_ stage.Charted = (*Scene)(nil)
)

// Event implements stage.Scene.
func (*Scene) Event(stage.Event, *stage.Frame) stage.Response { return stage.Response{} }

// Layout implements stage.Scene.
func (s *Scene) Layout(f *stage.Frame) bool {
	if b := f.Result.Benchmarks; b != nil {
		s.best = b.Opt
	}
	return false
}

// Draw implements stage.Scene.
func (s *Scene) Draw(p pen.Pen) {
	p.Begin("toy", "a toy")
	p.Text(view.Pixel{X: 40, Y: 40}, "at best", pen.TextStyle{})
	p.End()
}

// Handles implements stage.Scene.
func (s *Scene) Handles(dst []stage.Handle) []stage.Handle {
	at := view.Pixel{X: 40, Y: 40}
	return append(dst, stage.Handle{ID: "best", At: at, Name: "Best", Text: words.Exact(s.best), Fixed: true})
}

// Panel implements stage.Scene.
func (s *Scene) Panel() stage.Panel { return stage.Panel{Verdict: "At best " + words.Exact(s.best) + "."} }

// Guide implements stage.Guided.
func (*Scene) Guide() stage.Guide { return stage.Guide{About: "A toy.", Marks: make([]stage.Sign, 3)} }

// Series implements stage.Charted.
func (s *Scene) Series(*stage.Frame) []stage.Table {
	return []stage.Table{{Title: "A third", Head: []string{"share"}, Rows: [][]string{{words.Exact(s.best / 3)}}}}
}
`

// toyRow is what the registry says of it, each line after one that stands there.
var toyRow = [][2]string{
	{"import (\n", "\"github.com/emergent-alignment/emergent/scenes/toy\"\n"},
	{"{labScene, \"Lab\", alwaysSections, 0, func() stage.Scene { return new(lab.Scene) }},\n",
		"{\"toy\", \"Toy\", engine.BenchmarksSection, 0, func() stage.Scene { return new(toy.Scene) }},\n"},
}

// toyShown goes to it.
const toyShown = `package scenes

import "testing"

func TestToy(t *testing.T) {
	r := beside(t, "toy", trial)
	if got := r.Overlay().Panel.Verdict; got != "At best 1." || r.View().Scene != "toy" {
		t.Errorf("%q in %q", got, r.View().Scene)
	}
	if list := Figures(); list[len(list)-1] != (Figure{"toy", "Toy"}) {
		t.Errorf("the tabs are %v", list)
	}
}
`

// TestAFigureIsItsFolderAndARow adds a figure by a file in its own folder and a row of the registry: it is shown, has a
// tab, holds what every figure must, and -update writes it into the documents.
func TestAFigureIsItsFolderAndARow(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	copied := func(name string) string {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	registry := copied("registry.go")
	for _, line := range toyRow {
		if strings.Count(registry, line[0]) != 1 {
			t.Fatalf("registry.go does not say %s once", line[0])
		}
		registry = strings.Replace(registry, line[0], line[0]+line[1], 1)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {
		filepath.Join(here, "registry.go"):   write("registry.go", registry),
		filepath.Join(here, "toy/toy.go"):    write("toy.go", toyFigure),
		filepath.Join(here, "shown_test.go"): write("shown_test.go", toyShown),
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"docs", "scenes"} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"docs/format.md", "docs/embed.md", "CONTRIBUTING.md"} {
		write(name, copied("../"+name))
	}
	program := filepath.Join(dir, "toy.test")
	// compiled as it comes: that takes half the time
	said, err := exec.Command("go", "test", "-c", "-vet=off", "-o", program,
		"-gcflags="+module+"scenes=-N -l", "-overlay", write("overlay.json", string(overlay)), ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	run := func(args ...string) (string, error) {
		c := exec.Command(program, args...)
		c.Dir = filepath.Join(dir, "scenes")
		out, err := c.CombinedOutput()
		return string(out), err
	}
	if said, err := run("-test.run=Documented"); err == nil {
		t.Errorf("the documents have it already: %s", said)
	}
	if said, err := run("-test.run=Documented", "-update"); err != nil {
		t.Errorf("%v: %s", err, said)
	}
	for _, law := range []string{"Documented", "Toy", "EveryFigure/toy", "TextScale/toy"} {
		if said, err := run("-test.run="+law, "-test.v"); err != nil || !strings.Contains(said, "--- PASS") {
			t.Errorf("%s: %v: %s", law, err, said)
		}
	}
}
