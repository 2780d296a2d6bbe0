package engine

import (
	"math"
	"reflect"
	"strings"
)

// This file keeps what is no number out of results: JSON cannot carry it and no figure can draw
// it. What most numbers of a drag are in is gone through field by field, since reflection takes a
// tenth of its step in the browser; TestFinite sees that nothing is left out.

// finite is a part of a result that goes through its own numbers.
type finite interface{ isFinite() bool }

// keepFinite removes the sections that hold a number which is not finite.
func (r *Result) keepFinite() {
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		section := v.Field(i)
		if section.Kind() != reflect.Pointer || isFinite(section) {
			continue
		}
		section.SetZero()
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		r.note(name + " is absent: a number in it is not finite, " + Fault)
	}
}

func isFiniteNumber(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// areFinite reports whether all numbers of a list are, areFiniteRows whether those of all lists are.
func areFinite(list []float64) bool {
	for _, x := range list {
		if x-x != 0 { // NaN
			return false
		}
	}
	return true
}

func areFiniteRows(rows [][]float64) bool {
	for _, row := range rows {
		if !areFinite(row) {
			return false
		}
	}
	return true
}

// areAll reports whether all items are finite.
func areAll[T any, P interface {
	*T
	finite
}](list []T) bool {
	for i := range list {
		if !P(&list[i]).isFinite() {
			return false
		}
	}
	return true
}

func (r *BenchmarkResult) isFinite() bool {
	return isFiniteNumber(r.Opt) && isFiniteNumber(r.None) && areFinite(r.Full) && areAll(r.Monopoly)
}

func (r *MonopolyResult) isFinite() bool {
	return isFiniteNumber(r.Value) && areFinite(r.User[:]) && areAll(r.Low) && areAll(r.High) && areFinite(r.Plane)
}

func (r *PosteriorResult) isFinite() bool {
	return isFiniteNumber(r.Probability) && areFinite(r.Belief) && areFiniteRows(r.Planes)
}

func (r *EquilibriaResult) isFinite() bool {
	return r.Worst.isFinite() && r.Best.isFinite() && areAll(r.Sets)
}

func (r *EquilibriumSet) isFinite() bool {
	for i := range r.Vertices {
		if !areFinite(r.Vertices[i][:]) {
			return false
		}
	}
	return areAll(r.Equilibria)
}

func (r *EquilibriumResult) isFinite() bool {
	return isFiniteNumber(r.User) && areFinite(r.Agents) && isFiniteNumber(r.Gap) && areAll(r.Posteriors)
}

func (r *MapResult) isFinite() bool {
	for _, hull := range r.Hulls {
		for _, n := range hull {
			if !isFiniteNumber(n.X) || !isFiniteNumber(n.Y) {
				return false
			}
		}
	}
	return areAll(r.Regions)
}

func (r *MapRegion) isFinite() bool {
	return areFiniteRows(r.Vertices) && areFinite(r.User) && areFiniteRows(r.Payoffs) && areFiniteRows(r.Envelopes)
}

// isFinite reports whether every number in v is.
func isFinite(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Float64:
		return isFiniteNumber(v.Float())
	case reflect.Pointer:
		if v.IsNil() {
			return true
		}
		if itself, ok := v.Interface().(finite); ok {
			return itself.isFinite()
		}
		return isFinite(v.Elem())
	case reflect.Slice, reflect.Array:
		if numbers, ok := plain(v); ok {
			return areFinite(numbers)
		}
		if !holdsNumbers(v.Type().Elem()) {
			return true
		}
		for i := range v.Len() {
			if !isFinite(v.Index(i)) {
				return false
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !isFinite(v.Field(i)) {
				return false
			}
		}
	}
	return true
}

// plain is a list of numbers itself, which most of a result is: looking at each by reflection takes
// ten times as long.
func plain(v reflect.Value) (numbers []float64, ok bool) {
	if !v.CanAddr() || !v.CanInterface() {
		return nil, false
	}
	list, ok := v.Addr().Interface().(*[]float64)
	if !ok {
		return nil, false
	}
	return *list, true
}

// holdsNumbers reports whether values of a type can hold a float64: lists of others are long too.
func holdsNumbers(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Int, reflect.Bool, reflect.String:
		return false
	case reflect.Slice, reflect.Array, reflect.Pointer:
		return holdsNumbers(t.Elem())
	}
	return true
}
