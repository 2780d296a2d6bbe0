package engine

import (
	"fmt"
	"math"
	"reflect"
	"slices"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/equilibrium"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Report is what Check finds: which claims of a result it verified, which it cannot
// verify by arithmetic alone, and which are wrong, each by its field.
type Report struct {
	Verified, Unverified []string
	Failures             []FieldError
}

// checkTolerance is how far a recomputed number may be from a claimed one: above the
// rounding of every sum here (at most 64 terms of size 1, or of a conic weight's size) and
// of a result that was written with nine digits.
const checkTolerance = 1e-8

// Check verifies a result by arithmetic alone: it adds, multiplies and compares, and runs
// no optimisation and no linear program (a test reads the calls of the check files). Every
// claim is checked against the scenario's own numbers, by its definition or by its
// certificate (docs/model.md, sections 2 to 5); what has neither is listed as unverified.
//
// A section that is absent claims nothing and must be noted.
func Check(s Scenario, r Result) Report { return CheckSections(s, r, All) }

// CheckSections is Check for a result of which only some sections were wanted.
func CheckSections(s Scenario, r Result, want Sections) Report {
	return (&checker{s: s, g: s.Game()}).check(r, want)
}

// refuses reports whether Check finds anything wrong, and looks no further once it does.
func refuses(s Scenario, r Result) bool {
	c := &checker{s: s, g: s.Game(), hasty: true}
	return len(c.check(r, All).Failures) > 0
}

// check checks section by section, what takes longest last.
func (c *checker) check(r Result, want Sections) Report {
	if !c.bounded("", "", reflect.ValueOf(&r)) || !c.finite(&r) {
		return c.report
	}
	if r.Version != Version {
		c.fail("version", "is %d, must be %d", r.Version, Version)
	}
	list, cut := slices.Clone(sections), false
	slices.SortStableFunc(list, func(a, b section) int { return a.late - b.late })
	for _, x := range list {
		there := x.there(&r)
		wanted := want.has(x.of) && x.applies(&c.s, want, &r)
		if c.hasty && len(c.report.Failures) > 0 {
			return c.report
		}
		if x.regions && !cut && (there || want.has(x.of)) {
			cut = true
			c.cut(&r, want)
		}
		if there {
			x.part.(checked).check(c, &r)
		} else if wanted {
			x.part.(checked).missing(c, &r)
		}
	}
	c.absences(r, want)
	return c.report
}

// checked is what Check asks of a section: apart, so that programs that check nothing do not carry it.
type checked interface {
	check(c *checker, r *Result)   // where it is there
	missing(c *checker, r *Result) // where it is not, and should be
	notes() []string               // how notes of it may begin that depend on what a solver met
}

// checker holds the scenario with its numbers, and the findings.
type checker struct {
	s      Scenario
	g      belief.Game
	report Report
	notes  []string // that the result must have, as far as arithmetic says so
	starts []string // how notes may begin besides
	hasty  bool     // the first section with a failure is the last one

	competition *equilibrium.Solver // the regions of beliefs are cut in it, unless there are too many
}

// expect adds notes that the result must have.
func (c *checker) expect(notes []string) { c.notes = append(c.notes, notes...) }

func (c *checker) fail(field, format string, args ...any) {
	if len(c.report.Failures) == mostFailures {
		return
	}
	c.report.Failures = append(c.report.Failures, FieldError{field, lettered(fmt.Sprintf(format, args...))})
}

// verify runs a group of checks and lists it as verified if none of them failed.
func (c *checker) verify(what string, checks func()) {
	before := len(c.report.Failures)
	checks()
	if len(c.report.Failures) == before {
		c.report.Verified = append(c.report.Verified, what)
	}
}

func (c *checker) unverified(what string) { c.report.Unverified = append(c.report.Unverified, what) }

// equal fails unless a claimed number is the recomputed one.
func (c *checker) equal(field string, claimed, recomputed float64) {
	c.equalWithin(checkTolerance, field, claimed, recomputed)
}

// equalWithin is equal with a tolerance of its own.
func (c *checker) equalWithin(tolerance float64, field string, claimed, recomputed float64) {
	if !(math.Abs(claimed-recomputed) <= tolerance) {
		c.fail(field, "is %s, arithmetic says %s", number(claimed), number(recomputed))
	}
}

// atMost fails when a number exceeds its bound.
func (c *checker) atMost(field, what string, x, bound float64) {
	c.atMostWithin(checkTolerance, field, what, x, bound)
}

// atMostWithin is atMost with a tolerance of its own.
func (c *checker) atMostWithin(tolerance float64, field, what string, x, bound float64) {
	if !(x <= bound+tolerance) {
		c.fail(field, "%s is %s, must be at most %s", what, number(x), number(bound))
	}
}

// length fails, and returns false, unless a list has the right length.
func (c *checker) length(field string, got, want int) bool {
	if got != want {
		c.fail(field, "has %d numbers, must have %d", got, want)
	}
	return got == want
}

// check recomputes OPT, NONE and the agents' payoffs under full disclosure.
func (*benchmarksPart) check(c *checker, r *Result) {
	b := r.Benchmarks
	nothing := belief.NewMatrix(c.g.States, 1)
	for y := range c.g.States {
		nothing.Set(y, 0, 1)
	}
	opt, full := c.outcome(c.g.AgentSignal)
	none, _ := c.outcome(nothing)
	c.verify("benchmarks.opt, none and full", func() {
		c.equal("benchmarks.opt", b.Opt, opt)
		c.equal("benchmarks.none", b.None, none)
		if c.length("benchmarks.full", len(b.Full), len(full)) {
			for i := range full {
				c.equal(at("benchmarks.full", i), b.Full[i], full[i])
			}
		}
	})
}

// outcome returns what the user and each agent get when she sees her own experiment and
// the one shown: at each pair of signals her best action, the first of equally good ones.
func (c *checker) outcome(shown belief.Matrix) (user float64, agents []float64) {
	agents = make([]float64, len(c.g.Agents))
	weights := make([]float64, c.g.States)
	for xB := range shown.Cols {
		for xA := range c.g.UserSignal.Cols {
			mass := 0.0
			for y, p := range c.g.Prior {
				weights[y] = p * c.g.UserSignal.At(y, xA) * shown.At(y, xB)
				mass += weights[y]
			}
			action, value := c.choice(weights, mass)
			user += value
			for i, u := range c.g.Agents {
				agents[i] += numeric.Dot(u.Row(action), weights)
			}
		}
	}
	return user, agents
}

// choice returns the user's action when state y has weight weights[y], mass in all: the
// first of those that are as good as the best; and the best value.
func (c *checker) choice(weights []float64, mass float64) (action int, value float64) {
	for a := range c.g.Actions {
		value = max(value, numeric.Dot(c.g.User.Row(a), weights))
	}
	for numeric.Dot(c.g.User.Row(action), weights) < value-belief.TieTolerance*mass {
		action++
	}
	return action, value
}
