package engine

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/emergent-alignment/emergent/engine/internal/strictjson"
)

// ParseNoted is Parse with a sentence on the numbers that were read otherwise than they were
// written, because less than Least means nothing; empty: there are none.
func ParseNoted(data []byte) (s Scenario, note string, err error) {
	s, err = validated(data)
	if err != nil {
		return Scenario{}, "", err
	}
	return normalise(s), tinyNote(s), nil
}

// tinyNote names the first tiny number of s and says how many more there are.
func tinyNote(s Scenario) string {
	var found []string
	eachField("", reflect.ValueOf(s), func(field string, x float64) {
		if isTiny(x) {
			found = append(found, field)
		}
	})
	if len(found) == 0 {
		return ""
	}
	whose, verb, as := found[0], "is", "0"
	if more := len(found) - 1; more > 0 {
		whose, verb = fmt.Sprintf("%s and %d more", found[0], more), "are"
	}
	if slices.ContainsFunc(found, func(field string) bool { return field == "alignment.tolerance" || field == "selection.step" }) {
		as += " (a tolerance or a step as " + number(Least) + ")"
	}
	return fmt.Sprintf("%s %s less than %s in size, which means nothing here, and read as %s.", whose, verb, number(Least), as)
}

// eachField calls f with every float64 in v, in order, and the JSON name of where it stands.
func eachField(field string, v reflect.Value, f func(field string, x float64)) {
	switch v.Kind() {
	case reflect.Float64:
		f(field, v.Float())
	case reflect.Pointer:
		if !v.IsNil() {
			eachField(field, v.Elem(), f)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			eachField(at(field, i), v.Index(i), f)
		}
	case reflect.Map:
		var names []string
		for _, key := range v.MapKeys() {
			names = append(names, key.String())
		}
		slices.Sort(names)
		for _, name := range names {
			eachField(strictjson.Join(field, name), v.MapIndex(reflect.ValueOf(name).Convert(v.Type().Key())), f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			eachField(strings.TrimPrefix(field+"."+name, "."), v.Field(i), f)
		}
	}
}
