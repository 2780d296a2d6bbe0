package engine

import (
	"math"
	"slices"
)

// normalise returns s with every distribution divided by its sum. Doing it twice changes
// nothing, and what already sums to 1 keeps its bits and its memory; nothing that s points
// to is written to.
func normalise(s Scenario) Scenario {
	s.Prior = normalised(s.Prior)
	s.UserSignal = normalisedRows(s.UserSignal)
	s.AgentSignal = normalisedRows(s.AgentSignal)
	if !s.wishesSumToOne() {
		s.changeWishes(func(_ string, w Wish) (Wish, error) { return Wish{normalised(w.Weights), w.Utility}, nil })
	}
	return s
}

// wishesSumToOne reports whether all weights that are given are normalised already.
func (s *Scenario) wishesSumToOne() bool {
	if !sumsToOne(s.User.Weights) {
		return false
	}
	for _, p := range s.Agents {
		if !sumsToOne(p.Weights) {
			return false
		}
		for _, wish := range p.Toward { // in any order: the answer does not depend on it
			if !sumsToOne(wish.Weights) {
				return false
			}
		}
	}
	return s.Population == nil || !slices.ContainsFunc(s.Population.Users, func(m Member) bool { return !sumsToOne(m.Weights) })
}

// normalised returns p, or a copy with sum 1 if its sum is off.
func normalised(p []float64) []float64 {
	if sumsToOne(p) {
		return p
	}
	sum := total(p)
	q := make([]float64, len(p))
	for i, x := range p {
		q[i] = x / sum
	}
	return q
}

func normalisedRows(rows [][]float64) [][]float64 {
	if !slices.ContainsFunc(rows, func(row []float64) bool { return !sumsToOne(row) }) {
		return rows
	}
	clone := make([][]float64, len(rows))
	for i, row := range rows {
		clone[i] = normalised(row)
	}
	return clone
}

// sumsToOne tells whether p is absent or already normalised.
func sumsToOne(p []float64) bool { return p == nil || math.Abs(total(p)-1) <= normalisedSum }

func total(p []float64) float64 {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	return sum
}
