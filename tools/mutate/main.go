// Command mutate changes one thing at a time in the engine and the scenes and sees whether a test
// notices: a mutant that no test kills is a line that nothing pins. All mutants of a package are
// compiled into one test program (by an overlay, the sources stay as they are), in which an
// environment variable chooses the one that lives, so that a run costs no compilation.
//
//	./build.sh mutate [-sample n] [-seed s] [-only PACKAGE]
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"time"
)

// target is what is mutated together: files of one package, and the packages whose tests must
// notice, each with the tests to run.
type target struct {
	dir    string   // of the package
	prefix string   // of the files; the rest of the package stays as it is
	tests  []killer // in the order in which they run
}

// killer is a package's tests.
type killer struct{ dir, run string }

// checkers are the tests of everything that checks.
var checkers = killer{"engine", "Check|Tamper|Wrong|Convers|Sets|OurOwn|Notes"}

var targets = []target{
	{"engine", "check", []killer{checkers}},
	{"engine/align", "certificate", []killer{{"engine/align", "."}, checkers}},
	{"engine/equilibrium", "check", []killer{{"engine/equilibrium", "Check|Tamper|Laws|Cases"}, checkers}},
	{"engine/persuasion", "check", []killer{{"engine/persuasion", "."}}},
	{"engine/selection", "check", []killer{{"engine/selection", "."}, checkers}},
	{"engine/quantal", "check", []killer{{"engine/quantal", "."}, checkers}},
	{"engine/linprog", "check", []killer{{"engine/linprog", "."}}},
	{"scenes/claim", "", []killer{{"scenes/claim", "."}}},
}

func main() {
	sample := flag.Int("sample", 0, "mutants of each package, chosen by the seed; 0: all")
	seed := flag.Uint64("seed", 1, "of the sample")
	only := flag.String("only", "", "only this package")
	flag.Parse()
	fmt.Printf("# Mutation run\n\n`./build.sh mutate`, %d of each package at most (0: all), seed %d.\n\n", *sample, *seed)
	fmt.Println("| package | mutants | killed | share |\n|---|--:|--:|--:|")
	var survivors []string
	for _, t := range targets {
		if t.dir != *only && *only != "" {
			continue
		}
		left, tried, err := t.run(*sample, *seed)
		if err != nil {
			fmt.Fprintln(os.Stderr, "mutate:", err)
			os.Exit(1)
		}
		survivors = append(survivors, left...)
		killed := tried - len(left)
		fmt.Printf("| %s %s* | %d | %d | %.0f %% |\n", t.dir, t.prefix, tried, killed, 100*float64(killed)/float64(max(tried, 1)))
	}
	fmt.Printf("\nSurvivors:\n\n")
	for _, s := range survivors {
		fmt.Println("-", s)
	}
}

// run tries the target's mutants and returns those that survive, and how many there were.
func (t target) run(sample int, seed uint64) (survivors []string, tried int, err error) {
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return nil, 0, err
	}
	defer os.RemoveAll(work)
	m, err := newMutation(t, work)
	if err != nil {
		return nil, 0, err
	}
	programs, err := m.build(t, work)
	if err != nil {
		return nil, 0, err
	}
	if killed, why := programs.try(-1); killed {
		return nil, 0, fmt.Errorf("%s: tests fail without a mutant: %s", t.dir, why)
	}
	for _, i := range chosen(len(m.list), sample, seed) {
		if m.list[i].dropped {
			continue
		}
		tried++
		if killed, _ := programs.try(i); !killed {
			survivors = append(survivors, m.list[i].String())
			fmt.Fprintln(os.Stderr, "survives:", m.list[i])
		}
	}
	return survivors, tried, nil
}

// chosen are so many numbers below n, in order of a shuffle; 0: all.
func chosen(n, sample int, seed uint64) []int {
	list := rand.New(rand.NewPCG(seed, 0)).Perm(n)
	if sample > 0 && sample < n {
		return list[:sample]
	}
	return list
}

// patience is how much longer than without a mutant tests may take before it counts as killed:
// it loops.
const patience = 10 * time.Minute / 4
