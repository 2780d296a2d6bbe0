package engine

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

// hostilePairs are scenarios with all sections, small ones, and their results.
func hostilePairs() (list []Scenario) {
	for _, text := range []string{string(door("", "")),
		`{"version":1,"states":["a","b"],"actions":["x","y"],"prior":[0.4,0.6],"user":{"name":"U","utility":[[1,0],[0,1]]},
		"agents":[{"name":"A","utility":[[1,0],[0,1]]},{"name":"B","utility":[[0.3,1],[1,0.9]]}],"equilibriumSets":true,"indifference":0.01,
		"conversation":{"rounds":1,"rules":["noisy","report"],"game":true},"selection":{"samples":10,"step":0.1},
		"population":{"users":[{"name":"V","share":0.3,"utility":[[1,0.2],[0,1]]}]}}`} {
		s, err := Parse([]byte(text))
		if err != nil {
			panic(err)
		}
		list = append(list, s)
	}
	return list
}

// patience is how long Check may take for any result of up to 4 MiB.
const patience = 5 * time.Second

// checksInWords requires that Check of a result ends in time and says what it says in words.
func checksInWords(t *testing.T, s Scenario, r Result) Report {
	t.Helper()
	start := time.Now()
	report := Check(s, r)
	if took := time.Since(start); took > patience {
		t.Errorf("took %v", took)
	}
	said := append(append([]string{}, report.Verified...), report.Unverified...)
	for _, f := range report.Failures {
		said = append(said, f.Error())
	}
	for _, text := range said {
		if strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
			t.Fatalf("it says %q", text)
		}
	}
	if len(said) == 0 {
		t.Fatal("it says nothing")
	}
	return report
}

// FuzzCheck: whatever a result says, Check ends with words, none of which is NaN.
func FuzzCheck(f *testing.F) {
	scenarios := hostilePairs()
	for i, s := range scenarios {
		text, err := json.Marshal(Solve(s))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(uint8(i), text)
		f.Add(uint8(1-i), text)
	}
	f.Add(uint8(0), []byte(`{"version":1,"notes":[]}`))
	f.Fuzz(func(t *testing.T, i uint8, data []byte) {
		r, err := ParseResult(data)
		if err != nil {
			requirePlain(t, err)
			return
		}
		checksInWords(t, scenarios[int(i)%len(scenarios)], r)
	})
}

// TestHostileResults: results of our own with each list made long, and with each number made one at
// which arithmetic turns, are answered in time and in words; none of the long ones is accepted.
func TestHostileResults(t *testing.T) {
	size, changes := 1<<18, 50
	if os.Getenv("EMERGENT_TALLY") != "" { // ./build.sh fuzz
		size, changes = 4<<20, 1000
	}
	for i, s := range hostilePairs() {
		r := Solve(s)
		if report := checksInWords(t, s, r); len(report.Failures) > 0 {
			t.Fatalf("scenario %d: %v", i, &report.Failures[0])
		}
		for _, long := range listsOf("", reflect.ValueOf(&r)) {
			text, err := json.Marshal(long.value.Index(0).Interface())
			if err != nil {
				t.Fatal(err)
			}
			kept := reflect.ValueOf(long.value.Interface())
			many := reflect.MakeSlice(kept.Type(), 0, size/(len(text)+1))
			for many.Len() < many.Cap() {
				many = reflect.Append(many, kept.Index(many.Len()%kept.Len()))
			}
			long.value.Set(many)
			if report := checksInWords(t, s, r); len(report.Failures) == 0 {
				t.Errorf("scenario %d: %s with %d entries is accepted", i, long.path, many.Len())
			}
			long.value.Set(kept)
		}
		numbers := leaves("", reflect.ValueOf(&r).Elem())
		rng := rand.New(rand.NewPCG(20, 7))
		for range changes {
			n := numbers[rng.IntN(len(numbers))].value
			if !n.CanFloat() {
				continue
			}
			before := n.Float()
			n.SetFloat([]float64{1e308, -1e308, 5e-324, -1, 1e18, 0}[rng.IntN(6)])
			checksInWords(t, s, r)
			n.SetFloat(before)
		}
	}
}

// listsOf are the lists of a value that have entries, one of each kind, by their paths.
func listsOf(path string, v reflect.Value) (list []leaf) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return listsOf(path, v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			list = append(list, listsOf(path+"."+v.Type().Field(i).Name, v.Field(i))...)
		}
	case reflect.Slice:
		if v.Len() > 0 {
			return append(listsOf(path+"[0]", v.Index(0)), leaf{path, v})
		}
	}
	return list
}

// TestLongResultsAreRead: 4 MiB of JSON are read, or refused in one line, in time.
func TestLongResultsAreRead(t *testing.T) {
	if testing.Short() {
		t.Skip("megabytes take WebAssembly longer; no page reads results")
	}
	for _, text := range []string{
		`{"version":1,"notes":[` + strings.Repeat(`"",`, 1<<20) + `""]}`,
		`{"version":1,"notes":` + strings.Repeat(`[`, 4<<20),
		`{"version":1,"notes":["` + strings.Repeat(`\u202e`, 600_000) + `"]}`,
		strings.Repeat(" ", 4<<20),
		`{"` + strings.Repeat("x", 4<<20) + `":1}`,
		`{"version":1,"benchmarks":{"opt":` + strings.Repeat("9", 4<<20) + `}}`,
	} {
		start := time.Now()
		r, err := ParseResult([]byte(text))
		if took := time.Since(start); took > patience {
			t.Errorf("%.30s took %v", text, took)
		}
		if err != nil {
			requirePlain(t, err)
			continue
		}
		if report := checksInWords(t, hostilePairs()[0], r); len(report.Failures) == 0 {
			t.Errorf("%.30s is accepted", text)
		}
	}
}
