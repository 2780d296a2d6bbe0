package equilibrium

import (
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// ofUsers is a frame of several users with what the app solves for them.
func ofUsers(s engine.Scenario) *stage.Frame {
	return looktest.Frame(s, new(engine.Solver).Solve(s, wants|engine.PopulationSection))
}

// What the panel says of the towns is what docs/model.md, section 11, says of them: apart everybody
// has OPT, and where all hear the same the worst is silence (../shared/MODEL.md, 11: 0.70 of 0.85).
func TestUsersPanel(t *testing.T) {
	for _, c := range []struct {
		preset, policy, verdict, row string
		silent                       bool // in the worst anonymous equilibrium everybody signs, as if nobody spoke
	}{
		{"town", engine.Anonymous, "All hearing the same are sure of: Commuters 0.70 and Shopkeepers 0.70.",
			"Commuters 0.50 yes 0.85 0.85 0.70 −0.15", true},
		{"town", engine.Personal, "Each advised apart is sure of: Commuters 0.85 and Shopkeepers 0.85.",
			"Commuters 0.50 yes 0.85 0.85 0.70 −0.15", true},
		{"town-hall", engine.Anonymous, "All hearing the same are sure of: Commuters 0.85 and Shopkeepers 0.85.",
			"Commuters 0.50 yes 0.85 0.85 0.85 0.00", false},
	} {
		s := looktest.Preset(t, c.preset)
		s.Population.Policy = c.policy
		f, scene := ofUsers(s), new(Scene)
		looktest.Draw(t, scene, f)
		p := scene.Panel()
		if !strings.HasSuffix(p.Verdict, c.verdict) {
			t.Errorf("%s, %s: %q, want %q at the end", c.preset, c.policy, p.Verdict, c.verdict)
		}
		if got := strings.Join(p.Tables[0].Rows[0], " "); got != c.row {
			t.Errorf("%s: %q, want %q", c.preset, got, c.row)
		}
		if !strings.Contains(p.Notes[0], "are Commuters, advised apart") {
			t.Errorf("%s: nobody says whose picture it is: %q", c.preset, p.Notes[0])
		}
		crowd := table(t, p.Tables, "Where the worst leads if all hear the same")
		if want := []string{"the scheme works", "it fails", "Commuters then", "Shopkeepers then", "Probability"}; !slices.Equal(crowd.Head, want) {
			t.Errorf("%s: columns %q, want %q", c.preset, crowd.Head, want)
		}
		silent := !slices.ContainsFunc(crowd.Rows, func(row []string) bool { return row[2] != "sign" || row[3] != "sign" })
		if silent != c.silent {
			t.Errorf("%s: the worst leads to %q", c.preset, crowd.Rows)
		}
		if p.Controls[0].Param != "population.policy" || p.Controls[1].Param != "population.share.1" {
			t.Errorf("%s: controls %+v", c.preset, p.Controls)
		}
		table(t, scene.Series(f), "What each user is sure of")
	}
}

// table is the one of a title.
func table(t *testing.T, list []stage.Table, title string) stage.Table {
	t.Helper()
	i := slices.IndexFunc(list, func(t stage.Table) bool { return t.Title == title })
	if i < 0 {
		t.Fatalf("there is no table %q", title)
	}
	return list[i]
}

// An answer that is not of these users says nothing of them: one of fewer, or none at all.
func TestUsersOfAnotherAnswer(t *testing.T) {
	f := ofUsers(looktest.Preset(t, "town"))
	for _, r := range []*engine.PopulationResult{nil, {Users: f.Result.Population.Users[:1]}} {
		f.Result.Population = r
		scene := new(Scene)
		looktest.Draw(t, scene, f)
		for _, table := range scene.Panel().Tables {
			if table.Title == "What each user is sure of" {
				t.Errorf("%v is shown", table.Rows)
			}
		}
	}
}
