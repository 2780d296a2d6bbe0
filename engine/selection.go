package engine

import (
	"fmt"
	"math/rand/v2"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/persuasion"
	"github.com/emergent-alignment/emergent/engine/selection"
)

// This file runs the solver of docs/model.md, section 7, on the regions that are cut
// already, and copies its answer, which lives in the solver's memory, into a Result.

// evaluationConfidence is the probability with which the bound on the loss holds.
const evaluationConfidence = 0.95

// seedStream tells the evaluation's random numbers from those of other uses of one seed.
const seedStream = 7

// SelectionResult is the game for being the one AI the user converses with (docs/model.md,
// section 7).
type SelectionResult struct {
	Worst      float64                `json:"worst"` // the user's, over all equilibria
	Best       float64                `json:"best"`
	Equilibria []SelectionEquilibrium `json:"equilibria"`
	Frontiers  [][]FrontierPoint      `json:"frontiers"` // W_i of each agent by its break points
	Path       []Bid                  `json:"path"`      // best-response dynamics, bid by bid
	// settled, cut after too many bids, or cycles from CycleStart on
	PathEnd    string            `json:"pathEnd"`
	CycleStart int               `json:"cycleStart,omitempty"`
	Evaluation *EvaluationResult `json:"evaluation,omitempty"`
	Proofs     []FrontierProof   `json:"proofs,omitempty"` // of the frontiers, one an agent
}

// SelectionEquilibrium says that Agent wins in equilibrium at every user value in User. Steps
// proves it: schemes, ascending, between any two neighbours of which no frontier bends.
type SelectionEquilibrium struct {
	Agent int            `json:"agent"`
	User  [2]float64     `json:"user"` // [low, high]
	Steps [][]SchemePart `json:"steps,omitempty"`
}

// FrontierPoint is a break point of W_i: the agent gets Value if it gives the user User, by
// Scheme.
type FrontierPoint struct {
	User   float64      `json:"user"`
	Value  float64      `json:"value"`
	Scheme []SchemePart `json:"scheme,omitempty"`
}

// SchemePart is a posterior of a scheme, as in PosteriorResult. Vertex tells vertices of the
// lowered game with the same limit and strategy apart, by number. Lowered was the probability
// there until November 2026, and is 0.
type SchemePart struct {
	Belief      []float64 `json:"belief"`
	Strategy    []int     `json:"strategy"`
	Probability float64   `json:"probability"`
	Vertex      int       `json:"vertex,omitempty"`
	Lowered     float64   `json:"lowered,omitempty"`
}

// FrontierProof proves that no scheme passes a frontier: linear functions on beliefs, at delta = 0.
// Top is above the agent's payoff everywhere, and Least above minus the user's value wherever Top
// meets the payoff; it is absent where ties alone tell which own optimum gives her least. Edges has one
// for each two neighbouring break points, above the agent's payoff plus Weight times the user's value,
// and 0 where the last edge is vertical: both its ends give her OPT.
type FrontierProof struct {
	Top   []float64   `json:"top"`
	Least []float64   `json:"least,omitempty"`
	Edges []EdgeProof `json:"edges"`
}

// EdgeProof is the plane of one edge of a frontier.
type EdgeProof struct {
	Weight float64   `json:"weight"`
	Plane  []float64 `json:"plane"`
}

// Bid is an offer that won: what it gives the user, and its agent.
type Bid struct {
	Agent int     `json:"agent"`
	User  float64 `json:"user"`
	Value float64 `json:"value"`
}

// EvaluationResult is what the user loses by choosing between the agents' last offers after
// Samples evaluation conversations with each: the mean and the quantile at Confidence of a
// simulation, and the bound that holds with that confidence.
type EvaluationResult struct {
	Samples     int     `json:"samples"`
	Repetitions int     `json:"repetitions"`
	Loss        float64 `json:"loss"`
	Quantile    float64 `json:"quantile"`
	Bound       float64 `json:"bound"`
	Confidence  float64 `json:"confidence"`
}

type selectionPart struct{ anyPart } // Result.Selection

func (*selectionPart) work(s Scenario, _ Sections, z sizes) float64 {
	const draw = 12 // nanoseconds
	samples := s.SelectionOrDefault().Samples
	return draw*z.k*float64(samples*selection.Repetitions(samples, len(s.Agents))) + z.pairs*(1000+500*z.k)
}

func (*selectionPart) solve(v *Solver, s *Scenario, _ Sections, r *Result) {
	selected, err := v.selectionResult(s.SelectionOrDefault())
	switch r.Selection = selected; {
	case err != nil:
		r.note("selection is absent: " + reason(err) + ".")
	case selected.PathEnd == "cut":
		r.note(fmt.Sprintf("selection.path ends after %d bids, the most that are recorded: a larger step would "+
			"settle sooner.", len(r.Selection.Path)))
	}
}

// selectionResult plays the game for being the one AI, unless that is past its work budget.
func (v *Solver) selectionResult(settings Selection) (*SelectionResult, error) {
	a := v.selection.SolveOn(&v.equilibrium.Space)
	if a.Limit != nil {
		return nil, a.Limit
	}
	if v.certify && selection.Check(&v.game, a) != nil {
		return nil, selection.ErrUnsolved // rounding is more than its certificates allow
	}
	r := selectionResult(&v.game, &v.equilibrium.Space, a, settings)
	if v.certify {
		v.certifySelection(r, a)
	}
	return r, nil
}

// selectionResult states an answer, plays the dynamics on it and simulates the evaluation.
func selectionResult(g *belief.Game, space *persuasion.Space, a *selection.Answer,
	settings Selection) *SelectionResult {
	path := selection.Play(a, rulesOf(settings))
	r := &SelectionResult{
		Worst:      a.Worst,
		Best:       a.Best,
		Equilibria: make([]SelectionEquilibrium, len(a.Equilibria)),
		Frontiers:  make([][]FrontierPoint, len(a.Frontiers)),
		Path:       make([]Bid, len(path.Bids)),
		PathEnd:    "settled",
	}
	for j, e := range a.Equilibria {
		r.Equilibria[j] = SelectionEquilibrium{Agent: e.Agent, User: [2]float64{e.Low.User, e.High.User}}
	}
	for i, f := range a.Frontiers {
		r.Frontiers[i] = make([]FrontierPoint, len(f.Corners))
		for c, corner := range f.Corners {
			r.Frontiers[i][c] = FrontierPoint{User: corner.User, Value: corner.Agents[f.Agent]}
		}
	}
	for j, b := range path.Bids {
		r.Path[j] = Bid{Agent: b.Agent, User: b.User, Value: b.Value}
	}
	switch path.End {
	case selection.Cut:
		r.PathEnd = "cut"
	case selection.Cycling:
		r.PathEnd, r.CycleStart = "cycles", path.CycleStart
	}
	if settings.Samples > 0 {
		r.Evaluation = evaluationResult(g, space, a, path, settings)
	}
	return r
}

// certifySelection adds schemes and planes.
func (v *Solver) certifySelection(r *SelectionResult, a *selection.Answer) {
	r.Proofs = make([]FrontierProof, len(a.Frontiers))
	for i := range a.Frontiers {
		f, proof := &a.Frontiers[i], &r.Proofs[i]
		if proof.Top = v.expanded(&f.Top); !f.Open {
			proof.Least = v.expanded(&f.Least)
		}
		proof.Edges = make([]EdgeProof, len(f.Edges))
		for k := range f.Edges {
			proof.Edges[k] = EdgeProof{Weight: f.Edges[k].Weight, Plane: v.expanded(&f.Edges[k].Plane)}
		}
		for k := range f.Corners {
			r.Frontiers[i][k].Scheme = v.vertices(f.Corners[k].Scheme)
		}
	}
	for j := range a.Equilibria {
		for k := range a.Equilibria[j].Steps {
			r.Equilibria[j].Steps = append(r.Equilibria[j].Steps, v.vertices(a.Equilibria[j].Steps[k].Scheme))
		}
	}
}

// expanded writes a plane out over all signals.
func (v *Solver) expanded(plane *persuasion.Point) []float64 {
	out := v.memory.numbers.take(v.equilibrium.Space.AllSignals)
	v.equilibrium.Space.Expand(out, plane)
	return out
}

// vertices is a scheme whose posteriors are numbered vertices.
func (v *Solver) vertices(scheme persuasion.Scheme) []SchemePart {
	parts := make([]SchemePart, len(scheme))
	for j, p := range v.schemeResult(&v.equilibrium.Space, scheme) {
		parts[j] = SchemePart{p.Belief, p.Strategy, p.Probability,
			selection.VertexOf(&v.equilibrium.Space, scheme[j].Pair), 0}
	}
	return parts
}

// rulesOf are the rules of the dynamics that settings ask for.
func rulesOf(settings Selection) selection.Rules {
	return selection.Rules{Step: settings.Step, Order: settings.Order, Start: settings.First,
		Lower: settings.Mode == Lowering}
}

// evaluationResult simulates the user's choice between the offers that stand at the end of a path.
func evaluationResult(g *belief.Game, space *persuasion.Space, a *selection.Answer, path selection.Path,
	settings Selection) *EvaluationResult {
	profile := make([]persuasion.Scheme, len(path.Standing))
	for i, b := range path.Standing {
		profile[i] = a.Scheme(nil, b)
	}
	period := selection.Period{
		Samples:     settings.Samples,
		Repetitions: selection.Repetitions(settings.Samples, len(profile)),
		Confidence:  evaluationConfidence,
	}
	source := rand.New(rand.NewPCG(settings.Seed, seedStream))
	e := selection.Evaluate(g, space, profile, period, source)
	return &EvaluationResult{
		Samples: e.Samples, Repetitions: e.Repetitions, Confidence: e.Confidence,
		Loss: e.Loss, Quantile: e.Quantile, Bound: e.Bound,
	}
}
