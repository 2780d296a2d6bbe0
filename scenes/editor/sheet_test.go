package editor

import (
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

const mixed = `{"version": 1, "states": ["mild", "severe", "grave"], "actions": ["wait", "treat"], "prior": [0.5, 0.3, 0.2],
	"criteria": [{"name": "health", "utility": [[1, 0, 0.2], [0.4, 0.8, 1]]}, {"name": "cost", "utility": [[1, 1, 1], [0, 0.3, 0]]}],
	"user": {"name": "Patient", "weights": [0.6, 0.4]},
	"agents": [{"name": "Doctor", "weights": [1, 0]}, {"name": "Insurer", "utility": [[1, 0.9, 0.8], [0, 0, 0.1]]}],
	"userSignal": [[0.8, 0.2], [0.3, 0.7], [0, 1]]}`

func parsed(t *testing.T, text string) engine.Scenario {
	t.Helper()
	s, err := engine.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// every returns the test's scenario, the presets and the cases.
func every(t *testing.T) map[string]engine.Scenario {
	t.Helper()
	all := map[string]engine.Scenario{"mixed": parsed(t, mixed)}
	files, err := filepath.Glob("../../web/static/presets/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(name)] = parsed(t, string(data))
	}
	return all
}

func cells(sheet Sheet) (list []Cell) {
	for _, p := range sheet.Parts {
		if p.Name != nil {
			list = append(list, *p.Name)
		}
		for _, r := range p.Rows {
			list = append(append(list, r.Head), r.Cells...)
		}
	}
	return list
}

func acts(sheet Sheet) (list []Act) {
	for _, p := range sheet.Parts {
		list = append(list, p.Acts...)
		for _, r := range p.Rows {
			list = append(list, r.Acts...)
		}
	}
	return list
}

func applied(t *testing.T, s engine.Scenario, edits []engine.Edit) engine.Scenario {
	t.Helper()
	for _, e := range edits {
		var err error
		if s, err = engine.Apply(s, e); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// Law 1: a cell shows what was typed into it, whichever it is, and the others stay but for
// the rest of its distribution.
func TestEveryCellCanBeSet(t *testing.T) {
	for name, s := range every(t) {
		seen := map[string]bool{}
		for _, c := range cells(Of(s)) {
			if c.Kind == Text {
				if c.Field != "" {
					t.Errorf("%s: a cell to be read has the field %s", name, c.Field)
				}
				continue
			}
			if seen[c.Field] || c.Label == "" {
				t.Errorf("%s: cell %q, label %q", name, c.Field, c.Label)
			}
			seen[c.Field] = true
			typed := "0.125"
			if c.Kind == Name {
				typed = "Zoë"
			}
			edits, err := Set(s, c.Field, typed)
			if err != nil {
				t.Errorf("%s: %s: %v", name, c.Field, err)
				continue
			}
			after := Of(applied(t, s, edits))
			if got := find(after, c.Field); got == nil || got.Value != typed && len(rowOf(after, c.Field)) > 1 {
				t.Errorf("%s: %s shows %+v, want %s", name, c.Field, got, typed)
			}
			if c.Kind == Share {
				if sum := total(rowOf(after, c.Field)); math.Abs(sum-1) > 1e-5 {
					t.Errorf("%s: the distribution of %s adds up to %g", name, c.Field, sum)
				}
			}
		}
	}
}

// rowOf lists the values that share a field up to its last index.
func rowOf(sheet Sheet, field string) (values []string) {
	last := strings.LastIndexByte(field, '[')
	if last < 0 {
		return []string{""}
	}
	for _, c := range cells(sheet) {
		if i := strings.LastIndexByte(c.Field, '['); i == last && c.Field[:i] == field[:last] {
			values = append(values, c.Value)
		}
	}
	if len(values) == 1 && strings.HasSuffix(field, ".name") {
		return nil
	}
	return values
}

func total(values []string) (sum float64) {
	for _, v := range values {
		x, _ := strconv.ParseFloat(v, 64)
		sum += x
	}
	return sum
}

// Law 2: every button does something that leaves a valid scenario, or says why it cannot.
func TestEveryButtonWorks(t *testing.T) {
	for name, s := range every(t) {
		before := string(engine.Format(s))
		for _, a := range acts(Of(s)) {
			edits, err := Do(s, a.ID)
			switch {
			case a.Why != "":
				if err == nil || err.Error() != a.Why {
					t.Errorf("%s: %s is off, and says %v", name, a.ID, err)
				}
			case err != nil:
				if !strings.HasPrefix(a.ID, "criterion.remove") && !strings.HasPrefix(a.ID, "state.remove") {
					t.Errorf("%s: %s: %v", name, a.ID, err)
				}
			case string(engine.Format(applied(t, s, edits))) == before:
				t.Errorf("%s: %s changes nothing", name, a.ID)
			}
		}
		if string(engine.Format(s)) != before {
			t.Fatalf("%s was written to", name)
		}
	}
}

func TestBadInput(t *testing.T) {
	s := parsed(t, mixed)
	for _, c := range []struct{ field, typed, part string }{
		{"prior[0]", "", "Probability of mild is empty"},
		{"prior[0]", "1.2", "between 0 and 1"},
		{"prior[1]", "-0.1", "between 0 and 1"},
		{"prior[0]", "NaN", "must be a number"},
		{"prior[0]", "1e308", "between 0 and 1"},
		{"prior[0]", "0x1p-2", "must be a number"},
		{"prior[0]", "half <b>", `"half <b>"`},
		{"criteria[0].utility[1][2]", "2", "health: treat when grave"},
		{"userSignal[0][1]", "x", "You see signal 2 when mild"},
		{"states[0]", "severe", "Name of state 1"},
		{"states[0]", "  ", "empty"},
		{"actions[1]", "wait", "names must differ"},
		{"user.name", "Doctor", "names must differ"},
		{"agents[0].name", strings.Repeat("x", 61), "60"},
		{"agents[1].weights[0]", "0.5", "no cell"},
		{"agents[7].name", "x", "no cell"},
		{"", "x", "no cell"},
	} {
		edits, err := Set(s, c.field, c.typed)
		if err == nil || edits != nil || !strings.Contains(err.Error(), c.part) ||
			strings.ContainsAny(err.Error(), "\n") {
			t.Errorf("%s = %q: %v, want a sentence with %q", c.field, c.typed, err, c.part)
		}
	}
	for typed, want := range map[string]string{" 0,25 ": "0.25", "30 %": "0.3", "1": "1", ".5": "0.5",
		"1e-3": "0.001"} {
		edits, err := Set(s, "user.weights[0]", typed)
		if err != nil {
			t.Errorf("%q: %v", typed, err)
		} else if got := find(Of(applied(t, s, edits)), "user.weights[0]").Value; got != want {
			t.Errorf("%q is read as %s", typed, got)
		}
	}
	for _, id := range []string{"", "state.remove:9", "bomb", "table:agent:1", "weights:user"} {
		if _, err := Do(s, id); err == nil {
			t.Errorf("the button %q works", id)
		}
	}
}

// A certain state shares equally what is taken from it, and a single criterion has it all.
func TestSharedEdges(t *testing.T) {
	for _, c := range []struct {
		p    []float64
		j    int
		x    float64
		want []float64
	}{
		{[]float64{1, 0, 0}, 0, 0.5, []float64{0.5, 0.25, 0.25}},
		{[]float64{0.5, 0.3, 0.2}, 0, 0, []float64{0, 0.6, 0.4}},
		{[]float64{0.5, 0.3, 0.2}, 2, 1, []float64{0, 0, 1}},
		{[]float64{1}, 0, 0.2, []float64{1}},
	} {
		for k, got := range shared(c.p, c.j, c.x) {
			if math.Abs(got-c.want[k]) > 1e-12 {
				t.Errorf("%+v: %v", c, shared(c.p, c.j, c.x))
				break
			}
		}
	}
}

// Signals can be given, widened, narrowed and taken away.
func TestSignals(t *testing.T) {
	s := parsed(t, mixed)
	press := func(id string) {
		t.Helper()
		edits, err := Do(s, id)
		if err != nil {
			t.Fatal(err)
		}
		s = applied(t, s, edits)
	}
	press("agentSignal.on")
	if len(s.AgentSignal) != 3 || s.AgentSignal[1][1] != 1-noise || len(s.UserSignal[0]) != 2 {
		t.Errorf("%v %v", s.AgentSignal, s.UserSignal)
	}
	press("agentSignal.more")
	press("agentSignal.less")
	press("agentSignal.less")
	if got := s.AgentSignal[0]; len(got) != 2 || math.Abs(got[0]+got[1]-1) > 1e-12 {
		t.Errorf("%v", s.AgentSignal)
	}
	press("agentSignal.off")
	press("userSignal.off")
	if s.AgentSignal != nil || s.UserSignal != nil {
		t.Error("signals stay")
	}
}

func TestWritten(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 1: "1", 0.1 + 0.2: "0.3", 1. / 3: "0.333333", 1e-9: "0"} {
		if got := Written(x); got != want {
			t.Errorf("%v is written %s, want %s", x, got, want)
		}
	}
}

// Signals and messages are named in the editor, where they are, and the engine says why not.
func TestNamesSignalsAndMessages(t *testing.T) {
	text, err := os.ReadFile("../../web/static/presets/clinic.json")
	if err != nil {
		t.Fatal(err)
	}
	s := parsed(t, string(text))
	for _, c := range []struct{ field, typed, err string }{
		{"signalNames[2]", "a shadow", ""}, {"userSignalNames[0]", "a cough", ""},
		{"conversation.messageNames[1]", "surely", ""},
		{"signalNames[1]", "a clear chest", "Name of signal 2"},
		{"conversation.messageNames[0]", "  ", "Name of message 1"},
	} {
		edits, err := Set(s, c.field, c.typed)
		if (err == nil) != (c.err == "") || err != nil && !strings.HasPrefix(err.Error(), c.err) {
			t.Errorf("%s: %v", c.field, err)
		}
		for _, e := range edits {
			if s, err = engine.Apply(s, e); err != nil {
				t.Fatal(err)
			}
		}
	}
	if s.SignalNames[2] != "a shadow" || s.UserSignalNames[0] != "a cough" ||
		s.Conversation.MessageNames[1] != "surely" {
		t.Errorf("%q %q %q", s.SignalNames, s.UserSignalNames, s.Conversation.MessageNames)
	}
}
