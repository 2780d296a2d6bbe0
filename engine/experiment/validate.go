package experiment

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/emergent-alignment/emergent/engine"
)

// The limits of a spec. Each is refused by name and number.
const (
	MaxSpecBytes                 = 64 << 10
	MaxTitleRunes                = 200
	MaxSeed                      = engine.MaxSeed
	MaxRuns                      = 10_000_000
	MinConfidence, MaxConfidence = 0.5, 0.9999
	MaxStates, MaxActions        = 5, 6 // of E1
	MaxAgents                    = 12   // of E1
	MinStep                      = 0.001
	MaxBids                      = 500
	MaxEpsilons                  = 12
	MinEpsilon                   = 1e-4 // nearer than that rounding would count
	MaxDimension                 = 12
	MaxPoints                    = 40                    // agents of E3: all binomials are exact
	MaxCrowd                     = 1 + engine.MaxMembers // users of one game
	MaxCells                     = 200
	MaxSizes                     = 40
	MinItems, MaxItems           = 2, 10_000
	MaxRoster                    = 200 // agents of a table
	MaxCriteria                  = 50
	MaxScoreNoise                = 10
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
	if !slices.Contains(Kinds(), s.Kind) {
		return refuse("kind", "is %q, must be one of %s", s.Kind, strings.Join(Kinds(), ", "))
	}
	checks := []func(Spec) error{Spec.validHeader, Spec.validSections, Spec.validSelection, Spec.validHull,
		Spec.validTable, Spec.validSynthetic}
	for _, check := range checks {
		if err := check(s); err != nil {
			return err
		}
	}
	return nil
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

// validSections refuses sections of other kinds, which would only seem to matter.
func (s Spec) validSections() error {
	tables := s.Kind == KindDiversity || s.Kind == KindTable
	for _, section := range []struct {
		name         string
		given, apply bool
	}{
		{"selection", s.Selection != nil, s.Kind == KindSelection},
		{"hull", s.Hull != nil, s.Kind == KindHull},
		{"diversity", s.Diversity != nil, tables},
		{"holdout", s.Holdout != nil, tables},
		{"alignment", s.Alignment != nil, tables},
		{"table", s.Table != nil, tables},
		{"reading", s.Reading != nil, tables},
		{"synthetic", s.Synthetic != nil, tables},
	} {
		if section.given && !section.apply {
			return refuse(section.name, "does not belong to kind %s", s.Kind)
		}
	}
	if s.Users != "" && s.Kind != KindTable {
		return refuse("users", "does not belong to kind %s", s.Kind)
	}
	if s.Users != "" && s.Users != EachUser {
		return refuse("users", "is %q, must be %s", s.Users, EachUser)
	}
	if s.Table != nil && s.Synthetic != nil {
		return refuse("synthetic", "does not go with a table of your own")
	}
	return nil
}

func (s Spec) validSelection() error {
	v := s.Selection.filled()
	return first(
		within("selection.states", v.States, 2, MaxStates),
		within("selection.actions", v.Actions, 2, MaxActions),
		within("selection.agents", v.Agents, 2, MaxAgents),
		span("selection.likeness", *v.Likeness, 0, 1),
		oneOf("selection.misalignment", v.Misalignment, Misalignments()...),
		span("selection.step", v.Step, MinStep, 1),
		within("selection.bids", v.Bids, 1, MaxBids),
		within("selection.users", cmp.Or(v.Users, 1), 1, MaxCrowd),
		validEpsilons(v.Epsilons),
	)
}

// validEpsilons checks the distances of the approximate games.
func validEpsilons(list []float64) error {
	if len(list) == 0 || len(list) > MaxEpsilons {
		return refuse("selection.epsilons", "has %d numbers, must have 1 to %d", len(list), MaxEpsilons)
	}
	for i, x := range list {
		at := "selection.epsilons[" + strconv.Itoa(i) + "]"
		if !(x >= MinEpsilon && x <= 0.5) {
			return refuse(at, "is %v, must be %v to 0.5", x, MinEpsilon)
		}
		if i > 0 && x <= list[i-1] {
			return refuse(at, "is %v after %v, must be greater", x, list[i-1])
		}
	}
	return nil
}

func (s Spec) validHull() error {
	h := s.Hull.filled()
	err := first(
		ascending("hull.dimensions", h.Dimensions, MaxDimension),
		ascending("hull.agents", h.Agents, MaxPoints),
		oneOf("hull.noise", h.Noise, Noises()...),
		within("hull.users", cmp.Or(h.Users, 1), 1, MaxCrowd),
		span("hull.shared", h.Shared, 0, 1),
	)
	if n := len(h.Dimensions) * len(h.Agents); err == nil && n > MaxCells {
		return refuse("hull", "asks for %d pairs of a dimension and a number of agents, must be at most %d",
			n, MaxCells)
	}
	return err
}

func (s Spec) validTable() error {
	if s.Table != nil && strings.TrimSpace(s.Table.File) == "" {
		return refuse("table.file", "is empty, must be the name of a file")
	}
	if s.Table != nil && !oneLine(s.Table.File) {
		return refuse("table.file", "has a control or direction character, must be the name of a file")
	}
	if s.Reading != nil {
		if s.Table == nil {
			return refuse("reading", "says how to read a table, but none is named")
		}
		if err := s.Reading.Valid("reading"); err != nil {
			return err
		}
	}
	a := engine.Scenario{Alignment: s.Alignment}.AlignmentOrDefault()
	d := s.Diversity.filled()
	err := first(
		oneOf("alignment.combination", a.Combination, engine.Convex, engine.Conic),
		oneOf("alignment.offset", a.Offset, engine.NoOffset, engine.Constant, PerGroup),
		oneOf("diversity.error", d.Error, RMS, MSE, Max),
		s.Holdout.valid(),
	)
	if err == nil && !(a.Tolerance > 0 && a.Tolerance <= engine.MaxScore) {
		err = refuse("alignment.tolerance", "is %v, must be above 0 and at most %v",
			a.Tolerance, float64(engine.MaxScore))
	}
	if err == nil && d.Sizes != nil {
		err = ascending("diversity.sizes", d.Sizes, MaxRoster)
	}
	if err == nil && len(d.Sizes) > MaxSizes {
		err = refuse("diversity.sizes", "has %d numbers, must have at most %d", len(d.Sizes), MaxSizes)
	}
	return err
}

// valid checks what does not depend on the table.
func (h *Holdout) valid() error {
	if h == nil {
		return nil
	}
	if h.Share != nil && !(*h.Share >= 0 && *h.Share < 1) {
		return refuse("holdout.share", "is %v, must be 0 to below 1", *h.Share)
	}
	if h.By != "" {
		return oneOf("holdout.by", h.By, ByItem, ByGroup)
	}
	return nil
}

func (s Spec) validSynthetic() error {
	v := s.Synthetic.filled()
	return first(
		within("synthetic.items", v.Items, MinItems, MaxItems),
		within("synthetic.agents", v.Agents, 1, MaxRoster),
		within("synthetic.criteria", v.Criteria, 1, MaxCriteria),
		span("synthetic.bias", *v.Bias, 0, 1),
		span("synthetic.noise", *v.Noise, 0, MaxScoreNoise),
		oneOf("synthetic.misalignment", v.Misalignment, Misalignments()...),
	)
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
