package engine

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// same fails for every part of a claim that differs from what was recomputed, by its name:
// numbers by more than rounding, everything else at all. Both have the same type; a part that
// is absent differs from one that is there, but for lists, which may be empty either way.
func (c *checker) same(field string, claim, recomputed any) {
	c.sameValue(field, reflect.ValueOf(claim), reflect.ValueOf(recomputed))
}

func (c *checker) sameValue(field string, got, want reflect.Value) {
	switch got.Kind() {
	case reflect.Struct:
		for i := range got.NumField() {
			name, _, _ := strings.Cut(got.Type().Field(i).Tag.Get("json"), ",")
			c.sameValue(field+"."+name, got.Field(i), want.Field(i))
		}
	case reflect.Slice, reflect.Array:
		if got.Len() != want.Len() {
			c.fail(field, "has %d entries, must have %d", got.Len(), want.Len())
			return
		}
		for i := range got.Len() {
			c.sameValue(at(field, i), got.Index(i), want.Index(i))
		}
	case reflect.Pointer:
		if got.IsNil() != want.IsNil() {
			c.fail(field, "is %s, arithmetic says it is %s", presence(got), presence(want))
		} else if !got.IsNil() {
			c.sameValue(field, got.Elem(), want.Elem())
		}
	case reflect.Float64:
		c.equalWithin(checkTolerance*max(1, math.Abs(want.Float())), field, got.Float(), want.Float())
	default:
		if !got.Equal(want) {
			c.fail(field, "is %s, arithmetic says %s", written(got), written(want))
		}
	}
}

func presence(v reflect.Value) string {
	if v.IsNil() {
		return "absent"
	}
	return "there"
}

// written is a value in a message, text quoted.
func written(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return strconv.Quote(v.String())
	}
	return fmt.Sprint(v.Interface())
}
