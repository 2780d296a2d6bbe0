package equilibrium

import (
	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/linprog"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// MaxEnvelopeWork bounds the search for unimprovable pairs, counted before it starts as
// agents x beliefs x beliefs x signals: the entries compared if every belief took one step.
const MaxEnvelopeWork = 20_000_000_000

// Answer is everything this package says about a game. Its slices belong to the Solver
// and last until its next Load.
type Answer struct {
	Opt, None   float64
	Monopolies  []persuasion.Monopoly // one an agent
	Worst, Best Equilibrium
	Floor       Floor
}

// Solver solves games one after another and keeps its memory between them. The zero value
// is ready. Not for concurrent use. Load first; every other method speaks of the game
// loaded last.
type Solver struct {
	Space persuasion.Space

	game         belief.Game
	closed       *persuasion.Space     // regions at delta = 0, for the floor
	apart        persuasion.Space      // those, where ties make them differ
	envelopes    []persuasion.Envelope // one an agent
	schemer      persuasion.Schemer
	unimprovable []bool    // of each pair: unimprovable for all agents
	found        known     // of the game in hand
	loaded       bool      // there is one
	again        bool      // and it differs from the one before in the prior alone
	verdicts     []verdict // of each belief, for the agent in hand
	monopolies   []persuasion.Monopoly
	worst, best  Equilibrium
	scheme       persuasion.Scheme
	gains        []float64 // [agent][pair]: what splitting its belief brings
	lp           linprog.Solver
	disclosed    []persuasion.Point // F_i(s), for each agent
	problem      linprog.Problem    // memory of the floors' programs
	floors       Floor
	picture      Map
	pictures     int
	round        []int // pairs of the region in hand, in order
	points       []MapPoint
}

// Load prepares the solver for g: it cuts the beliefs into decision regions. A
// persuasion.LimitError says that the game is past the work budget; then nothing
// else works.
func (s *Solver) Load(g belief.Game) error {
	s.begin(g)
	if err := s.Space.Load(g); err != nil {
		return err
	}
	return s.prepare()
}

// Reload is Load for who asks of one game under many priors: what does not depend on the prior stays,
// if g is the game loaded last but for that. The answers are those of Load, to the bit.
func (s *Solver) Reload(g belief.Game) error {
	was := s.loaded
	s.loaded = false
	kept, err := s.Space.Reload(g)
	if s.again = kept && was && err == nil; s.again {
		s.game, s.loaded = g, true
		s.found.again()
		return nil
	}
	s.begin(g)
	if err != nil {
		return err
	}
	return s.prepare()
}

// begin is for a new game.
func (s *Solver) begin(g belief.Game) {
	s.game, s.loaded, s.again = g, false, false
	s.found.forget()
}

// prepare is the rest of Load, once the beliefs are cut.
func (s *Solver) prepare() error {
	n := len(s.Space.Beliefs)
	if work := s.Space.Agents * n * n * s.Space.N; work > MaxEnvelopeWork {
		return &persuasion.LimitError{What: "comparisons of vertices", Limit: MaxEnvelopeWork,
			Fits: "with fewer agents, or a user who sees nothing"}
	}
	s.envelopes = grown(s.envelopes, s.Space.Agents)
	for i := range s.envelopes {
		s.envelopes[i].Load(&s.Space, 1+i)
	}
	s.loaded = true
	return nil
}

// Err is a persuasion.LimitError once deciding ties of the loaded game took more exact
// arithmetic than it may (persuasion.MaxExactWork): then no answer may be used.
func (s *Solver) Err() error { return s.Space.Exhausted() }

// Solve loads g and computes everything. An error of Floors comes with the rest of the
// answer, one of Load with none of it.
func (s *Solver) Solve(g belief.Game) (Answer, error) {
	if err := s.Load(g); err != nil {
		return Answer{}, err
	}
	a := Answer{Opt: s.game.Opt(), None: s.game.None(), Monopolies: s.Monopolies()}
	a.Worst, a.Best = s.Equilibria()
	floor, err := s.Floors()
	if a.Floor = floor; s.Err() != nil {
		err = s.Err()
	}
	return a, err
}

// Monopolies returns what each agent alone would do.
func (s *Solver) Monopolies() []persuasion.Monopoly {
	if s.found.alone {
		return s.monopolies
	}
	s.found.alone = true
	s.monopolies = grown(s.monopolies, s.Space.Agents)
	for i := range s.monopolies {
		s.schemer.Monopoly(&s.monopolies[i], &s.envelopes[i])
	}
	return s.monopolies
}

// grown returns a slice of length n that keeps the memory held by its elements.
func grown[T any](s []T, n int) []T {
	for cap(s) < n {
		s = append(s[:cap(s)], *new(T))
	}
	return s[:n]
}
