package engine

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// What a field of a scenario may be, and what it is where nothing is said, stands in one line of a method settings
// beside the field. Whatever depends on that is a pass over those lines: Validate, the methods OrDefault, how less than
// Least is read, what becomes of it when agents join or leave, SetField, SettingOf and so the ranges of sliders, the
// schema, and the limits in the table of docs/format.md. This file has the lines of settings, which are one number, one
// of some words, or a flag; list.go those of text and lists. Relations between fields are code. A scenario stays as it
// was given: what is absent stays absent when it is written again.

// task is what a pass does at each setting.
type task int8

const (
	checking task = iota // keep the first error, write nothing
	filling              // write the default of what is absent
	seeking              // notice numbers that are tiny, or do not sum to 1; write nothing
	rounding             // write what such numbers are read as
	owning               // give what stands elsewhere a place of its own; names, as many as what they name,
	joining              // and as an agent has come last,
	leaving              // and as agent has gone
	setting              // write what value says, if the setting is the field
	listing              // describe it to each
)

// pass goes through fields, one method for each kind of them. None keeps the pointer that it is given.
type pass struct {
	task         task
	err          error
	rough        bool // something is to be rounded
	agent        int
	field, value string
	found        bool
	each         func(Setting)
}

// kind is what kind of field one is.
type kind int8

const (
	aWhole    kind = iota // a whole number, 0 is the default where it is none of those allowed
	aNumber               // less than Least is read as 0
	aPositive             // less than Least is read as Least
	aChoice
	aFlag
	aText // the last are no settings
	aNames
	aDistribution
	anExperiment
	aChoices
	anOrder
)

// Setting describes a field of a scenario that is one number, one of some words, or a flag.
type Setting struct {
	Field       string  // as in "conversation.noise"
	Value       string  // that it has: its default where the scenario says nothing
	Least, Most float64 // of a list, which no caller gets to see: its length
	Choices     []string
	kind        kind
}

// SettingOf describes the setting of that name, with the value that it has in s.
func SettingOf(s *Scenario, field string) (v Setting, known bool) {
	eachSetting(*s, func(w Setting) {
		if w.Field == field && w.kind < aText {
			v, known = w, true
		}
	})
	return v, known
}

// eachSetting describes all settings, text and lists of s.
func eachSetting(s Scenario, each func(Setting)) {
	s.rewrite(&pass{task: filling})
	s.settings(&pass{task: listing, each: each})
}

func (e SetField) edit(s *Scenario) error {
	p := pass{task: setting, field: e.Field, value: e.Value}
	if s.rewrite(&p); !p.found {
		return refuse(e.Field, "is no setting")
	}
	s.rewrite(&pass{task: owning})
	return p.err
}

// rewrite makes a pass that writes, on copies of the sections; those that it needs are there then.
func (s *Scenario) rewrite(p *pass) {
	if a := s.Alignment; a != nil || p.needs("alignment.") {
		s.Alignment = new(Alignment)
		if a != nil {
			*s.Alignment = *a
		}
	}
	if r := s.Response; r != nil || p.needs("response.") {
		s.Response = new(Response)
		if r != nil {
			*s.Response = *r
		}
	}
	if c := s.Conversation; c != nil || p.needs("conversation.") {
		s.Conversation = new(Conversation)
		if c != nil {
			*s.Conversation = *c
		}
	}
	if v := s.Selection; v != nil || p.needs("selection.") {
		s.Selection = new(Selection)
		if v != nil {
			*s.Selection = *v
		}
	}
	if n := s.Population; n != nil || p.task == filling {
		s.Population = new(Population)
		if n != nil {
			*s.Population = *n
		}
	}
	s.settings(p)
}

// needs reports whether a section is to be there.
func (p *pass) needs(section string) bool {
	return p.task == filling || strings.HasPrefix(p.field, section)
}

// fail keeps an error if it is the first.
func (p *pass) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

// asked reports whether a value is to be written to this setting.
func (p *pass) asked(field string) bool {
	asked := p.task == setting && p.field == field
	p.found = p.found || asked
	return asked
}

// describe says what a setting is.
func (p *pass) describe(field string, k kind, value string, least, most float64, choices []string) {
	p.each(Setting{field, value, least, most, slices.Clone(choices), k})
}

// parsed reads the value as a number.
func (p *pass) parsed() float64 {
	x, err := strconv.ParseFloat(p.value, 64)
	if err != nil {
		p.fail(refuse(p.field, "%q is not a number", p.value))
	}
	return x
}

// whole is a whole number, of which 0 means the default.
func (p *pass) whole(field string, x *int, least, most, standard int) {
	switch {
	case p.task == checking:
		p.fail(validInt(field, cmp.Or(*x, standard), least, most))
	case p.task == filling:
		*x = cmp.Or(*x, standard)
	case p.task == listing:
		p.describe(field, aWhole, strconv.Itoa(*x), float64(least), float64(most), nil)
	case p.asked(field):
		*x = int(math.Round(p.parsed()))
	}
}

// agentNumber is the number of an agent, by default the first; whoever comes after one that leaves moves up.
func (p *pass) agentNumber(field string, x *int, agents int) {
	if p.task == leaving && (*x > p.agent || *x == agents) {
		*x--
	}
	p.whole(field, x, 0, agents-1, 0)
}

// seed is one of random numbers.
func (p *pass) seed(field string, x *uint64) {
	if p.task == checking && *x > MaxSeed {
		p.fail(refuse(field, "is %d, must be at most %d", *x, uint64(MaxSeed)))
	}
	n := int(min(*x, MaxSeed))
	p.whole(field, &n, 0, MaxSeed, DefaultSeed)
	if p.task == filling || p.asked(field) {
		*x = uint64(n)
	}
}

// real is a number of which less than Least is read as another.
func (p *pass) real(k kind, field string, x *float64, least, most, tiny float64) {
	switch {
	case p.task == checking && !(least <= *x && *x <= most): // so that NaN is refused too
		p.fail(refuse(field, "is %s, must be between %s and %s", number(*x), number(least), number(most)))
	case p.task == seeking:
		p.rough = p.rough || isTiny(*x)
	case p.task == rounding && isTiny(*x):
		*x = tiny
	case p.task == listing:
		p.describe(field, k, strconv.FormatFloat(*x, 'f', -1, 64), least, most, nil)
	case p.asked(field):
		*x = p.parsed()
	}
}

// number is a number that is 0 by default.
func (p *pass) number(field string, x *float64, least, most float64) {
	p.real(aNumber, field, x, least, most, 0)
}

// positive is a number above 0, which means the default.
func (p *pass) positive(field string, x *float64, most, standard float64) {
	if p.task == filling {
		*x = cmp.Or(*x, standard)
	}
	p.real(aPositive, field, x, 0, most, Least)
}

// optional is a number that may be 0 and has another default, so that it may be absent. What it points to is never
// written to.
func (p *pass) optional(field string, x **float64, least, most, standard float64) {
	y := standard
	if *x != nil {
		y = **x
	}
	was := y
	p.real(aNumber, field, &y, least, most, 0)
	fill, own := *x == nil && p.task == filling, *x != nil && p.task == owning
	if fill || own || p.task == rounding && y != was || p.asked(field) {
		z := y // so that nothing is allocated where nothing is written
		*x = &z
	}
}

// choice is one of some words.
func (p *pass) choice(field string, x *string, standard string, choices ...string) {
	switch {
	case p.task == checking:
		p.fail(validChoice(field, *x, choices...))
	case p.task == filling:
		*x = cmp.Or(*x, standard)
	case p.task == listing:
		p.describe(field, aChoice, *x, 0, 0, choices)
	case p.asked(field):
		*x = p.value
	}
}

// flag is true or, by default, false.
func (p *pass) flag(field string, x *bool) {
	switch {
	case p.task == listing:
		p.describe(field, aFlag, strconv.FormatBool(*x), 0, 0, nil)
	case p.asked(field):
		*x = p.value == "true"
	}
}
