package claim

import (
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// TestSurvivalSaysWhatIsKnown: of how many agents may leave, whether that was all or all that was
// tried, and up to which tolerance.
func TestSurvivalSaysWhatIsKnown(t *testing.T) {
	same := [][]float64{{1, 0}, {0, 1}}
	for _, row := range []struct {
		agents int
		exact  bool
		depth  int
		why    string
	}{
		{13, false, 2, "any 2 may leave, perhaps more"},
		{13, true, 1, "any 1 of 13 may leave"},
		{3, true, 2, "any 2 of 3 may leave"},
		{13, false, 0, "not known: there are too many agents to try"},
		{3, true, 0, "there is an agent without whom it is outside"},
	} {
		s := engine.Scenario{Alignment: &engine.Alignment{Tolerance: 0.15}, User: engine.Party{Utility: same}}
		s.Agents = make([]engine.Party, row.agents)
		r := engine.Result{
			Alignment:  &engine.AlignmentResult{Inside: true, Depth: row.depth, DepthExact: row.exact},
			Benchmarks: &engine.BenchmarkResult{Opt: 1},
		}
		c := survival(s, r)
		h := c.Hypotheses[2]
		if h.Why != row.why {
			t.Errorf("%+v: %q", row, h.Why)
		}
		if !strings.Contains(c.Statement, "tolerance of 0.15") || !strings.Contains(c.Formula, "OPT − 2 × 0.15") {
			t.Errorf("%+v: the tolerance is not said: %q, %q", row, c.Statement, c.Formula)
		}
	}
}
