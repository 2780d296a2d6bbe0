package puzzle

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine"
)

// Slack is how far two computed values may be apart and count as equal: that of the alignment
// condition itself (engine.DefaultTolerance), far above the rounding of a solver and far below
// what a figure shows.
const Slack = 1e-6

// How a value can compare with another.
const (
	AtLeast = "atLeast"
	AtMost  = "atMost"
	Above   = "above"
	Below   = "below"
	Equal   = "equal"
)

// comparisons decide, by the difference between the value and what it is compared with.
var comparisons = map[string]func(difference float64) bool{
	AtLeast: func(d float64) bool { return d >= -Slack },
	AtMost:  func(d float64) bool { return d <= Slack },
	Above:   func(d float64) bool { return d > Slack },
	Below:   func(d float64) bool { return d < -Slack },
	Equal:   func(d float64) bool { return d >= -Slack && d <= Slack },
}

// Comparisons lists them.
func Comparisons() []string { return []string{AtLeast, AtMost, Above, Below, Equal} }

// truths are the values that hold or do not, numbers the others; each is named like its place in
// the result and is absent (false) where the result has no such section.
var (
	truths = map[string]func(engine.Scenario, engine.Result) (bool, bool){
		"alignment.inside": func(_ engine.Scenario, r engine.Result) (bool, bool) {
			return r.Alignment != nil && r.Alignment.Inside, r.Alignment != nil
		},
	}
	numbers = map[string]func(engine.Scenario, engine.Result) (float64, bool){
		"agents": func(s engine.Scenario, _ engine.Result) (float64, bool) { return float64(len(s.Agents)), true },
		"alignment.epsilon": func(_ engine.Scenario, r engine.Result) (float64, bool) {
			return of(r.Alignment, func(a *engine.AlignmentResult) float64 { return a.Epsilon })
		},
		"alignment.depth": func(_ engine.Scenario, r engine.Result) (float64, bool) {
			return of(r.Alignment, func(a *engine.AlignmentResult) float64 { return float64(a.Depth) })
		},
		"benchmarks.opt": func(_ engine.Scenario, r engine.Result) (float64, bool) {
			return of(r.Benchmarks, func(b *engine.BenchmarkResult) float64 { return b.Opt })
		},
		"benchmarks.none": func(_ engine.Scenario, r engine.Result) (float64, bool) {
			return of(r.Benchmarks, func(b *engine.BenchmarkResult) float64 { return b.None })
		},
		"equilibria.worst.user": func(_ engine.Scenario, r engine.Result) (float64, bool) {
			return of(r.Equilibria, func(e *engine.EquilibriaResult) float64 { return e.Worst.User })
		},
		"equilibria.best.user": func(_ engine.Scenario, r engine.Result) (float64, bool) {
			return of(r.Equilibria, func(e *engine.EquilibriaResult) float64 { return e.Best.User })
		},
	}
)

// of is a number of a section that may be absent.
func of[T any](section *T, number func(*T) float64) (float64, bool) {
	if section == nil {
		return 0, false
	}
	return number(section), true
}

// Values lists what a condition can be about: what holds or does not, and numbers.
func Values() (truthValues, numberValues []string) {
	for name := range truths {
		truthValues = append(truthValues, name)
	}
	for name := range numbers {
		numberValues = append(numberValues, name)
	}
	slices.Sort(truthValues)
	slices.Sort(numberValues)
	return truthValues, numberValues
}

// Met reports whether every condition of the goal is met by a scenario with its result.
func (p *Puzzle) Met(s engine.Scenario, r engine.Result) bool {
	return !slices.ContainsFunc(p.Goal, func(c Condition) bool { return !c.Met(s, r) })
}

// Met reports whether the condition is met. One about a section that the result lacks is not.
func (c Condition) Met(s engine.Scenario, r engine.Result) bool {
	if c.Holds != nil {
		holds, there := truths[c.Value](s, r)
		return there && holds == *c.Holds
	}
	left, there := numbers[c.Value](s, r)
	if !there {
		return false
	}
	if c.Number != nil {
		return comparisons[c.Compare](left - *c.Number)
	}
	right, there := numbers[c.Than](s, r)
	return there && comparisons[c.Compare](left-right)
}

// validate checks that the condition is of one of its two kinds.
func (c Condition) validate(field string) error {
	if _, ok := truths[c.Value]; ok {
		if c.Holds == nil || c.Compare != "" || c.Number != nil || c.Than != "" {
			return refuse(field, "is about %s, must have holds and nothing else", c.Value)
		}
		return nil
	}
	if _, ok := numbers[c.Value]; !ok {
		return refuse(field+".value", "is %q, must be a value that a goal can be about", c.Value)
	}
	if _, ok := comparisons[c.Compare]; !ok {
		return refuse(field+".compare", "is %q, must be atLeast, atMost, above, below or equal", c.Compare)
	}
	if c.Holds != nil || (c.Number != nil) == (c.Than != "") {
		return refuse(field, "is about %s, must have exactly one of number and than", c.Value)
	}
	if _, ok := numbers[c.Than]; c.Than != "" && !ok {
		return refuse(field+".than", "is %q, must be a number that a goal can be about", c.Than)
	}
	return nil
}
