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
	s.User.Weights = normalised(s.User.Weights)
	s.UserSignal = normalisedRows(s.UserSignal)
	s.AgentSignal = normalisedRows(s.AgentSignal)
	if slices.ContainsFunc(s.Agents, func(p Party) bool { return !sumsToOne(p.Weights) }) {
		s.Agents = slices.Clone(s.Agents)
		for i := range s.Agents {
			s.Agents[i].Weights = normalised(s.Agents[i].Weights)
		}
	}
	return s
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
