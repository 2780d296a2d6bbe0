package equilibrium

import (
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/ladder"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/tables"
	"github.com/emergent-alignment/emergent/scenes/words"
)

var (
	_ stage.Guided  = (*Scene)(nil)
	_ stage.Charted = (*Scene)(nil)
)

// Guide implements stage.Guided.
func (s *Scene) Guide() stage.Guide {
	g := stage.Guide{
		About: "What you may come to believe when the agents choose what to tell you. An agent gains by splitting a " +
			"belief where its payoff lies under its concave envelope; a belief that no agent would split can last.",
		Marks: []stage.Sign{{Mark: "Ring with a dot",
			Means: "the prior, what is believed before anybody speaks. Drag it, or move it with the arrow keys. " +
				"Without the dot it follows from the scenario and stays."}},
	}
	if s.Fade.Ready && s.now.m.Kind == beliefs.Triangle {
		g.Marks = append(g.Marks, stage.Sign{Mark: "Tinted regions",
			Means: "the beliefs at which you take the action that is named there."},
			stage.Sign{Mark: "Bold corners, lines and areas",
				Means: "beliefs that no agent would change; hatched, where you look at one agent, what it " +
					"would change."})
	} else {
		g.Marks = append(g.Marks, stage.Sign{Mark: "Solid line",
			Means: "an agent's payoff at each belief, and dashed above it the most it can get by splitting the " +
				"belief: its concave envelope."},
			stage.Sign{Mark: "Bars under the axis",
				Means: "the beliefs that an agent would leave alone; in the lowest bar those that all would."},
			beliefs.LaneSign)
	}
	g.Marks = append(g.Marks,
		stage.Sign{Mark: "Pins", Means: "where you end: discs in the worst equilibrium for you, hollow diamonds in " +
			"the best. The larger, the likelier."}, ladder.Sign)
	if s.Fade.Ready && len(s.every.shown) > 0 {
		g.Marks = append(g.Marks, stage.Sign{Mark: "Shaded polygon", Means: "every equilibrium: across what you get, " +
			"up what an agent gets. They are those of agents who share a random draw."},
			stage.Sign{Mark: "Dot in it", Means: "one way it can end. Drag it, or step along the rim with the arrow " +
				"keys; Home is the worst for you, End the best."})
	}
	if s.Fade.Ready && s.ignored.Room.W > 0 {
		g.Marks = append(g.Marks, stage.Sign{Mark: "Falling line", Means: "what you get at worst, by the gains that " +
			"agents ignore; the dot at its left is where they ignore none, the dashed line what it never " +
			"falls below. Drag the grip."})
	}
	return g
}

// Series implements stage.Charted: the ladder, the posteriors, and the curves by the corners
// of the regions, between which they are straight.
func (s *Scene) Series(f *stage.Frame) []stage.Table {
	list := []stage.Table{ladder.Series(&f.Scenario, &f.Result)}
	if e := f.Result.Equilibria; e != nil {
		list = append(list, exactly("Worst equilibrium", f, &e.Worst), exactly("Best equilibrium", f, &e.Best))
	}
	if h, holds := holding(f); holds {
		list = append(list, exactly("The equilibrium you hold", f, &h.outcome), gets(f, &h.outcome))
	}
	if r := f.Result.Population; r != nil && len(r.Users) == len(f.Scenario.Users()) {
		list = append(list, tables.Users(r, words.Exact, words.Exact))
		list = append(list, crowdTables(&f.Scenario, r, beliefs.Exact, words.Exact)...)
	}
	if r := indifferent(f); r != nil {
		list = append(list, ignoredTable(f, r))
	}
	for i, set := range setsOf(f) {
		list = append(list, polygonTable(f.Scenario.Agents[i].Name, &set))
	}
	if m := f.Result.Map; m != nil {
		list = append(list, curves(f, m))
	}
	return list
}

func exactly(title string, f *stage.Frame, e *engine.EquilibriumResult) stage.Table {
	t := stage.Table{Title: title, Head: append(beliefs.Head(&f.Scenario), "You then", "Probability")}
	for _, q := range e.Posteriors {
		t.Rows = append(t.Rows, append(beliefs.Exact(&f.Scenario, q.Belief),
			beliefs.StrategyName(&f.Scenario, q.Strategy), words.Exact(q.Probability)))
	}
	return t
}

// gets lists what everyone has of the held equilibrium, and the most that an agent could gain.
func gets(f *stage.Frame, e *engine.EquilibriumResult) stage.Table {
	t := stage.Table{Title: "What the equilibrium you hold brings", Head: []string{"Who", "Gets"},
		Rows: [][]string{{"You", words.Exact(e.User)}}}
	for i, x := range e.Agents {
		t.Rows = append(t.Rows, []string{f.Scenario.Agents[i].Name, words.Exact(x)})
	}
	t.Rows = append(t.Rows, []string{"Most that an agent could gain", words.Exact(max(0, e.Gap))})
	return t
}

// polygonTable lists the corners of the set of all equilibrium payoffs of one agent.
func polygonTable(agent string, set *engine.EquilibriumSet) stage.Table {
	t := stage.Table{Title: "Every equilibrium: the corners of what you and " + agent + " can get",
		Head: []string{"You get", agent + " gets"}}
	for _, v := range set.Vertices {
		t.Rows = append(t.Rows, []string{words.Exact(v[0]), words.Exact(v[1])})
	}
	return t
}

func curves(f *stage.Frame, m *engine.MapResult) stage.Table {
	t := stage.Table{Title: "Payoffs and concave envelopes at the corners of the regions",
		Head: append([]string{"Region"}, beliefs.Head(&f.Scenario)...)}
	t.Head = append(t.Head, "You then", "You get")
	for _, a := range f.Scenario.Agents {
		t.Head = append(t.Head, a.Name+" gets", a.Name+", envelope")
	}
	for i, r := range m.Regions {
		for v, belief := range r.Vertices {
			row := append([]string{strconv.Itoa(i + 1)}, beliefs.Exact(&f.Scenario, belief)...)
			row = append(row, beliefs.StrategyName(&f.Scenario, r.Strategy), words.Exact(r.User[v]))
			for a := range r.Payoffs {
				row = append(row, words.Exact(r.Payoffs[a][v]), words.Exact(r.Envelopes[a][v]))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}
