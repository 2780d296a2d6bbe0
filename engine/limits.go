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
	MaxSamples               = 1_000_000
	MaxNameRunes             = 60
	MaxBytes                 = 256 << 10 // of a scenario's JSON
)

const (
	// SumTolerance is how far from 1 a sum of probabilities or weights may be, so that
	// numbers rounded to six digits by hand or by another program are accepted.
	SumTolerance = 1e-6
	// sumSlack is added to SumTolerance for the rounding of the sum itself: 1.000001
	// in floating point is a hair more than 1e-6 away from 1.
	sumSlack = 1e-9
	// normalisedSum is how close to 1 a sum counts as normalised and is left alone, so
	// that normalising twice changes nothing: above the rounding of 24 divisions and additions.
	// persuasion counts on no more (sumOff).
	normalisedSum = 3e-15
)
