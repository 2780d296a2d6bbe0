package experiment

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzParse: a spec that is read is written and read back to the same text, and makes a job or is
// refused; whatever is refused is refused in one short line.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`{"version":1,"kind":"hull"}`,
		`{"version":1,"kind":"selection","seed":9007199254740991,"selection":{"states":2,"likeness":0}}`,
		`{"version":1,"kind":"diversity","runs":3,"synthetic":{"items":9,"agents":4,"bias":0,"noise":10},"diversity":{"sizes":[1,4],"error":"max"}}`,
		`{"version":1,"kind":"table","title":"t","confidence":0.5,"alignment":{"combination":"conic","offset":"none","tolerance":5e-324},"table":{"file":"x.csv"}}`,
		`{"version":1,"kind":"hull","hull":{"dimensions":[1,12],"agents":[1,40],"noise":"heavy"}}`, ``,
		`{`, `{"version":1,"kind":"\u202e"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse(data)
		if err != nil {
			requirePlain(t, err)
			return
		}
		again, err := Parse(Format(s))
		if err != nil || string(Format(again)) != string(Format(s)) {
			t.Fatalf("%s does not come back: %v", Format(s), err)
		}
		if s.Synthetic != nil && s.Synthetic.Items > 100 {
			return // making the table takes long
		}
		if j, err := New(s, nil); err != nil {
			requirePlain(t, err)
		} else if j.Chunks() < 1 {
			t.Fatalf("%s has no chunks", Format(s))
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
