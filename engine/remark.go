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
	return normalize(s), tinyNote(s), nil
}

// tinyNote names the first tiny number of s and says how many more there are.
func tinyNote(s Scenario) string {
	var found []string
	eachTiny("", reflect.ValueOf(s), func(field string) { found = append(found, field) })
	if len(found) == 0 {
		return ""
	}
	whose, verb, as := found[0], "is", "0"
	if more := len(found) - 1; more > 0 {
		whose, verb = fmt.Sprintf("%s and %d more", found[0], more), "are"
	}
	if slices.ContainsFunc(found, func(field string) bool {
		return field == "alignment.tolerance" || field == "selection.step"
	}) {
		as += " (a tolerance or a step as " + number(Least) + ")"
	}
	return fmt.Sprintf("%s %s less than %s in size, which means nothing here, and read as %s.",
		whose, verb, number(Least), as)
}

// eachTiny calls f with the JSON name of where each tiny number in v stands, in order.
func eachTiny(field string, v reflect.Value, f func(field string)) {
	switch v.Kind() {
	case reflect.Float64:
		if isTiny(v.Float()) {
			f(field)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			eachTiny(field, v.Elem(), f)
		}
	case reflect.Slice, reflect.Array:
		if list, ok := v.Interface().([]float64); ok && !slices.ContainsFunc(list, isTiny) {
			return // most are such: no names are made
		}
		for i := range v.Len() {
			eachTiny(at(field, i), v.Index(i), f)
		}
	case reflect.Map:
		var names []string
		for _, key := range v.MapKeys() {
			names = append(names, key.String())
		}
		slices.Sort(names)
		for _, name := range names {
			eachTiny(strictjson.Join(field, name), v.MapIndex(reflect.ValueOf(name).Convert(v.Type().Key())), f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			eachTiny(strings.TrimPrefix(field+"."+name, "."), v.Field(i), f)
		}
	}
}
