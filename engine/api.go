package engine

// This file is the engine's public surface while it is being written; the bodies move to
// files named after what they do.

import "errors"

// Parse reads one scenario: at most 256 KiB of JSON, unknown fields refused, validated
// and normalised. Errors name the field and the reason in one line.
func Parse(data []byte) (Scenario, error) { return Scenario{}, errors.New("engine: not written yet") }

// Format writes a scenario as indented JSON that Parse reads back to the same value.
func Format(s Scenario) []byte { return nil }

// Validate checks every rule of the format and returns a FieldError, or nil.
func Validate(s Scenario) error { return nil }

// FieldError says what is wrong with which field, e.g. {"agents[1].weights", "sum is 0.8, must be 1"}.
type FieldError struct{ Field, Reason string }

func (e *FieldError) Error() string { return e.Field + ": " + e.Reason }

// Edit is one change to a scenario; see Apply. The concrete types are the list of all
// things a user can do to a scenario.
type Edit interface{ edit() }

// The edits. User stands for the user where an agent index is asked.
type (
	// SetWeights moves a party in the simplex of criteria (Agent = User for the user).
	// Weights are clipped at 0 and normalised. A party given by a matrix is turned into weights.
	SetWeights struct {
		Agent   int
		Weights []float64
	}
	// SetUtility gives a party an explicit matrix [action][state].
	SetUtility struct {
		Agent   int
		Utility [][]float64
	}
	// SetPrior replaces the prior; clipped at 0 and normalised.
	SetPrior struct{ Prior []float64 }
	// AddAgent appends a party; an empty name gets the next free one ("Agent D").
	AddAgent struct{ Party Party }
	// RemoveAgent removes one; the last agent cannot be removed.
	RemoveAgent struct{ Agent int }
	// Rename renames a party.
	Rename struct {
		Agent int
		Name  string
	}
	// SetCriterion replaces a criterion's matrix.
	SetCriterion struct {
		Criterion int
		Utility   [][]float64
	}
	// SetSignals replaces both experiments; nil means the default.
	SetSignals struct{ User, Agents [][]float64 }
	// SetAlignment, SetResponse and SetSelection replace those settings.
	SetAlignment struct{ Alignment Alignment }
	SetResponse  struct{ Response Response }
	SetSelection struct{ Selection Selection }
	// CriteriaFromAgents makes each agent's utility a criterion, agents the corners, the
	// user the least-squares weights if she is in their hull and her matrix otherwise.
	CriteriaFromAgents struct{}
)

// User is the Agent of an edit that concerns the user.
const User = -1

func (SetWeights) edit()         {}
func (SetUtility) edit()         {}
func (SetPrior) edit()           {}
func (AddAgent) edit()           {}
func (RemoveAgent) edit()        {}
func (Rename) edit()             {}
func (SetCriterion) edit()       {}
func (SetSignals) edit()         {}
func (SetAlignment) edit()       {}
func (SetResponse) edit()        {}
func (SetSelection) edit()       {}
func (CriteriaFromAgents) edit() {}

// Apply returns s with the edit made, validated; on error s is returned as it was.
func Apply(s Scenario, e Edit) (Scenario, error) { return s, errors.New("engine: not written yet") }

// Sections says which parts of a Result to compute.
type Sections uint

// The sections of a result.
const (
	Benchmarks Sections = 1 << iota
	AlignmentSection
	Equilibria // with floor and ladder
	QuantalSection
	SelectionSection
	All = Benchmarks | AlignmentSection | Equilibria | QuantalSection | SelectionSection
)

// Solver computes results and keeps its memory between calls. The zero value is ready.
// Not for concurrent use.
type Solver struct{}

// Solve computes the wanted sections of the result for a valid scenario. It cannot fail:
// sections that do not apply, or that pass their work budget, are absent and Notes says why.
func (v *Solver) Solve(s Scenario, want Sections) Result { return Result{Version: Version} }

// Solve computes all sections.
func Solve(s Scenario) Result { return new(Solver).Solve(s, All) }
