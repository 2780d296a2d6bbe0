package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/engine/puzzle"
)

// solve prints one line for each scenario, in order, up to the first bad one.
func (p program) solve(names []string) error {
	if len(names) == 0 {
		return badf("solve: no file given (emergent help solve)")
	}
	var solver engine.Solver
	for _, name := range names {
		s, note, err := p.scenario(name)
		if err != nil {
			return err
		}
		r := solver.Solve(s, engine.All)
		if note != "" {
			r.Notes = append([]string{note}, r.Notes...)
		}
		if err := p.line(r); err != nil {
			return err
		}
	}
	return nil
}

// line prints one value as one line of JSON.
func (p program) line(value any) error { return json.NewEncoder(p.stdout).Encode(value) }

// mixed parses flags that may stand before and after other arguments, and returns those.
func mixed(flags *flag.FlagSet, args []string) (others []string, err error) {
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if args = flags.Args(); len(args) > 0 {
			others, args = append(others, args[0]), args[1:]
		}
	}
	return others, nil
}

// check verifies a result and says what was verified, or what is wrong.
func (p program) check(names []string) error {
	if len(names) != 2 {
		return badf("check: %d files given, must be a scenario and a result (emergent help check)", len(names))
	}
	s, note, err := p.scenario(names[0])
	if err != nil {
		return err
	}
	data, err := p.read(names[1], maxResultBytes)
	if err != nil {
		return err
	}
	r, err := engine.ParseResult(data)
	if err != nil {
		return badf("%s: %s", display(names[1]), err)
	}
	if len(r.Notes) > 0 && note != "" && r.Notes[0] == note {
		r.Notes = r.Notes[1:] // solve's word on how the file was read, which is right
	}
	report := engine.Check(s, r)
	for _, failure := range report.Failures {
		fmt.Fprintln(p.stdout, clip(visible("wrong: "+failure.Error()), mostMessage))
	}
	if n := len(report.Failures); n > 0 {
		return fmt.Errorf("%s: %d of its claims are wrong", display(names[1]), n)
	}
	_, err = fmt.Fprintln(p.stdout, verdict(report))
	return err
}

// verdict is the line that says what was verified.
func verdict(report engine.Report) string {
	text := "verified: " + strings.Join(report.Verified, "; ")
	if len(report.Unverified) > 0 {
		text += ". Not verifiable by arithmetic: " + strings.Join(report.Unverified, "; ")
	}
	return text
}

// schema prints one of the schemas.
func (p program) schema(args []string) error {
	schemas := map[string]func() []byte{
		"scenario": engine.Schema, "result": engine.ResultSchema,
		"experiment": experiment.Schema, "report": experiment.ReportSchema,
		"puzzle": puzzle.Schema,
	}
	if len(args) == 0 {
		args = []string{"scenario"}
	}
	text, ok := schemas[args[0]]
	if !ok || len(args) > 1 {
		return badf("schema: must be followed by scenario, result, experiment, report or puzzle (emergent help schema)")
	}
	_, err := p.stdout.Write(text())
	return err
}
