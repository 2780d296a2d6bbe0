package engine

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// This file checks what a result does not say: a section that the scenario asks for is there, or a
// note says why not; and a note is either one that arithmetic finds too, or one that a solver may
// have written of a part that is absent indeed.

// absences checks that every section wanted is there, or noted.
func (c *checker) absences(r Result, want Sections) {
	c.verify("that no section is missing without a note", func() {
		for _, x := range sections {
			there, noted := x.there(&r),
				slices.ContainsFunc(r.Notes, func(note string) bool { return says(note, x.name) })
			switch {
			case want.has(x.of) && !there && !noted && !x.picture && x.applies(&c.s, want, &r):
				c.fail(x.name, "is absent, and no note says why")
			case there && noted:
				c.fail("notes", "say that %s is absent, and it is there", x.name)
			}
		}
	})
	c.verify("notes", func() { c.checkNotes(r) })
}

// says reports whether a note says that a part of the result is absent.
func says(note, part string) bool {
	absent, _, found := strings.Cut(note, " is absent: ")
	if !found {
		absent, _, found = strings.Cut(note, " are absent: ")
	}
	return found && slices.Contains(strings.FieldsFunc(absent, func(r rune) bool { return r == ' ' || r == ',' }), part)
}

// checkNotes checks that the notes that arithmetic finds are there, and that there are no others
// about what it could have found.
func (c *checker) checkNotes(r Result) {
	for _, note := range c.notes {
		if !slices.Contains(r.Notes, note) {
			c.fail("notes", "lack %q", note)
		}
	}
	for j, note := range r.Notes {
		switch {
		case slices.Contains(r.Notes[:j], note):
			c.fail(at("notes", j), "says again what was said")
		case !slices.Contains(c.notes, note) && !c.maybe(note):
			c.fail(at("notes", j), "says what arithmetic does not find")
		}
	}
}

// maybe reports whether a note may be a solver's: of a part whose reasons Check cannot find.
func (c *checker) maybe(note string) bool {
	begins := func(start string) bool { return strings.HasPrefix(note, start) }
	return strings.HasSuffix(note, Fault) || slices.ContainsFunc(c.starts, begins) ||
		slices.ContainsFunc(sections, func(x section) bool {
			return slices.ContainsFunc(x.part.(checked).notes(), begins)
		})
}

// finite fails for the first number of a result that is none, and reports whether all are. (JSON holds
// no such number; a caller's Result may.)
func (c *checker) finite(r *Result) bool {
	ok := true
	eachNumber("", reflect.ValueOf(r), func(path string, x float64) {
		if ok && (math.IsNaN(x) || math.IsInf(x, 0)) {
			c.fail(path, "is not finite")
			ok = false
		}
	})
	return ok
}

// eachNumber visits the numbers of a value by their paths in JSON.
func eachNumber(path string, v reflect.Value, visit func(path string, x float64)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachNumber(path, v.Elem(), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			eachNumber(strings.TrimPrefix(path+"."+name, "."), v.Field(i), visit)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			eachNumber(at(path, i), v.Index(i), visit)
		}
	case reflect.Float64:
		visit(path, v.Float())
	case reflect.Int:
		visit(path, float64(v.Int()))
	}
}

// lettered writes "agent 0" in a package's words as the page does, "agent A", and what huge numbers
// came to in words.
func lettered(text string) string {
	text = strings.NewReplacer("NaN", "no number", "+Inf", "beyond all numbers",
		"-Inf", "below all numbers").Replace(text)
	const word = "agent "
	var out strings.Builder
	for {
		before, after, found := strings.Cut(text, word)
		out.WriteString(before)
		if !found {
			return out.String()
		}
		out.WriteString(word)
		digits := len(after) - len(strings.TrimLeft(after, "0123456789"))
		if agent, err := strconv.Atoi(after[:digits]); err == nil && agent < MaxAgents {
			out.WriteByte('A' + byte(agent))
			after = after[digits:]
		}
		text = after
	}
}
