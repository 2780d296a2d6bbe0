package randgame

import "math/rand/v2"

// rim keeps Inside away from the faces of the simplex: entries are proportional to numbers
// between rim and 1+rim.
const rim = 0.05

// Inside draws a point of the simplex away from its rim: n positive numbers that sum to 1,
// none more than 21 times another.
func Inside(r *rand.Rand, n int) []float64 {
	p := make([]float64, n)
	for i := range p {
		p[i] = rim + r.Float64()
	}
	return Scale(p)
}

// Uniform draws a point uniformly from the simplex: n numbers that sum to 1.
func Uniform(r *rand.Rand, n int) []float64 {
	p := make([]float64, n)
	for i := range p {
		p[i] = r.ExpFloat64()
	}
	return Scale(p)
}

// Scale divides the numbers of p by their sum, in place, and returns p.
func Scale(p []float64) []float64 {
	sum := 0.0
	for _, v := range p {
		sum += v
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}
