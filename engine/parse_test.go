package engine

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// full is a scenario that uses every field of the format.
const full = `{
  "version": 1,
  "title": "Prosecutor and defender",
  "states": ["innocent", "guilty"],
  "actions": ["acquit", "convict"],
  "prior": [0.7, 0.3],
  "criteria": [
    {"name": "justice", "utility": [[1, 0], [0, 1]]},
    {"name": "conviction", "utility": [[0, 0], [1, 1]]},
    {"name": "acquittal", "utility": [[1, 1], [0, 0]]}
  ],
  "user": {"name": "Judge", "weights": [1, 0, 0]},
  "agents": [
    {"name": "Prosecutor", "weights": [0.2, 0.8, 0], "toward": {"Jury": {"weights": [1, 0, 0]}}},
    {"name": "Defender", "utility": [[1, 1], [0, 0]], "letter": "B"}
  ],
  "userSignal": [[0.8, 0.2], [0.3, 0.7]],
  "agentSignal": [[1, 0], [0, 1]],
  "signalNames": ["an alibi", "a fingerprint"],
  "userSignalNames": ["a calm face", "a nervous one"],
  "alignment": {"combination": "convex", "offset": "constant", "tolerance": 1e-6},
  "response": {"kind": "quantal", "lambda": 12},
  "conversation": {"rounds": 4, "alphabet": 2, "reply": "signal", "rules": ["truthful", "selfish"], "noise": 0.1, "seed": 1, "game": false, "outcome": "full", "messageNames": ["no", "yes"]},
  "selection": {"samples": 0, "step": 0.01, "seed": 1, "mode": "lowering", "first": 1, "order": [1, 0]},
  "equilibriumSets": true,
  "indifference": 0.02,
  "population": {"policy": "anonymous", "users": [{"name": "Jury", "share": 0.25, "weights": [0.5, 0, 0.5]}]}
}`

func parseFull(t *testing.T) Scenario {
	t.Helper()
	s, err := Parse([]byte(full))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// parseErrors: each row replaces one piece of the full scenario and says the whole message
// that must come back.
var parseErrors = []struct{ old, new, want string }{
	{`"version": 1,`, ``, `version: missing`},
	{`"version": 1`, `"version": 2`, `version: is 2, must be 1 (the only one this program reads)`},
	{`"version": 1`, `"version": "1"`, `version: must be a number, not text`},
	{`"version": 1`, `"version": 1.5`, `version: is 1.5, must be a whole number`},
	{`"title": "Prosecutor and defender"`, `"title": "a\nb"`, `title: contains the control character U+000A`},
	{`"Prosecutor", "weights"`, `"Prosecutor", "colour": "red", "weights"`, `agents[0].colour: unknown field`},
	{`"Defender", "utility"`, `"Defender", "<b>&\n": 1, "utility"`, `agents[1]."<b>&\n": unknown field`},
	{`"prior": [0.7, 0.3]`, `"Prior": [0.7, 0.3]`, `Prior: unknown field`},
	{`"prior": [0.7, 0.3],`, ``, `prior: missing`},
	{`"prior": [0.7, 0.3]`, `"prior": [0.7, 0.3], "prior": [0.7, 0.3]`, `prior: given twice`},
	{`"prior": [0.7, 0.3]`, `"prior": null`, `prior: must be a list, not null`},
	{`"prior": [0.7, 0.3]`, `"prior": [0.7, NaN]`,
		`prior[1]: invalid character 'N' looking for beginning of value (line 6, column 18)`},
	{`"prior": [0.7, 0.3]`, `"prior": [0.7, "x"]`, `prior[1]: must be a number, not text`},
	{`"prior": [0.7, 0.3]`, `"prior": [0.7, 1e308]`, `prior[1]: is 1e+308, must be between 0 and 1`},
	{`"prior": [0.7, 0.3]`, `"prior": [0.7, 1e400]`, `prior[1]: 1e400 is too large a number`},
	{`"prior": [0.7, 0.3]`, `"prior": [1.3, -0.3]`, `prior[0]: is 1.3, must be between 0 and 1`},
	{`"prior": [0.7, 0.3]`, `"prior": [0.7, -0.3]`, `prior[1]: is -0.3, must be between 0 and 1`},
	{`"prior": [0.7, 0.3]`, `"prior": [0.7, 0.1]`, `prior: sum is 0.8, must be 1`},
	{`"prior": [0.7, 0.3]`, `"prior": [0.7, 0.300002]`, `prior: sum is 1.000002, must be 1`},
	{`"prior": [0.7, 0.3]`, `"prior": [0.7, 0.2, 0.1]`, `prior: has 3 numbers, must have 2 (one for each state)`},
	{`"prior": [0.7, 0.3]`, `"prior": [0.7 0.3]`,
		`prior[1]: invalid character '0' after array element (line 6, column 17)`},
	{`"prior": [0.7, 0.3]`, `"prior": [0.7, 0.3,]`,
		`prior[2]: invalid character ']' looking for beginning of value (line 6, column 22)`},
	{`["innocent", "guilty"]`, `["innocent"]`, `states: has 1, must have 2 to 8`},
	{`["innocent", "guilty"]`, `["a","b","c","d","e","f","g","h","i"]`, `states: has 9, must have 2 to 8`},
	{`["acquit", "convict"]`, `[]`, `actions: has 0, must have 2 to 8`},
	{`["innocent", "guilty"]`, `["innocent", "innocent"]`,
		`states[1]: is "innocent" like states[0], names must differ`},
	{`["acquit", "convict"]`, `["acquit", " "]`, `actions[1]: is empty, must be a name`},
	{`["acquit", "convict"]`, `["acquit", "` + longName + `"]`, `actions[1]: has 61 characters, must have at most 60`},
	{`"conviction"`, `"justice"`, `criteria[1].name: is "justice" like criteria[0].name, names must differ`},
	{`"Defender"`, `"Judge"`, `agents[1].name: is "Judge" like user.name, names must differ`},
	{`"Defender"`, `"Prosecutor"`, `agents[1].name: is "Prosecutor" like agents[0].name, names must differ`},
	{`"Judge"`, `""`, `user.name: is empty, must be a name`},
	{`"name": "Judge", `, ``, `user.name: missing`},
	{`[0.2, 0.8, 0]`, `[0.2, 0.6, 0]`, `agents[0].weights: sum is 0.8, must be 1`},
	{`[0.2, 0.8, 0]`, `[0.2, 0.8]`, `agents[0].weights: has 2 numbers, must have 3 (one for each criterion)`},
	{`"Prosecutor", "weights": [0.2, 0.8, 0]`,
		`"Prosecutor"`, `agents[0]: has neither weights nor utility, must have exactly one of them`},
	{`"Judge", "weights"`, `"Judge", "utility": [[1, 0], [0, 1]], "weights"`,
		`user: has both weights and utility, must have exactly one of them`},
	{`"Defender", "utility": [[1, 1], [0, 0]]`, `"Defender", "utility": [[1, 1]]`,
		`agents[1].utility: has 1 rows, must have 2 (one for each action)`},
	{`"Defender", "utility": [[1, 1], [0, 0]]`, `"Defender", "utility": [[1, 1], [0]]`,
		`agents[1].utility[1]: has 1 numbers, must have 2 (one for each state)`},
	{`"Defender", "utility": [[1, 1], [0, 0]]`, `"Defender", "utility": [[1, 1], [0, 2]]`,
		`agents[1].utility[1][1]: is 2, must be between 0 and 1`},
	{`[[0.8, 0.2], [0.3, 0.7]]`, `[[0.8, 0.2]]`, `userSignal: has 1 rows, must have 2 (one for each state)`},
	{`[[0.8, 0.2], [0.3, 0.7]]`, `[[0.8, 0.2], [1]]`,
		`userSignal[1]: has 1 numbers, must have 2 (one for each signal)`},
	{`[[0.8, 0.2], [0.3, 0.7]]`, `[[], []]`, `userSignal[0]: has 0, must have 1 to 8`},
	{`"letter": "B"`, `"letter": "b"`, `agents[1].letter: is "b", must be one letter from A to Z`},
	{`"letter": "B"`, `"letter": "A"`, `agents[1].letter: is "A" like agents[0].letter, letters must differ`},
	{`"a fingerprint"]`, `"a fingerprint", "more"]`, `signalNames: has 3 names, must have 2 (one for each signal)`},
	{`"a fingerprint"]`, `"an alibi"]`, `signalNames[1]: is "an alibi" like signalNames[0], names must differ`},
	{`["a calm face", "a nervous one"]`, `["a calm face", " "]`, `userSignalNames[1]: is empty, must be a name`},
	{`"agentSignal": [[1, 0], [0, 1]],`, ``, `signalNames: names signals that there are not: agentSignal is missing`},
	{`"userSignal": [[0.8, 0.2], [0.3, 0.7]],`,
		``, `userSignalNames: names signals that there are not: userSignal is missing`},
	{`["no", "yes"]`, `["no"]`, `conversation.messageNames: has 1 names, must have 2 (one for each message)`},
	{`["no", "yes"]`, `["no", "no"]`,
		`conversation.messageNames[1]: is "no" like conversation.messageNames[0], names must differ`},
	{`"agentSignal": [[1, 0], [0, 1]]`, `"agentSignal": [[1, 0], [0, 0]]`, `agentSignal[1]: sum is 0, must be 1`},
	{`"agentSignal": [[1, 0], [0, 1]]`, `"agentSignal": [[1,0,0,0,0,0,0,0,0], [1,0,0,0,0,0,0,0,0]]`,
		`agentSignal[0]: has 9, must have 1 to 8`},
	{`"convex"`, `"linear"`, `alignment.combination: is "linear", must be convex or conic`},
	{`"convex"`, `""`, `alignment.combination: must not be empty (leave it out for the default)`},
	{`"offset": "constant"`, `"offset": "any"`, `alignment.offset: is "any", must be none or constant or state`},
	{`"tolerance": 1e-6`, `"tolerance": -1`, `alignment.tolerance: is -1, must be between 0 and 1`},
	{`"tolerance": 1e-6`, `"tolerance": 0`, `alignment.tolerance: must not be 0 (leave it out for the default)`},
	{`"lambda": 12`, `"lambda": 1001`, `response.lambda: is 1001, must be between 0 and 1000`},
	{`"kind": "quantal"`, `"kind": "worst"`, `response.kind: is "worst", must be best or quantal`},
	{`"rounds": 4`, `"rounds": 13`, `conversation.rounds: is 13, must be between 1 and 12`},
	{`"rounds": 4`, `"rounds": 0`, `conversation.rounds: must not be 0 (leave it out for the default)`},
	{`"alphabet": 2`, `"alphabet": 9`, `conversation.alphabet: is 9, must be between 2 and 8`},
	{`"reply": "signal"`, `"reply": "loud"`,
		`conversation.reply: is "loud", must be silent or signal or action or best`},
	{`["truthful", "selfish"]`, `["truthful"]`, `conversation.rules: has 1, must have 2 (one for each agent)`},
	{`["truthful", "selfish"]`, `["truthful", "lying"]`,
		`conversation.rules[1]: is "lying", must be silent or truthful or noisy or selfish or report or ` +
			`equilibrium or aligned`},
	{`"noise": 0.1`, `"noise": 1.1`, `conversation.noise: is 1.1, must be between 0 and 1`},
	{`"anonymous"`, `"secret"`, `population.policy: is "secret", must be personal or anonymous`},
	{`"policy": "anonymous"`, `"policy": ""`, `population.policy: must not be empty (leave it out for the default)`},
	{`"share": 0.25`, `"share": 1`, `population.users: have shares of 1 in all, which leaves nothing for "Judge"`},
	{`"share": 0.25`, `"share": 0`, `population.users[0].share: is 0, must be between 1e-12 and 1`},
	{`"share": 0.25`, `"part": 0.25`, `population.users[0].part: unknown field`},
	{`{"name": "Jury", "share": 0.25, "weights": [0.5, 0, 0.5]}`, ``, `population.users: has 0, must have 1 to 3`},
	{`{"name": "Jury", "share"`, `{"name": "Defender", "share"`,
		`population.users[0].name: is "Defender" like agents[1].name, names must differ`},
	{`"weights": [0.5, 0, 0.5]`, `"weights": [0.5, 0, 0.4]`, `population.users[0].weights: sum is 0.9, must be 1`},
	{`"toward": {"Jury"`, `"toward": {"Press"`, `agents[0].toward.Press: is about nobody in population.users`},
	{`"toward": {"Jury"`, `"toward": {"Judge"`, `agents[0].toward.Judge: is about nobody in population.users`},
	{`{"Jury": {"weights": [1, 0, 0]}}`, `{"Jury": {"weights": [1, 0]}}`,
		`agents[0].toward.Jury.weights: has 2 numbers, must have 3 (one for each criterion)`},
	{`{"Jury": {"weights": [1, 0, 0]}}`,
		`{"Jury": {}}`, `agents[0].toward.Jury: has neither weights nor utility, must have exactly one of them`},
	{`{"Jury": {"weights": [1, 0, 0]}}`, `{"Jury": {"weights": [1, 0, 0]}, "Jury": {}}`,
		`agents[0].toward.Jury: given twice`},
	{`{"Jury": {"weights": [1, 0, 0]}}`, `[]`, `agents[0].toward: must be an object, not a list`},
	{`"Judge", "weights"`, `"Judge", "toward": {"Jury": {"weights": [1, 0, 0]}}, "weights"`,
		`user.toward: given, but only agents want something of others`},
	{`"game": false`, `"game": 0`, `conversation.game: must be true or false, not a number`},
	{`"samples": 0`, `"samples": -1`, `selection.samples: is -1, must be between 0 and 1000000`},
	{`"samples": 0, "step": 0.01, "seed": 1`, `"seed": -1`, `selection.seed: is -1, must not be negative`},
	{`"step": 0.01`, `"step": 2`, `selection.step: is 2, must be between 0 and 1`},
	{`"lowering"`, `"auction"`, `selection.mode: is "auction", must be ascending or lowering`},
	{`"first": 1`, `"first": -1`, `selection.first: is -1, must be between 0 and 1`},
	{`[1, 0]}`, `[1]}`, `selection.order: has 1, must have 2 (one for each agent)`},
	{`[1, 0]}`, `[1, 1]}`, `selection.order[1]: is 1 like selection.order[0], every agent takes one turn`},
	{`[1, 0]}`, `[1, -2]}`, `selection.order[1]: is -2, must be between 0 and 1`},
}

// longName is one character too long, and twice as many bytes.
var longName = strings.Repeat("ä", 61)

func TestParseErrors(t *testing.T) {
	for _, row := range parseErrors {
		t.Run(row.want, func(t *testing.T) {
			if strings.Count(full, row.old) != 1 {
				t.Fatalf("%q stands %d times in the full scenario", row.old, strings.Count(full, row.old))
			}
			_, err := Parse([]byte(strings.Replace(full, row.old, row.new, 1)))
			wantError(t, err, row.want)
		})
	}
}

func wantError(t *testing.T, err error, want string) {
	t.Helper()
	var field *FieldError
	if !errors.As(err, &field) {
		t.Fatalf("error %v is not a FieldError, want %q", err, want)
	}
	if err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
	if strings.ContainsAny(err.Error(), "\n\r") {
		t.Errorf("error %q is more than one line", err)
	}
}

func TestParseErrorsOfTheWhole(t *testing.T) {
	minimal := `{"version":1,"states":["x","y"],"actions":["a","b"],"prior":[1,0],` +
		`"user":{"name":"U","weights":[1]},"agents":[{"name":"A","utility":[[0,0],[0,0]]}]}`
	rows := []struct{ name, in, want string }{
		{"empty", "", "scenario: is empty, must be a JSON object"},
		{"blank", " \n", "scenario: is empty, must be a JSON object"},
		{"list", "[]", "scenario: must be an object, not a list"},
		{"text", `"hello"`, "scenario: must be an object, not text"},
		{"cut off", `{"version": 1`, "scenario: the text ends too early (line 1, column 14)"},
		{"cut off inside", `{"version": 1, "prior": [0.5,`, "prior[1]: the text ends too early (line 1, column 30)"},
		{"trailing", full + "{}", "scenario: has more text after its end (line 28, column 2)"},
		{"not UTF-8", "{\"title\": \"\xff\"}", "scenario: is not valid UTF-8 (line 1, column 12)"},
		{"too large", full + strings.Repeat(" ", MaxBytes+1-len(full)),
			"scenario: has 262145 bytes, must have at most 262144 (256 KiB)"},
		{"deep", strings.Repeat("[", 20000), "scenario: must be an object, not a list"},
		{"weights without criteria", minimal, "user.weights: given, but there are no criteria to weigh"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			_, err := Parse([]byte(row.in))
			wantError(t, err, row.want)
		})
	}
}

func TestParseReadsEveryField(t *testing.T) {
	s := parseFull(t)
	requireNonZero(t, "scenario", reflect.ValueOf(s), map[string]bool{
		"scenario.Conversation.Game": true, "scenario.Selection.Samples": true, // false and 0 in the example
	})
}

// requireNonZero fails for a field that is still zero, other than the excused ones.
func requireNonZero(t *testing.T, path string, v reflect.Value, excused map[string]bool) {
	t.Helper()
	switch {
	case excused[path]:
	case v.IsZero():
		t.Errorf("%s was not read", path)
	case v.Kind() == reflect.Pointer:
		requireNonZero(t, path, v.Elem(), excused)
	case v.Kind() == reflect.Struct && path != "scenario.User":
		for i := range v.NumField() {
			requireNonZero(t, path+"."+v.Type().Field(i).Name, v.Field(i), excused)
		}
	}
}

func TestParseNormalizes(t *testing.T) {
	s, err := Parse([]byte(strings.Replace(full, "[0.7, 0.3]", "[0.7, 0.300001]", 1)))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "sum of the prior", s.Prior[0]+s.Prior[1], 1, normalizedSum)
	near(t, "prior[1]", s.Prior[1], 0.300001/1.000001, 1e-15)
	again := normalize(s)
	if !reflect.DeepEqual(again, s) {
		t.Error("normalising twice changed the scenario")
	}
}

func TestParseKeepsHTMLAsText(t *testing.T) {
	name := `<img src=x onerror=alert(1)>`
	s, err := Parse([]byte(strings.Replace(full, "Prosecutor\", \"w", name+"\", \"w", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if s.Agents[0].Name != name {
		t.Errorf("name %q, want %q", s.Agents[0].Name, name)
	}
	if strings.Contains(string(Format(s)), "<img") {
		t.Error("Format writes HTML that a page could execute when it is embedded as text")
	}
}

func TestParseAcceptsByteOrderMark(t *testing.T) {
	if _, err := Parse([]byte("\ufeff" + full)); err != nil {
		t.Error(err)
	}
}

// FuzzParse: whatever is read is valid, is written and read back to the same value, and
// solving it gives finite numbers; whatever is refused is refused in one line.
func FuzzParse(f *testing.F) {
	f.Add([]byte(full))
	paths, _ := filepath.Glob("testdata/cases/*-00.json")
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		body := string(data)
		f.Add([]byte(body[strings.Index(body, ":")+1 : strings.Index(body, `"expect"`)-3]))
	}
	for _, seed := range []string{``, `{`, `null`, `{"version":1}`, `{"version":1e9,"states":null}`,
		"\ufeff{}", `{"a":{"a":{"a":[[[`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse(data)
		if err != nil {
			requirePlain(t, err)
			return
		}
		again, err := Parse(Format(s))
		if err != nil {
			t.Fatalf("Format wrote what Parse refuses: %v", err)
		}
		if !reflect.DeepEqual(again, s) {
			t.Fatalf("read back as %+v, want %+v", again, s)
		}
		if Work(s, All) > fuzzWork {
			return
		}
		r := Solve(s)
		requireFinite(t, "result", reflect.ValueOf(r))
		if notes := strings.Join(r.Notes, " "); strings.Contains(notes, Fault) {
			t.Fatal(notes)
		}
	})
}

// fuzzWork is the work beyond which a scenario is read only, so that many are tried.
const fuzzWork = 1e6

// requirePlain fails unless a refusal is one line of under 200 characters, none of which does more
// than stand there.
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
