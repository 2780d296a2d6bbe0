package experiment

import "math/rand/v2"

// The noises of E3: all continuous and symmetric about 0, so that the law of [W] holds for
// each alike. They are made of exact operations (law 3), which is why there is no normal
// distribution among them, only one that is close to it.
const (
	NoiseBell  = "bell"  // the sum of 12 uniform numbers, less its mean: nearly normal
	NoiseCube  = "cube"  // uniform in the cube
	NoiseHeavy = "heavy" // the quotient of two uniform numbers: without a mean
)

// Noises lists them.
func Noises() []string { return []string{NoiseBell, NoiseCube, NoiseHeavy} }

// bellTerms is the number of uniform numbers in a sum whose variance is 1.
const bellTerms = 12

// draw fills x with a point of the given noise.
func draw(r *rand.Rand, noise string, x []float64) {
	for j := range x {
		switch noise {
		case NoiseCube:
			x[j] = symmetric(r)
		case NoiseHeavy:
			x[j] = symmetric(r) / (1 - r.Float64()) // the divisor is in (0,1]
		default:
			x[j] = bell(r)
		}
	}
}

// symmetric is uniform between -1 and 1.
func symmetric(r *rand.Rand) float64 { return 2*r.Float64() - 1 }

// bell has mean 0 and variance 1.
func bell(r *rand.Rand) float64 {
	sum := -bellTerms / 2.0
	for range bellTerms {
		sum += r.Float64()
	}
	return sum
}
