package engine

import (
	"cmp"
	"reflect"
	"strings"
)

// This file says what a section of a Result is; result.go lists them all. Solve, Work and Check go through
// that list, and so does who puts a result together from several.

// section is a field of a Result, or the monopolies in one: what is said of it once and for all.
type section struct {
	name    string   // as JSON and notes have it
	of      Sections // any of them brings it
	on      Sections // what it is made of, solved for before it
	fails   string   // what the note of its failed solver calls it, absent: name
	lacks   string   // how the note of too many regions begins, absent: name with "is"
	late    int      // Check goes from those of 0, which are quickly looked at, to those of more
	regions bool     // it needs the regions of beliefs
	with    bool     // the solver of another section brings it
	picture bool     // it may be absent without a word
	field   int      // of a Result, that of its name; 0: it is the monopolies
	part
}

// part is what a section does, in a file of its own: what it leaves to anyPart has nothing to do.
type part interface {
	// applies reports whether the section is there of such a scenario, as far as r is solved.
	applies(s *Scenario, want Sections, r *Result) bool
	// work is in nanoseconds, beside that of the regions (see Work).
	work(s Scenario, want Sections, z sizes) float64
	solve(v *Solver, s *Scenario, want Sections, r *Result)
}

// anyPart is a part of every scenario that costs nothing and of which there is nothing to check.
type anyPart struct{}

func (*anyPart) applies(*Scenario, Sections, *Result) bool   { return true }
func (*anyPart) work(Scenario, Sections, sizes) float64      { return 0 }
func (*anyPart) solve(*Solver, *Scenario, Sections, *Result) {}
func (*anyPart) check(*checker, *Result)                     {}
func (*anyPart) missing(*checker, *Result)                   {}
func (*anyPart) notes() []string                             { return nil }

// needed adds what the wanted sections are made of.
func needed(want Sections) Sections {
	for i := len(sections) - 1; i >= 0; i-- {
		if x := &sections[i]; want.has(x.of) {
			want |= x.on
		}
	}
	return want
}

// competition are the sections that need the regions of beliefs.
func competition() (all Sections) {
	for i := range sections {
		if x := &sections[i]; x.regions {
			all |= x.of
		}
	}
	return all
}

// pastBudget are the notes of the wanted sections where there are too many regions.
func pastBudget(s *Scenario, want Sections, r *Result, err error) (notes []string) {
	for i := range sections {
		x := &sections[i]
		if x.regions && want.has(x.of) && !x.with && !x.picture && x.applies(s, want, r) {
			notes = append(notes, cmp.Or(x.lacks, x.name+" is")+" absent: "+reason(err)+".")
		}
	}
	return notes
}

// located finds the fields of sections.
func located(list []section) []section {
	result := reflect.TypeFor[Result]()
	for i := range result.NumField() {
		name, _, _ := strings.Cut(result.Field(i).Tag.Get("json"), ",")
		for k := range list {
			if list[k].name == name {
				list[k].field = i
			}
		}
	}
	return list
}

// there reports whether a result has the section.
func (x *section) there(r *Result) bool {
	if x.field == 0 {
		return r.Benchmarks != nil && len(r.Benchmarks.Monopoly) > 0
	}
	return !reflect.ValueOf(r).Elem().Field(x.field).IsNil()
}

// Take replaces the parts that the given sections bring by those of another result, absent ones
// too. The two then share memory. Notes stay.
func (r *Result) Take(from *Result, of Sections) {
	into, other := reflect.ValueOf(r).Elem(), reflect.ValueOf(from).Elem()
	for i := range sections {
		switch x := &sections[i]; {
		case !of.has(x.of):
		case x.field > 0:
			into.Field(x.field).Set(other.Field(x.field))
		case r.Benchmarks != nil && from.Benchmarks != nil: // which somebody may still look at as they are
			b := *r.Benchmarks
			b.Monopoly = from.Benchmarks.Monopoly
			r.Benchmarks = &b
		}
	}
}
