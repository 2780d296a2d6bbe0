package engine

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/emergent-alignment/emergent/engine/internal/randgame"
)

// TestEdgyGames solves games at the edges (randgame.Edgy) in all sections, writes the result as
// JSON and reads it back: Check accepts it, and no rung of the ladder is above the one before,
// exactly. How many games is said by EMERGENT_REFERENCE (./build.sh reference: 20,000), and from
// which on by EMERGENT_REFERENCE_FROM, so that a run can be taken in parts.
func TestEdgyGames(t *testing.T) {
	games := randgame.Seeds(100)
	if n, err := strconv.Atoi(os.Getenv("EMERGENT_REFERENCE")); err == nil {
		games = n
	}
	from, _ := strconv.Atoi(os.Getenv("EMERGENT_REFERENCE_FROM"))
	var solver Solver
	absent := 0
	for seed := uint64(from); seed < uint64(games); seed++ {
		s := edgyScenario(seed)
		r, err := throughJSON(solver.Solve(s, All))
		if err != nil {
			t.Fatal(err)
		}
		for _, failure := range Check(s, r).Failures {
			t.Errorf("seed %d: %v", seed, &failure)
		}
		if r.Ladder == nil {
			t.Errorf("seed %d: no ladder: %q", seed, r.Notes)
			continue
		}
		inOrder(t, r.Ladder)
		if r.Selection == nil {
			absent++
		}
	}
	t.Logf("%d games from %d on; selection is absent in %d", games-from, from, absent)
}

// edgyScenario is the game of a seed as a scenario; every third one has a user who errs.
func edgyScenario(seed uint64) Scenario {
	g := randgame.Edgy(rand.New(rand.NewPCG(seed, 13)))
	s := Scenario{
		Version: Version, States: numbered("y", g.States), Actions: numbered("a", g.Actions),
		Prior: g.Prior, User: Party{Name: "user", Utility: rowsOf(g.User)},
	}
	for i, u := range g.Agents {
		s.Agents = append(s.Agents, Party{Name: numbered("agent", len(g.Agents))[i], Utility: rowsOf(u)})
	}
	if seed%3 == 0 {
		s.Response = &Response{Kind: Quantal, Lambda: float64(1 + seed%97)}
	}
	return normalize(s)
}

// throughJSON is a result as a file holds it.
func throughJSON(r Result) (Result, error) {
	data, err := json.Marshal(r)
	if err != nil {
		return r, err
	}
	return ParseResult(data)
}
