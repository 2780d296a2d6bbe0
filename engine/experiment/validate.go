package experiment

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/emergent-alignment/emergent/engine"
)

// The limits of every spec, and what it is by default. Each is refused by name and number.
const (
	MaxSpecBytes                 = 64 << 10
	MaxTitleRunes                = 200
	MaxSeed                      = engine.MaxSeed
	MaxRuns                      = 10_000_000
	MinConfidence, MaxConfidence = 0.5, 0.9999

	DefaultSeed       = 1
	DefaultConfidence = 0.99
)

// refuse returns a FieldError. Whatever a stranger wrote comes in as %q or as a number.
func refuse(field, format string, args ...any) error {
	return &engine.FieldError{Field: field, Reason: fmt.Sprintf(format, args...)}
}

// Validate checks s; the error names the field. Lists that depend on the table are checked
// by New.
func (s Spec) Validate() error {
	if s.Version != Version {
		return refuse("version", "is %d, must be %d", s.Version, Version)
	}
	k := kindOf(s.Kind)
	if k == nil {
		return refuse("kind", "is %q, must be one of %s", s.Kind, strings.Join(Kinds(), ", "))
	}
	if err := first(s.validHeader(), s.validSections()); err != nil {
		return err
	}
	return k.settle(&s)
}

func (s Spec) validHeader() error {
	if n := utf8.RuneCountInString(s.Title); n > MaxTitleRunes {
		return refuse("title", "has %d characters, must have at most %d", n, MaxTitleRunes)
	}
	if !oneLine(s.Title) {
		return refuse("title", "has a control or direction character, must be one line of text")
	}
	if s.Seed > MaxSeed {
		return refuse("seed", "is %d, must be at most %d", s.Seed, uint64(MaxSeed))
	}
	if s.Runs != 0 {
		if err := within("runs", s.Runs, 1, MaxRuns); err != nil {
			return err
		}
	}
	return span("confidence", s.Confidence, MinConfidence, MaxConfidence)
}

// oneLine reports whether a text stays in its line and direction.
func oneLine(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
	})
}

// validSections refuses sections of other kinds, and then words, which would only seem to matter.
func (s Spec) validSections() error {
	v := reflect.ValueOf(s)
	for _, form := range []reflect.Kind{reflect.Pointer, reflect.String} {
		for i := range v.NumField() {
			tag := v.Type().Field(i).Tag
			of := strings.Fields(tag.Get("kinds"))
			if v.Field(i).Kind() == form && len(of) > 0 && !v.Field(i).IsZero() && !slices.Contains(of, s.Kind) {
				name, _, _ := strings.Cut(tag.Get("json"), ",")
				return refuse(name, "does not belong to kind %s", s.Kind)
			}
		}
	}
	return nil
}

// first returns the first error.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func within(field string, n, least, most int) error {
	if n < least || n > most {
		return refuse(field, "is %d, must be %d to %d", n, least, most)
	}
	return nil
}

func span(field string, x, least, most float64) error {
	if x == 0 && field == "confidence" { // absent
		return nil
	}
	if !(x >= least && x <= most) {
		return refuse(field, "is %v, must be %v to %v", x, least, most)
	}
	return nil
}

// ascending checks a list of whole numbers from 1 to most.
func ascending(field string, list []int, most int) error {
	if len(list) == 0 {
		return refuse(field, "is empty, must have a number")
	}
	for i, n := range list {
		at := field + "[" + strconv.Itoa(i) + "]"
		if err := within(at, n, 1, most); err != nil {
			return err
		}
		if i > 0 && n <= list[i-1] {
			return refuse(at, "is %d after %d, must be greater", n, list[i-1])
		}
	}
	return nil
}

func oneOf(field, text string, choices ...string) error {
	if !slices.Contains(choices, text) {
		return refuse(field, "is %q, must be one of %s", text, strings.Join(choices, ", "))
	}
	return nil
}
