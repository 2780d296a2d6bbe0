package selection

import (
	"errors"
	"fmt"

	"github.com/emergent-alignment/emergent/engine/belief"
	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/persuasion"
)

// Solver solves games one after another and keeps its memory between them. The zero value
// is ready. Not for concurrent use.
type Solver struct {
	space  persuasion.Space
	tracer tracer
	pieces []piece
	answer Answer
}

// Answer is the frontiers and all equilibria of one game. Its slices belong to the Solver
// and last until its next call.
type Answer struct {
	Opt        float64 // the user's value under full disclosure
	Frontiers  []Frontier
	Equilibria []Interval // by agent, then by user value
	// Limit is not nil when the game is past the work budget (a LimitError) or a program
	// ended without an answer (ErrUnsolved); then there are no frontiers and no equilibria, and
	// Worst and Best are 0.
	Limit error
	// Worst and Best are the least and greatest user value of an equilibrium: with two
	// agents or more the best is OPT.
	Worst, Best float64
	same        float64 // user values that are one in the dynamics
	ties        bool    // floats left something open
}

// Interval is the user values from Low to High at which one agent wins in equilibrium, with
// a scheme that shows it at either end. Steps has schemes at both ends of every piece it is
// joined of, ascending: on a piece no frontier bends, so that mixing its two ends shows the
// equilibria between.
type Interval struct {
	Agent     int
	Low, High Outcome
	Steps     []Outcome
}

// MaxPayoffs is the number of agents times the number of pairs past which Answer.Limit is set: only
// with private signals of many values. The other limit is MaxWork.
const MaxPayoffs = 2_000_000

// Solve computes the answer for a game. The error is persuasion's, past its work budget.
func (s *Solver) Solve(g *belief.Game) (*Answer, error) {
	if err := s.space.Load(*g); err != nil {
		return nil, err
	}
	return s.SolveOn(&s.space), nil
}

// SolveOn is Solve on a space that is loaded already (Space.Load) and must stay as it is, for pairs
// with its numbers.
func (s *Solver) SolveOn(space *persuasion.Space) *Answer {
	a := &s.answer
	a.Equilibria, a.Worst, a.Best, a.same = a.Equilibria[:0], 0, 0, sameValue
	if s.load(a, space, 0); a.Limit != nil {
		return a
	}
	s.pieces = s.pieces[:0]
	if a.ties = !space.Tieless() || !s.traced(a) || !s.told(a); a.ties {
		s.decide(a, space)
	}
	if a.Limit != nil {
		a.Frontiers = a.Frontiers[:0]
		return a
	}
	s.join(a)
	first := a.Frontiers[0].Corners
	a.Opt = first[len(first)-1].User
	a.Worst, a.Best = a.Equilibria[0].Low.User, a.Equilibria[0].High.User
	for _, e := range a.Equilibria {
		a.Worst, a.Best = min(a.Worst, e.Low.User), max(a.Best, e.High.User)
	}
	return a
}

// decide decides what floats leave open, where this program can.
func (s *Solver) decide(a *Answer, space *persuasion.Space) {
	if exact.Elsewhere {
		space.Purse.Leave()
		a.Limit = ErrElsewhere
	} else if !s.ruled(a, space) {
		a.Limit = &LimitError{"steps of exact arithmetic", MaxWork, "signals, actions or digits"}
	}
}

// ErrElsewhere says that this program leaves ties to another one, and nobody asked that.
var ErrElsewhere = errors.New("selection: its ties are for the worker to decide, and there is none here")

// load takes the game lowered by delta, unless that is past the work budget.
func (s *Solver) load(a *Answer, space *persuasion.Space, delta float64) {
	a.Opt, a.Limit, a.Frontiers = 0, nil, a.Frontiers[:0]
	if space.Agents*len(space.Pairs) > MaxPayoffs {
		a.Limit = &LimitError{"payoffs of agents at vertices of decision regions",
			MaxPayoffs, "agents, signals or actions"}
		return
	}
	s.tracer.load(space, delta)
	a.Frontiers = grown(a.Frontiers, space.Agents)
}

// traced traces every agent's frontier; it says false where a program was not solved.
func (s *Solver) traced(a *Answer) bool {
	for i := range a.Frontiers {
		if !s.tracer.trace(&a.Frontiers[i], i) {
			return false
		}
	}
	return true
}

// ErrUnsolved says that a linear program ended without an answer that its numbers bear out.
var ErrUnsolved = errors.New("selection: a linear program of this game could not be solved to the digits it needs")

// LimitError says what there is too much of.
type LimitError struct {
	What  string
	Limit int
	Fewer string // what there should be less of
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("selection: more than %d %s; fewer %s would fit", e.Limit, e.What, e.Fewer)
}

// grown gives s the length n, keeping the memory inside old elements.
func grown[T any](s []T, n int) []T {
	for cap(s) < n {
		s = append(s[:cap(s)], *new(T))
	}
	return s[:n]
}

// Frontiers is Solve without the equilibria: all that Play needs, and faster. It decides nothing
// exactly: it plays the game lowered by TieBreak, of random games without ties.
func (s *Solver) Frontiers(g *belief.Game) (*Answer, error) {
	if err := s.space.LoadLowered(*g); err != nil {
		return nil, err
	}
	a := &s.answer
	a.Equilibria, a.Worst, a.Best, a.same = a.Equilibria[:0], 0, 0, sameLowered
	if s.load(a, &s.space, persuasion.TieBreak); a.Limit != nil {
		return nil, a.Limit
	}
	if !s.traced(a) {
		return nil, ErrUnsolved
	}
	first := a.Frontiers[0].Corners
	a.Opt = first[len(first)-1].User
	return a, nil
}
