package engine

import (
	"reflect"
	"strings"
	"testing"
)

// TestSectionsAreAllOfAResult: every field of a Result is a section, by its name in JSON, and Take carries
// it, just where it is asked for.
func TestSectionsAreAllOfAResult(t *testing.T) {
	var whole Result
	v := reflect.ValueOf(&whole).Elem()
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.Pointer {
			v.Field(i).Set(reflect.New(v.Field(i).Type().Elem()))
		}
	}
	whole.Benchmarks.Monopoly = []MonopolyResult{{Agent: "A"}}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Type.Kind() != reflect.Pointer {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		of := Sections(0)
		for _, x := range sections {
			if x.name == name {
				of |= x.of
			}
			if _, ok := x.part.(checked); !ok || (x.field == 0) != (x.of == MonopoliesSection) {
				t.Errorf("%s is no field, or its part embeds no anyPart", x.name)
			}
		}
		if of == 0 {
			t.Errorf("%s is no section", name)
		}
		var with, without Result
		with.Take(&whole, of)
		without.Take(&whole, ^of)
		if reflect.ValueOf(with).Field(i).IsNil() || !reflect.ValueOf(without).Field(i).IsNil() {
			t.Errorf("%s is not taken by its own sections alone", name)
		}
	}
	b := &BenchmarkResult{Opt: 0.5}
	r := Result{Benchmarks: b}
	r.Take(&whole, MonopoliesSection)
	if r.Benchmarks.Opt != 0.5 || len(r.Benchmarks.Monopoly) != 1 || b.Monopoly != nil {
		t.Errorf("the monopolies alone: %+v, and what was there: %+v", r.Benchmarks, b)
	}
}
