package docfields

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

type inner struct {
	B int `json:"b,omitempty"`
	C int `json:"c"`
}

type whole struct {
	D int `json:"d"`
}

type outer struct {
	A    string   `json:"a"`
	List []*inner `json:"list"`
	Rest whole    `json:"rest"`
}

func TestMissing(t *testing.T) {
	types, but := []reflect.Type{reflect.TypeFor[outer]()}, []reflect.Type{reflect.TypeFor[whole]()}
	got := Missing("`a` is a, b is no code, `list[].c` and `rest` are", types, but)
	if want := []string{"inner.b"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Missing("`a b c list rest`", types, nil); !slices.Equal(got, []string{"whole.d"}) {
		t.Errorf("%q", got)
	}
}

func TestAdd(t *testing.T) {
	const text = "# One\n\n| a |\n|---|\n\n# Two\n\nWords.\n\n| b | c |\n|---|---|\n| `d` | e |\n\nThe end.\n"
	words := map[string]string{"outer.a": "the first", "inner.b": "how many"}
	got := Add(text, "# Two", "outer", []string{"outer.a", "outer.list", "inner.c", "whole.d", "inner.b"},
		func(field string) string { return words[field] })
	want := strings.Replace(text, "| `d` | e |\n",
		"| `d` | e |\n| `a` | the first |\n| `list` |  `c` `d` |\n| `inner.b` | how many |\n", 1)
	if got != want {
		t.Errorf("%s", got)
	}
	if got := Add(text, "# Two", "outer", nil, nil); got != text {
		t.Errorf("nothing is missing: %s", got)
	}
}
