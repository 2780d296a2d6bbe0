package experiment

// This file is E2: error against the number of agents.

// DiversityReport is the report of E2.
type DiversityReport struct {
	Table  string           `json:"table"` // where the scores come from, in words
	User   string           `json:"user"`
	Items  int              `json:"items"`
	Agents int              `json:"agents"`
	Error  string           `json:"error"`
	Points []DiversityPoint `json:"points"`
}

// DiversityPoint is one number of agents: the error, over the runs' random choices of so
// many, of the best single one of them, of their uniform average, and of their best
// combination. All three with the same offsets (and scales, when conic) allowed.
type DiversityPoint struct {
	Agents      int     `json:"agents"`
	Best        Summary `json:"best"`
	Average     Summary `json:"average"`
	Combination Summary `json:"combination"`
}
