package engine

// The limits of the scenario format (docs/format.md). Each is refused by name and number.
const (
	MinStates, MaxStates     = 2, 8
	MinActions, MaxActions   = 2, 8
	MinCriteria, MaxCriteria = 1, 8
	MinAgents, MaxAgents     = 1, 24
	MinSignals, MaxSignals   = 1, 8
	MinRounds, MaxRounds     = 1, 12
	MinAlphabet, MaxAlphabet = 2, 8
	MaxLambda                = 1000
	MaxIndifference          = 0.1
	MaxSamples               = 1_000_000
	MaxNameRunes             = 60
	MaxBytes                 = 256 << 10 // of a scenario's JSON
	// MaxSeed is the largest whole number that JavaScript keeps exactly, with all below it.
	MaxSeed = 1<<53 - 1
)

// Default settings of a scenario (docs/format.md) that others name, too.
const (
	DefaultTolerance = 1e-6 // of the hull test, in units of utility
	DefaultStep      = 0.01 // of a bid, in units of utility
	DefaultRounds    = 3
	DefaultAlphabet  = 2
	DefaultNoise     = 0.1
	DefaultSeed      = 1
)

// Least is the least size of a number that is not 0, as far as less means nothing: 1e-12 of a
// utility or a probability is a ten-thousandth of what rounding does to a sum of a few, and
// products of a dozen such numbers are still far above the least float64. What is smaller is
// read as 0, or as Least where 0 is no value (docs/format.md says of each field which).
const Least = 1e-12

const (
	// SumTolerance is how far from 1 a sum of probabilities or weights may be, so that
	// numbers rounded to six digits by hand or by another program are accepted.
	SumTolerance = 1e-6
	// sumSlack is added to SumTolerance for the rounding of the sum itself: 1.000001
	// in floating point is a hair more than 1e-6 away from 1.
	sumSlack = 1e-9
	// normalizedSum is how close to 1 a sum counts as normalised and is left alone, so
	// that normalising twice changes nothing: above the rounding of 24 divisions and additions.
	// persuasion counts on no more (sumOff).
	normalizedSum = 3e-15
)
