package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/emergent-alignment/emergent/engine/experiment"
)

// asProgram, in the environment, makes the test binary be the program itself: some tests
// need a process that can be killed.
const asProgram = "EMERGENT_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// process is the program as a process of its own.
func process(t *testing.T, env []string, args ...string) *exec.Cmd {
	t.Helper()
	if runtime.GOOS == "js" {
		t.Skip("WebAssembly starts no processes")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, args...)
	c.Env = append(append(os.Environ(), asProgram+"=1"), env...)
	return c
}

const (
	hullSpec  = `{"version":1,"kind":"hull","runs":4000,"hull":{"dimensions":[1,2],"agents":[2,3,6]}}`
	tableSpec = `{"version":1,"kind":"table","runs":40,"table":{"file":"scores.csv"}}`
)

// scoresCSV is a table of 12 agents and 60 items.
func scoresCSV() string {
	var text strings.Builder
	text.WriteString("item;you")
	for i := range 12 {
		fmt.Fprintf(&text, ";A%d", i)
	}
	x := 1
	next := func() int { x = x * 75 % 65537; return x % 1000 }
	for e := range 60 {
		fmt.Fprintf(&text, "\nq%d", e)
		for range 13 {
			fmt.Fprintf(&text, ";0,%03d", next())
		}
	}
	return text.String()
}

// unbroken is the report of one run in this process, and its number of chunks.
func unbroken(t *testing.T, spec string) (report string, chunks int) {
	t.Helper()
	sweep := emergent("", "sweep", "-quiet", spec)
	sweep.want(t, 0, "")
	merged := emergent(sweep.out, "merge", "-")
	merged.want(t, 0, "")
	return merged.out, strings.Count(sweep.out, "\n") - 1
}

// TestWorkersAndShards: any number of workers writes the same bytes, any number of shards
// gives the same report, and it is the one that package experiment makes.
func TestWorkersAndShards(t *testing.T) {
	files(t, map[string]string{"hull.json": hullSpec, "table.json": tableSpec, "scores.csv": scoresCSV()})
	for _, spec := range []string{"hull.json", "table.json"} {
		want, chunks := unbroken(t, spec)
		if chunks < 4 {
			t.Fatalf("%s: %d chunks are too few to tell anything", spec, chunks)
		}
		one := emergent("", "sweep", "-quiet", spec, "--workers", "1").out
		for _, workers := range []string{"1", "2", "5"} {
			sweep := emergent("", "sweep", spec, "--workers", workers)
			if sweep.status != 0 || !strings.HasSuffix(sweep.errors, "\n") ||
				!strings.Contains(sweep.errors, "emergent: done, "+fmt.Sprint(chunks)+" chunks in ") {
				t.Errorf("%s, %s workers: status %d, %q", spec, workers, sweep.status, sweep.errors)
			}
			if sweep.out != one {
				t.Errorf("%s, %s workers: not the bytes that one worker writes", spec, workers)
			}
			if got := emergent(sweep.out, "merge", "-").out; got != want {
				t.Errorf("%s, %s workers: another report", spec, workers)
			}
		}
		for from := range 2 { // shards counted from 0, then from 1
			args := []string{"merge"}
			for i := range 4 {
				name := fmt.Sprintf("%s-%d-%d.jsonl", spec, from, i)
				emergent("", "sweep", "-quiet", spec, "-o", name, "-shard", fmt.Sprintf("%d/4", i+from)).want(t, 0, "")
				args = append(args, name)
			}
			o := emergent("", args...)
			o.want(t, 0, "")
			if o.out != want {
				t.Errorf("%s: four shards counted from %d give another report", spec, from)
			}
		}
	}
	s, err := experiment.Parse([]byte(hullSpec))
	if err != nil {
		t.Fatal(err)
	}
	j, err := experiment.New(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := j.Collect()
	for i := range j.Chunks() {
		if err := c.Add(j.Run(i)); err != nil {
			t.Fatal(err)
		}
	}
	if want, _ := unbroken(t, "hull.json"); want != string(experiment.Text(c.Report())) {
		t.Error("the command line and the package give different reports")
	}
	sweep := emergent("", "sweep", "-quiet", "hull.json")
	if o := emergent(sweep.out, "merge", "-", "-csv"); o.out != string(experiment.CSV(c.Report())) {
		t.Error("the command line and the package give different CSV")
	}
}

// TestKilledSweep: a process that is killed in the middle, once with its last line torn, and
// started again ends with the report of an unbroken one, nothing lost and nothing doubled.
func TestKilledSweep(t *testing.T) {
	files(t, map[string]string{"long.json": strings.Replace(hullSpec, "4000", "60000", 1)})
	args := []string{"sweep", "long.json", "-o", "out.jsonl", "-workers", "2"}
	for kill := range 2 {
		c := process(t, nil, args...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		waitForLines(t, "out.jsonl", 3*(kill+1))
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := c.Wait(); err == nil {
			t.Fatal("the sweep was over before it was killed")
		}
		if kill == 0 {
			tear(t, "out.jsonl")
		}
	}
	before, err := os.ReadFile("out.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	whole := before[:1+bytes.LastIndexByte(before, '\n')]
	o := emergent("", "merge", "out.jsonl")
	if o.status != 2 || !strings.Contains(o.errors, " missing of ") {
		t.Errorf("merging a broken sweep: status %d, %q", o.status, o.errors)
	}
	o = emergent("", args...)
	if had := bytes.Count(whole, []byte("\n")) - 1; o.status != 0 ||
		!strings.Contains(o.errors, fmt.Sprintf(", %d there already\n", had)) {
		t.Fatalf("status %d, %q", o.status, o.errors)
	}
	after, err := os.ReadFile("out.jsonl")
	if err != nil || !bytes.HasPrefix(after, whole) {
		t.Errorf("whole lines were changed (%v)", err)
	}
	if never := emergent("", "sweep", "long.json", "-quiet"); string(after) != never.out {
		t.Error("a killed sweep, resumed, has not the bytes of one that was never killed")
	}
	want, _ := unbroken(t, "long.json")
	o = emergent("", "merge", "out.jsonl")
	o.want(t, 0, "")
	if o.out != want {
		t.Error("a killed sweep gives another report than an unbroken one")
	}
	o = emergent("", args...)
	if again, _ := os.ReadFile("out.jsonl"); o.status != 0 || !bytes.Equal(again, after) {
		t.Errorf("a finished sweep run again changes its file: %q", o.errors)
	}
}

// waitForLines waits until a file has so many lines.
func waitForLines(t *testing.T, name string, n int) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(time.Millisecond) {
		text, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if bytes.Count(text, []byte("\n")) >= n {
			return
		}
	}
	t.Fatalf("no %d lines in %s", n, name)
}

// tear cuts the last line of a file in the middle.
func tear(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text = text[:1+bytes.LastIndexByte(text, '\n')]
	if err := os.WriteFile(name, text[:len(text)-9], 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestResume: every file that a killed sweep can leave behind is completed.
func TestResume(t *testing.T) {
	files(t, map[string]string{"hull.json": hullSpec})
	want, _ := unbroken(t, "hull.json")
	emergent("", "sweep", "-quiet", "hull.json", "-o", "whole.jsonl").want(t, 0, "")
	whole, err := os.ReadFile("whole.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	line := bytes.IndexByte(whole, '\n') + 1
	for _, size := range []int{0, 1, line / 2, line - 1, line, line + 5, len(whole) - 1, len(whole)} {
		if err := os.WriteFile("part.jsonl", whole[:size], 0o644); err != nil {
			t.Fatal(err)
		}
		emergent("", "sweep", "-quiet", "hull.json", "-o", "part.jsonl").want(t, 0, "")
		if part, err := os.ReadFile("part.jsonl"); err != nil || !bytes.Equal(part, whole) {
			t.Errorf("from %d bytes of %d: other bytes (%v)", size, len(whole), err)
		}
		o := emergent("", "merge", "part.jsonl")
		o.want(t, 0, "")
		if o.out != want {
			t.Errorf("from %d bytes of %d: another report", size, len(whole))
		}
	}
}

// TestSweepRefuses: what a sweep or a merge cannot use is refused in one line, and files of
// others are left alone.
func TestSweepRefuses(t *testing.T) {
	files(t, map[string]string{
		"hull.json": hullSpec, "other.json": strings.Replace(hullSpec, `"runs":4000`, `"runs":4000,"seed":2`, 1),
		"table.json": tableSpec,
		"bad.json":   `{"version":1,"kind":"hull","runs":0}`, "notes.txt": "my notes", "lines.txt": "my\nnotes\n",
		"empty.jsonl":  "",
		"letters.json": strings.Replace(tableSpec, "scores", "letters", 1),
		"letters.csv":  "\ufeffitem;you;A\n\nq;0,5;1\nr;0,5;many\n",
	})
	for _, name := range []string{"hull", "other"} {
		emergent("", "sweep", "-quiet", name+".json", "-o", name+".jsonl").want(t, 0, "")
	}
	emergent("", "sweep", "-quiet", "hull.json", "-o", "half.jsonl", "-shard", "0/2").want(t, 0, "")
	text, _ := os.ReadFile("hull.jsonl")
	lines := strings.SplitAfter(string(text), "\n")
	write := func(name string, parts ...string) {
		if err := os.WriteFile(name, []byte(strings.Join(parts, "")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("doubled.jsonl", append(lines, lines[1])...)
	write("spoiled.jsonl", reseal(t, lines[0], strings.Replace(lines[1], `"runs":`, `"runs":9`, 1)))
	write("unknown.jsonl", reseal(t, lines[0], `{"chunk":0,"colour":1,"check":"00000000"}`+"\n"))
	write("newer.jsonl", strings.Replace(lines[0], `"version":2`, `"version":3`, 1))
	write("counts.jsonl", reseal(t, strings.Replace(lines[0], `"chunks":`, `"chunks":9`, 1)))
	write("setting.jsonl", reseal(t, strings.Replace(lines[0], `"hull":{`, `"hull":{"colour":1,`, 1)))
	number := func(line string) string { return member(line, "chunk") }
	runsOf := func(line string) string { return member(line, "runs") }
	n := strconv.Itoa(len(lines) - 2)
	rows := []struct{ args, want string }{
		{"sweep", "sweep: 0 specs given, must be one (emergent help sweep)"},
		{"sweep missing.json", "missing.json: no such file or directory"},
		{"sweep bad.json", "bad.json: runs: must not be 0 (leave it out for the default)"},
		{"sweep table.json", "scores.csv: no such file or directory"},
		{"sweep letters.json", `letters.csv: row 4, column 3 (A): is "many", must be a number`},
		{"sweep hull.json -workers 0", "sweep: --workers: is 0, must be 1 to 1024"},
		{"sweep hull.json -shard 5/4",
			`sweep: --shard: is "5/4", must be i/n with i from 0 to n-1 (or 1 to n), auto/n or auto`},
		{"sweep hull.json -shard 1",
			`sweep: --shard: is "1", must be i/n with i from 0 to n-1 (or 1 to n), auto/n or auto`},
		{"sweep hull.json -shard 0/0", `sweep: --shard: is "0/0", the number of shards must be 1 to 100000`},
		{"sweep hull.json -o notes.txt", "notes.txt: holds something that is not a sweep; it is left alone"},
		{"sweep hull.json -o lines.txt", "lines.txt: holds something that is not a sweep; it is left alone"},
		{"sweep hull.json -o other.jsonl", "other.jsonl: is of another sweep (seed is 2, not 1); it is left alone"},
		{"sweep hull.json -o half.jsonl",
			"half.jsonl: is of shard 0 of 2, counted from 0, this is the whole sweep; it is left alone"},
		{"sweep hull.json -o doubled.jsonl", "doubled.jsonl: line " + strconv.Itoa(len(lines)) +
			": a chunk came twice"},
		{"sweep hull.json -o spoiled.jsonl", "spoiled.jsonl: line 2: chunk " + number(lines[1]) + " has 9" +
			runsOf(lines[1]) + " runs, must have " + runsOf(lines[1])},
		{"sweep hull.json -repair", "sweep: --repair: needs -o FILE, the file to repair"},
		{"merge", "merge: no file given (emergent help merge)"},
		{"merge missing.jsonl", "missing.jsonl: no such file or directory"},
		{"merge empty.jsonl", "empty.jsonl: is empty, must be the output of a sweep"},
		{"merge lines.txt", "lines.txt: line 1: is not the header of a sweep"},
		{"merge newer.jsonl", "newer.jsonl: line 1: version: is 3, this program reads 2, whose lines carry " +
			"checksums; run the sweep again"},
		{"merge setting.jsonl", "setting.jsonl: line 1: spec.hull.colour: unknown field"},
		{"merge hull.jsonl -o hull.jsonl", "merge: -o: is hull.jsonl, one of the files to merge; must be another"},
		{"merge counts.jsonl", "counts.jsonl: line 1: says 9" + n + " chunks, this program makes " + n +
			" of that spec: it is of another build"},
		{"merge hull.jsonl other.jsonl", "other.jsonl: is of another sweep than hull.jsonl: seed is 2, not 1"},
		{"merge doubled.jsonl", "doubled.jsonl: line " + strconv.Itoa(len(lines)) + ": chunk " + number(lines[1]) +
			" is doubled: it is in doubled.jsonl, line 2 already"},
		{"merge hull.jsonl hull.jsonl", "hull.jsonl: line 2: chunk " + number(lines[1]) +
			" is doubled: it is in hull.jsonl, line 2 already"},
		{"merge unknown.jsonl", `unknown.jsonl: line 2: is not a chunk: colour: unknown field`},
	}
	for _, row := range rows {
		o := emergent("", strings.Fields(row.args)...)
		o.want(t, 2, "emergent: "+row.want+"\n")
		if o.out != "" {
			t.Errorf("%s printed %q", row.args, o.out)
		}
	}
	if o := emergent("", "merge", "spoiled.jsonl"); o.status != 2 ||
		!strings.Contains(o.errors, "spoiled.jsonl: line 2: chunk "+number(lines[1])+" has 9") {
		t.Errorf("a spoiled chunk: status %d, %q", o.status, o.errors)
	}
	for name, want := range map[string]string{"notes.txt": "my notes", "lines.txt": "my\nnotes\n"} {
		if got, _ := os.ReadFile(name); string(got) != want {
			t.Errorf("%s became %q", name, got)
		}
	}
}

// TestMissingChunks: they are named, and --partial reports on the rest.
func TestMissingChunks(t *testing.T) {
	files(t, map[string]string{"hull.json": strings.Replace(hullSpec, "4000", "60000", 1)})
	_, chunks := unbroken(t, "hull.json")
	emergent("", "sweep", "-quiet", "hull.json", "-o", "a.jsonl", "-shard", "1/2").want(t, 0, "")
	want := []string{}
	for i := 0; i < chunks; i += 2 {
		want = append(want, strconv.Itoa(i))
	}
	list := strings.Join(want, ", ")
	if len(list) > mostRuns {
		end := mostRuns + strings.IndexByte(list[mostRuns:], ',')
		list = list[:end] + ", ..."
	}
	emergent("", "merge", "a.jsonl").want(t, 2,
		fmt.Sprintf("emergent: merge: %d chunks missing of %d: %s (--partial reports on the others)\n",
			len(want), chunks, list))
	o := emergent("", "merge", "a.jsonl", "-partial")
	o.want(t, 0, "")
	if !strings.Contains(o.out, fmt.Sprintf(`"chunks": %d,`, chunks-len(want))) {
		t.Errorf("got %.300s", o.out)
	}
}

func TestRuns(t *testing.T) {
	for want, list := range map[string][]int{"": {}, "4": {4}, "0-2, 5, 7-8": {0, 1, 2, 5, 7, 8}} {
		if got := runs(list); got != want {
			t.Errorf("%v: %q, want %q", list, got, want)
		}
	}
}

// TestShardFromScheduler: what the schedulers say in the environment.
func TestShardFromScheduler(t *testing.T) {
	rows := []struct {
		env, flag string
		want      string // index/of, or the message
	}{
		{"SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_COUNT=8", "auto", "3/8"},
		{"SLURM_ARRAY_TASK_ID=8 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=8", "auto", "7/8"},
		{"SLURM_ARRAY_TASK_ID=3", "auto/4", "3/4"},
		{"JOB_COMPLETION_INDEX=0", "auto/4", "0/4"},
		{"JOB_COMPLETION_INDEX=3", "auto/4", "3/4"},
		{"PARALLEL_SEQ=1", "auto/4", "0/4"},
		{"PARALLEL_SEQ=4", "auto/4", "3/4"},
		{"PARALLEL_SEQ=2 SLURM_ARRAY_TASK_ID=9 SLURM_ARRAY_TASK_COUNT=10", "auto/4", "1/4"},
		{"", "4/4", "0/4"},
		{"SLURM_ARRAY_TASK_ID=3", "", "0/0"},
		{"PARALLEL_SEQ=5", "auto/4", "PARALLEL_SEQ is 5, must be 1 to 4 for 4 shards"},
		{"JOB_COMPLETION_INDEX=4", "auto/4", "JOB_COMPLETION_INDEX is 4, must be 0 to 3 for 4 shards"},
		{"JOB_COMPLETION_INDEX=0", "auto",
			"Kubernetes does not say how many shards there are: give --shard auto/N, N being the job's completions"},
		{"PARALLEL_SEQ=x", "auto/4", `PARALLEL_SEQ is "x", must be a number`},
		{"", "auto/4", "auto needs one of the environment variables PARALLEL_SEQ, SLURM_ARRAY_TASK_ID, " +
			"JOB_COMPLETION_INDEX"},
	}
	for _, row := range rows {
		env := map[string]string{}
		for _, pair := range strings.Fields(row.env) {
			name, value, _ := strings.Cut(pair, "=")
			env[name] = value
		}
		s, err := parseShard(row.flag, func(name string) string { return env[name] })
		got := fmt.Sprintf("%d/%d", s.Index, s.Of)
		if err != nil {
			got = strings.TrimPrefix(err.Error(), "sweep: --shard: ")
		}
		if got != row.want {
			t.Errorf("%s, %q: got %q, want %q", row.env, row.flag, got, row.want)
		}
	}
}

// TestRecipes: the recipes of docs/sweep.md. Four processes, with the environment that a
// scheduler gives them, make the report of one; and where GNU parallel is installed (build.sh
// test installs it) it runs them itself, by the very line that the document prints.
func TestRecipes(t *testing.T) {
	document, err := os.ReadFile("../../../docs/sweep.md")
	if err != nil {
		t.Fatal(err)
	}
	files(t, map[string]string{"spec.json": hullSpec})
	want, _ := unbroken(t, "spec.json")
	check := func(name string) {
		t.Helper()
		parts, err := filepath.Glob("part-*.jsonl")
		if err != nil || len(parts) != 4 {
			t.Fatalf("%s: %v, files %q", name, err, parts)
		}
		o := emergent("", append([]string{"merge"}, parts...)...)
		o.want(t, 0, "")
		if o.out != want {
			t.Errorf("%s: another report", name)
		}
		for _, part := range parts {
			os.Remove(part)
		}
	}
	for name, env := range map[string]func(i int) []string{
		"Slurm": func(i int) []string {
			return []string{fmt.Sprintf("SLURM_ARRAY_TASK_ID=%d", i), "SLURM_ARRAY_TASK_MIN=0",
				"SLURM_ARRAY_TASK_COUNT=4"}
		},
		"Kubernetes":   func(i int) []string { return []string{fmt.Sprintf("JOB_COMPLETION_INDEX=%d", i)} },
		"GNU parallel": func(i int) []string { return []string{fmt.Sprintf("PARALLEL_SEQ=%d", i+1)} },
	} {
		for i := range 4 {
			c := process(t, env(i), "sweep", "spec.json", "-quiet", "-shard", "auto/4", "-o",
				fmt.Sprintf("part-%d.jsonl", i))
			if text, err := c.CombinedOutput(); err != nil {
				t.Fatalf("%s: %v: %s", name, err, text)
			}
		}
		check(name)
	}
	const recipe = "parallel emergent sweep spec.json --quiet --shard auto/4 -o part-{}.jsonl ::: 1 2 3 4"
	if !strings.Contains(string(document), recipe) {
		t.Errorf("docs/sweep.md does not have %q", recipe)
	}
	if version, err := exec.Command("parallel", "--version").Output(); err != nil ||
		!bytes.Contains(version, []byte("GNU parallel")) {
		t.Skip("GNU parallel is not installed")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, "emergent"); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("sh", "-c", recipe)
	here, _ := os.Getwd()
	c.Env = append(os.Environ(), asProgram+"=1", "PATH="+here+":"+os.Getenv("PATH"), "HOME="+here)
	if text, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	check("parallel itself")
}
