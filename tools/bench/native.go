package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/emergent-alignment/emergent/engine/align"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

//go:embed scipy.py
var scipy []byte

var benchLine = regexp.MustCompile(`^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+([0-9.]+) ns/op(?:\s+([0-9.]+) B/op\s+(\d+) ` +
	`allocs/op)?`)

// native runs the engine's own benchmarks.
func native(r *report) error {
	r.section("The engine, natively", "`go test -bench`, one core, median of three runs.")
	var rows [][]string
	for _, pkg := range []string{"./engine", "./engine/align", "./engine/equilibrium",
		"./engine/quantal", "./engine/selection"} {
		out, err := exec.Command("go", "test", "-run", "^$", "-bench", ".", "-benchtime", "0.1s", "-count", "3",
			"-benchmem", pkg).CombinedOutput()
		if err != nil {
			return fmt.Errorf("benchmarks of %s: %v\n%s", pkg, err, out)
		}
		rows = append(rows, benchRows(strings.TrimPrefix(pkg, "./"), string(out))...)
	}
	r.table([]string{"benchmark", "ms", "bytes", "allocations"}, rows)
	return nil
}

// benchRows reads the output of go test -bench: one row a benchmark, in order.
func benchRows(pkg, out string) (rows [][]string) {
	times, cells, names := map[string]sample{}, map[string][]string{}, []string{}
	for line := range strings.Lines(out) {
		m := benchLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		var ns float64
		fmt.Sscan(m[2], &ns)
		if times[m[1]] == nil {
			names = append(names, m[1])
		}
		times[m[1]] = append(times[m[1]], ns/1e6)
		cells[m[1]] = m[3:5]
	}
	for _, name := range names {
		rows = append(rows, append([]string{pkg + " " + name, millis(times[name].at(0.5))}, cells[name]...))
	}
	return rows
}

// tables is how many problems of a size are solved in turn, so that none is remembered.
const tables = 8

// table is the one of that seed that page/main.go makes, too.
func table(seed uint64, agents, entries int) align.Table {
	r := rand.New(rand.NewPCG(8, seed))
	row := func() []float64 {
		x := make([]float64, entries)
		for i := range x {
			x[i] = r.Float64()
		}
		return x
	}
	t := align.Table{User: row(), States: 1}
	for range agents {
		t.Agents = append(t.Agents, row())
	}
	return t
}

// nativeSolvers compares the hull test with gonum's simplex and, where Python has it, SciPy's HiGHS.
func nativeSolvers(r *report) error {
	r.section("The hull test natively, beside gonum and SciPy",
		"Milliseconds for one random problem (convex, constant offset), median (least to most) of nine samples. "+
			"gonum: `lp.Simplex` on the standard form. SciPy: `scipy.optimize.linprog(method=\"highs\")` on dense "+
			"arrays, as people call it.")
	var rows [][]string
	for _, size := range sizes {
		problems := make([]align.Table, tables)
		for i := range problems {
			problems[i] = table(uint64(i), size[0], size[1])
		}
		var solver align.Solver
		ours := timed(func(i int) { solver.Solve(problems[i%tables], align.Variant{Offset: align.Constant}) })
		row := []string{fmt.Sprintf("%d x %d", size[0], size[1]), ours.spread(), "", "", "", ""}
		if size[0] <= 24 {
			gonum := timed(func(i int) { byGonum(problems[i%tables]) })
			ratio := gonum.at(0.5) / ours.at(0.5)
			row[2], row[3] = gonum.spread(), fmt.Sprintf("%.0f", ratio)
			if size == sizes[0] {
				r.reach(ratio >= 50, "hull test 10 x 25, native, against gonum", "50 times", "%.0f times", ratio)
			}
		}
		theirs, err := bySciPy(problems, &solver)
		if err != nil {
			r.say("SciPy was not measured: %v.", err)
		} else {
			ratio := theirs.at(0.5) / ours.at(0.5)
			row[4], row[5] = theirs.spread(), fmt.Sprintf("%.1f", ratio)
			if size == sizes[len(sizes)-1] {
				r.reach(ratio >= 1, "hull test 100 x 100, native, against SciPy's HiGHS",
					"not slower", "%.1f times as fast", ratio)
			}
		}
		rows = append(rows, row)
	}
	r.table([]string{"agents x entries", "ours", "gonum", "times ours", "SciPy's HiGHS", "times ours"}, rows)
	return nil
}

// timed is milliseconds a run: nine samples of at least 20 ms each.
func timed(run func(i int)) (s sample) {
	n := 1
	for {
		start := time.Now()
		for i := range n {
			run(i)
		}
		if time.Since(start) > 20*time.Millisecond {
			break
		}
		n *= 2
	}
	for range 9 {
		start := time.Now()
		for i := range n {
			run(i)
		}
		s = append(s, float64(time.Since(start))/1e6/float64(n))
	}
	return s
}

// byGonum solves the hull test as people would with gonum: min e, sum_i w_i U_i + c - u within
// e, sum w = 1, w, e >= 0, with c split in two and slacks for the inequalities.
func byGonum(t align.Table) (float64, error) {
	k, n := len(t.Agents), len(t.User)
	cols := k + 3 + 2*n
	a := mat.NewDense(2*n+1, cols, nil)
	b := make([]float64, 2*n+1)
	for e, u := range t.User {
		for sign, row := range map[float64]int{1: e, -1: n + e} {
			for i, agent := range t.Agents {
				a.Set(row, i, sign*agent[e])
			}
			a.Set(row, k, sign)
			a.Set(row, k+1, -sign)
			a.Set(row, k+2, -1)
			a.Set(row, k+3+row, 1)
			b[row] = sign * u
		}
	}
	for i := range k {
		a.Set(2*n, i, 1)
	}
	b[2*n] = 1
	c := make([]float64, cols)
	c[k+2] = 1
	epsilon, _, err := lp.Simplex(c, a, b, 1e-10, nil)
	return epsilon, err
}

// python is a Python that has SciPy, or else any.
func python() string {
	// the second where a version manager hides the system's
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import scipy").Run() == nil {
			return name
		}
	}
	return "python3"
}

// bySciPy has Python solve the problems; the answers must be ours.
func bySciPy(problems []align.Table, solver *align.Solver) (sample, error) {
	dir, err := os.MkdirTemp("", "emergent-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	type plain struct {
		User   []float64
		Agents [][]float64
	}
	list := make([]plain, len(problems))
	for i, p := range problems {
		list[i] = plain{p.User, p.Agents}
	}
	data, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	input, program := filepath.Join(dir, "problems.json"), filepath.Join(dir, "scipy_highs.py")
	for name, data := range map[string][]byte{input: data, program: scipy} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			return nil, err
		}
	}
	out, err := exec.Command(python(), program, input).CombinedOutput()
	if err != nil {
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		return nil, fmt.Errorf("Python: %s", lines[len(lines)-1])
	}
	var answer struct {
		Millis  []float64
		Epsilon []float64
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		return nil, err
	}
	for i, p := range problems {
		if ours := solver.Solve(p, align.Variant{Offset: align.Constant}).Epsilon; math.Abs(ours-
			answer.Epsilon[i]) > 1e-6 {
			return nil, fmt.Errorf("problem %d: epsilon is %v here and %v there", i, ours, answer.Epsilon[i])
		}
	}
	return answer.Millis, nil
}
