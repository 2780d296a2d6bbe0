package site

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// small is the program of testdata/slim as Go's linker writes it.
func small(t *testing.T) []byte {
	t.Helper()
	program, err := Compile(filepath.Join("..", ".."), "./web/site/testdata/slim")
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// A program that is made slim says what it said before, in Node, when it panics, collects garbage,
// moves stacks and calls by reflection; and it is smaller by far.
func TestSlimRuns(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node.js is missing")
	}
	plain := small(t)
	slimmed, err := slim(plain)
	if err != nil {
		t.Fatal(err)
	}
	run := func(code []byte) string {
		root, err := exec.Command("go", "env", "GOROOT").Output()
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "program.wasm")
		if err := os.WriteFile(file, code, 0o644); err != nil {
			t.Fatal(err)
		}
		lib := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js")
		program := exec.Command(node, "--stack-size=4096", lib, file)
		program.Env = append(os.Environ(), "GOMAXPROCS=1") // WebAssembly has no second thread to start
		out, err := program.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return string(out)
	}
	want := run(plain)
	if lines := strings.Count(want, "\n"); lines != 8 {
		t.Fatalf("the program says\n%s", want)
	}
	if got := run(slimmed); got != want {
		t.Errorf("slim it says\n%s, want\n%s", got, want)
	}
	if before, after := len(Gzip(plain)), len(Gzip(slimmed)); after > before*85/100 {
		t.Errorf("packed it has %d bytes, before %d: too many", after, before)
	}
	if bytes.Contains(slimmed, []byte("main.recovered")) ||
		!bytes.Contains(slimmed, []byte("reflect.methodValueCall")) {
		t.Error("names are kept that should go, or the other way round")
	}
}

// Segments hold what the memory does, wherever zeros are, and are few.
func TestSegments(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 300 {
		m := memory{base: 1 + r.IntN(1<<20), bytes: make([]byte, 1+r.IntN(4000))}
		for at := 0; at < len(m.bytes); at += r.IntN(2 * longestZeros) {
			m.bytes[at] = byte(r.IntN(3))
		}
		m.bytes[0] = 1
		got, err := readMemory(m.segments())
		if err != nil {
			t.Fatal(err)
		}
		if got.base != m.base || !bytes.Equal(got.bytes, bytes.TrimRight(m.bytes, "\x00")) {
			t.Fatalf("from %d, %d bytes became from %d, %d bytes", m.base, len(m.bytes), got.base, len(got.bytes))
		}
		if count, _ := binary.Uvarint(m.segments()); int(count) > 1+len(m.bytes)/longestZeros {
			t.Fatalf("%d segments for %d bytes", count, len(m.bytes))
		}
	}
}

// What is no program of this release of Go is refused, whatever is wrong, never written.
func TestSlimRefuses(t *testing.T) {
	plain := small(t)
	at := bytes.Index(plain, pcHeader)
	for name, change := range map[string]func(p []byte) []byte{
		"nothing":          func(p []byte) []byte { return nil },
		"another format":   func(p []byte) []byte { return append([]byte("ELF?"), p[4:]...) },
		"cut short":        func(p []byte) []byte { return p[:len(p)*2/3] },
		"another magic":    func(p []byte) []byte { p[at]++; return p },
		"addresses of 4":   func(p []byte) []byte { p[at+7] = 4; return p },
		"counted segments": func(p []byte) []byte { return append(p, sectionDataCount, 1, 7) },
		"a segment elsewhere": func(p []byte) []byte {
			return append(p, sectionData, 7, 1, activeSegment, constant, 0x7f, end, 1, 9)
		},
		"a passive segment": func(p []byte) []byte { return append(p, sectionData, 4, 1, 1, 1, 9) },
	} {
		if got, err := slim(change(slices.Clone(plain))); err == nil {
			t.Errorf("%s: %d bytes, want a refusal", name, len(got))
		}
	}
}
