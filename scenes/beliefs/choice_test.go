package beliefs

import (
	"slices"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// Whose view is shown is what the setting says, and all agents where it says nothing sensible.
func TestAgent(t *testing.T) {
	s := scenario(t, []float64{0.3, 0.7}, nil)
	second := s.Agents[0]
	second.Name = "B"
	for _, c := range []struct {
		agents []engine.Party
		value  string
		agent  int
		shown  string
	}{
		{[]engine.Party{s.Agents[0], second}, "1", 1, "1"},
		{[]engine.Party{s.Agents[0], second}, "all", Everyone, "all"},
		{[]engine.Party{s.Agents[0], second}, "2", Everyone, "all"},
		{[]engine.Party{s.Agents[0], second}, "-1", Everyone, "all"},
		{[]engine.Party{s.Agents[0], second}, "", Everyone, "all"},
		{s.Agents, "all", 0, "0"},
	} {
		f := stage.Frame{Scenario: s, View: stage.View{Values: map[string]string{"agent": c.value}}}
		f.Scenario.Agents = c.agents
		control := AgentControl(&f, "help")
		if got := Agent(&f); got != c.agent || control.Value != c.shown || len(control.Options) != 1+len(c.agents) {
			t.Errorf("%q of %d agents: %d, %+v", c.value, len(c.agents), got, control)
		}
	}
}

func TestShown(t *testing.T) {
	for value, want := range map[string]string{"": "both", "worst": "worst", "best": "best", "none": "both"} {
		f := stage.Frame{View: stage.View{Values: map[string]string{"shown": value}}}
		if got := ShownControl(&f).Value; got != want {
			t.Errorf("%q shows %s, want %s", value, got, want)
		}
	}
}

// A table of beliefs has a column for each possible signal and no other.
func TestTable(t *testing.T) {
	s := scenario(t, []float64{0.5, 0, 0.5}, nil)
	if head, row := Head(&s), Row(&s, []float64{0.25, 0, 0.75}); !slices.Equal(head, []string{"state p", "state r"}) ||
		!slices.Equal(row, []string{"0.25", "0.75"}) {
		t.Errorf("%q %q", head, row)
	}
}
