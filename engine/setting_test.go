package engine

import (
	"encoding/json"
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestSettingsAreAllFields: each field of numbers, words or flags, one or a list, has a line and words, and no other
// has; JSON refuses the zero value of one where it would be read as absent although it is none of those allowed.
func TestSettingsAreAllFields(t *testing.T) {
	var want, got []string
	tags := map[string]reflect.StructField{}
	add := func(section string, of reflect.Type) {
		for i := range of.NumField() {
			f := of.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			of := f.Type
			for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
				of = of.Elem()
			}
			if of.Kind() != reflect.Struct && section+name != "version" {
				want = append(want, section+name)
				tags[section+name] = f
			}
		}
	}
	for i, scenario := 0, reflect.TypeFor[Scenario](); i < scenario.NumField(); i++ {
		if f := scenario.Field(i); f.Type.Kind() == reflect.Pointer {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			add(name+".", f.Type.Elem())
		}
	}
	add("", reflect.TypeFor[Scenario]())
	eachSetting(parseFull(t), func(v Setting) {
		got = append(got, v.Field)
		if settingWords()[v.Field] == "" {
			t.Errorf("%s has no words", v.Field)
		}
		if _, known := SettingOf(&Scenario{}, v.Field); known != (v.kind < aText) {
			t.Errorf("%s: known as a setting: %t", v.Field, known)
		}
		refused := v.kind == aChoice || v.kind == aPositive || v.kind == aWhole && v.Least > 0
		if tag := tags[v.Field].Tag.Get("strict"); (tag == "nonzero") != refused {
			t.Errorf("%s has the tag strict:%q", v.Field, tag)
		}
	})
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) || len(settingWords()) != len(got) {
		t.Errorf("settings %q, fields %q; %d have words", got, want, len(settingWords()))
	}
}

// TestSettingOf: a setting is described as the scenario has it, and as it is where nothing is said.
func TestSettingOf(t *testing.T) {
	for _, row := range []struct {
		field, given, absent string
		least, most          float64
		choices              []string
	}{
		{"alignment.offset", "constant", "constant", 0, 0, []string{NoOffset, Constant, State}},
		{"alignment.tolerance", "0.000001", "0.000001", 0, 1, nil},
		{"response.lambda", "12", "0", 0, 1000, nil},
		{"conversation.rounds", "4", "3", 1, 12, nil},
		{"conversation.noise", "0.1", "0.1", 0, 1, nil},
		{"conversation.seed", "1", "1", 0, MaxSeed, nil},
		{"conversation.game", "false", "false", 0, 0, nil},
		{"selection.mode", Lowering, Ascending, 0, 0, []string{Ascending, Lowering}},
		{"selection.first", "1", "0", 0, 1, nil},
		{"population.policy", Anonymous, Personal, 0, 0, []string{Personal, Anonymous}},
		{"indifference", "0.02", "0", 0, 0.1, nil},
	} {
		s := parseFull(t)
		for _, want := range []string{row.given, row.absent} {
			v, known := SettingOf(&s, row.field)
			if !known || v.Value != want || v.Least != row.least || v.Most != row.most ||
				!slices.Equal(v.Choices, row.choices) {
				t.Errorf("%+v, want %q of %+v", v, want, row)
			}
			s = Scenario{Agents: s.Agents}
		}
	}
}

// TestFirstWrongSetting: of many settings that are wrong the first is named, in the order of the format.
func TestFirstWrongSetting(t *testing.T) {
	s, many := parseFull(t), 2.
	s.Alignment = &Alignment{Combination: "x", Offset: "x", Tolerance: -1}
	s.Response = &Response{Kind: "x", Lambda: -1}
	s.Conversation = &Conversation{Rounds: -1, Alphabet: -1, Reply: "x", Rules: []string{}, Noise: &many,
		Seed: MaxSeed + 1, Outcome: "x", MessageNames: []string{}}
	s.Selection = &Selection{Samples: -1, Step: -1, Seed: MaxSeed + 1, Mode: "x", First: -1, Order: []int{}}
	s.Indifference = -1
	a, r, c, v := s.Alignment, s.Response, s.Conversation, s.Selection
	for _, row := range []struct {
		field string
		mend  func()
	}{
		{"alignment.combination", func() { a.Combination = "" }}, {"alignment.offset", func() { a.Offset = "" }},
		{"alignment.tolerance", func() { a.Tolerance = 0 }}, {"response.kind", func() { r.Kind = "" }},
		{"response.lambda", func() { r.Lambda = 0 }}, {"conversation.rounds", func() { c.Rounds = 0 }},
		{"conversation.alphabet", func() { c.Alphabet = 0 }}, {"conversation.reply", func() { c.Reply = "" }},
		{"conversation.rules", func() { c.Rules = nil }}, {"conversation.noise", func() { c.Noise = nil }},
		{"conversation.seed", func() { c.Seed = 0 }}, {"conversation.outcome", func() { c.Outcome = "" }},
		{"conversation.messageNames", func() { c.MessageNames = nil }},
		{"selection.samples", func() { v.Samples = 0 }}, {"selection.step", func() { v.Step = 0 }},
		{"selection.seed", func() { v.Seed = 0 }}, {"selection.mode", func() { v.Mode = "" }},
		{"selection.first", func() { v.First = 0 }}, {"selection.order", func() { v.Order = nil }},
		{"indifference", func() { s.Indifference = 0 }},
	} {
		var wrong *FieldError
		if err := Validate(s); !errors.As(err, &wrong) || wrong.Field != row.field {
			t.Fatalf("%v, want %s to be the first", err, row.field)
		}
		row.mend()
	}
	if err := Validate(s); err != nil {
		t.Error(err)
	}
}

// toy is a section with a parameter that no scenario has.
type toy struct{ temper *float64 }

func (c *toy) settings(p *pass) { p.optional("toy.temper", &c.temper, 0, 1, 0.5) }

// TestOneLineIsAParameter: from the line of a new parameter follow its check, its default, how it is read, its edit,
// its schema and its limits in docs/format.md.
func TestOneLineIsAParameter(t *testing.T) {
	run := func(c *toy, p pass) pass {
		c.settings(&p)
		return p
	}
	at := func(x float64) *toy { return &toy{&x} }
	wantError(t, run(at(1.5), pass{task: checking}).err, "toy.temper: is 1.5, must be between 0 and 1")
	if err := run(new(toy), pass{task: checking}).err; err != nil {
		t.Errorf("absent: %v", err)
	}
	for _, row := range []struct {
		before *toy
		pass   pass
		want   float64
	}{
		{new(toy), pass{task: filling}, 0.5}, {at(0), pass{task: filling}, 0}, {at(1e-13), pass{task: rounding}, 0},
		{at(0.75), pass{task: rounding}, 0.75},
		{new(toy), pass{task: setting, field: "toy.temper", value: "0.25"}, 0.25},
	} {
		was := row.before.temper
		old := 0.
		if was != nil {
			old = *was
		}
		if run(row.before, row.pass); *row.before.temper != row.want || was != nil && *was != old {
			t.Errorf("%+v: %v, want %v; what it pointed to is %v", row.pass, *row.before.temper, row.want, was)
		}
	}
	if shared := at(1); run(shared, pass{task: seeking}).rough || !run(at(1e-13), pass{task: seeking}).rough {
		t.Error("tiny numbers are not told")
	} else if before := shared.temper; run(shared, pass{task: owning}).err != nil || before == shared.temper {
		t.Error("memory is shared")
	}
	var v Setting
	run(new(toy), pass{task: listing, each: func(w Setting) { v = w }})
	if got, err := json.Marshal(v.keywords("how hot")); err != nil ||
		string(got) != `{"default":0.5,"description":"how hot","maximum":1,"minimum":0}` {
		t.Errorf("schema %s %v", got, err)
	}
	if got := limits(v); got != "0 to 1; below 1e-12: 0; default 0.5" {
		t.Errorf("limits %q", got)
	}
}

// limits writes the column of that name of a setting whose value is its default.
func limits(v Setting) string {
	short := func(x float64) string {
		if x == MaxSeed {
			return "2^53 - 1"
		}
		text := strings.Replace(strconv.FormatFloat(x, 'g', 9, 64), "e-0", "e-", 1)
		if x >= 10_000 {
			text = text[:len(text)-3] + "," + text[len(text)-3:]
		}
		if x >= 1_000_000 {
			text = text[:len(text)-7] + "," + text[len(text)-7:]
		}
		return text
	}
	standard, _ := strconv.ParseFloat(v.Value, 64)
	within := short(v.Least) + " to " + short(v.Most)
	switch v.kind {
	case aChoice:
		return "default `" + v.Value + "`"
	case aFlag:
		return "default " + v.Value
	case aPositive:
		return "above 0, at most " + short(v.Most) + "; below 1e-12: 1e-12; default " + short(standard)
	case aText, aNames, aDistribution, anExperiment, aChoices, anOrder:
		return within
	case aNumber:
		return within + "; below 1e-12: 0; default " + short(standard)
	}
	if within += "; default " + v.Value; v.Least == 0 && standard != 0 {
		within += "; 0 means " + v.Value
	}
	return within
}

// TestDocumentedSettings: docs/format.md has a row for each setting, in its own words and with the limits of its line,
// and names all choices; lists it has in its own way. With -update limits are written, and rows that are missing, in the
// words of the schema.
func TestDocumentedSettings(t *testing.T) {
	text := string(readDoc(t, "format.md"))
	end := 0
	eachSetting(Scenario{Agents: make([]Party, MaxAgents)}, func(v Setting) {
		if v.kind >= aText && strings.Contains(text, "`"+v.Field+"`") {
			return // in words of its own
		}
		row := regexp.MustCompile("(?m)^\\| `" + regexp.QuoteMeta(v.Field) + "` \\| (.*) \\| (.*) \\|\n")
		at := row.FindStringSubmatchIndex(text)
		words := settingWords()[v.Field]
		if at == nil {
			at = []int{end, end}
			for _, choice := range v.Choices {
				words += ", `" + choice + "`"
			}
		} else {
			words = text[at[2]:at[3]]
		}
		want := "| `" + v.Field + "` | " + words + " | " + limits(v) + " |\n"
		if *update {
			text = text[:at[0]] + want + text[at[1]:]
			end = at[0] + len(want)
		} else if got := text[at[0]:at[1]]; got != want {
			t.Errorf("docs/format.md has %q, not %q; run go test ./engine -run Documented -update", got, want)
		}
		for _, choice := range v.Choices {
			if !strings.Contains(words, "`"+choice+"`") {
				t.Errorf("docs/format.md says of %s nothing about %s", v.Field, choice)
			}
		}
	})
	if *update {
		writeFormat(t, text)
	}
}
