package hull

import "github.com/emergent-alignment/emergent/engine"

// utilityVectors returns the utility of the user and of each agent as a vector, less the offset
// that the alignment condition of s allows (see lessOffset): two of them are equal where the
// condition tells them not apart.
func utilityVectors(s engine.Scenario) [][]float64 {
	g := s.Game()
	offset := s.AlignmentOrDefault().Offset
	n := g.States
	vectors := [][]float64{quotient(append([]float64(nil), g.User.Data...), n, offset)}
	for _, u := range g.Agents {
		vectors = append(vectors, quotient(append([]float64(nil), u.Data...), n, offset))
	}
	return vectors
}

// lessOffset returns a matrix [action][state] as a vector less its offset: its own mean for a
// constant one, the mean of each state for one that depends on the state.
func lessOffset(utility [][]float64, offset string) []float64 {
	var v []float64
	for _, row := range utility {
		v = append(v, row...)
	}
	return quotient(v, len(utility[0]), offset)
}

func quotient(v []float64, states int, offset string) []float64 {
	switch offset {
	case engine.Constant:
		lessMean(v, 0, 1)
	case engine.State:
		for y := range states {
			lessMean(v, y, states)
		}
	}
	return v
}

// lessMean subtracts their mean from the entries first, first+step, first+2 step, ..
func lessMean(v []float64, first, step int) {
	sum, count := 0., 0.
	for i := first; i < len(v); i += step {
		sum += v[i]
		count++
	}
	for i := first; i < len(v); i += step {
		v[i] -= sum / count
	}
}
