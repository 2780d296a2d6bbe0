package main

import (
	"flag"
	"io"
	"runtime"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
)

// fitFlags are what fit was asked for.
type fitFlags struct {
	alignment engine.Alignment
	reading   engine.Reading
	share     float64
	by        string
	repeat    int
	seed      uint64
	users     string
	given     map[string]bool // the flags that were
}

// fitResult is the line that fit prints: the hull test, and what the table is worth on items
// that nothing was fitted to. The figures of a table beyond the limits of experiments end with
// the hull test.
type fitResult struct {
	engine.TableFit
	Groups    int                        `json:"groups,omitempty"`
	Missing   *experiment.Missing        `json:"missing,omitempty"`
	Constant  *experiment.ChoiceRow      `json:"constant,omitempty"`
	BestAgent *bestAgent                 `json:"bestAgent,omitempty"`
	Choices   []experiment.ChoiceRow     `json:"choices,omitempty"`
	Warnings  []experiment.Warning       `json:"warnings,omitempty"`
	Holdout   *experiment.HoldoutReport  `json:"holdout,omitempty"`
	Stability *experiment.TableStability `json:"stability,omitempty"`
	Users     *experiment.UsersReport    `json:"users,omitempty"`
}

// bestAgent is the best single agent by each measure.
type bestAgent struct {
	Max indexed `json:"max"`
	RMS indexed `json:"rms"`
}

// indexed is an agent, counted from 0, with its errors.
type indexed struct {
	Index int     `json:"index"`
	Max   float64 `json:"max"`
	RMS   float64 `json:"rms"`
}

// fit prints the alignment of a table.
func (p program) fit(args []string) error {
	f := fitFlags{given: map[string]bool{}}
	flags := f.set()
	names, err := mixed(flags, args)
	if err != nil {
		return badf("fit: %s (emergent help fit)", err)
	}
	flags.Visit(func(given *flag.Flag) { f.given[given.Name] = true })
	if f.repeat < 1 {
		return badf("fit: -repeat: is %d, must be 1 to %d", f.repeat, experiment.MaxRuns)
	}
	if len(names) != 1 {
		return badf("fit: %d tables given, must be one (emergent help fit)", len(names))
	}
	data, err := p.read(names[0], engine.MaxTableBytes)
	if err != nil {
		return err
	}
	t, items, err := engine.ReadTable(data, f.reading)
	if err != nil {
		return badf("%s: %s", display(names[0]), err)
	}
	r, err := f.fit(&experiment.Table{Table: t, Items: items}, display(names[0]))
	if err != nil {
		return err
	}
	return p.line(r)
}

// set makes the flags.
func (f *fitFlags) set() *flag.FlagSet {
	flags := flag.NewFlagSet("fit", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&f.alignment.Combination, "combination", engine.Convex, "")
	flags.StringVar(&f.alignment.Offset, "offset", engine.Constant, "")
	flags.Float64Var(&f.alignment.Tolerance, "tolerance", engine.DefaultTolerance, "")
	flags.StringVar(&f.reading.User, "user", "", "")
	flags.StringVar(&f.reading.Group, "group", "", "")
	flags.StringVar(&f.reading.GroupBefore, "group-before", "", "")
	flags.StringVar(&f.reading.GroupAfter, "group-after", "", "")
	flags.StringVar(&f.reading.Missing, "missing", engine.Complete, "")
	flags.Func("without", "", func(name string) error {
		f.reading.Without = append(f.reading.Without, name)
		return nil
	})
	flags.Func("words", "", f.words)
	flags.Func("long", "", f.long)
	flags.Float64Var(&f.share, "holdout", experiment.DefaultShare, "")
	flags.StringVar(&f.by, "by", "", "")
	flags.IntVar(&f.repeat, "repeat", experiment.DefaultRepetitions, "")
	flags.StringVar(&f.users, "users", "", "")
	flags.Uint64Var(&f.seed, "seed", experiment.DefaultSeed, "")
	return flags
}

// words reads Yes=1,Unsure=0.5,No=0.
func (f *fitFlags) words(text string) error {
	for _, part := range strings.Split(text, ",") {
		at := strings.LastIndex(part, "=")
		if at < 0 {
			return badf("%q has no =, must be word=number", part)
		}
		x, err := strconv.ParseFloat(strings.TrimSpace(part[at+1:]), 64)
		if err != nil {
			return badf("%q: %q must be a number", part, part[at+1:])
		}
		f.reading.Words = append(f.reading.Words, engine.Word{Word: part[:at], Score: x})
	}
	return nil
}

// long reads ITEM,RATER,SCORE.
func (f *fitFlags) long(text string) error {
	names := strings.Split(text, ",")
	if len(names) != 3 {
		return badf("must be the names of three columns: item,rater,score")
	}
	f.reading.Long = &engine.Long{Item: names[0], Rater: names[1], Score: names[2]}
	return nil
}

// fit does the work.
func (f *fitFlags) fit(t *experiment.Table, name string) (*fitResult, error) {
	table, a := t.Table, f.alignment
	if a.Offset == experiment.PerGroup {
		a.Offset = engine.NoOffset
		if len(t.Items.Groups) > 0 {
			table = t.Centered().Table
		}
	}
	fit, err := engine.Fit(table, a)
	if err != nil {
		return nil, badf("fit: %s (emergent help fit)", err)
	}
	r := &fitResult{TableFit: fit}
	if err := t.Fits(); err != nil {
		if f.given["holdout"] || f.given["repeat"] || f.given["by"] || f.given["users"] ||
			f.alignment.Offset != a.Offset {
			return nil, badf("%s: %s", name, err)
		}
		return r, nil
	}
	job, err := experiment.New(f.spec(t, name), t)
	if err != nil {
		return nil, badf("%s: %s", name, err)
	}
	r.take(tried(job, t).Table)
	return r, nil
}

// spec is the experiment that fit is a part of: on the page the same settings give the same
// figures.
func (f *fitFlags) spec(t *experiment.Table, name string) experiment.Spec {
	s := experiment.Spec{
		Version: experiment.Version, Kind: experiment.KindTable, Seed: f.seed, Runs: f.repeat,
		Alignment: &f.alignment, Table: &experiment.Source{File: name}, Reading: &f.reading,
		Diversity: &experiment.Diversity{Sizes: []int{len(t.Names) - 1}},
		Holdout:   &experiment.Holdout{By: f.by}, Users: f.users,
	}
	if f.given["holdout"] {
		s.Holdout.Share = &f.share
	}
	return s
}

// tried runs the parts of the experiment that fit reports, on all cores.
func tried(job *experiment.Job, t *experiment.Table) experiment.Report {
	todo := []int{}
	for i := range job.Chunks() {
		if job.Tries(i) {
			todo = append(todo, i)
		}
	}
	c := job.Collect()
	for chunk := range compute(job.Spec(), t, todo, runtime.GOMAXPROCS(0)) {
		if err := c.Add(chunk); err != nil {
			panic(err) // the job has just made it
		}
	}
	return c.Report()
}

// take takes from a report what fit prints.
func (r *fitResult) take(t *experiment.TableReport) {
	c := t.Comparison
	r.Groups, r.Missing, r.Warnings, r.Holdout, r.Stability = t.Groups, t.Missing, t.Warnings, t.Holdout, t.Stability
	r.Users = t.Users
	r.Constant, r.Choices = &c.Rows[experiment.Constant], c.Rows
	r.BestAgent = &bestAgent{indexOf(c.BestBy.Max), indexOf(c.BestBy.RMS)}
}

func indexOf(f experiment.TableFit) indexed { return indexed{*f.Agent, f.Max, f.RMS} }
