package docfields

import (
	"reflect"
	"slices"
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
