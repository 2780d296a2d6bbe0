package engine

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What Check says of damaged results, word for word, is recorded in testdata/refusals: one file for
// a scenario, in it for each kind of number, word and list, and each way to damage it, the sentences
// of the failures without their figures. Nothing is ever accepted, but for what the files say. After
// a change that is meant, go test ./engine -run Refusals -update and read the difference.

// damages are the ways to damage a part of a result; they report whether it is of their kind.
var damages = []struct {
	name string
	do   func(reflect.Value) bool
}{
	{"up", func(v reflect.Value) bool { return moved(v, 1e-3, 1) }},
	{"down", func(v reflect.Value) bool { return moved(v, -1e-3, -1) }},
	{"huge", func(v reflect.Value) bool { return moved(v, 1e6, 1e6) }},
	{"other", func(v reflect.Value) bool {
		switch v.Kind() {
		case reflect.Bool:
			v.SetBool(!v.Bool())
		case reflect.String:
			v.SetString(v.String() + "x")
		default:
			return false
		}
		return true
	}},
	{"absent", func(v reflect.Value) bool {
		if v.Kind() != reflect.Pointer && v.Kind() != reflect.Slice || v.IsNil() {
			return false
		}
		v.SetZero()
		return true
	}},
	{"shorter", func(v reflect.Value) bool {
		if v.Kind() != reflect.Slice || v.Len() == 0 {
			return false
		}
		v.Set(v.Slice(0, v.Len()-1))
		return true
	}},
	{"longer", func(v reflect.Value) bool {
		if v.Kind() != reflect.Slice || v.Len() == 0 {
			return false
		}
		v.Set(reflect.Append(v.Slice3(0, v.Len(), v.Len()), v.Index(0)))
		return true
	}},
}

// moved adds to a number.
func moved(v reflect.Value, by float64, whole int64) bool {
	switch {
	case v.CanFloat():
		v.SetFloat(v.Float() + by)
	case v.CanInt():
		v.SetInt(v.Int() + whole)
	default:
		return false
	}
	return true
}

// partsOf lists the parts of a value by their paths in JSON, the last one of each list only.
func partsOf(path string, v reflect.Value) (list []leaf) {
	list = append(list, leaf{strings.TrimPrefix(path, "."), v})
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return append(list, partsOf(path, v.Elem())...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			list = append(list, partsOf(path+"."+name, v.Field(i))...)
		}
	case reflect.Slice, reflect.Array:
		if n := v.Len(); n > 0 {
			list = append(list, partsOf(at(path, n-1), v.Index(n-1))...)
		}
	}
	return list
}

var digits = regexp.MustCompile(`-?\d+(\.\d+)?(e[-+]?\d+)?`)

// refusals says the lines of a scenario's file, until it is told that one is wrong; those that it
// leaves out are empty.
func refusals(t *testing.T, s Scenario, about *regexp.Regexp, line func(string) bool) {
	t.Helper()
	r := Solve(s)
	report := Check(s, r)
	if len(report.Failures) > 0 {
		t.Fatalf("our own result: %v", &report.Failures[0])
	}
	every := 1
	if inHaste() {
		every = 9
	}
	line("verified: " + strings.Join(report.Verified, "; "))
	line("not verified: " + strings.Join(report.Unverified, "; "))
	nth := 0
	for i, part := range partsOf("", reflect.ValueOf(&r).Elem()) {
		if part.path == "" || !about.MatchString(part.path) {
			continue
		}
		for _, d := range damages {
			value := copied(part.value)
			if !d.do(value) {
				continue
			}
			if nth++; nth%every > 0 {
				line("")
				continue
			}
			damaged := copied(reflect.ValueOf(r)).Interface().(Result)
			partsOf("", reflect.ValueOf(&damaged).Elem())[i].value.Set(value)
			if !line(fmt.Sprintf("%s %s: %s", part.path, d.name, said(report, Check(s, damaged)))) {
				return
			}
		}
	}
}

// mostSaid is how many failures of a damage are recorded.
const mostSaid = 5

// said are the failures of a report without figures, each once; where there are none, what it no
// longer verifies.
func said(before, report Report) string {
	if len(report.Failures) == 0 {
		text := "accepted"
		for _, what := range report.Unverified {
			if !slices.Contains(before.Unverified, what) {
				text += "; not verified: " + what
			}
		}
		return text
	}
	var list []string
	for _, f := range report.Failures {
		if len(list) == mostSaid {
			return strings.Join(list, "; ") + "; ..."
		}
		if text := digits.ReplaceAllString(f.Error(), "#"); !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return strings.Join(list, "; ")
}

func TestRefusals(t *testing.T) {
	for _, row := range refused(t) {
		t.Run(row.name, func(t *testing.T) {
			path := filepath.Join("testdata", "refusals", row.name+".txt")
			if *update {
				var lines strings.Builder
				refusals(t, row.s, regexp.MustCompile(row.about), func(line string) bool {
					lines.WriteString(line + "\n")
					return true
				})
				if err := os.WriteFile(path, []byte(lines.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			recorded, n := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n"), 0
			refusals(t, row.s, regexp.MustCompile(row.about), func(line string) bool {
				n++
				if n > len(recorded) || line != "" && line != recorded[n-1] {
					t.Errorf("line %d is\n%s\nnot\n%s", n, line, append(recorded, "(none)")[min(n-1, len(recorded))])
				}
				return !t.Failed()
			})
			if n < len(recorded) && !t.Failed() {
				t.Errorf("%d lines, not %d", n, len(recorded))
			}
		})
	}
}

// copied is a value that shares no memory with another.
func copied(v reflect.Value) reflect.Value {
	to := reflect.New(v.Type()).Elem()
	to.Set(v)
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			to.Set(reflect.New(v.Type().Elem()))
			to.Elem().Set(copied(v.Elem()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			to.Field(i).Set(copied(v.Field(i)))
		}
	case reflect.Slice:
		if !v.IsNil() {
			to.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		}
		for i := range v.Len() {
			to.Index(i).Set(copied(v.Index(i)))
		}
	}
	return to
}

// inHaste reports whether tests must be short: as WebAssembly. A mutant (./build.sh mutate) must meet all.
func inHaste() bool { return testing.Short() && os.Getenv("EMERGENT_MUTANT") == "" }

// TestCheckMixedRules: what is said of an equilibrium in mixed rules is measured.
func TestCheckMixedRules(t *testing.T) {
	if inHaste() {
		t.Skip("a game of seven rules for four")
	}
	s := readPreset(t, presetDir+"/shared-bias.json")
	s.Conversation.Game = true
	good := Solve(s)
	if len(good.Conversation.Mixed) != 1 {
		t.Fatalf("%d equilibria in mixed rules, of the one", len(good.Conversation.Mixed))
	}
	if failures := Check(s, good).Failures; len(failures) > 0 {
		t.Fatalf("our own result: %v", failures)
	}
	for want, change := range map[string]func(m *MixedEquilibrium){
		"conversation.mixed[0].user: is ":            func(m *MixedEquilibrium) { m.User += 1e-3 },
		"conversation.mixed[0].gap: is ":             func(m *MixedEquilibrium) { m.Gap += 1e-3 },
		"conversation.mixed[0].gap: the gap":         func(m *MixedEquilibrium) { m.Gap = 1 },
		"conversation.mixed[0].weights: has ":        func(m *MixedEquilibrium) { m.Weights = m.Weights[1:] },
		"conversation.mixed[0].weights[1]: has ":     func(m *MixedEquilibrium) { m.Weights[1] = m.Weights[1][1:] },
		"conversation.mixed[0].weights[2], sum: is ": func(m *MixedEquilibrium) { m.Weights[2][0] += 1e-3 },
		"conversation.mixed[0].weights[2][0]: minus the prob": func(m *MixedEquilibrium) {
			m.Weights[2][0], m.Weights[2][1] = -0.5, m.Weights[2][1]+0.5+m.Weights[2][0]
		},
		"conversation.mixed[0].weights: mix nothing": func(m *MixedEquilibrium) {
			for _, w := range m.Weights {
				clear(w)
				w[0] = 1
			}
		},
	} {
		r, err := throughJSON(good)
		if err != nil {
			t.Fatal(err)
		}
		change(&r.Conversation.Mixed[0])
		if failures := Check(s, r).Failures; !slices.ContainsFunc(failures,
			func(f FieldError) bool { return strings.HasPrefix(f.Error(), want) }) {
			t.Errorf("%v, want a failure that begins with %q", failures, want)
		}
	}
	r, err := throughJSON(good)
	if err != nil {
		t.Fatal(err)
	}
	if r.Conversation.Mixed = append(r.Conversation.Mixed, r.Conversation.Mixed[0]); len(Check(s, r).Failures) == 0 {
		t.Error("of four agents two equilibria in mixed rules are accepted")
	}
}

// TestCheckPastBudget: of a game past the budget no section that needs regions can be there.
func TestCheckPastBudget(t *testing.T) {
	if inHaste() {
		t.Skip("regions are cut up to the budget")
	}
	s := fault(t, "ext-hard-S8A8X3K24-rand")
	for _, r := range []Result{
		{Version: Version, Equilibria: &EquilibriaResult{}}, {Version: Version, Ladder: &LadderResult{}},
		{Version: Version, Floor: &FloorResult{}},
	} {
		report := CheckSections(s, r, EquilibriaSection)
		if !slices.ContainsFunc(report.Failures, func(f FieldError) bool {
			return strings.HasPrefix(f.Error(), "equilibria: cannot be: ")
		}) {
			t.Errorf("%+v: %v", r, report.Failures)
		}
	}
	report := CheckSections(s, Result{Version: Version, Selection: &SelectionResult{}}, SelectionSection)
	if !slices.ContainsFunc(report.Unverified, func(what string) bool {
		return strings.HasPrefix(what, "selection: ")
	}) {
		t.Errorf("of a selection only %q is not verified", report.Unverified)
	}
}

// refusedRow is a scenario whose result is damaged, in parts.
type refusedRow struct {
	name  string
	s     Scenario
	about string
}

// refused are the scenarios: together they have every part of a result.
func refused(t *testing.T) []refusedRow {
	t.Helper()
	trial := apply(t, rivals(t), SetSelection{Selection{Samples: 20}})
	erring := apply(t, trial, SetResponse{Response{Kind: Quantal, Lambda: 12}})
	pennies := guessing()
	pennies.Conversation.Game = true
	drawn := func(seed uint64) Scenario { return tamperable(rand.New(rand.NewPCG(14, seed))) }
	return []refusedRow{
		{"trial", trial, "."},
		{"quantal", erring, "^(quantal|notes)"},
		{"game", drawn(30), "^(alignment|indifference|conversation)"},
		{"alone", drawn(18), "^(quantal|equilibria.worst|floor|ladder)"},
		{"alone-crowd", drawn(52), `^population\.(strong|welfare|users\[1\]\.[^p])`},
		{"crowd", drawn(39), `^population\.(strong|welfare|users\[1\]\.[^p])`},
		{"outside", drawn(13), "^alignment"},
		{"aligned", pennies, "^(conversation|equilibria|benchmarks.monopoly)"},
	}
}
