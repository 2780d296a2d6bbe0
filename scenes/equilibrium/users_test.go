package equilibrium

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/pen/pentest"
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
		{"town", engine.Anonymous, "All at once, at worst: Commuters 0.70 (−0.15), Shopkeepers 0.70 (−0.15).",
			"Commuters 0.50 yes 0.85 0.85 0.70 −0.15", true},
		{"town", engine.Personal, "Apart, at worst: Commuters 0.85, Shopkeepers 0.85.",
			"Commuters 0.50 yes 0.85 0.85 0.70 −0.15", true},
		{"town-hall", engine.Anonymous, "All at once, at worst: Commuters 0.85, Shopkeepers 0.85.",
			"Commuters 0.50 yes 0.85 0.85 0.85 0.00", false},
	} {
		s := looktest.Preset(t, c.preset)
		s.Population.Policy = c.policy
		f, scene := ofUsers(s), new(Scene)
		looktest.Draw(t, scene, f)
		p := scene.Panel()
		if p.Verdict != c.verdict {
			t.Errorf("%s, %s: %q, want %q", c.preset, c.policy, p.Verdict, c.verdict)
		}
		if got := strings.Join(p.Tables[0].Rows[0], " "); got != c.row {
			t.Errorf("%s: %q, want %q", c.preset, got, c.row)
		}
		whose := map[string]string{engine.Personal: "are Commuters, advised apart",
			engine.Anonymous: "The ladder is that of Commuters"}[c.policy]
		if !strings.Contains(p.Notes[0], whose) {
			t.Errorf("%s: nobody says whose picture it is: %q", c.preset, p.Notes[0])
		}
		if ids := [...]string{p.Claims[0].ID, p.Claims[1].ID}; ids != [...]string{"apart", "together"} {
			t.Errorf("%s: the first claims are %v", c.preset, ids)
		}
		crowd := table(t, p.Tables, "Where the worst leads if all hear the same")
		if want := []string{"the scheme works", "it fails", "Commuters then", "Shopkeepers then",
			"Probability"}; !slices.Equal(crowd.Head, want) {
			t.Errorf("%s: columns %q, want %q", c.preset, crowd.Head, want)
		}
		silent := !slices.ContainsFunc(crowd.Rows, func(row []string) bool {
			return row[2] != "sign" || row[3] != "sign"
		})
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

// twoAmongThree is a scenario of three states with two users who change their minds elsewhere.
func twoAmongThree(t *testing.T, policy string) engine.Scenario {
	t.Helper()
	s := looktest.Preset(t, "shared-bias")
	s.Population = &engine.Population{Policy: policy,
		Users: []engine.Member{{Name: "Listener", Share: 0.4, Weights: []float64{0.15, 0.8, 0.05}}}}
	s.Agents[0].Toward = map[string]engine.Wish{"Listener": {Weights: []float64{0.1, 0.8, 0.1}}}
	s.Agents[1].Toward = map[string]engine.Wish{"Listener": {Weights: []float64{0.6, 0.3, 0.1}}}
	return s
}

// Pictures of several users: what all hear, on the axis and in the triangle, on phones and in dark.
func TestUsersGoldens(t *testing.T) {
	anonymous := looktest.Preset(t, "town-lean")
	apart := looktest.Preset(t, "town-apart")
	for _, c := range []struct {
		name    string
		s       engine.Scenario
		changes []func(*stage.Frame)
	}{
		{"users", anonymous, nil},
		{"users-phone-dark", anonymous, []func(*stage.Frame){looktest.Phone, looktest.Dark, set("user", "true")}},
		{"users-apart", apart, nil},
		{"users-triangle", twoAmongThree(t, engine.Anonymous), []func(*stage.Frame){set("facing", "1")}},
		{"users-triangle-phone", twoAmongThree(t, engine.Anonymous), []func(*stage.Frame){looktest.Phone}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := ofUsers(c.s)
			for _, change := range c.changes {
				change(f)
			}
			s, r := draw(t, f)
			checkLabels(t, r.Labels, f)
			pentest.Golden(t, c.name, r)
			looktest.WriteSVG(t, "golden-"+c.name, s, f)
		})
	}
}

// underPolicy is a frame of one of the towns.
func underPolicy(t *testing.T, name, policy string) *stage.Frame {
	t.Helper()
	s := looktest.Preset(t, name)
	s.Population.Policy = policy
	return ofUsers(s)
}

// Where all hear the same the picture is that of everybody: by the certificates of an independent
// solution of the anonymous game its pins are the beliefs that the equilibria lead to, and what agents
// get at the corners of the regions adds up over users and shares. Apart it is that of the first user.
func TestPictureOfEverybody(t *testing.T) {
	for _, name := range looktest.Towns {
		f := underPolicy(t, name, engine.Anonymous)
		m := build(heard(f))
		want := engine.Solve(f.Scenario).Population.Equilibrium
		if !m.crowd || len(m.Worst) != len(want.Posteriors) {
			t.Fatalf("%s: crowd %v, %d pins, want %d", name, m.crowd, len(m.Worst), len(want.Posteriors))
		}
		for i, q := range want.Posteriors {
			belief := m.Numbers[m.Worst[i].First:][:2]
			if math.Abs(belief[1]-q.Belief[1]) > 1e-9 {
				t.Errorf("%s: pin %d at %v, want %v", name, i, belief, q.Belief)
			}
		}
		for _, r := range f.Result.Population.Map.Regions {
			for v, at := range r.Vertices {
				welfare, payoffs := worthOf(&f.Scenario, r.Strategy, at)
				if math.Abs(welfare-r.User[v]) > 1e-9 {
					t.Errorf("%s: %v at %v is worth %g to all, want %g", name, r.Strategy, at, r.User[v], welfare)
				}
				for i, x := range payoffs {
					if math.Abs(x-r.Payoffs[i][v]) > 1e-9 {
						t.Errorf("%s: %v at %v is worth %g to agent %d, want %g",
							name, r.Strategy, at, r.Payoffs[i][v], i, x)
					}
				}
			}
		}
		if m := build(heard(underPolicy(t, name, engine.Personal))); m.crowd {
			t.Errorf("%s: advised apart, and the picture is that of all", name)
		}
	}
}

// worthOf adds up what a profile is worth at a belief: to the users and to each agent.
func worthOf(s *engine.Scenario, profile []int, at []float64) (welfare float64, payoffs []float64) {
	payoffs = make([]float64, len(s.Agents))
	for u, share := range s.Shares() {
		g := s.Facing(u).Game()
		for y, p := range at {
			welfare += share * p * g.User.At(profile[u], y)
			for i := range payoffs {
				payoffs[i] += share * p * g.Agents[i].At(profile[u], y)
			}
		}
	}
	return welfare, payoffs
}

// The switch of policies moves the picture, and the ladder: on the way every number is between.
func TestPolicyMoves(t *testing.T) {
	for _, name := range looktest.Towns {
		apart, together := underPolicy(t, name, engine.Personal), underPolicy(t, name, engine.Anonymous)
		scene := new(Scene)
		apart.Revision, together.Revision = 1, 2
		apart.Reduced, together.Reduced = false, false
		looktest.Draw(t, scene, apart)
		from := slices.Clone(scene.now.X)
		together.Now = apart.Now + 1
		scene.Layout(together)
		together.Now += 0.08
		if !scene.Layout(together) {
			t.Fatalf("%s: nothing moves", name)
		}
		if _, fades := scene.Fade.Old(nil); fades {
			t.Errorf("%s: the picture fades", name)
		}
		goal := build(heard(together)).Numbers
		for i, x := range scene.now.X {
			if x < min(from[i], goal[i])-1e-9 || x > max(from[i], goal[i])+1e-9 {
				t.Errorf("%s: number %d is %g on the way from %g to %g", name, i, x, from[i], goal[i])
			}
		}
		if slices.Equal(from, goal) {
			t.Errorf("%s: both policies look alike", name)
		}
	}
}

// A region in which users do different things says who does what, and the ladder is that of the user
// who is asked for.
func TestWhoDoesWhat(t *testing.T) {
	s := looktest.Preset(t, "town")
	s.Population.Users[0].Weights, s.Population.Users[0].Utility = nil, [][]float64{{1, 0}, {0.8, 0.8}}
	f := ofUsers(s)
	m := build(heard(f))
	var names []string
	for _, r := range m.Regions {
		names = append(names, r.Name)
	}
	if want := []string{"sign", "Commuters: sign · Shopkeepers: wait", "wait"}; !slices.Equal(names, want) {
		t.Errorf("regions %q, want %q", names, want)
	}
	view := stage.View{Values: map[string]string{}}
	scene := new(Scene)
	looktest.Draw(t, scene, f)
	if r := scene.Event(stage.Event{Kind: stage.Param, Param: "view.facing", Value: "1"}, f); r.Err != nil {
		t.Fatal(r.Err)
	} else {
		r.View(&view)
	}
	if c := scene.Panel().Controls; !slices.ContainsFunc(c, func(c stage.Control) bool {
		return c.Param == "view.facing" && len(c.Options) == 2
	}) {
		t.Errorf("no control for the ladder: %+v", c)
	}
	f.View = view
	for _, r := range rungs(f) {
		if u := f.Result.Population.Users[1]; r.ID == "opt" && r.Low != u.Opt || r.ID == "floor" && r.Low != *u.Floor {
			t.Errorf("rung %s is %g: %+v", r.ID, r.Low, u)
		}
	}
}
