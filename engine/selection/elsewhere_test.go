//go:build elsewhere

package selection

import (
	"errors"
	"testing"

	"github.com/emergent-alignment/emergent/engine/exact"
	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// TestElsewhere: a program that leaves ties to another gives up at once where somebody waits, says so
// where nobody does, and answers games without ties.
func TestElsewhere(t *testing.T) {
	tied, plain := randgame.Game(source(2), 3, 3, 3), randgame.Game(source(2), 3, 3, 3)
	tied.User = randgame.Utility(source(1), 3, 3, []float64{0, 0.5, 1})
	for i := range tied.Agents {
		tied.Agents[i] = randgame.Utility(source(i), 3, 3, []float64{0, 0.5, 1})
	}
	var s Solver
	if a, err := s.Solve(tied); err != nil || !errors.Is(a.Limit, ErrElsewhere) || len(a.Frontiers) > 0 {
		t.Errorf("nobody waits: %v, limit %v", err, a.Limit)
	}
	if a := solve(t, &s, plain); a.Limit != nil || a.Worst <= 0 {
		t.Errorf("without ties: limit %v, worst %g", a.Limit, a.Worst)
	}
	purse := &exact.Purse{Left: 1 << 40}
	s.space.Purse = purse
	defer func() {
		if recover() != exact.Over || purse.Left >= 0 { // by which engine.SolveWithin tells
			t.Error("it does not give up")
		}
	}()
	_, _ = s.Solve(tied)
}
