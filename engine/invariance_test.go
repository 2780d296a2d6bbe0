package engine

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// randomScenario is a valid scenario in general position, so that no tie depends on the
// order in which things are listed.
func randomScenario(rng *rand.Rand) Scenario {
	n, m, k, d := 2+rng.IntN(3), 2+rng.IntN(3), 1+rng.IntN(4), 1+rng.IntN(3)
	s := Scenario{Version: Version, States: numbered("y", n), Actions: numbered("a", m),
		Prior: randomDistribution(rng, n)}
	for j := range d {
		s.Criteria = append(s.Criteria, Criterion{Name: fmt.Sprint("c", j), Utility: randomMatrix(rng, m, n)})
	}
	party := func(name string) Party {
		if rng.IntN(2) == 0 {
			return Party{Name: name, Weights: randomDistribution(rng, d)}
		}
		return Party{Name: name, Utility: randomMatrix(rng, m, n)}
	}
	s.User = party("user")
	for i := range k {
		s.Agents = append(s.Agents, party(fmt.Sprint("agent ", i)))
	}
	if rng.IntN(2) == 0 {
		s.UserSignal, s.AgentSignal = randomSignal(rng, n), randomSignal(rng, n)
	}
	return s
}

func numbered(prefix string, n int) (names []string) {
	for i := range n {
		names = append(names, fmt.Sprint(prefix, i))
	}
	return names
}

func randomDistribution(rng *rand.Rand, n int) []float64 {
	p := make([]float64, n)
	for i := range p {
		p[i] = 0.05 + rng.Float64()
	}
	return normalized(p)
}

func randomMatrix(rng *rand.Rand, rows, cols int) [][]float64 {
	m := make([][]float64, rows)
	for r := range m {
		for range cols {
			m[r] = append(m[r], rng.Float64())
		}
	}
	return m
}

func randomSignal(rng *rand.Rand, states int) (rows [][]float64) {
	signals := 1 + rng.IntN(3)
	for range states {
		rows = append(rows, randomDistribution(rng, signals))
	}
	return rows
}

// reordered returns list[order[0]], list[order[1]], ...
func reordered[T any](list []T, order []int) []T {
	if list == nil {
		return nil
	}
	out := make([]T, len(list))
	for i, from := range order {
		out[i] = list[from]
	}
	return out
}

// eachUtility returns s with change made to every matrix [action][state] in it.
func eachUtility(s Scenario, change func([][]float64) [][]float64) Scenario {
	s.Criteria = slices.Clone(s.Criteria)
	for j := range s.Criteria {
		s.Criteria[j].Utility = change(s.Criteria[j].Utility)
	}
	party := func(p Party) Party {
		if p.Utility != nil {
			p.Utility = change(p.Utility)
		}
		return p
	}
	s.User = party(s.User)
	s.Agents = slices.Clone(s.Agents)
	for i := range s.Agents {
		s.Agents[i] = party(s.Agents[i])
	}
	return s
}

// eachRow reorders the columns of a matrix.
func eachRow(rows [][]float64, order []int) [][]float64 {
	var out [][]float64
	for _, row := range rows {
		out = append(out, reordered(row, order))
	}
	return out
}

// reorderings list a scenario's parts in another order.
var reorderings = map[string]func(*rand.Rand, Scenario) Scenario{
	"states": func(rng *rand.Rand, s Scenario) Scenario {
		order := rng.Perm(len(s.States))
		s.States, s.Prior = reordered(s.States, order), reordered(s.Prior, order)
		s.UserSignal, s.AgentSignal = reordered(s.UserSignal, order), reordered(s.AgentSignal, order)
		return eachUtility(s, func(u [][]float64) [][]float64 { return eachRow(u, order) })
	},
	"actions": func(rng *rand.Rand, s Scenario) Scenario {
		order := rng.Perm(len(s.Actions))
		s.Actions = reordered(s.Actions, order)
		return eachUtility(s, func(u [][]float64) [][]float64 { return reordered(u, order) })
	},
	"criteria": func(rng *rand.Rand, s Scenario) Scenario {
		order := rng.Perm(len(s.Criteria))
		s.Criteria = reordered(s.Criteria, order)
		s.User.Weights = reordered(s.User.Weights, order)
		s.Agents = slices.Clone(s.Agents)
		for i := range s.Agents {
			s.Agents[i].Weights = reordered(s.Agents[i].Weights, order)
		}
		return s
	},
	"agents": func(rng *rand.Rand, s Scenario) Scenario {
		s.Agents = reordered(s.Agents, rng.Perm(len(s.Agents)))
		return s
	},
	"signals": func(rng *rand.Rand, s Scenario) Scenario {
		if s.UserSignal != nil {
			s.UserSignal = eachRow(s.UserSignal, rng.Perm(len(s.UserSignal[0])))
			s.AgentSignal = eachRow(s.AgentSignal, rng.Perm(len(s.AgentSignal[0])))
		}
		return s
	},
	"absent signals written out": func(rng *rand.Rand, s Scenario) Scenario {
		if s.UserSignal == nil {
			g := s.Game()
			s.UserSignal, s.AgentSignal = rowsOf(g.UserSignal), rowsOf(g.AgentSignal)
		}
		return s
	},
	"names": func(rng *rand.Rand, s Scenario) Scenario {
		s.States, s.Actions, s.Title = numbered("state ", len(s.States)), numbered("do ", len(s.Actions)), "other"
		return s
	},
	"weights written out": func(rng *rand.Rand, s Scenario) Scenario {
		g := s.Game()
		s.User = Party{Name: s.User.Name, Utility: rowsOf(g.User)}
		s.Agents = slices.Clone(s.Agents)
		for i := range s.Agents {
			s.Agents[i] = Party{Name: s.Agents[i].Name, Utility: rowsOf(g.Agents[i])}
		}
		return s
	},
}

// TestSolveIsInvariant: listing the same things in another order, or writing out what was
// implied, changes no figure; those of an agent go with its name.
func TestSolveIsInvariant(t *testing.T) {
	const tolerance = 1e-9
	rounds := 60
	if testing.Short() {
		rounds = 8
	}
	for name, reorder := range reorderings {
		t.Run(name, func(t *testing.T) {
			for seed := range rounds {
				rng := rand.New(rand.NewPCG(uint64(seed), 9))
				s := randomScenario(rng)
				changed := reorder(rng, s)
				if err := Validate(changed); err != nil {
					t.Fatal(err)
				}
				want, got := figures(Solve(s), s), figures(Solve(changed), changed)
				if len(want) != len(got) {
					t.Fatalf("seed %d: %d figures, want %d", seed, len(got), len(want))
				}
				for figure, x := range want {
					near(t, fmt.Sprintf("seed %d: %s", seed, figure), got[figure], x, tolerance)
				}
			}
		})
	}
}

// figures are the uniquely defined numbers of a result, by name.
func figures(r Result, s Scenario) map[string]float64 {
	f := map[string]float64{
		"opt": r.Benchmarks.Opt, "none": r.Benchmarks.None,
		"epsilon": r.Alignment.Epsilon, "depth": float64(r.Alignment.Depth),
		"best agent": r.Alignment.BestAgent.Max, "average": r.Alignment.Average.Max,
		"average rms":   r.Alignment.Average.RMS,
		"least squares": r.Alignment.LeastSquares.RMS,
		"worst":         r.Equilibria.Worst.User, "best": r.Equilibria.Best.User,
		"worst selection": r.Selection.Worst, "best selection": r.Selection.Best,
	}
	for i, p := range s.Agents {
		f[p.Name+" full"] = r.Benchmarks.Full[i]
		f[p.Name+" alone"] = r.Benchmarks.Monopoly[i].Value
		f[p.Name+" alone, user"] = r.Benchmarks.Monopoly[i].User[0]
	}
	if r.Floor != nil {
		f["floor"], f["floor for any response"], f["bound"] = r.Floor.Value, r.Floor.AnyResponse, r.Ladder.Bound
	}
	return f
}

// TestSolverReusesMemory: a solver that has seen other scenarios gives, bit for bit, what a
// fresh one does, and the results it gave before stay as they were.
func TestSolverReusesMemory(t *testing.T) {
	var solver Solver
	var kept []Result
	for seed := range 30 {
		s := randomScenario(rand.New(rand.NewPCG(uint64(seed), 10)))
		kept = append(kept, solver.Solve(s, All))
	}
	for seed, r := range kept {
		s := randomScenario(rand.New(rand.NewPCG(uint64(seed), 10)))
		if got, want := encode(t, r), encode(t, Solve(s)); got != want {
			t.Fatalf("seed %d: a used solver says\n%s\na fresh one\n%s", seed, got, want)
		}
	}
}

// TestSolveOnlyWhatIsWanted: sections that are not wanted are absent without a note, and
// those that are do not depend on the others.
func TestSolveOnlyWhatIsWanted(t *testing.T) {
	s := apply(t, rivals(t), SetResponse{Response{Kind: Quantal, Lambda: 5}})
	whole := new(Solver).Solve(s, All&^Certificates)
	ends := *whole.Benchmarks
	ends.Monopoly = nil
	for want, part := range map[Sections]Result{
		0:                 {},
		BenchmarksSection: {Benchmarks: &ends},
		MonopoliesSection: {Benchmarks: whole.Benchmarks},
		AlignmentSection:  {Alignment: whole.Alignment},
		EquilibriaSection: {Equilibria: whole.Equilibria, Floor: whole.Floor, Ladder: whole.Ladder,
			Indifference: whole.Indifference},
		QuantalSection:   {Quantal: whole.Quantal},
		SelectionSection: {Selection: whole.Selection},
	} {
		part.Version, part.Notes = Version, []string{}
		if got := encode(t, new(Solver).Solve(s, want)); got != encode(t, part) {
			t.Errorf("sections %b: got %s, want %s", want, got, encode(t, part))
		}
	}
}

// TestNotes: what a scenario asks for and a result lacks is named in a note, once.
func TestNotes(t *testing.T) {
	eight := Scenario{Version: Version, States: numbered("y", 8), Actions: numbered("a", 2),
		Prior: slices.Repeat([]float64{0.125}, 8)}
	u := [][]float64{slices.Repeat([]float64{0.5}, 8), slices.Repeat([]float64{0.25}, 8)}
	eight.User, eight.Agents = Party{Name: "u", Utility: u}, []Party{{Name: "a", Utility: u}}
	eight.Response = &Response{Kind: Quantal}
	for name, row := range map[string]struct {
		s    Scenario
		want []string
	}{
		"nothing":      {rivals(t), nil},
		"conversation": {apply(t, rivals(t), SetConversation{Conversation{}}), nil},
		"too few rounds": {apply(t, readPreset(t, "../web/static/presets/specialists.json"),
			SetConversation{Conversation{Rounds: 1}}), []string{
			"conversation is absent: Economist cannot be truthful: it has 3 things to say, which take 2 rounds of 2 " +
				"messages; there are 1."}},
		"one agent, lambda 0, eight signals": {eight, []string{
			"quantal.boundLambda is absent: at lambda = 0 the user plays at random, and nothing bounds what " +
				"that costs her.",
			"quantal.worst, best and grid are absent: they are computed on a grid of beliefs over 2 or 3 " +
				"signals, and here there are 8."}},
		"tiny step": {apply(t, rivals(t), SetSelection{Selection{Step: 1e-9}}), []string{
			"selection.path ends after 20000 bids, the most that are recorded: a larger step would settle sooner."}},
	} {
		if got := Solve(row.s).Notes; !slices.Equal(got, row.want) {
			t.Errorf("%s: notes %q, want %q", name, got, row.want)
		}
	}
}
