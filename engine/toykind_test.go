//go:build unix

package engine

import (
	"os/exec"
	"testing"
)

// toyExperiment is the file of an experiment that nobody needs: dice with so many sides, each run a throw.
const toyExperiment = `package experiment

import (
	"cmp"
	"errors"

	"github.com/emergent-alignment/emergent/engine/internal/jsonschema"
)

// KindToy throws dice.
const KindToy = "toy"

var toyKind = kind{name: KindToy, runs: 600, settle: settleToy, prepare: prepareToy, fits: fitsToy, report: reportToy}

// Toy is a die.
type Toy struct {
	Sides int ` + "`json:\"sides,omitempty\" strict:\"nonzero\"`" + `
}

func settleToy(s *Spec) error {
	v := *cmp.Or(s.Toy, &Toy{})
	v.Sides = cmp.Or(v.Sides, 6)
	s.Toy = &v
	return within("toy.sides", v.Sides, 2, 100)
}

func toyFields() fields {
	return fields{"Spec.toy": jsonschema.About("for kind toy"), "Toy.sides": jsonschema.Number(2, 100, 6, "sides")}
}

// ToyChunk is the sum of some throws.
type ToyChunk struct {
	Sum int ` + "`json:\"sum\"`" + `
}

func prepareToy(j *Job, _ *Table) error {
	j.work = 1e6
	j.run = func(j *Job, c *Chunk, from, to int) {
		c.Toy = &ToyChunk{}
		for run := from; run < to; run++ {
			c.Toy.Sum += 1 + j.source.start(j.spec.Seed, streamGame, run).IntN(j.spec.Toy.Sides)
		}
	}
	return nil
}

func fitsToy(j *Job, c *Chunk) error {
	if err := c.only("toy"); err != nil {
		return err
	}
	if c.Toy.Sum > c.Runs*j.spec.Toy.Sides {
		return errors.New("throws more than a die has")
	}
	return nil
}

// ToyReport is the mean of all throws.
type ToyReport struct {
	Mean float64 ` + "`json:\"mean\"`" + `
}

func reportToy(c *Collector, r *Report) {
	sum := 0
	for _, chunk := range c.came {
		sum += chunk.Toy.Sum
	}
	r.Toy = &ToyReport{Mean: round(float64(sum) / float64(max(c.runs, 1)))}
}

func toyCSV(r *Report, row func(...any)) {
	row("sides", "mean")
	row(r.Spec.Toy.Sides, r.Toy.Mean)
}
`

// toyShow is its file in the lab.
const toyShow = `package lab

import (
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

var toyKind = kind{
	name: experiment.KindToy, label: "Dice", asks: "What do dice show?",
	fields: []field{
		runs("Throws", ""), seedField,
		whole("lab.sides", "Sides", "", 2, 100, func(s *experiment.Spec) *int { return &s.Toy.Sides }),
	},
	invites: func(*experiment.Spec, string) string { return "Press Run." },
	draw: func(m *model, r *experiment.Report) {
		g := m.graph(graph{title: "Dice", x: []float64{float64(r.Spec.Toy.Sides)}, place: withAgents})
		m.line(g, series{name: "mean", style: dots}, func(int) [pointNumbers]float64 { return flat(r.Toy.Mean) })
		m.numbers[g.first+graphHigh] = 100
	},
	verdict:  func(r *experiment.Report) string { return "Dice show " + words.Exact(r.Toy.Mean) + "." },
	good:     func(*experiment.Report) bool { return true },
	sections: func(*experiment.Report) []stage.Section { return nil },
	tables:   func(*experiment.Report) []stage.Table { return nil },
	series:   func(*experiment.Report) []stage.Table { return nil },
	notes:    func(*experiment.Report) []string { return nil },
}
`

// toyThrows runs the experiment from its JSON, by other workers, to its report, and shows it.
const toyThrows = `package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/lab"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
)

func main() {
	spec, err := experiment.Parse([]byte("{\"version\":1,\"kind\":\"toy\",\"toy\":{\"sides\":4}}"))
	fmt.Println(spec.Toy.Sides, err)
	for _, bad := range []string{"toy','toy':{'sides':0}", "toy','toy':{'sides':101}", "hull','toy':{}"} {
		_, err := experiment.Parse([]byte(strings.ReplaceAll("{'version':1,'kind':'"+bad+"}", "'", "\"")))
		fmt.Println(err)
	}
	job, err := experiment.New(spec, nil)
	c := job.Collect()
	for i := range job.Chunks() {
		text, _ := json.Marshal(job.Run(i))
		var chunk experiment.Chunk
		if err := json.Unmarshal(text, &chunk); err != nil || c.Add(chunk) != nil {
			fmt.Println(string(text), err)
		}
		if i == 3 {
			fmt.Println(string(text))
			chunk.Chunk, chunk.Toy = 4, &experiment.ToyChunk{Sum: 1000}
			fmt.Println(c.Add(chunk))
			chunk.Toy = nil
			fmt.Println(c.Add(chunk))
		}
	}
	report := c.Report()
	fmt.Println(report.Toy.Mean, report.Chunks, "of", report.Of)
	fmt.Print(string(experiment.CSV(report)))
	var schema struct {
		Properties struct {
			Toy  struct{ Properties any }
			Kind struct{ Enum any }
		}
	}
	err = json.Unmarshal(experiment.Schema(), &schema)
	fmt.Println(schema.Properties.Toy.Properties, err)
	fmt.Println(schema.Properties.Kind.Enum)
	values, err := lab.Values(spec)
	asked, trouble := lab.Asked(values)
	fmt.Println(values, asked.Toy.Sides, trouble, err)
	scene := new(lab.Scene)
	scene.Layout(&stage.Frame{View: stage.View{Values: values}, Theme: theme.Named("light"),
		Experiment: &stage.Experiment{Reports: map[string]*experiment.Report{experiment.KindToy: &report}}})
	fmt.Println(scene.Panel().Verdict)
}
`

// toyThrown is what it says.
const toyThrown = `4 <nil>
toy.sides: must not be 0 (leave it out for the default)
toy.sides: is 101, must be 2 to 100
toy: does not belong to kind hull
{"chunk":3,"runs":15,"toy":{"sum":43}}
experiment: chunk 4 throws more than a die has
experiment: chunk 4 has the sections of another kind
2.485 40 of 40
sides,mean
4,2.485
map[sides:map[default:6 description:sides maximum:100 minimum:2 type:integer]] <nil>
[selection diversity hull table toy]
map[lab.kind:toy lab.runs:600 lab.seed:1 lab.sides:4] 4 [] <nil>
Dice show 2.485.
`

// TestAnExperimentIsTwoFiles adds an experiment by its own file and one in the lab, with the lines that -update
// writes: it is read, refused where it is wrong, run, summed up, described, asked for and shown.
func TestAnExperimentIsTwoFiles(t *testing.T) {
	sources := map[string]string{"experiment/toy.go": toyExperiment, "../scenes/lab/toy.go": toyShow,
		"cmd/toy/main.go": toyThrows}
	for _, name := range []string{"experiment/spec.go", "../scenes/lab/kind.go"} {
		sources[name] = withKind(t, name, sourceOf(t, name), "Toy")
	}
	said, err := exec.Command("go", "run", "-overlay", overlaid(t, sources), "./cmd/toy").CombinedOutput()
	if err != nil || string(said) != toyThrown {
		t.Errorf("%v, says\n%s", err, said)
	}
}
