package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// member is the number that a line has first under a name.
func member(line, name string) string {
	_, rest, _ := strings.Cut(line, `"`+name+`":`)
	return rest[:strings.IndexAny(rest, ",}")]
}

// reseal gives lines that were changed on purpose the checksums of what they hold now.
func reseal(t *testing.T, lines ...string) string {
	t.Helper()
	var text strings.Builder
	seed := uint32(0)
	for i, line := range lines {
		if line == "" {
			continue
		}
		at := strings.LastIndex(line, `,"check":`)
		if at < 0 {
			t.Fatalf("line %d has no checksum", i+1)
		}
		whole, sum, err := sealed(raw(line[:at]+"}"), seed)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			seed = sum
		}
		text.Write(whole)
	}
	return text.String()
}

// raw is a text that is JSON already.
type raw string

func (r raw) MarshalJSON() ([]byte, error) { return []byte(r), nil }

// specs of every kind, small ones.
var damageSpecs = map[string]string{
	"hull.json":      hullSpec,
	"table.json":     tableSpec,
	"selection.json": `{"version":1,"kind":"selection","runs":60,"selection":{"bids":20}}`,
	"diversity.json": `{"version":1,"kind":"diversity","runs":30,"synthetic":{"items":30,"agents":10,"criteria":3}}`,
}

// sweeps runs them all and returns their output.
func sweeps(t *testing.T) map[string]string {
	t.Helper()
	files(t, damageSpecs)
	files := map[string]string{"scores.csv": scoresCSV()}
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out := map[string]string{}
	for name := range damageSpecs {
		o := emergent("", "sweep", "-quiet", name)
		o.want(t, 0, "")
		out[name] = o.out
	}
	return out
}

// tally adds a row to the tables of docs/reliability.md where ./build.sh fuzz asks for it.
func tally(t *testing.T, class string, tried int) {
	t.Helper()
	path := os.Getenv("EMERGENT_TALLY")
	if path == "" {
		return
	}
	failed := 0
	if t.Failed() {
		failed = 1
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	fmt.Fprintf(file, "inputs\t%s\t%d\t%d\n", class, tried, failed)
}

// TestFlippedDigits: a sweep with one digit changed anywhere is refused, by line, in a sentence.
func TestFlippedDigits(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 3))
	each := 500 // of four kinds
	if testing.Short() {
		each = 50
	}
	for name, text := range sweeps(t) {
		for range each {
			at := rng.IntN(len(text))
			for text[at] < '0' || text[at] > '9' {
				at = (at + 1) % len(text)
			}
			flipped := []byte(text)
			flipped[at] = '0' + (text[at]-'0'+byte(1+rng.IntN(9)))%10
			o := emergent(string(flipped), "merge", "-")
			line := 1 + strings.Count(text[:at], "\n")
			if o.status != 2 || o.out != "" ||
				!strings.HasPrefix(o.errors, fmt.Sprintf("emergent: standard input: line %d: ", line)) {
				t.Fatalf("%s, byte %d of line %d: status %d, %q", name, at, line, o.status, o.errors)
			}
			oneSentence(t, o.errors)
		}
	}
	tally(t, "sweep files with one flipped digit, merged", 4*each)
}

// oneSentence: a refusal is one line of under 200 characters that a terminal shows as they are.
func oneSentence(t *testing.T, text string) {
	t.Helper()
	if !strings.HasSuffix(text, "\n") || strings.Count(text, "\n") != 1 || utf8.RuneCountInString(text) > 200 ||
		visible(strings.TrimSpace(text)) != strings.TrimSpace(text) {
		t.Errorf("not one short line: %q", text)
	}
}

// TestDamagedFiles: whatever happens to the bytes of a sweep, merging says so and stops, resuming says
// so and leaves the file alone, and repairing gives back the bytes of an unbroken sweep.
func TestDamagedFiles(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 4))
	for name, whole := range sweeps(t) {
		for kind, damage := range damages {
			hurt := damage(rng, whole)
			if err := os.WriteFile("out.jsonl", []byte(hurt), 0o644); err != nil {
				t.Fatal(err)
			}
			if hurt != whole {
				if o := emergent("", "merge", "out.jsonl"); o.status != 2 {
					t.Errorf("%s, %s: merged with status %d, %q", name, kind, o.status, o.errors)
				} else {
					oneSentence(t, o.errors)
				}
			}
			o := emergent("", "sweep", "-quiet", name, "-o", "out.jsonl")
			after, err := os.ReadFile("out.jsonl")
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case o.status == 2 && string(after) == hurt:
				oneSentence(t, o.errors)
			case o.status != 0 || string(after) != whole:
				t.Errorf("%s, %s: resumed with status %d, %q, to other bytes", name, kind, o.status, o.errors)
			}
			o = emergent("", "sweep", "-quiet", name, "-o", "out.jsonl", "-repair")
			if after, err = os.ReadFile("out.jsonl"); err != nil || o.status != 0 || string(after) != whole {
				t.Errorf("%s, %s: repaired with status %d, %q, to other bytes", name, kind, o.status, o.errors)
			}
		}
	}
	tally(t, "sweep files damaged, shuffled or cut: merged, resumed and repaired", len(damageSpecs)*len(damages))
}

// damages are what may happen to a file; each keeps enough of the header to know it by.
var damages = map[string]func(rng *rand.Rand, text string) string{
	"a bit": func(rng *rand.Rand, text string) string {
		b := []byte(text)
		at := 100 + rng.IntN(len(b)-100)
		b[at] ^= 1 << rng.IntN(8)
		return string(b)
	},
	"a line is missing": func(rng *rand.Rand, text string) string {
		lines := strings.SplitAfter(text, "\n")
		return strings.Join(append(lines[:1:1], lines[2:]...), "")
	},
	"two lines changed places": func(rng *rand.Rand, text string) string {
		lines := strings.SplitAfter(text, "\n")
		n := len(lines) - 1
		if n > 2 {
			lines[1], lines[2] = lines[2], lines[1]
			lines = append(lines[:n-1:n-1], "") // and the last is gone, so that merging has something to say
		}
		return strings.Join(lines, "")
	},
	"a line is doubled": func(rng *rand.Rand, text string) string {
		lines := strings.SplitAfter(text, "\n")
		return text + lines[1]
	},
	"zeros": func(rng *rand.Rand, text string) string {
		b := []byte(text)
		at := 100 + rng.IntN(len(b)-200)
		clear(b[at : at+100])
		return string(b)
	},
	"cut off": func(rng *rand.Rand, text string) string { return text[:20+rng.IntN(len(text)-20)] },
	"nothing": func(rng *rand.Rand, text string) string { return "" },
	"noise behind it": func(rng *rand.Rand, text string) string {
		return text + "\x1b[31m\u202e{}\n"
	},
}

// TestManyDamagedLines: all are named, in one short line.
func TestManyDamagedLines(t *testing.T) {
	whole := sweeps(t)["hull.json"]
	if err := os.WriteFile("out.jsonl", []byte(strings.ReplaceAll(whole, `{"chunk":`, `{"chunk": `)),
		0o644); err != nil {
		t.Fatal(err)
	}
	lines := strings.Count(whole, "\n")
	emergent("", "sweep", "-quiet", "hull.json", "-o", "out.jsonl").want(t, 2,
		fmt.Sprintf("emergent: out.jsonl: lines 2-%d are damaged: their checksums are not those of their text "+
			"(--repair computes them again)\n", lines))
}

// TestImpossibleValues: what cannot be is refused though its checksum is right.
func TestImpossibleValues(t *testing.T) {
	all := sweeps(t)
	replace := func(spec, from, to string) string {
		lines := strings.SplitAfter(all[spec], "\n")
		for i, line := range lines {
			if i > 0 && strings.Contains(line, from) {
				lines[i] = strings.Replace(line, from, to, 1)
				return reseal(t, lines...)
			}
		}
		t.Fatalf("%s has no %s", spec, from)
		return ""
	}
	for _, row := range []struct{ spec, from, to, want string }{
		{"diversity.json", `"diversity":[[[`, `"diversity":[[[-1e308,0,0],[`,
			"line 2: chunk 0 has 31 runs of a size, must have 30"},
		{"diversity.json", `"diversity":[[[0.`, `"diversity":[[[-1e308`, "line 2: is not a chunk"},
		{"diversity.json", `"diversity":[[[0.`, `"diversity":[[[9000000.`,
			"line 2: chunk 0 has diversity[0][0][0] = 9e+06, must be 0 to 4e+06"},
		{"selection.json", `"squares":[0.`, `"squares":[1.`, "line 2: chunk 0 has selection[0].squares[0] = 1."},
		{"selection.json", `"largest":0`, `"largest":7`, "line 2: chunk 0 has selection[0].largest = 7"},
		{"selection.json", `"opt":`, `"opt":9`, "line 2: chunk 0 has selection[0].opt = 9"},
		{"selection.json", `"reached":`, `"reached":-`, "line 2: chunk 0 has selection[0].reached = -"},
		{"table.json", `"epsilon":0.`, `"epsilon":-0.`, "line 2: chunk 0 has table.alignment.epsilon = -0."},
		{"table.json", `"depth":{"depth":-1`, `"depth":{"depth":77`, "line 4: chunk 2 table.depth.depth: is 77"},
		{"table.json", `"weights":[`, `"weights":[0,`,
			"line 2: chunk 0 table.alignment.weights (their number): is 13, must be 12 to 12"},
		{"table.json", `"worst":[{"item":`, `"worst":[{"item":99`,
			"line 2: chunk 0 table.alignment.worst[0].item: is 99"},
		{"hull.json", `"hull":[`, `"hull":[-`, "line 2: chunk 0 counts -"},
	} {
		o := emergent(replace(row.spec, row.from, row.to), "merge", "-")
		if o.status != 2 || !strings.HasPrefix(o.errors, "emergent: standard input: "+row.want) {
			t.Errorf("%s with %s: status %d, %q, want %q", row.spec, row.to, o.status, o.errors, row.want)
		}
		oneSentence(t, o.errors)
	}
	tally(t, "numbers that cannot be, sealed as if they were written so", 12)
}

// TestFormerFaults: files on which the build of 24 November panicked, or took damaged digits for
// data. Their lines carry no checksum.
func TestFormerFaults(t *testing.T) {
	names, err := filepath.Glob("testdata/*.jsonl")
	if err != nil || len(names) != 3 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		emergent("", "merge", name).want(t, 2,
			"emergent: "+display(name)+": line 1: version: is 1, this program reads 2, whose lines carry checksums; "+
				"run the sweep again\n")
	}
}

// TestNoRoom: a full disk is said in a sentence, on the way and at the end.
func TestNoRoom(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full here")
	}
	files(t, map[string]string{"hull.json": hullSpec})
	o := emergent("", "sweep", "-quiet", "hull.json", "-o", "/dev/full")
	o.want(t, 1, "emergent: /dev/full: no space left on device (what is written stays; the same command "+
		"completes it)\n")
	sweep := emergent("", "sweep", "-quiet", "hull.json").out
	emergent(sweep, "merge", "-", "-o", "/dev/full").want(t, 2, "emergent: /dev/full: no space left on device\n")
	if o := emergent("", "sweep", "-quiet", "hull.json", "-o", os.DevNull); o.status != 0 {
		t.Errorf("a device that takes everything: status %d, %q", o.status, o.errors)
	}
	tally(t, "a full disk: sweep and merge", 2)
}

// TestTwoWriters: the second is refused while the first writes, and the file is as if it had not come.
func TestTwoWriters(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files are locked by the system there")
	}
	files(t, map[string]string{"long.json": strings.Replace(hullSpec, "4000", "60000", 1)})
	c := process(t, nil, "sweep", "long.json", "-quiet", "-o", "out.jsonl", "-workers", "1")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	waitForLines(t, "out.jsonl", 2)
	second := process(t, nil, "sweep", "long.json", "-quiet", "-o", "out.jsonl")
	text, _ := second.CombinedOutput()
	if string(text) != "emergent: out.jsonl: another sweep is writing it\n" {
		t.Errorf("the second writer says %q", text)
	}
	if err := c.Wait(); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("out.jsonl")
	if err != nil || string(got) != emergent("", "sweep", "long.json", "-quiet").out {
		t.Errorf("other bytes than those of one writer (%v)", err)
	}
	tally(t, "two writers of one sweep", 1)
}

// TestKilledAtAnyMoment: a sweep killed again and again ends with the bytes of an unbroken one.
func TestKilledAtAnyMoment(t *testing.T) {
	files(t, map[string]string{"hull.json": strings.Replace(hullSpec, "4000", "60000", 1)})
	kills := 100
	if testing.Short() {
		kills = 10
	}
	rng := rand.New(rand.NewPCG(20, 5))
	want := emergent("", "sweep", "-quiet", "hull.json").out
	for i := range kills {
		c := process(t, nil, "sweep", "hull.json", "-quiet", "-o", "out.jsonl")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rng.IntN(120)) * time.Millisecond)
		c.Process.Kill()
		if c.Wait() == nil { // it was faster than the kill: begin anew
			got, err := os.ReadFile("out.jsonl")
			if err != nil || string(got) != want {
				t.Fatalf("kill %d: other bytes (%v)", i, err)
			}
			os.Remove("out.jsonl")
		}
	}
	emergent("", "sweep", "-quiet", "hull.json", "-o", "out.jsonl").want(t, 0, "")
	if got, err := os.ReadFile("out.jsonl"); err != nil || !bytes.Equal(got, []byte(want)) {
		t.Errorf("other bytes than those of an unbroken sweep (%v)", err)
	}
	tally(t, "sweeps killed at a random moment and resumed", kills)
}

// TestMessages: what files are called and hold never reaches the terminal raw, and no refusal is long.
func TestMessages(t *testing.T) {
	files(t, map[string]string{"\x1b[31mred\u202e.json": "{", strings.Repeat("long", 50) + ".json": `{"version": 1}`,
		"names.csv": "you;\u202eA\n1;2\n", "title.json": `{"version":1,"kind":"hull","title":"\u202e"}`})
	for _, args := range [][]string{
		{"solve", "\x1b[31mred\u202e.json"}, {"solve", strings.Repeat("long", 50) + ".json"}, {"solve", "\x00\u2066"},
		{"fit", "names.csv"}, {"sweep", "title.json"}, {"sweep", "title.json", "-shard", "\x1b]0;"},
		{"\x1b[2J"}, {"fit", "names.csv", "-\u202e"},
		{"merge", strings.Repeat("x", 5000)},
	} {
		o := emergent("", args...)
		if o.status != 2 {
			t.Errorf("%q: status %d", args, o.status)
		}
		oneSentence(t, o.errors)
	}
}

// TestDamagedNumbersChecked: what solve answers for numbers that mean nothing check accepts, with the
// note on how they were read; another note in its place it refuses.
func TestDamagedNumbersChecked(t *testing.T) {
	text, err := os.ReadFile("../../testdata/faults/solve-EXIT1-2-10686.json")
	if err != nil {
		t.Fatal(err)
	}
	files(t, map[string]string{"s.json": string(text)})
	o := emergent("", "solve", "s.json")
	o.want(t, 0, "")
	if c := emergent(o.out, "check", "s.json", "-"); c.status != 0 {
		t.Errorf("check says %s", c.out)
	}
	lie := strings.Replace(o.out, `"notes":["response.lambda`, `"notes":["prior[0]`, 1)
	if c := emergent(lie, "check", "s.json", "-"); c.status != 1 {
		t.Error("a note about another field is accepted")
	}
}

// TestFaultOfOurs: a command that panics ends in one line with the link to report it.
func TestFaultOfOurs(t *testing.T) {
	var said bytes.Buffer
	p := program{stderr: &said}
	status := p.exit(p.guarded(func(names []string) error { panic(names[7]) }, nil))
	want := "emergent: it failed (runtime error: index out of range [7] with length 0), which is a fault " +
		"of ours; the link to report it is https://github.com/emergent-alignment/emergent/issues.\n"
	if status != statusWrong || said.String() != want {
		t.Errorf("status %d, %q, want %q", status, said.String(), want)
	}
	oneSentence(t, said.String())
}
