package engine

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
	"github.com/emergent-alignment/emergent/engine/linprog"
)

// TestNoStatusIsIgnored gives up every linear program of a scenario in turn, as if rounding had
// made it hopeless: what remains of the result is right, as Check says, and what is missing is noted.
func TestNoStatusIsIgnored(t *testing.T) {
	programs := 0
	for seed := range uint64(randgame.Seeds(8)) {
		s := tamperable(rand.New(rand.NewPCG(14, seed)))
		solve := func(give int) (Result, int) {
			count := 0
			defer linprog.RefuseAll(func(linprog.Problem) bool { count++; return count-1 == give })()
			return Solve(s), count
		}
		_, all := solve(-1)
		programs += all
		for k := range all {
			r, _ := solve(k)
			for _, f := range Check(s, r).Failures {
				t.Errorf("seed %d: program %d of %d failed: %v (notes: %s)",
					seed, k, all, &f, strings.Join(r.Notes, " | "))
			}
		}
	}
	if programs < 5*randgame.Seeds(8) {
		t.Errorf("only %d programs", programs)
	}
}
