package engine

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// doorScenario is a scenario with one number of every kind that the door looks at.
const doorScenario = `{"version": 1, "states": ["y0", "y1"], "actions": ["a0", "a1"], "prior": [PRIOR, 1],
 "criteria": [{"name": "c0", "utility": [[CRITERION, 1], [1, 0]]}, {"name": "c1", "utility": [[0, 1], [1, 0.5]]}],
 "user": {"name": "u", "weights": [WEIGHT, 1]}, "agents": [{"name": "a", "utility": [[UTILITY, 0.5], [0.25, 1]]}, {"name": "b", "weights": [0.5, 0.5]}],
 "userSignal": [[HEARD, 1], [0.5, 0.5]], "agentSignal": [[SIGNAL, 1], [0.5, 0.5]],
 "alignment": {"tolerance": TOLERANCE}, "response": {"kind": "quantal", "lambda": LAMBDA},
 "conversation": {"noise": NOISE, "rules": ["noisy", "noisy"]}, "selection": {"step": STEP},
 "indifference": GAIN}`

// doorFields are the placeholders of doorScenario, their plain values, where they end up, and
// what a number below Least is read as.
var doorFields = []struct {
	word, plain, field string
	tiny               float64
	get                func(Scenario) float64
}{
	{"PRIOR", "0", "prior[0]", 0, func(s Scenario) float64 { return s.Prior[0] }},
	{"CRITERION", "0", "criteria[0].utility[0][0]", 0, func(s Scenario) float64 { return s.Criteria[0].Utility[0][0] }},
	{"WEIGHT", "0", "user.weights[0]", 0, func(s Scenario) float64 { return s.User.Weights[0] }},
	{"UTILITY", "0", "agents[0].utility[0][0]", 0, func(s Scenario) float64 { return s.Agents[0].Utility[0][0] }},
	{"HEARD", "0", "userSignal[0][0]", 0, func(s Scenario) float64 { return s.UserSignal[0][0] }},
	{"SIGNAL", "0", "agentSignal[0][0]", 0, func(s Scenario) float64 { return s.AgentSignal[0][0] }},
	{"TOLERANCE", "0.1", "alignment.tolerance", Least, func(s Scenario) float64 { return s.Alignment.Tolerance }},
	{"LAMBDA", "1", "response.lambda", 0, func(s Scenario) float64 { return s.Response.Lambda }},
	{"NOISE", "0.1", "conversation.noise", 0, func(s Scenario) float64 { return *s.Conversation.Noise }},
	{"GAIN", "0", "indifference", 0, func(s Scenario) float64 { return s.Indifference }},
	{"STEP", "0.1", "selection.step", Least, func(s Scenario) float64 { return s.Selection.Step }},
}

// door writes doorScenario with one number in the place of a word.
func door(word, number string) []byte {
	text := doorScenario
	for _, f := range doorFields {
		value := f.plain
		if f.word == word {
			value = number
		}
		text = strings.Replace(text, f.word, value, 1)
	}
	return []byte(text)
}

// TestTinyNumbers pins law by law what docs/format.md says of numbers below 1e-12: each is read
// as 0 (tolerance and step: as 1e-12), the note names it, and the answer holds every section.
func TestTinyNumbers(t *testing.T) {
	for _, f := range doorFields {
		for _, number := range []string{"5e-324", "2.2e-308", "1e-300", "1e-20", "9.9e-13"} {
			s, note, err := ParseNoted(door(f.word, number))
			if err != nil {
				t.Fatalf("%s %s: %v", f.field, number, err)
			}
			if got := f.get(s); got != f.tiny {
				t.Errorf("%s %s is read as %v, want %v", f.field, number, got, f.tiny)
			}
			if !strings.HasPrefix(note, f.field+" is less than 1e-12") {
				t.Errorf("%s %s: the note is %q", f.field, number, note)
			}
			r := Solve(s)
			if r.Quantal == nil || r.Conversation == nil || r.Selection == nil || r.Equilibria == nil {
				t.Errorf("%s %s: sections are absent: %v", f.field, number, r.Notes)
			}
		}
	}
}

// TestLeastNumbers: the least size that means something stays as it is written, without a note.
func TestLeastNumbers(t *testing.T) {
	for _, f := range doorFields {
		s, note, err := ParseNoted(door(f.word, "1e-12"))
		if err != nil || note != "" {
			t.Fatalf("%s: %v, note %q", f.field, err, note)
		}
		near(t, f.field+" over 1e-12", f.get(s)/Least, 1, 1e-9)
		requireFinite(t, f.field, reflect.ValueOf(Solve(s)))
	}
}

// TestNumbersRefused: what is no number of the format is named.
func TestNumbersRefused(t *testing.T) {
	for _, f := range doorFields {
		for _, number := range []string{"-5e-324", "-1e-13", "1e400", "1e308"} {
			_, err := Parse(door(f.word, number))
			if err == nil || !strings.HasPrefix(err.Error(), f.field+": ") {
				t.Errorf("%s %s: error %v", f.field, number, err)
			}
		}
	}
}

// TestSeedsThatJavaScriptKeeps: 2^53-1 is the last seed (docs/format.md).
func TestSeedsThatJavaScriptKeeps(t *testing.T) {
	for _, section := range []string{"conversation", "selection"} {
		for seed, want := range map[string]string{
			"9007199254740991":     "",
			"9007199254740992":     section + ".seed: is 9007199254740992, must be at most 9007199254740991",
			"18446744073709551615": section + ".seed: is 18446744073709551615, must be at most 9007199254740991",
			"18446744073709552000": section +
				".seed: is 18446744073709552000, must be a whole number of at most 9007199254740992 in size",
		} {
			text := fmt.Sprintf(`{"version": 1, "states": ["a", "b"], "actions": ["x", "y"], "prior": [0.5, 0.5],
				"user": {"name": "U", "utility": [[1, 0], [0, 1]]}, "agents": [{"name": "A", "utility": [[1, 0], [0, 1]]}], %q: {"seed": %s}}`, section, seed)
			_, err := Parse([]byte(text))
			if got := fmt.Sprint(err); err == nil && want != "" || err != nil && got != want {
				t.Errorf("seed %s: %v, want %q", seed, err, want)
			}
		}
	}
}

// TestNormalizeTwice: law: normalising twice is normalising once, also around Least.
func TestNormalizeTwice(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 1))
	for range 2000 {
		p := make([]float64, 2+rng.IntN(7))
		p[0] = 1
		for i := range p[1:] {
			p[i+1] = Least * (0.9999995 + 1e-6*rng.Float64())
		}
		once := normalized(p)
		if twice := normalized(once); !slices.Equal(once, twice) {
			t.Fatalf("%v becomes %v and then %v", p, once, twice)
		}
	}
}

// TestFaultsAreAnswered: inputs on which the build of 24 November ended with "unsupported value: NaN".
func TestFaultsAreAnswered(t *testing.T) {
	files, err := filepath.Glob("testdata/faults/*EXIT1*.json")
	if err != nil || len(files) != 4 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Parse(data)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		r := Solve(s)
		requireFinite(t, file, reflect.ValueOf(r))
		if text := strings.Join(r.Notes, " "); strings.Contains(text, Fault) {
			t.Errorf("%s: %s", file, text)
		}
	}
}

// TestExtremeScenarios solves games of extreme numbers: no fault of ours, every number finite.
func TestExtremeScenarios(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 2))
	rounds := 300
	if testing.Short() {
		rounds = 60
	}
	for i := range rounds {
		s := extremeScenario(rng)
		r := Solve(s)
		requireFinite(t, fmt.Sprint("scenario ", i), reflect.ValueOf(r))
		for _, note := range r.Notes {
			if strings.Contains(note, Fault) {
				t.Errorf("scenario %d: %s\n%s", i, note, Format(s))
			}
		}
	}
}

// extremes are numbers at which arithmetic turns.
var extremes = []float64{0, 0, 1, 1, 0.5, 5e-324, 2.2e-308, 1e-300, 1e-20, 1e-12, 1e-9, 1e-7, 1e-6, 1 - 1e-16, 1 - 1e-9,
	1 - 1e-6, 0.5 + 1e-9, 0.3}

func extremeScenario(rng *rand.Rand) Scenario {
	s := randomScenario(rng)
	pick := func() float64 { return extremes[rng.IntN(len(extremes))] }
	spread := func(p []float64) {
		for i := range p {
			p[i] = pick()
		}
		p[rng.IntN(len(p))] = 1
		if total(p) > 0 {
			copy(p, normalized(p))
		}
	}
	matrix := func(m [][]float64) {
		for _, row := range m {
			for i := range row {
				row[i] = pick()
			}
		}
	}
	spread(s.Prior)
	for _, c := range s.Criteria {
		matrix(c.Utility)
	}
	for _, p := range append(slices.Clone(s.Agents), s.User) {
		matrix(p.Utility)
		if p.Weights != nil {
			spread(p.Weights)
		}
	}
	for _, signal := range [][][]float64{s.UserSignal, s.AgentSignal} {
		for _, row := range signal {
			spread(row)
		}
	}
	noise := pick()
	s.Alignment = &Alignment{Combination: []string{Convex, Conic}[rng.IntN(2)],
		Offset: []string{NoOffset, Constant, State}[rng.IntN(3)], Tolerance: max(pick(), 5e-324)}
	s.Response = &Response{Kind: []string{Best, Quantal}[rng.IntN(2)],
		Lambda: pick() * []float64{1, MaxLambda}[rng.IntN(2)]}
	s.Selection = &Selection{Step: max(pick(), 1e-3), Samples: rng.IntN(2) * 20}
	s.Conversation = &Conversation{Rounds: 1 + rng.IntN(4), Noise: &noise, Rules: make([]string, len(s.Agents))}
	for i := range s.Conversation.Rules {
		s.Conversation.Rules[i] = Rules()[rng.IntN(len(Rules()))]
	}
	if err := Validate(s); err != nil {
		panic(err)
	}
	return normalize(s)
}

// TestGuard: a panic in one section leaves the others as they are.
func TestGuard(t *testing.T) {
	s := parsed(t, string(door("", "")))
	want := Solve(s)
	var v Solver
	r := v.Solve(s, All)
	v.guard(&r, "selection", func() {
		r.Selection, r.Benchmarks = nil, nil
		r.note("half done")
		var none []int
		_ = none[len(s.Agents)]
	})
	if note := r.Notes[len(r.Notes)-1]; !strings.HasPrefix(note,
		"selection is absent: its solver failed (index out of range") || !strings.HasSuffix(note, Fault) {
		t.Errorf("the note is %q", note)
	}
	if r.Notes = r.Notes[:len(r.Notes)-1]; encode(t, r) != encode(t, want) {
		t.Error("a panic changed what was there before it")
	}
	if got := v.Solve(s, All); encode(t, got) != encode(t, want) {
		t.Error("the solver does not answer as before after a panic")
	}
}

// TestKeepFinite: each section that holds what is not finite goes, and the note names it.
func TestKeepFinite(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		r := Solve(parsed(t, string(door("", ""))))
		r.Equilibria.Worst.Posteriors[0].Belief[0] = x
		r.Quantal.Worst = &x
		r.keepFinite()
		requireFinite(t, "result", reflect.ValueOf(r))
		if r.Equilibria != nil || r.Quantal != nil || r.Benchmarks == nil || r.Selection == nil {
			t.Errorf("%v: wrong sections are left", x)
		}
		if n := len(r.Notes); n < 2 || !strings.HasPrefix(r.Notes[n-2], "equilibria is absent: ") ||
			!strings.HasPrefix(r.Notes[n-1], "quantal is absent: ") {
			t.Errorf("%v: notes are %q", x, r.Notes)
		}
	}
}

// parsed is a scenario that the test knows to be valid.
func parsed(t *testing.T, text string) Scenario {
	t.Helper()
	s, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
