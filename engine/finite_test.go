package engine

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
)

// requireFinite walks v and fails at every number that is NaN or infinite, and at every
// nil list that has no omitempty and would be written as null.
func requireFinite(t *testing.T, path string, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.Float64:
		if x := v.Float(); math.IsNaN(x) || math.IsInf(x, 0) {
			t.Errorf("%s = %v", path, x)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			requireFinite(t, path, v.Elem())
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			requireFinite(t, fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			at := path + "." + f.Name
			if v.Field(i).Kind() == reflect.Slice && v.Field(i).IsNil() &&
				!strings.Contains(f.Tag.Get("json"), "omitempty") {
				t.Errorf("%s is nil, must be a list", at)
			}
			requireFinite(t, at, v.Field(i))
		}
	}
}

func TestResultsAreFinite(t *testing.T) {
	eachCase(t, func(t *testing.T, s Scenario, _ expectation) {
		requireFinite(t, "result", reflect.ValueOf(Solve(s)))
	})
}

// TestRequireFiniteFinds makes sure that the walk above can fail.
func TestRequireFiniteFinds(t *testing.T) {
	inner := new(testing.T)
	requireFinite(inner, "result",
		reflect.ValueOf(Result{Notes: []string{}, Benchmarks: &BenchmarkResult{Opt: math.NaN()}}))
	if !inner.Failed() {
		t.Error("a NaN went unnoticed")
	}
}

// encode writes a result as the command line does.
func encode(t *testing.T, r Result) string {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// filled makes every pointer of v and gives every list an item, and calls leaf with each number.
func filled(v reflect.Value, leaf func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Float64:
		leaf(v)
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		filled(v.Elem(), leaf)
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
		filled(v.Index(0), leaf)
	case reflect.Array:
		for i := range v.Len() {
			filled(v.Index(i), leaf)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			filled(v.Field(i), leaf)
		}
	}
}

// TestFinite: sections that go through their numbers themselves leave none of them out.
func TestFinite(t *testing.T) {
	var r Result
	all, itself := reflect.ValueOf(&r).Elem(), 0
	for i := range all.NumField() {
		section, name := all.Field(i), all.Type().Field(i).Name
		if section.Kind() != reflect.Pointer {
			continue
		}
		var numbers []reflect.Value
		filled(section, func(v reflect.Value) { numbers = append(numbers, v) })
		s, ok := section.Interface().(finite)
		if !ok {
			continue
		}
		itself++
		if !s.isFinite() {
			t.Errorf("%s is not finite, but holds only 0", name)
		}
		for n, v := range numbers {
			for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
				if v.SetFloat(x); s.isFinite() {
					t.Errorf("%s: number %d is %v and goes unnoticed", name, n, x)
				}
			}
			v.SetFloat(0)
		}
	}
	if itself != 3 {
		t.Errorf("%d sections go through themselves, want benchmarks, equilibria and map", itself)
	}
}
