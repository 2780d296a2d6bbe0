package quantal

import (
	"math"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/linprog"
	"github.com/emergent-alignment/emergent/engine/numeric"
)

// Default resolutions of the base grid.
const (
	lineResolution  = 240 // two signals
	planeResolution = 60  // three signals
)

// Solver solves games one after another and keeps its memory between them. The zero value
// is ready. Not for concurrent use.
type Solver struct {
	// Resolution of the base grid; 0 means 240 for two signals and 60 for three.
	Resolution int
	// Hull is weights of the agents that come near the user's utility (package align), one an agent,
	// which prove a floor, too: taken where rounding makes the floor's own program say less.
	Hull []float64

	table   Table
	grid    Grid
	refiner refiner
	lp      linprog.Solver
	floor   floor
	answer  Answer

	values    [][]float64 // [party][p]
	on        [][]int32   // [agent][p]: the face or chain link p lies on, or none
	kept      []bool
	alone     []bool // of KeptBy
	lines     []hull2
	planes    []hull3
	vertex    []bool
	rest      []int32
	places    []int32
	mean      mean
	flood     flood
	slack     float64 // what agents overlook, for tests of what it changes
	reference []int
	odds      odds
	logs      []float64
	scratch   []float64
}

// Answer is everything section 6 says of one game. Its slices belong to the Solver and last
// until its next call.
type Answer struct {
	Lambda  float64
	Signals []int     // agents' signals of positive probability: what beliefs are over
	Prior   []float64 // over Signals

	Opt    float64   // the benchmark of a user who makes no mistakes
	Full   float64   // F_A, the user's value under full disclosure
	Agents []float64 // F_i
	None   float64   // the user's value with no conversation

	BoundLambda    float64 // OPT - ln(m)/lambda - 2 epsilon
	HasBoundLambda bool    // false at lambda = 0
	BoundFull      float64 // F_A - 2 epsilon
	Floor          float64 // least user value with E U_i >= F_i for all i
	FloorWeights   []float64
	FloorSolved    bool // false: the floor is one, but its program ended without an answer

	// Solved is false past three signals: then what follows is empty.
	Solved      bool
	Worst, Best Equilibrium // with one agent: the ends of the monopoly's interval
	Grid        *Grid
	Values      [][]float64 // [party][p], the user first
	Kept        []bool      // unimprovable for every agent

	// WorstInterval and BestInterval hold the user's worst and best in the game on all beliefs,
	// once Certify was called.
	WorstInterval, BestInterval [2]float64
	// WorstPlane and BestPlane prove the outer ends, with one agent both and with the weights of
	// its payoff; see Proves.
	WorstPlane, BestPlane   []float64
	WorstWeight, BestWeight float64
}

// Equilibrium is a distribution of beliefs on the grid with the prior as its mean.
type Equilibrium struct {
	User       float64
	Agents     []float64
	Posteriors []Posterior
	// Gap is at least what any agent can gain by a finer scheme on the grid; see Check.
	Gap float64
}

// Posterior is a belief in the support of an equilibrium.
type Posterior struct {
	Place       int // in the grid
	Probability float64
	// Supports has, for each agent, an affine function y.q of the belief that lies above
	// the agent's payoff on the whole grid up to rounding, and meets it here.
	Supports [][]float64
}

// Solve computes the answer for a game. epsilon is the user's distance from the agents'
// hull (package align), for the bounds.
func (s *Solver) Solve(g *belief.Game, lambda, epsilon float64) *Answer {
	s.table.Set(g)
	a := s.head(lambda, epsilon)
	if a.Solved = len(s.table.Prior) <= 3; !a.Solved {
		a.Worst, a.Best, a.Grid, a.Values, a.Kept = Equilibrium{}, Equilibrium{}, nil, nil, nil
		return a
	}
	s.lay(lambda)
	s.extremes(a)
	a.Grid, a.Kept, a.Values = &s.grid, s.kept, s.values
	return a
}

// lay makes the grid and finds the kept beliefs.
func (s *Solver) lay(lambda float64) {
	s.scratch = numeric.Sized(s.scratch, s.table.Parties)
	s.reference, s.logs = numeric.Sized(s.reference, s.table.private), numeric.Sized(s.logs, s.table.actions)
	s.grid.reset(len(s.table.Prior), s.resolution())
	s.refiner.refine(&s.grid, &s.table, lambda)
	s.evaluate(lambda, 0)
	s.keep()
	s.sharpen(lambda, false)
}

// head computes what needs no grid.
func (s *Solver) head(lambda, epsilon float64) *Answer {
	a, t := &s.answer, &s.table
	s.scratch = numeric.Sized(s.scratch, t.Parties)
	a.Lambda, a.Signals, a.Prior, a.Opt = lambda, t.Signals, t.Prior, t.Opt()
	t.At(t.Prior, lambda, s.scratch)
	a.None = s.scratch[0]
	t.Full(lambda, s.scratch)
	a.Full = s.scratch[0]
	a.Agents = append(a.Agents[:0], s.scratch[1:]...)
	a.BoundFull = a.Full - 2*epsilon
	a.BoundLambda, a.HasBoundLambda = 0, lambda > 0
	if a.HasBoundLambda {
		a.BoundLambda = a.Opt - math.Log(float64(t.actions))/lambda - 2*epsilon
	}
	a.Floor, a.FloorWeights, a.FloorSolved = s.floor.solve(&s.lp, t, a.Agents)
	if a.FloorSolved && len(s.Hull) == len(a.Agents) {
		if proved := t.proof(s.Hull, a.Agents); proved > a.Floor { // law 3, where rounding hides more of the program
			a.Floor = proved
			copy(a.FloorWeights, s.Hull)
		}
	}
	a.Floor = min(a.Floor, a.Full) // full disclosure is an outcome: only rounding is above
	return a
}

func (s *Solver) resolution() int {
	if s.Resolution > 0 {
		return s.Resolution
	}
	return *BaseGrid(len(s.table.Prior))
}

// BaseGrid is the resolution of the base grid over so many signals, and nil past three.
func BaseGrid(signals int) *int {
	resolution := lineResolution
	switch {
	case signals > 3:
		return nil
	case signals == 3:
		resolution = planeResolution
	}
	return &resolution
}

// tolerance is how far below its envelope a kept payoff may be before dropFaint has a look.
func (s *Solver) tolerance() float64 { return max(s.slack, KeepTolerance) }

// evaluate computes every party's payoff at the beliefs of the grid from place first on.
func (s *Solver) evaluate(lambda float64, first int) {
	n := s.grid.Len()
	for len(s.values) < s.table.Parties {
		s.values = append(s.values, nil)
	}
	s.values = s.values[:s.table.Parties]
	for i, v := range s.values {
		s.values[i] = extended(v, first, n)
	}
	s.odds.grow(s.table.private*s.table.actions, first, n)
	for p := first; p < n; p++ {
		s.pay(lambda, p)
	}
}

// evaluateMore is evaluate where belief p was at from[p], or was none.
func (s *Solver) evaluateMore(lambda float64, from []int32) {
	for i, v := range s.values {
		s.values[i] = moveRows(v, from, 1)
	}
	s.odds.move(from)
	for p, old := range from {
		if old < 0 {
			s.pay(lambda, p)
		}
	}
}

// pay computes every party's payoff at belief p.
func (s *Solver) pay(lambda float64, p int) {
	s.table.At(s.grid.Belief(p), lambda, s.scratch)
	for i, v := range s.scratch[:s.table.Parties] {
		s.values[i][p] = v
	}
}
