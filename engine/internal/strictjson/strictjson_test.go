package strictjson

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
)

// sample has a field of every kind that Decode reads.
type sample struct {
	Text  string     `json:"text"`
	Yes   bool       `json:"yes,omitempty"`
	Real  float64    `json:"real,omitempty" strict:"nonzero"`
	Whole int        `json:"whole,omitempty"`
	Seed  uint64     `json:"seed,omitempty"`
	List  []float64  `json:"list,omitempty"`
	Pair  [2]float64 `json:"pair,omitempty"`
	Inner *inner     `json:"inner,omitempty"`
	Many  []inner    `json:"many,omitempty"`
}

type inner struct {
	Name string `json:"name,omitempty" strict:"nonzero"`
}

func TestDecode(t *testing.T) {
	in := `{"text": "a\"b\u00e9\n", "yes": true, "real": -1.5e-3, "whole": 4.0, "seed": 18446744073709551615,
		"list": [], "pair": [1, 2], "inner": {}, "many": [{"name": "x"}, {}]}`
	want := sample{
		Text: "a\"bé\n", Yes: true, Real: -1.5e-3, Whole: 4, Seed: math.MaxUint64,
		List: []float64{}, Pair: [2]float64{1, 2}, Inner: &inner{}, Many: []inner{{"x"}, {}},
	}
	var got sample
	if err := Decode([]byte(in), &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestDecodeErrors(t *testing.T) {
	rows := []struct{ in, want string }{
		{`{}`, `text: missing`},
		{`{"text": 1}`, `text: must be text, not a number`},
		{`{"text": null}`, `text: must be text, not null`},
		{`{"text": "", "yes": "true"}`, `yes: must be true or false, not text`},
		{`{"text": "", "real": true}`, `real: must be a number, not true or false`},
		{`{"text": "", "real": 0}`, `real: must not be 0 (leave it out for the default)`},
		{`{"text": "", "whole": 1.5}`, `whole: is 1.5, must be a whole number`},
		{`{"text": "", "whole": 1e300}`, `whole: is 1e300, must be a whole number of at most 9007199254740992 in size`},
		{`{"text": "", "seed": -1}`, `seed: is -1, must not be negative`},
		{`{"text": "", "seed": 18446744073709551616}`,
			`seed: is 18446744073709551616, must be a whole number of at most 9007199254740992 in size`},
		{`{"text": "", "list": {}}`, `list: must be a list, not an object`},
		{`{"text": "", "list": [1, []]}`, `list[1]: must be a number, not a list`},
		{`{"text": "", "pair": [1]}`, `pair: has 1 values, must have 2`},
		{`{"text": "", "pair": [1, 2, 3]}`, `pair: has more than 2 values`},
		{`{"text": "", "inner": []}`, `inner: must be an object, not a list`},
		{`{"text": "", "inner": {"name": ""}}`, `inner.name: must not be empty (leave it out for the default)`},
		{`{"text": "", "many": [{}, {"age": 1}]}`, `many[1].age: unknown field`},
		{`{"text": "", "Text": ""}`, `Text: unknown field`},
		{`{"text": "", "text": ""}`, `text: given twice`},
		{`{"text": "", "": 1}`, `"": unknown field`},
		{`{"text": "", "a b": 1}`, `"a b": unknown field`},
		{`{"text": "", "` + strings.Repeat("x", 50) + `": 1}`, `"` + strings.Repeat("x", 40) + `…": unknown field`},
		{`{"text": ""`, `the text ends too early (line 1, column 12)`},
		{`{"text": "`, `text: the text ends too early (line 1, column 11)`},
		{`{"text" "x"}`, `text: invalid character '"' after object key (line 1, column 9)`},
		{"{\"text\": \"\",\n \"list\": [1,,2]}",
			`list[1]: invalid character ',' looking for beginning of value (line 2, column 13)`},
		{`{"text": "", "real": 21 2}`, `invalid character '2' after object key:value pair (line 1, column 25)`},
		{`{"text": "", "real": +1}`, `real: invalid character '+' looking for beginning of value (line 1, column 22)`},
		{`{"text": "\x"}`, `text: invalid character 'x' in string escape code (line 1, column 10)`},
		{`{"text": ""} x`, `has more text after its end (line 1, column 14)`},
		{`{"text": ""}]`, `has more text after its end (line 1, column 13)`},
		{`]`, `invalid character ']' looking for beginning of value (line 1, column 1)`},
		{`{1: 2}`, `invalid character '1' (line 1, column 2)`},
		{"\xff", `is not valid UTF-8 (line 1, column 1)`},
	}
	for _, row := range rows {
		t.Run(row.in, func(t *testing.T) {
			var got sample
			err := Decode([]byte(row.in), &got)
			if err == nil || err.Error() != row.want {
				t.Errorf("error %v, want %s", err, row.want)
			}
		})
	}
}

// FuzzDecode: what Decode accepts, encoding/json accepts with the same value; and what is
// not JSON is never accepted.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"text": "x", "list": [1, 2.5e3], "many": [{"name": "y"}], "pair": [0, -0]}`,
		`{"text":"\ud800"}`, `{"text":"","list":[1,]}`, `{"text":"",}`, `{,}`, `{"text":"" "yes":true}`, `{"text":""}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var got, want sample
		if Decode(data, &got) != nil {
			return
		}
		data = []byte(strings.TrimPrefix(string(data), "\ufeff"))
		if !json.Valid(data) {
			t.Fatalf("accepted %q, which is not JSON", data)
		}
		got.Whole, got.Seed = 0, 0 // encoding/json refuses 4.0 there
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(data, &fields); err != nil {
			t.Fatal(err)
		}
		delete(fields, "whole")
		delete(fields, "seed")
		rest, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(rest, &want); err != nil {
			t.Fatalf("accepted %q: %v", data, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: got %+v, encoding/json says %+v", data, got, want)
		}
	})
}
