// Command emergent is the engine on the command line: it solves scenarios, fits tables of
// scores, verifies results, and runs experiments on all cores. It only reads files, writes
// what packages engine and experiment say, and computes nothing itself; the page gives the same answers from
// the same functions.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/emergent-alignment/emergent/engine"
)

const usage = `emergent: what competition between AIs guarantees the person they advise

usage:
  emergent solve FILE...             solve scenarios: one line of JSON for each, in order
  emergent fit TABLE.csv [options]   alignment of a table of scores, as JSON
  emergent check SCENARIO RESULT     verify a result by arithmetic alone
  emergent judge CERTIFICATE         verify an answer to a puzzle of challenges.html
  emergent map SCENARIO [options]    what the user is sure of, place by place, as CSV or JSON
  emergent sweep SPEC.json [options] run an experiment: JSON Lines, resumable, in shards
  emergent merge FILE... [options]   make one report of what sweeps wrote
  emergent schema [NAME]             print the JSON Schema of a scenario, result, experiment,
                                     report or puzzle
  emergent help [COMMAND]            print this, or more on a command

A file name of - means standard input. Exit status: 0 all is well; 1 check found a wrong
claim, or output could not be written; 2 bad input or usage, one line on standard error.
`

// help says more on each command.
var help = map[string]string{
	"solve": `usage: emergent solve FILE...

Reads each scenario (docs/format.md) and prints its result as one line of JSON, in order.
The first bad file ends the run with one line on standard error that names file, field and
reason, and exit status 2; the lines printed before it stay.

  emergent solve web/static/presets/rivals.json
  emergent solve - < scenario.json
`,
	"fit": `usage: emergent fit TABLE.csv [options]

Tests whether the user's scores lie in the hull of the agents' scores, and tries one number,
the best single agent, the average and the best mixtures on items that nothing was fitted
to. The first row holds the names, the user's column first; each further row is an item with
a score from everyone, at most 1e6 in absolute value. Commas, semicolons and tabs separate
columns. A first column called item names the items; one called group behind it groups them,
and groups are held out whole. A table of three columns called item, rater and score has a
row for each score. Errors are in the units of the scores.

  -combination convex|conic     weights that sum to 1 (default), or of any sum
  -offset none|constant|group   what may be added (default constant; group: to each its own)
  -tolerance x                  largest epsilon that counts as inside (default 1e-6)
  -holdout SHARE                share of the items held out (default 0.5; 0: none)
  -repeat N, -seed S            how many splits (default 100), and where they begin
  -by item|group                what is held out whole (default: groups, if there are any)
  -user NAME                    the user's column, or rater (default: the first)
  -users each                   each party in turn is the user too, against all others
  -without NAME                 leave a column out; may be given again
  -group NAME                   the column that groups items
  -group-before TEXT            group items by what stands before TEXT in their names, such as
  -group-after TEXT             ": " in "Ghana: divorce", or by what stands behind it
  -long ITEM,RATER,SCORE        the columns of a table with a row for each score
  -words Yes=1,Unsure=0.5,No=0  what answers in words count
  -missing complete|pairwise    leave out items without everybody's score (default), or
                                take the agent's mean for a score that is missing
`,
	"check": `usage: emergent check SCENARIO RESULT

Verifies the result's claims against the scenario by arithmetic alone: no solver runs.
Prints what was verified and what arithmetic cannot verify (exit status 0), or one line
for each wrong claim (exit status 1).

  emergent solve s.json > r.json && emergent check s.json r.json
`,
	"judge": `usage: emergent judge CERTIFICATE

Verifies the certificate that challenges.html saves of an answer to a puzzle (docs/format.md),
by arithmetic alone: the result is that of the scenario, nothing has moved that may not, and
the goal is met. Exit status 1 and a line for each thing that is wrong otherwise.
`,
	"map": `usage: emergent map SCENARIO [options]

Prints what the user is sure of for every place of a grid over the simplex of criteria: if she
stood there, or if one more agent did. Columns: the weight of each criterion, the value, and
the loss to OPT (of epsilon: itself). A floor that rounding keeps from being found is empty.

  -of user|agent               who stands at the places (default user)
  -value worst|floor|epsilon   her worst equilibrium (default), the floor, or epsilon
  -lines n                     parts that each edge is cut into (default 32)
  -json                        a line of JSON for each place instead of CSV
`,
	"sweep": `usage: emergent sweep SPEC.json [options]

Runs an experiment (docs/format.md, docs/sweep.md): a header and then a line of JSON for
each chunk, in order, so that any number of workers writes the same bytes. Progress goes to
standard error. The same spec gives the same report in shards and on the page. A table that
the spec names is looked for beside the spec.

  -o FILE       where to write; default standard output. A file that holds a part of the
                same sweep is completed: after a kill, run the same command again.
  -workers n    how many chunks at a time; default all cores
  -shard i/n    compute only the i-th of n shards, i counted from 0 or from 1
  -shard auto/n the same, with i from Slurm, a Kubernetes indexed job, or GNU parallel
  -shard auto   the same, with n from Slurm too
  -repair       keep what is whole in a damaged -o FILE and compute the rest again
  -quiet        no progress

  emergent sweep spec.json -o out.jsonl && emergent merge out.jsonl
`,
	"merge": `usage: emergent merge FILE... [options]

Makes one report, as JSON, of the outputs of a sweep or of all its shards. Files of
different specs are refused, and so are doubled and missing chunks.

  -csv       the numbers of the chart as CSV instead
  -partial   report also when chunks are missing, on those that are there
  -o FILE    where to write; default standard output
`,
	"schema": `usage: emergent schema [scenario|result|experiment|report|puzzle]

Prints the JSON Schema (draft 2020-12) of a scenario (default), a result, an experiment's
spec or its report, or a puzzle.
`,
	"help": `usage: emergent help [COMMAND]
`,
}

// The exit statuses.
const (
	statusOK    = 0
	statusWrong = 1
	statusBad   = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the whole program on the given streams; it returns the exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	p := program{stdin, stdout, stderr, os.Getenv}
	if len(args) == 0 {
		fmt.Fprint(stderr, usage)
		return statusBad
	}
	name, rest := args[0], args[1:]
	commands := map[string]func([]string) error{
		"solve": p.solve, "fit": p.fit, "check": p.check, "schema": p.schema, "judge": p.judge,
		"map":   p.guaranteeMap,
		"sweep": p.sweep, "merge": p.merge,
		"help": p.help, "-h": p.help, "-help": p.help, "--help": p.help,
	}
	command, ok := commands[name]
	if !ok {
		return p.exit(badf("no command %q (emergent help lists the commands)", name))
	}
	if len(rest) == 1 && (rest[0] == "-h" || rest[0] == "-help" || rest[0] == "--help") {
		command, rest = p.help, []string{name}
	}
	return p.exit(p.guarded(command, rest))
}

// guarded runs a command; where it panics the error says so in one line.
func (p program) guarded(command func([]string) error, args []string) (err error) {
	defer func() {
		if trouble := recover(); trouble != nil {
			err = fmt.Errorf("it failed (%s), %s", clip(fmt.Sprint(trouble), mostTrouble), engine.Fault)
		}
	}()
	return command(args)
}

// mostTrouble is how many characters of a panic are repeated.
const mostTrouble = 60

// program is where a run reads and writes.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	env            func(string) string
}

// badInput is an error of whoever called the program.
type badInput struct{ reason string }

func (e badInput) Error() string { return e.reason }

func badf(format string, args ...any) error { return badInput{fmt.Sprintf(format, args...)} }

// mostMessage is how many characters a message on standard error has at most.
const mostMessage = 199

// exit reports an error in one line and returns the exit status.
func (p program) exit(err error) int {
	if err == nil {
		return statusOK
	}
	fmt.Fprintln(p.stderr, clip(visible(fmt.Sprintf("emergent: %s", err)), mostMessage))
	if errors.As(err, new(badInput)) {
		return statusBad
	}
	return statusWrong
}

func (p program) help(args []string) error {
	text := usage
	if len(args) > 0 {
		var ok bool
		if text, ok = help[args[0]]; !ok {
			return badf("no command %q (emergent help lists the commands)", args[0])
		}
	}
	_, err := io.WriteString(p.stdout, text)
	return err
}
