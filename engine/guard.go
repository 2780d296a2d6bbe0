package engine

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"github.com/emergent-alignment/emergent/engine/exact"
)

// This file keeps the promise that Solve cannot fail also where a solver does: its section
// is then absent, a note says so, and the other sections are as they would be.

// ReportAt is the address at which faults of this program are reported.
const ReportAt = "https://github.com/emergent-alignment/emergent/issues"

// Fault is how the note ends of a section that is absent through a fault of this program.
const Fault = "which is a fault of ours; the link to report it is " + ReportAt + "."

// guard runs what fills in the named section. Where it panics the result stays as it was before, and
// the solver, whose memory may be half written, begins anew with the game of s in hand.
func (v *Solver) guard(s Scenario, r *Result, section string, fill func()) {
	before, notes := *r, len(r.Notes)
	defer func() {
		if trouble := recover(); trouble != nil {
			if trouble == exact.Over {
				panic(trouble) // SolveWithin's
			}
			*r = before
			r.Notes = r.Notes[:notes]
			r.note(fmt.Sprintf("%s is absent: its solver failed (%s), %s", section, brief(trouble), Fault))
			v.restart(s)
		}
	}()
	fill()
}

// restart makes the solver new, with the game of s in hand and its beliefs cut if they were.
func (v *Solver) restart(s Scenario) {
	loaded := v.loaded
	*v = Solver{certify: v.certify}
	v.align.Prove = v.certify
	s.fill(&v.game)
	v.loaded = loaded && v.equilibrium.Load(v.game) == nil
}

// briefRunes is how much of a panic's text a note repeats.
const briefRunes = 80

// brief is the text of a panic in one short line.
func brief(trouble any) string {
	text := []rune(strings.TrimPrefix(oneLine(fmt.Sprint(trouble)), "runtime error: "))
	return string(text[:min(len(text), briefRunes)])
}

// keepFinite removes the sections that hold a number which is not finite: JSON cannot carry it
// and no figure can draw it.
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

// isFinite says whether every number in v is.
func isFinite(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Float64:
		return isFiniteNumber(v.Float())
	case reflect.Pointer:
		return v.IsNil() || isFinite(v.Elem())
	case reflect.Slice, reflect.Array:
		if numbers, ok := plain(v); ok {
			return !slices.ContainsFunc(numbers, func(x float64) bool { return !isFiniteNumber(x) })
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

func isFiniteNumber(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

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

// holdsNumbers says whether values of a type can hold a float64: lists of others are long too.
func holdsNumbers(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Int, reflect.Bool, reflect.String:
		return false
	case reflect.Slice, reflect.Array, reflect.Pointer:
		return holdsNumbers(t.Elem())
	}
	return true
}
