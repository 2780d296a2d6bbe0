package link

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

const small = `{"version":1,"states":["a","b"],"actions":["x","y"],"prior":[0.5,0.5],
"user":{"name":"U","utility":[[1,0],[0,1]]},"agents":[{"name":"A","utility":[[1,0],[0,1]]}]}`

func scenario(t testing.TB, text string) engine.Scenario {
	t.Helper()
	s, err := engine.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// pack makes a link of any bytes, as a stranger would.
func pack(t testing.TB, data []byte) string {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(data)
	w.Close()
	return "v=1&s=" + base64.RawURLEncoding.EncodeToString(b.Bytes())
}

func TestRoundTrip(t *testing.T) {
	var e Encoder
	for _, view := range []stage.View{
		{},
		{Scene: "hull", Yaw: 0.25, Pitch: -1, Values: map[string]string{"map": "worst", "agent": "1"}},
	} {
		want := State{scenario(t, small), view, nil}
		hash, err := e.Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		again, err := e.Encode(want)
		if err != nil || again != hash {
			t.Errorf("second encoding differs: %q, %q, %v", hash, again, err)
		}
		got, err := Decode(hash)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}

// settings are more than any figure keeps in a view at once.
func settings(scene string) stage.View {
	return stage.View{Scene: scene, Yaw: -2.718281828459045, Pitch: 1.4142135623730951, Values: map[string]string{
		"map": "epsilon", "names": "false", "party": "agent:3", "agent": "11", "shown": "worst", "user": "true",
		"step": "1234", "play": "true", "run": "12",
	}}
}

// Every preset fits a link of at most 4,000 characters in every figure with every setting,
// and comes back unchanged.
func TestPresets(t *testing.T) {
	files, err := filepath.Glob("../../web/static/presets/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no presets: %v", err)
	}
	var e Encoder
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, scene := range []string{"", "hull", "equilibrium", "conversation", "quantal", "selection", "lab"} {
			want := State{Scenario: scenario(t, string(data)), View: settings(scene)}
			if hash := comesBack(t, &e, name+" "+scene, want); len(hash) > 4000 {
				t.Errorf("%s %s: link of %d characters, want at most 4000", name, scene, len(hash))
			}
		}
	}
}

func comesBack(t *testing.T, e *Encoder, name string, want State) string {
	t.Helper()
	hash, err := e.Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Decode(hash); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s: does not come back: %v", name, err)
	}
	return hash
}

// Every scenario that the formats allow has a link that is read back: one with everything at
// its limit, each party with a matrix of its own, and numbers and names that do not compress.
func TestLargestScenario(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	names := func(n int) (list []string) {
		for range n {
			name := []rune{}
			for range 60 {
				name = append(name, rune('\U00020000'+rng.IntN(20000))) // four bytes each
			}
			list = append(list, string(name))
		}
		return list
	}
	matrix := func(rows, columns int) (m [][]float64) {
		for range rows {
			row := make([]float64, columns)
			for i := range row {
				row[i] = rng.Float64()
			}
			m = append(m, row)
		}
		return m
	}
	rowsOfSumOne := func(rows int) [][]float64 {
		m := matrix(rows, 8)
		for _, row := range m {
			sum := 0.
			for _, x := range row {
				sum += x
			}
			for i := range row {
				row[i] /= sum
			}
		}
		return m
	}
	s := engine.Scenario{
		Version: 1, States: names(8), Actions: names(8), Prior: rowsOfSumOne(1)[0],
		User:       engine.Party{Name: names(1)[0], Utility: matrix(8, 8)},
		UserSignal: rowsOfSumOne(8), AgentSignal: rowsOfSumOne(8),
	}
	for _, name := range names(8) {
		s.Criteria = append(s.Criteria, engine.Criterion{Name: name, Utility: matrix(8, 8)})
	}
	for _, name := range names(24) {
		s.Agents = append(s.Agents, engine.Party{Name: name, Utility: matrix(8, 8)})
	}
	var e Encoder
	hash := comesBack(t, &e, "the largest scenario",
		State{scenario(t, string(engine.Format(s))), settings("hull"), nil})
	t.Logf("%d characters", len(hash))
}

func TestBadLinks(t *testing.T) {
	good := pack(t, []byte(`{"scenario":`+small+`}`))
	if _, err := Decode(good); err != nil {
		t.Fatalf("the good link: %v", err)
	}
	for _, c := range []struct {
		name, hash, want string
	}{
		{"empty", "", ErrNotALink.Error()},
		{"an anchor", "part-2", ErrNotALink.Error()},
		{"no version", strings.TrimPrefix(good, "v=1&"), ErrNotALink.Error()},
		{"other version", strings.Replace(good, "v=1", "v=2", 1), `v is "2"`},
		{"HTML as version", "v=<img src=x onerror=alert(1)>&s=AA", "v is"},
		{"bad escape", "v=1&s=%zz", ErrNotALink.Error()},
		{"cut short", good[:len(good)-9], ErrDamaged.Error()},
		{"not base64", "v=1&s=!!!!", ErrDamaged.Error()},
		{"not deflated", "v=1&s=AAAAAAAA", ErrDamaged.Error()},
		{"not JSON", pack(t, []byte("hello")), ErrDamaged.Error()},
		{"two values", pack(t, []byte(`{"scenario":`+small+`}{}`)), ErrDamaged.Error()},
		{"unknown outer field", pack(t, []byte(`{"scenario":`+small+`,"x":1}`)), ErrDamaged.Error()},
		{"unknown field", pack(t, []byte(`{"scenario":{"version":1,"colour":1}}`)), "colour"},
		{"no scenario", pack(t, []byte(`{}`)), "link: "},
		{"too long", "v=1&s=" + strings.Repeat("A", maxHash), "at most"},
	} {
		_, err := Decode(c.hash)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", c.name, err, c.want)
		}
		if err != nil && strings.ContainsAny(err.Error(), "\n\r") {
			t.Errorf("%s: more than one line: %q", c.name, err)
		}
	}
}

// A link of 60 kB that unpacks to 45 MB is refused after 256 KiB.
func TestBomb(t *testing.T) {
	hash := pack(t, bytes.Repeat([]byte{' '}, 45<<20))
	if len(hash) > maxHash {
		t.Fatalf("the bomb has %d characters and is refused for its length", len(hash))
	}
	if _, err := Decode(hash); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v, want %v", err, ErrTooLarge)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(pack(f, []byte(`{"scenario":`+small+`}`)))
	f.Add("v=1&s=")
	f.Add("v=2&s=AAAA")
	var e Encoder
	f.Fuzz(func(t *testing.T, hash string) {
		s, err := Decode(hash)
		if err != nil {
			requirePlain(t, err)
			return
		}
		again, err := e.Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Decode(again); err != nil || !reflect.DeepEqual(got, s) {
			t.Errorf("%q does not come back: %v", hash, err)
		}
	})
}

// FuzzState is FuzzDecode behind the compression, where mutations reach the state itself.
func FuzzState(f *testing.F) {
	f.Add([]byte(`{"scenario":` + small + `}`))
	f.Add([]byte(`{"scenario":` + small + `,"view":{"scene":"hull","yaw":1,"values":{"map":"worst"}},"pinned":` +
		small + `}`))
	f.Add([]byte(`{"scenario":` + strings.Replace(small, `"prior":[0.5,0.5]`, `"prior":[5e-324,1]`, 1) + `}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Decode(pack(t, data))
		if err != nil {
			requirePlain(t, err)
			return
		}
		again, err := new(Encoder).Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Decode(again); err != nil || !reflect.DeepEqual(got, s) {
			t.Errorf("%q does not come back: %v", data, err)
		}
	})
}

// requirePlain fails unless a refusal is one line of under 200 characters that stand there as they are.
func requirePlain(t *testing.T, err error) {
	t.Helper()
	text := err.Error()
	raw := strings.IndexFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	})
	if n := utf8.RuneCountInString(text); n == 0 || n >= 200 || raw >= 0 {
		t.Fatalf("%q has %d characters, the first raw one at %d", text, n, raw)
	}
}

// A pinned state travels along, judged like the other; where it would make the link too long
// it stays at home.
func TestPinned(t *testing.T) {
	var e Encoder
	read := func(name string) engine.Scenario {
		data, err := os.ReadFile(filepath.Join("..", "..", "web", "static", "presets", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := engine.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s, pinned := read("judge"), read("rivals")
	hash, err := e.Encode(State{Scenario: s, Pinned: &pinned})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(hash)
	if err != nil || got.Pinned == nil || !reflect.DeepEqual(*got.Pinned, pinned) ||
		!reflect.DeepEqual(got.Scenario, s) {
		t.Errorf("%v %v", got, err)
	}
	bad := pinned
	bad.Prior = []float64{0.9, 0.9}
	if hash, err = e.Encode(State{Scenario: s, Pinned: &bad}); err != nil {
		t.Fatal(err)
	}
	if _, err := Decode(hash); err == nil || !strings.Contains(err.Error(), "pinned: prior") {
		t.Errorf("a pinned state that is none: %v", err)
	}
	large := pinned
	large.Agents = nil
	for i := range 24 { // names that no compressor makes small
		name := ""
		for k := range 58 {
			name += string(rune(0x4e00 + (i*7919+k*104729+i*k*31)%20000))
		}
		large.Agents = append(large.Agents, engine.Party{Name: name, Utility: [][]float64{{0, 1}, {1, 0}}})
	}
	with, err := e.Encode(State{Scenario: s, Pinned: &large})
	if err != nil {
		t.Fatal(err)
	}
	if without, _ := e.Encode(State{Scenario: s}); with != without {
		t.Errorf("a link of %d characters holds the pinned state", len(with))
	}
}

// TestNotedLink: a number so small that it means nothing is read as 0, and that is said.
func TestNotedLink(t *testing.T) {
	for prior, want := range map[string]string{
		"[0.5,0.5]":  "",
		"[5e-324,1]": "prior[0] is less than 1e-12 in size, which means nothing here, and read as 0.",
	} {
		hash := pack(t, []byte(`{"scenario":`+strings.Replace(small, `"prior":[0.5,0.5]`, `"prior":`+prior, 1)+`}`))
		if _, note, err := DecodeNoted(hash); note != want || err != nil {
			t.Errorf("%s: %q, %v; want %q", prior, note, err, want)
		}
	}
}
