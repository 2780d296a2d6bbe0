package hull

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

const threeUsers = `{` + head + threeCriteria + `"user": {"name": "Patient", "weights": [0.42, 0.33, 0.25]},
 "population": {"users": [{"name": "Parent", "share": 0.3, "weights": [0.1, 0.3, 0.6]}, {"name": "Nurse", "share": 0.2, "weights": [0.2, 0.15, 0.65]}]},
 "agents": [{"name": "Surgeon", "weights": [0.8, 0.1, 0.1], "toward": {"Parent": {"weights": [0.6, 0.3, 0.1]}}}, {"name": "Physician", "weights": [0.2, 0.7, 0.1]},
 {"name": "Insurer", "weights": [0.15, 0.1, 0.75]}]}`

// Pictures of several users: every star with its letter, the agents as each user faces them.
func TestUsersGoldens(t *testing.T) {
	for _, c := range []struct {
		name   string
		s      engine.Scenario
		facing string
		change func(*stage.Frame)
	}{
		{"users", looktest.Parse(t, threeUsers), "", nil},
		{"users-faced", looktest.Parse(t, threeUsers), "1", nil},
		{"users-phone-dark", looktest.Parse(t, threeUsers), "2", func(f *stage.Frame) { looktest.Dark(f); phone(f) }},
		{"users-town", looktest.Preset(t, "town"), "", nil},
		{"users-town-hall-faced", looktest.Preset(t, "town-hall"), "1", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := frameOf(c.s)
			f.View.Values = map[string]string{"facing": c.facing}
			if c.change != nil {
				c.change(f)
			}
			golden(t, c.name, f)
		})
	}
}

// Every user's star can be moved, whoever is faced, and moves as the pointer does.
func TestMovingUsers(t *testing.T) {
	for _, facing := range []string{"", "1", "2"} {
		f := frameOf(looktest.Parse(t, threeUsers))
		f.View.Values = map[string]string{"facing": facing}
		for user, weights := range map[string]func(engine.Scenario) []float64{
			"user":   func(s engine.Scenario) []float64 { return s.User.Weights },
			"user:1": func(s engine.Scenario) []float64 { return s.Population.Users[0].Weights },
			"user:2": func(s engine.Scenario) []float64 { return s.Population.Users[1].Weights },
		} {
			to := view.Pixel{X: 300, Y: 300}
			s, r := apply(t, f, stage.Event{Kind: stage.Move, Handle: user, At: to})
			if r.Err != nil {
				t.Fatal(r.Err)
			}
			g := frameOf(s)
			g.View = f.View
			scene := new(Scene)
			scene.Layout(g)
			for _, h := range scene.Handles(nil) {
				if h.ID == user && math.Hypot(h.At.X-to.X, h.At.Y-to.Y) > 1.5 {
					t.Errorf("facing %q: %s at %v, want %v", facing, user, h.At, to)
				}
			}
			s, _ = apply(t, f, stage.Event{Kind: stage.Home, Handle: user})
			if !slices.Equal(weights(s), []float64{1, 0, 0}) {
				t.Errorf("facing %q: Home takes %s to %v", facing, user, weights(s))
			}
		}
	}
}

// An agent that is moved where one user faces it moves toward her alone if it wants something else
// of her, and toward everybody if not.
func TestMovingFacedAgents(t *testing.T) {
	f := frameOf(looktest.Parse(t, threeUsers))
	f.View.Values = map[string]string{"facing": "1"}
	s, _ := apply(t, f, stage.Event{Kind: stage.End, Handle: "agent:0"})
	if w := s.Agents[0].Toward["Parent"].Weights; !slices.Equal(w, []float64{0, 0, 1}) ||
		s.Agents[0].Weights[0] != 0.8 {
		t.Errorf("toward her %v, toward all %v", w, s.Agents[0].Weights)
	}
	s, _ = apply(t, f, stage.Event{Kind: stage.End, Handle: "agent:1"})
	if !slices.Equal(s.Agents[1].Weights, []float64{0, 0, 1}) || len(s.Agents[1].Toward) > 0 {
		t.Errorf("the agent that wants the same of all: %+v", s.Agents[1])
	}
}

// What the panel says of the towns is what docs/model.md, section 11, says of them.
func TestUsersPanel(t *testing.T) {
	for _, c := range []struct{ preset, policy, verdict, row string }{
		{"town", engine.Anonymous, "All at once, at worst: Commuters 0.70 (−0.15), Shopkeepers 0.70 (−0.15). No " +
			"common mixture helps.", "Commuters 0.50 yes 0.85 0.85 0.70 −0.15"},
		{"town", engine.Personal, "Apart, at worst: Commuters 0.85, Shopkeepers 0.85. All are inside: nobody loses.",
			"Commuters 0.50 yes 0.85 0.85 0.70 −0.15"},
		{"town-hall", engine.Anonymous, "All at once, at worst: Commuters 0.85, Shopkeepers 0.85. One mixture of " +
			"agents serves all: nobody loses.", "Commuters 0.50 yes 0.85 0.85 0.85 0.00"},
		{"town-lean", engine.Anonymous, "All at once, at worst: Commuters 0.70 (−0.15), Shopkeepers 0.70 (−0.15).",
			"Commuters 0.50 no, ε 0.038 0.85 0.85 0.70 −0.15"},
		{"public-notice", engine.Anonymous, "All at once, at worst: Commuters 0.85 (+0.15), Shopkeepers 0.85.",
			"Commuters 0.25 no, ε 0.750 0.85 0.70 0.85 +0.15"},
	} {
		s := looktest.Preset(t, c.preset)
		s.Population.Policy = c.policy
		scene := new(Scene)
		scene.Layout(frameOf(s))
		p := scene.Panel()
		if !strings.HasPrefix(p.Verdict, c.verdict) {
			t.Errorf("%s, %s: %q, want %q", c.preset, c.policy, p.Verdict, c.verdict)
		}
		if len(p.Tables) != 1 || strings.Join(p.Tables[0].Rows[0], " ") != c.row {
			t.Errorf("%s: %v, want %q", c.preset, p.Tables, c.row)
		}
		if want := c.policy == engine.Personal && c.preset == "town" || c.preset == "town-hall"; p.Inside != want {
			t.Errorf("%s, %s: inside %v", c.preset, c.policy, p.Inside)
		}
	}
}

// Shares and policy are settings, and a user can be removed; her share is the first one's.
func TestUsersSettings(t *testing.T) {
	s := looktest.Parse(t, threeUsers)
	edits, known, err := stage.Setting(stage.Event{Param: "population.share.2", Value: "0.4"}, s)
	if err != nil || !known {
		t.Fatal(known, err)
	}
	if s, err = engine.Apply(s, edits[0]); err != nil || s.Population.Users[1].Share != 0.4 ||
		math.Abs(s.Shares()[0]-0.3) > 1e-12 {
		t.Errorf("shares %v, %v", s.Shares(), err)
	}
	if edits, _, _ = stage.Setting(stage.Event{Param: "population.policy", Value: engine.Anonymous},
		s); len(edits) == 1 {
		s, err = engine.Apply(s, edits[0])
	}
	if err != nil || s.Population.Policy != engine.Anonymous {
		t.Errorf("%+v, %v", s.Population, err)
	}
	for left := 1; left >= 0; left-- {
		s, _ = apply(t, frameOf(s), stage.Event{Kind: stage.Delete, Handle: "user:1"})
		if n := len(s.PopulationOrDefault().Users); n != left {
			t.Errorf("%d further users are left, want %d", n, left)
		}
	}
	if s.Agents[0].Toward != nil {
		t.Error("an agent still wants something of her who is gone")
	}
}
