package engine

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
)

// TestSolverForgets: what a Solver has solved before changes nothing, bit by bit, neither
// larger games nor smaller ones: the page keeps one for good.
func TestSolverForgets(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var used Solver
	for _, size := range [][4]int{{8, 8, 8, 4}, {3, 3, 3, 5}, {8, 8, 8, 4}, {2, 2, 3, 2}, {6, 6, 4, 8}, {4, 4, 3, 8},
		{8, 7, 8, 3}} {
		s := sizedScenario(rng, size[0], size[1], size[2], size[3])
		s.Response = &Response{Kind: Quantal, Lambda: 10}
		got, want := inJSON(t, used.Solve(s, All)), inJSON(t, Solve(s))
		if got != want {
			t.Errorf("%v: a used solver gives\n%.300s\na new one\n%.300s", size, got, want)
		}
	}
}

// TestSolverRemembers: what a drag leaves as it was is not computed again, and comes out as it would be, bit by bit;
// with certificates and without, of one user and of several.
func TestSolverRemembers(t *testing.T) {
	town := readPreset(t, "../web/static/presets/town.json")
	var used Solver
	for _, edit := range []func(s *Scenario){
		func(*Scenario) {},
		func(s *Scenario) { s.Prior = []float64{0.4, 0.6} },
		func(s *Scenario) { s.Agents = s.Agents[:len(s.Agents)-1] },
		func(s *Scenario) { s.Alignment = &Alignment{Combination: Conic} },
		func(s *Scenario) { s.Alignment = &Alignment{Tolerance: 0.5} },
		func(s *Scenario) { s.Population = &Population{Users: s.Population.Users} },
		func(s *Scenario) { s.Population = nil },
		func(*Scenario) {},
	} {
		s := town
		edit(&s)
		for _, want := range []Sections{All, All &^ Certificates, AlignmentSection, PopulationSection | MapSection} {
			if got, want := inJSON(t, used.Solve(s, want)), inJSON(t, new(Solver).Solve(s, want)); got != want {
				t.Errorf("a used solver gives\n%.300s\na new one\n%.300s", got, want)
			}
		}
	}
}

// TestHeardOnly: the game of one user alone is left out where everybody hears the same, and nowhere else.
func TestHeardOnly(t *testing.T) {
	const sections = BenchmarksSection | MonopoliesSection | EquilibriaSection | MapSection | PopulationSection
	s := readPreset(t, "../web/static/presets/town.json")
	users := *s.Population
	for _, policy := range []string{Anonymous, Personal} {
		users.Policy, s.Population = policy, &users
		r, whole := new(Solver).Solve(s, sections|HeardOnly), new(Solver).Solve(s, sections)
		if policy == Personal {
			if inJSON(t, r) != inJSON(t, whole) {
				t.Error("advised apart: something is left out")
			}
			continue
		}
		if r.Equilibria != nil || r.Map != nil || !r.Population.Heard() {
			t.Error("heard together: the game of one user alone is there, or the answer is not")
		}
		r.Equilibria, r.Floor, r.Ladder, r.Map, r.Benchmarks = whole.Equilibria, whole.Floor, whole.Ladder, whole.Map,
			whole.Benchmarks
		if inJSON(t, r) != inJSON(t, whole) {
			t.Error("heard together: the rest is another")
		}
		if Work(s, sections|HeardOnly) >= Work(s, sections) {
			t.Error("what is left out counts as work")
		}
	}
}

func inJSON(t *testing.T, r Result) string {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestPriorsRemembered: under other priors of one game, what does not depend on the prior stays, and every answer is
// that of a new solver, bit by bit: with ties, rare signals, signals that several states show, and several users.
func TestPriorsRemembered(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	var used Solver
	games := 60
	if testing.Short() {
		games = 15
	}
	for game := range games {
		n := 2 + rng.IntN(3)
		s := sizedScenario(rng, n, n, 2+rng.IntN(3), 1+rng.IntN(5))
		edge(rng, &s, game)
		for move := range 6 {
			s.Prior = priorOf(rng, n, move)
			for _, want := range []Sections{All | MapSection | SetsSection,
				(All | MapSection | SetsSection) &^ Certificates,
				PopulationSection | MapSection | HeardOnly | DissentSection} {
				if got, want := inJSON(t, used.Solve(s, want)), inJSON(t, new(Solver).Solve(s, want)); got != want {
					t.Fatalf("game %d, move %d: a used solver gives\n%.2000s\na new one\n%.2000s",
						game, move, got, want)
				}
			}
		}
	}
}

// priorOf is a prior as a drag makes it: somewhere, near a corner or on an edge.
func priorOf(rng *rand.Rand, n, move int) []float64 {
	prior, total := make([]float64, n), 0
	for y := range prior {
		w := 1 + rng.IntN(50)
		switch {
		case move == 3 && y == n-1:
			w = 0
		case move == 4 && y == 0:
			w = 100000
		}
		prior[y], total = float64(w), total+w
	}
	for y := range prior {
		prior[y] /= float64(total)
	}
	return prior
}

// edge makes a game one of ties, of agents who see less than the state, or of several users.
func edge(rng *rand.Rand, s *Scenario, game int) {
	if game%3 == 1 {
		for _, c := range s.Criteria {
			for _, row := range c.Utility {
				for y := range row {
					row[y] = float64(rng.IntN(3)) / 2
				}
			}
		}
	}
	if game%5 == 2 {
		s.AgentSignal = make([][]float64, len(s.Prior))
		for y := range s.AgentSignal {
			s.AgentSignal[y] = []float64{0.25, 0.75}
			if y == 0 {
				s.AgentSignal[y] = []float64{1, 0}
			}
		}
	}
	if game%2 == 1 {
		other := Member{Name: "Other", Share: 0.4, Weights: randomDistribution(rng, len(s.Criteria))}
		s.Population = &Population{Policy: Anonymous, Users: []Member{other}}
	}
}

// TestMonopolyRemembered: what one agent alone would do is decided in whole numbers where whole faces tie, and not
// decided again while the prior stays among the same beliefs; the answers are those of a new solver, bit by bit.
func TestMonopolyRemembered(t *testing.T) {
	party := func(w ...float64) Party { return Party{Name: "Agent", Weights: w} }
	s := Scenario{
		Version: Version, States: numbered("y", 3), Actions: numbered("a", 3), Prior: []float64{0.4, 0.35, 0.25},
		Criteria: []Criterion{
			{Name: "truth", Utility: [][]float64{{1, 0, 0.2}, {0.1, 1, 0}, {0, 0.3, 1}}},
			{Name: "sales", Utility: [][]float64{{0, 0.1, 0}, {0.4, 0.5, 0.6}, {1, 0.9, 1}}},
			{Name: "calm", Utility: [][]float64{{1, 1, 0.9}, {0.5, 0.4, 0.5}, {0, 0.1, 0}}},
		},
		User: party(0.6, 0.2, 0.2),
		Agents: []Party{party(0.7, 0.3, 0), party(0.6, 0, 0.4), party(0.3, 0.5, 0.2), party(0.2, 0.2, 0.6),
			party(0.5, 0.25, 0.25)},
	}
	var used Solver
	for i, c := range []struct {
		prior   []float64
		first   Party
		decides bool
	}{
		{[]float64{0.4, 0.35, 0.25}, party(0.7, 0.3, 0), true},
		{[]float64{0.41, 0.34, 0.25}, party(0.7, 0.3, 0), false},
		{[]float64{0.05, 0.9, 0.05}, party(0.7, 0.3, 0), false},
		{[]float64{0.05, 0.9, 0.05}, party(0.6, 0.4, 0), true},
		{[]float64{0.05, 0.05, 0.9}, party(0.6, 0.4, 0), false},
	} {
		s.Prior, s.Agents[0] = c.prior, c.first
		if got, want := inJSON(t, used.Solve(s, MonopoliesSection|BenchmarksSection)),
			inJSON(t, new(Solver).Solve(s, MonopoliesSection|BenchmarksSection)); got != want {
			t.Errorf("move %d: a used solver gives\n%.300s\na new one\n%.300s", i, got, want)
		}
		if _, decisions := used.equilibrium.Space.Exact(); (decisions > 0) != c.decides {
			t.Errorf("move %d: %d exact decisions", i, decisions)
		}
	}
}
