package engine

import (
	"math"
	"slices"
)

// normalize returns s with numbers below Least read as docs/format.md says and every
// distribution divided by its sum. Doing it twice changes nothing, and what needs neither keeps
// its bits and its memory; nothing that s points to is written to.
func normalize(s Scenario) Scenario {
	if !s.wishesAreNormal() {
		s.changeWishes(func(_ string, w Wish) (Wish, error) {
			return Wish{normalized(w.Weights), withoutTiny(w.Utility)}, nil
		})
	}
	if slices.ContainsFunc(s.Criteria, func(c Criterion) bool { return anyTiny(c.Utility) }) {
		s.Criteria = slices.Clone(s.Criteria)
		for i, c := range s.Criteria {
			s.Criteria[i].Utility = withoutTiny(c.Utility)
		}
	}
	return normalizedSettings(s)
}

// wishesAreNormal reports whether all weights and utilities that are given are normalised already.
func (s *Scenario) wishesAreNormal() bool {
	normal := func(weights []float64, utility [][]float64) bool { return isNormal(weights) && !anyTiny(utility) }
	if !normal(s.User.Weights, s.User.Utility) {
		return false
	}
	for _, p := range s.Agents {
		if !normal(p.Weights, p.Utility) {
			return false
		}
		for _, wish := range p.Toward { // in any order: the answer does not depend on it
			if !normal(wish.Weights, wish.Utility) {
				return false
			}
		}
	}
	return s.Population == nil ||
		!slices.ContainsFunc(s.Population.Users, func(m Member) bool { return !normal(m.Weights, m.Utility) })
}

// normalizedSettings reads the settings: less than Least is 0 where 0 is a value, and Least where it is not.
func normalizedSettings(s Scenario) Scenario {
	look := pass{task: seeking}
	if s.settings(&look); look.rough {
		s.rewrite(&pass{task: rounding})
	}
	return s
}

// tiny is Least, less what dividing by a sum that is accepted as 1 can take from it: a number
// written as Least stays.
const tiny = Least * (1 - 2*SumTolerance)

// isTiny reports whether x is too small to mean anything, yet not 0.
func isTiny(x float64) bool { return x != 0 && math.Abs(x) < tiny }

func anyTiny(rows [][]float64) bool {
	return slices.ContainsFunc(rows, func(row []float64) bool { return slices.ContainsFunc(row, isTiny) })
}

// withoutTiny returns rows, or a copy with 0 for what is tiny.
func withoutTiny(rows [][]float64) [][]float64 {
	if !anyTiny(rows) {
		return rows
	}
	clone := cloneRows(rows)
	for _, row := range clone {
		dropTiny(row)
	}
	return clone
}

func dropTiny(p []float64) {
	for i, x := range p {
		if isTiny(x) {
			p[i] = 0
		}
	}
}

// normalized returns p, or a copy without what is tiny and with sum 1. It divides before it
// drops and again after: dropping makes the sum less, so that the second division makes nothing tiny.
func normalized(p []float64) []float64 {
	if isNormal(p) {
		return p
	}
	q := slices.Clone(p)
	scaleToOne(q)
	dropTiny(q)
	scaleToOne(q)
	return q
}

func scaleToOne(p []float64) {
	if sumsToOne(p) {
		return
	}
	sum := total(p)
	for i := range p {
		p[i] /= sum
	}
}

func normalizedRows(rows [][]float64) [][]float64 {
	if areNormal(rows) {
		return rows
	}
	clone := make([][]float64, len(rows))
	for i, row := range rows {
		clone[i] = normalized(row)
	}
	return clone
}

// areNormal reports whether all rows are as isNormal says.
func areNormal(rows [][]float64) bool {
	for _, row := range rows {
		if !isNormal(row) {
			return false
		}
	}
	return true
}

// isNormal reports whether p is absent or has sum 1 and nothing tiny.
func isNormal(p []float64) bool { return sumsToOne(p) && !slices.ContainsFunc(p, isTiny) }

// sumsToOne reports whether p is absent or has sum 1.
func sumsToOne(p []float64) bool { return p == nil || math.Abs(total(p)-1) <= normalizedSum }

func total(p []float64) float64 {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	return sum
}
