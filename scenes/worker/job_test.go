package worker

import (
	"encoding/base64"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// A reply arrives as it was sent, to the bit: also numbers that JSON has no word for, no list and an empty
// one. Sending changes nothing.
func TestReplyArrives(t *testing.T) {
	path := []engine.Bid{{Agent: 23, User: 0.1, Value: -1e300},
		{User: math.Nextafter(1, 2), Value: math.SmallestNonzeroFloat64}}
	for _, bids := range [][]engine.Bid{path, {}, nil} {
		arrives(t, Reply{ID: 7, Millis: 2, Result: &engine.Result{Version: -1, Notes: []string{},
			Selection: &engine.SelectionResult{Path: bids, PathEnd: "cut"}}})
	}
	arrives(t, Reply{ID: 1, Chunk: `{"a": 1}`})
	arrives(t, Reply{ID: 2, Error: "two\nlines"})
	arrives(t,
		Reply{ID: 3, PlaceValues: []engine.PlaceValue{{Value: math.Inf(1), Known: true}, {Loss: math.Copysign(0, -1)}}})
}

func arrives(t *testing.T, r Reply) {
	t.Helper()
	before := r
	got, err := ParseReply(r.Text())
	if err != nil || !reflect.DeepEqual(got, r) {
		t.Errorf("arrived as %+v, sent %+v (%v)", got, r, err)
	}
	if !reflect.DeepEqual(r, before) {
		t.Error("sending changed what was sent")
	}
}

// TestAnswersArrive: every scenario of the page and of the engine's cases, and everything that can be asked of it.
func TestAnswersArrive(t *testing.T) {
	files, _ := filepath.Glob("../../web/static/presets/*.json")
	more, _ := filepath.Glob("../../engine/testdata/*.json")
	scenarios := 0
	for _, file := range append(files, more...) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := engine.Parse(data)
		if err != nil {
			continue // another kind of file
		}
		scenarios++
		j := Job{ID: 9, Kind: Solve, Scenario: s, Want: engine.All, Chunks: []string{}}
		if got, err := ParseJob(j.Text()); err != nil || !reflect.DeepEqual(got, j) {
			t.Errorf("%s: arrived as %+v (%v)", file, got, err)
		}
		want := engine.All
		if strings.Contains(file, "presets") {
			want |= engine.QuantalCurveSection | engine.LossCurveSection | engine.DissentSection | engine.TreeSection
		}
		var v engine.Solver
		r := v.Solve(s, want)
		arrives(t, Reply{ID: 1, Result: &r})
	}
	if scenarios < 15 {
		t.Errorf("%d scenarios", scenarios)
	}
}

// What is damaged on its way is refused, never half taken: cut anywhere, or with any byte changed to one
// that makes a list longer than what is left.
func TestDamagedReplies(t *testing.T) {
	r := engine.Result{Notes: []string{"a"}, Benchmarks: &engine.BenchmarkResult{Full: []float64{1, 2}},
		Selection: &engine.SelectionResult{Path: []engine.Bid{{Agent: 1}}}}
	text := pack(answer{Result: &r})
	whole, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	var a answer
	for n := range whole {
		if unpack(base64.StdEncoding.EncodeToString(whole[:n]), &a) == nil {
			t.Errorf("cut after %d bytes of %d it is taken", n, len(whole))
		}
		for _, b := range []byte{0, 1, 2, 0x7f, 0x80, 0xff} {
			damaged := append([]byte(nil), whole...)
			damaged[n] = b
			unpack(base64.StdEncoding.EncodeToString(damaged), &a) // may be a number changed: no panic
		}
	}
	for _, damaged := range []string{text[:len(text)-1], strings.TrimRight(text, "=") + "?", text + "AAAA"} {
		if _, err := ParseReply("{}\n" + damaged + "\n"); err == nil {
			t.Errorf("%q is taken", damaged)
		}
	}
	if _, err := ParseJob("{}\n!"); err == nil {
		t.Error("a damaged job is taken")
	}
}

// BenchmarkReplies: reading the answer to a large scenario, some 100 KB of JSON.
func BenchmarkReplies(b *testing.B) {
	data, err := os.ReadFile("../../engine/testdata/tough.json")
	if err != nil {
		b.Fatal(err)
	}
	s, err := engine.Parse(data)
	if err != nil {
		b.Fatal(err)
	}
	r := engine.Solve(s)
	text := Reply{Result: &r}.Text()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := ParseReply(text); err != nil {
			b.Fatal(err)
		}
	}
}
