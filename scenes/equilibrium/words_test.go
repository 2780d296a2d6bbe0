package equilibrium

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// TestVerdicts: one sentence for a stranger.
func TestVerdicts(t *testing.T) {
	for _, c := range []struct{ scenario, want string }{
		{"judge", "Prosecutor, your only agent, leaves you with 0.70 of a possible 1.00: no more than without any " +
			"conversation."},
		{"rivals", "In every equilibrium you get 1.00, as much as with a perfectly aligned agent (OPT)."},
		{"echo", "Competition can leave you with 0.70 of a possible 1.00: no more than without any conversation."},
		{"specialists", "In every equilibrium you get 0.71, as much as with a perfectly aligned agent (OPT)."},
		{deaf, "You get 0.50 whatever anyone says: nothing the agents know could change what is best for you."},
	} {
		s, _ := draw(t, frameOf(scenario(t, c.scenario)))
		if got := s.Panel().Verdict; got != c.want {
			t.Errorf("%.12s: %q, want %q", c.scenario, got, c.want)
		}
	}
}

// TestNextToNothing: a shortfall that four decimals do not show is not written as none.
func TestNextToNothing(t *testing.T) {
	f := frameOf(looktest.Preset(t, "echo"))
	f.Result.Equilibria.Worst.User = f.Result.Benchmarks.Opt - 2e-5
	s, _ := draw(t, f)
	if got, want := s.Panel().Verdict, "Competition can leave you short of the possible 1.0000 by 2 · 10⁻⁵, which is "+
		"next to nothing."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestPanels: over all cases, the panel agrees with the result: payoffs, tables whose rows
// are as long as their head and whose probabilities sum to 1, and no empty words.
func TestPanels(t *testing.T) {
	looktest.EachCase(t, func(t *testing.T, _ string, sc engine.Scenario) {
		f := frameOf(sc)
		s, _ := draw(t, f)
		p := s.Panel()
		e := f.Result.Equilibria
		if got := p.Sections[0].Rows[0].Value(); got != words.Value(e.Worst.User) {
			t.Errorf("you get %s, want %v", got, e.Worst.User)
		}
		if p.Inside != (f.Result.Benchmarks.Opt-e.Worst.User <= words.SameWorth) {
			t.Error("the icon of the verdict is wrong")
		}
		for _, table := range p.Tables {
			sum := 0.
			for _, row := range table.Rows {
				if len(row) != len(table.Head) {
					t.Errorf("%q: a row of %d under a head of %d", table.Title, len(row), len(table.Head))
				}
				if x, err := strconv.ParseFloat(row[len(row)-1], 64); err == nil {
					sum += x
				}
				if row[len(row)-2] == "" {
					t.Errorf("%q: a belief without an action", table.Title)
				}
			}
			if math.Abs(sum-1) > 0.005*float64(len(table.Rows))+1e-9 {
				t.Errorf("%q: probabilities sum to %v", table.Title, sum)
			}
		}
		if len(p.Claims) == 0 {
			t.Error("no claims")
		}
		for _, n := range p.Notes {
			if n == "" || strings.Contains(n, "%!") {
				t.Errorf("note %q", n)
			}
		}
	})
}

// TestStrategyNames: one action, or one for each signal of the user.
func TestStrategyNames(t *testing.T) {
	s := engine.Scenario{Actions: []string{"rest", "hospital"}}
	for _, c := range []struct {
		strategy []int
		want     string
	}{{[]int{1}, "hospital"}, {[]int{0, 0}, "rest"}, {[]int{0, 1}, "rest / hospital"}} {
		if got := beliefs.StrategyName(&s, c.strategy); got != c.want {
			t.Errorf("%v: %q, want %q", c.strategy, got, c.want)
		}
	}
}

// TestNoMapSaysWhy: four signals or one give no picture, a reason and the tables.
func TestNoMapSaysWhy(t *testing.T) {
	for text, want := range map[string]string{fourStates: "four states do not fit into a plane",
		deaf: "Only one signal"} {
		s, r := draw(t, frameOf(looktest.Parse(t, text)))
		all := ""
		for _, l := range r.Labels {
			all += l.Text + " "
		}
		if !strings.Contains(all, want) || len(s.Panel().Tables) == 0 {
			t.Errorf("%q, %d tables, want %q", all, len(s.Panel().Tables), want)
		}
	}
}
