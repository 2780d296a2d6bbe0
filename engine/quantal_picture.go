package engine

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine/quantal"
)

// This file makes what figures draw of section 6 of docs/model.md: the grid of beliefs, and
// the curve over lambda. Both are wanted by pictures only: see QuantalMapSection.

// QuantalMapResult is the picture of the beliefs over 2 or 3 agent signals of positive
// probability. What comes after Scores is the grid and needs response quantal.
type QuantalMapResult struct {
	Signals []int         `json:"signals"` // agent signals of positive probability
	Mass    [][]float64   `json:"mass"`    // P(x|s) as [user signal][signal]
	Scores  [][][]float64 `json:"scores"`  // sum_y P(y|s) P(x|y) u_A(a,y) as [user signal][action][signal]

	Lambda  float64     `json:"lambda,omitempty"`
	Grid    int         `json:"grid,omitempty"`
	Beliefs [][]float64 `json:"beliefs,omitempty"` // over Signals
	Payoffs [][]float64 `json:"payoffs,omitempty"` // 2 signals: [party][belief], the user first
	// Agents holds for each agent the beliefs it cannot improve on, as runs of neighbours
	// from first to last; All those that nobody can.
	Agents [][][2]int `json:"agents,omitempty"`
	All    [][2]int   `json:"all,omitempty"`
}

type quantalMapPart struct{ anyPart } // Result.QuantalMap

func (*quantalMapPart) solve(v *Solver, _ *Scenario, _ Sections, r *Result) {
	if r.QuantalMap = v.quantalMap(); r.QuantalMap != nil && v.answer != nil && v.answer.Solved {
		v.gridMap(r.QuantalMap, v.answer)
	}
}

// quantalMap makes the part that does not depend on the response; nil where beliefs do not
// fit into a plane.
func (v *Solver) quantalMap() *QuantalMapResult {
	t := &v.scores
	t.Set(&v.game)
	n := len(t.Signals)
	if n != 2 && n != 3 {
		return nil
	}
	r := &QuantalMapResult{Signals: slices.Clone(t.Signals), Mass: make([][]float64, t.Private()),
		Scores: make([][][]float64, t.Private())}
	for x := range r.Mass {
		r.Mass[x], r.Scores[x] = make([]float64, n), make([][]float64, t.Actions())
		for a := range r.Scores[x] {
			r.Scores[x][a] = make([]float64, n)
		}
		for s := range n {
			r.Mass[x][s] = t.Mass(x, s)
			for a := range r.Scores[x] {
				r.Scores[x][a][s] = t.Score(a, x, s)
			}
		}
	}
	return r
}

// gridMap adds the grid of an answer.
func (v *Solver) gridMap(r *QuantalMapResult, a *quantal.Answer) {
	g := a.Grid
	r.Lambda, r.Grid = a.Lambda, g.Resolution
	r.Beliefs, r.Agents, r.All = make([][]float64, g.Len()), make([][][2]int, len(a.Agents)), g.Runs(a.Kept)
	flat := slices.Clone(g.Beliefs)
	for p := range r.Beliefs {
		r.Beliefs[p] = flat[p*g.Signals:][:g.Signals:g.Signals]
	}
	if g.Signals == 2 {
		r.Payoffs = cloneRows(a.Values)
	}
	for i := range r.Agents {
		r.Agents[i] = g.Runs(v.quantal.KeptBy(i))
	}
}

// QuantalCurveResult is what the user gets at every lambda from 0 up, and where the set of
// equilibria changes its shape.
type QuantalCurveResult struct {
	Points  []QuantalPoint  `json:"points"`
	Changes []QuantalChange `json:"changes"`
}

// QuantalRangeResult is what is certain, without certificates, of the user's worst and best in the game on all
// beliefs at the scenario's lambda: each lies between two numbers, [low, high].
type QuantalRangeResult struct {
	Lambda float64    `json:"lambda"`
	Worst  [2]float64 `json:"worst"`
	Best   [2]float64 `json:"best"`
}

type quantalRangePart struct{ anyPart } // Result.QuantalRange, of a user who errs

func (*quantalRangePart) applies(s *Scenario, _ Sections, _ *Result) bool { return s.errs() }

func (*quantalRangePart) work(s Scenario, _ Sections, z sizes) float64 {
	return new(quantalPart).work(s, Certificates, z)
}

// solve certifies the ends; there are none where there is no grid.
func (*quantalRangePart) solve(v *Solver, s *Scenario, _ Sections, r *Result) {
	a := v.quantal.Solve(&v.game, s.Response.Lambda, v.epsilon(r))
	if !a.Solved {
		return
	}
	v.quantal.Certify()
	r.QuantalRange = &QuantalRangeResult{Lambda: a.Lambda, Worst: a.WorstInterval, Best: a.BestInterval}
}

// QuantalPoint is the answer at one lambda; what is absent is so for the reasons that it is
// in QuantalResult.
type QuantalPoint struct {
	Lambda      float64  `json:"lambda"`
	Full        float64  `json:"full"`
	None        float64  `json:"none"`
	Worst       *float64 `json:"worst,omitempty"`
	Best        *float64 `json:"best,omitempty"`
	BoundLambda *float64 `json:"boundLambda,omitempty"`
	BoundFull   float64  `json:"boundFull"`
	Floor       float64  `json:"floor"`
}

// QuantalChange is a lambda at which the beliefs that nobody can improve on come to form
// another number of clusters, or competition begins or ceases to force full disclosure's value.
type QuantalChange struct {
	Lambda float64      `json:"lambda"`
	Before QuantalShape `json:"before"`
	After  QuantalShape `json:"after"`
}

// QuantalShape is what counts as the same set of equilibria.
type QuantalShape struct {
	Clusters int  `json:"clusters"`
	Forced   bool `json:"forced"`
}

// The lambdas of the curve: 0, and then curvePoints of them, each the same multiple of the
// one before it: close enough together that a line through them looks smooth.
const (
	curveLow    = 0.1
	curvePoints = 65
)

type quantalCurvePart struct{ anyPart } // Result.QuantalCurve

// work counts that each lambda of the curve is solved for, and so are some between to find its changes.
func (*quantalCurvePart) work(_ Scenario, _ Sections, z sizes) float64 {
	grid := 10.
	if z.n <= 3 {
		grid = [...]float64{1: 1, 2: 200, 3: 1900}[z.n]
	}
	return 1.5 * curvePoints * (10_000 + grid*(100*z.k+80*float64(z.m*z.h)))
}

func (*quantalCurvePart) solve(v *Solver, s *Scenario, _ Sections, r *Result) {
	r.QuantalCurve = memoized(v, QuantalCurveSection, QuantalCurveInputs(*s), func() *QuantalCurveResult {
		return v.curve(r)
	})
}

// QuantalCurveInputs is the part of a scenario that the curve over lambda depends on.
func QuantalCurveInputs(s Scenario) Scenario {
	s.Title, s.Response, s.Conversation, s.Selection = "", nil, nil, nil
	s.SignalNames, s.UserSignalNames = nil, nil
	return s
}

// curve computes the curve.
func (v *Solver) curve(r *Result) *QuantalCurveResult {
	lambdas := append([]float64{0}, quantal.Spaced(curveLow, MaxLambda, curvePoints)...)
	points, changes := v.quantal.Curve(&v.game, v.epsilon(r), lambdas)
	c := &QuantalCurveResult{Points: make([]QuantalPoint, len(points)), Changes: make([]QuantalChange, len(changes))}
	for i, p := range points {
		q := QuantalPoint{Lambda: p.Lambda, Full: p.Full, None: p.None, BoundFull: p.BoundFull, Floor: p.Floor}
		if p.Solved {
			q.Worst, q.Best = &p.Worst, &p.Best
		}
		if p.HasBoundLambda {
			q.BoundLambda = &p.BoundLambda
		}
		c.Points[i] = q
	}
	for i, change := range changes {
		c.Changes[i] = QuantalChange{change.Lambda, QuantalShape(change.Before), QuantalShape(change.After)}
	}
	return c
}
