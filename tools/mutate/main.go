// Command mutate changes one thing at a time in the engine and the scenes and sees whether a test
// notices: a mutant that no test kills is a line that nothing pins. All mutants of a package are
// compiled into one test program (by an overlay, the sources stay as they are), in which an
// environment variable chooses the one that lives, so that a run costs no compilation.
//
//	./build.sh mutate [-sample n] [-seed s] [-only PACKAGE] [-jobs n]
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"sync"
	"time"
)

// target is what is mutated together: files of one package, and the packages whose tests must
// notice, each with the tests to run.
type target struct {
	dir    string   // of the package
	prefix string   // of the files; the rest of the package stays as it is
	tests  []killer // in the order in which they run
}

// killer is some of a package's tests: the quick ones that kill most come first.
type killer struct{ dir, run string }

// recorded, quick and checkers are the tests of everything that checks.
var (
	recorded = killer{"engine", "^TestRefusals$"}
	quick    = killer{"engine",
		"^(TestCheck(FindsWrongClaims|AcceptsAllFaults|Conversation|Indiffer.*)|Test.*Tampered)$"}
	checkers = killer{"engine",
		"^Test(Check(AcceptsOurOwn|SurvivesAnything|MixedRules|PastBudget)|Notes|SetsOnRequest|UsersReference|" +
			"InexactDepth|EdgyGames|Population.*)$"}
)

var targets = []target{
	{"engine", "check", []killer{recorded, quick, checkers}},
	{"engine/align", "certificate", []killer{{"engine/align", "."}, recorded, quick}},
	{"engine/equilibrium", "check", []killer{{"engine/equilibrium", "Check|Tamper|Laws|Cases|Indiffer"},
		recorded, quick}},
	{"engine/persuasion", "check", []killer{{"engine/persuasion", "."}}},
	{"engine/population", "check", []killer{{"engine/population", "."}, recorded, quick}},
	{"engine/selection", "check", []killer{{"engine/selection", "."}, recorded, quick}},
	{"engine/quantal", "check", []killer{{"engine/quantal", "."}, recorded, quick}},
	{"engine/linprog", "check", []killer{{"engine/linprog", "."}}},
	{"scenes/claim", "", []killer{{"scenes/claim", "."}}},
}

// byHandName is what -only calls the changes made by hand.
const byHandName = "hand"

func main() {
	sample := flag.Int("sample", 0, "mutants of each package, chosen by the seed; 0: all")
	seed := flag.Uint64("seed", 1, "of the sample")
	only := flag.String("only", "", "only this package; \""+byHandName+"\": only the changes made by hand")
	jobs := flag.Int("jobs", runtime.NumCPU(), "mutants tried at a time")
	flag.Parse()
	fmt.Printf("# Mutation run\n\n`./build.sh mutate`, %d of each package at most (0: all), seed %d.\n\n",
		*sample, *seed)
	fmt.Println("| package | mutants | tried | killed | share |\n|---|--:|--:|--:|--:|")
	var total finding
	add := func(name string, f finding, err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, "mutate:", err)
			os.Exit(1)
		}
		f.row(name)
		total.all, total.tried, total.survivors = total.all+f.all, total.tried+f.tried,
			append(total.survivors, f.survivors...)
	}
	for _, t := range targets {
		if t.dir == *only || *only == "" {
			f, err := t.run(*sample, *seed, *jobs)
			add(t.dir+" "+t.prefix+"*", f, err)
		}
	}
	if *only == byHandName || *only == "" {
		f, err := tryByHand()
		add("made by hand", f, err)
	}
	if *only == "" {
		total.row("all")
	}
	fmt.Printf("\nSurvivors:\n\n")
	for _, s := range total.survivors {
		fmt.Println("-", s)
	}
}

// row prints a finding as a row of the report's table.
func (f finding) row(name string) {
	killed := f.tried - len(f.survivors)
	fmt.Printf("| %s | %d | %d | %d | %.0f %% |\n",
		name, f.all, f.tried, killed, 100*float64(killed)/float64(max(f.tried, 1)))
}

// passed are the tests that were seen to pass without a mutant.
var passed = map[killer]bool{}

// finding is what became of a target's mutants.
type finding struct {
	all, tried int // those that compile
	survivors  []string
}

// run tries the target's mutants, several at a time.
func (t target) run(sample int, seed uint64, jobs int) (f finding, err error) {
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return f, err
	}
	defer os.RemoveAll(work)
	m, err := newMutation(t, work)
	if err != nil {
		return f, err
	}
	programs, err := m.build(t, work)
	if err != nil {
		return f, err
	}
	for i, k := range t.tests {
		if passed[k] {
			continue
		}
		if killed, why := programs[i : i+1].try(-1); killed {
			return f, fmt.Errorf("%s: tests fail without a mutant: %s", t.dir, why)
		}
		passed[k] = true
	}
	var living []int
	for i, mutant := range m.list {
		if !mutant.dropped {
			living = append(living, i)
		}
	}
	list := chosen(living, sample, seed)
	f.all, f.tried = len(living), len(list)
	survives := make([]bool, len(m.list))
	todo := make(chan int)
	var done sync.WaitGroup
	for range jobs {
		done.Go(func() {
			for i := range todo {
				if killed, _ := programs.try(i); !killed {
					survives[i] = true
					fmt.Fprintln(os.Stderr, "survives:", m.list[i])
				}
			}
		})
	}
	for k, i := range list {
		if todo <- i; k%25 == 0 {
			fmt.Fprintf(os.Stderr, "%s: %d of %d\n", t.dir, k, len(list))
		}
	}
	close(todo)
	done.Wait()
	for i, lives := range survives {
		if lives {
			f.survivors = append(f.survivors, m.list[i].String())
		}
	}
	return f, nil
}

// chosen are so many of a list, in order of a shuffle; 0: all.
func chosen(list []int, sample int, seed uint64) []int {
	rand.New(rand.NewPCG(seed, 0)).Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	if sample > 0 && sample < len(list) {
		return list[:sample]
	}
	return list
}

// patience is how long tests may take before a mutant counts as killed: it loops. Without one they
// take a twentieth of that.
const patience = 150 * time.Second
