package selection

import (
	"fmt"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/player"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// panelOf describes what stands beside the figure. While a newer answer is under way the
// figures of the last one stay as they are, under a verdict that says so.
func panelOf(m *model, f *stage.Frame, player []stage.Control, last *stage.Panel) stage.Panel {
	p := stage.Panel{Verdict: verdict(m, f), Controls: controls(m, f)}
	if m.solved {
		p.Player = player
	}
	if f.Stale {
		p.Sections, p.Tables, p.Claims, p.Notes = last.Sections, last.Tables, last.Claims, last.Notes
		return p
	}
	p.Notes = notes(m, f)
	if m.solved {
		r, b := f.Result.Selection, f.Result.Benchmarks
		p.Inside = b.Opt-r.Worst <= sameValue
		p.Gauge(r.Worst, b.None, b.Opt)
		p.Sections = sections(m, f)
		p.Tables = []stage.Table{winners(f)}
	}
	p.Claims = claim.Selection(f.Scenario, f.Result)
	return p
}

// controls lists the rules of the game and the evaluation.
func controls(m *model, f *stage.Frame) []stage.Control {
	var list []stage.Control
	v := f.Scenario.SelectionOrDefault()
	if m.agents > 1 {
		list = append(list, game(f, v)...)
	}
	trials := stage.Slider(&f.Scenario, "selection.samples", "Trials", 1,
		"How many conversations you try each agent for before you choose. 0: you know what each offer is worth.")
	trials.Max = float64(max(engine.MaxEvaluation, v.Samples))
	return append(list, trials, stage.Control{Kind: stage.Button, Param: "selection.seed", Label: "Roll the dice again",
		Help: fmt.Sprintf("Simulates the trials with other random numbers. Now: seed %d.", v.Seed)})
}

// transport is what plays the bids.
func (s *Scene) transport(f *stage.Frame) []stage.Control {
	m := &s.now.m
	return s.player.Transport(f, player.Reel{Unit: "bid", Step: m.step, Last: m.last(),
		First: 1, Playing: s.player.Runs(f.Now),
		Help: fmt.Sprintf("The bid that is shown, of %d.", len(m.path))})
}

func game(f *stage.Frame, v engine.Selection) []stage.Control {
	agents := make([]stage.Option, len(f.Scenario.Agents))
	for i, a := range f.Scenario.Agents {
		agents[i] = stage.Option{Value: strconv.Itoa(i), Label: f.Scenario.Letter(i) + "  " + a.Name}
	}
	orders := []stage.Option{{Value: asListed, Label: "as listed"}, {Value: backwards, Label: "the other way round"}}
	if orderOf(v.Order) == asGiven {
		orders = append(orders, stage.Option{Value: asGiven, Label: "as the scenario says"})
	}
	step := stage.Slider(&f.Scenario, "selection.step", "Step of a bid", leastStep, "By how much an agent outbids the "+
		"other, in units of utility. If a whole step does not pay it tries half of one, and so on.")
	step.Min, step.Max = min(leastStep, v.Step), max(mostStep, v.Step)
	return []stage.Control{
		stage.Choose(&f.Scenario, "selection.mode", "Bids", "Where the winner may lower its bid to the runner-up's, "+
			"bidding can go round in circles, and then this is said.",
			"only rise", "rise, and the winner may lower its own"),
		{Kind: stage.Choice, Param: "selection.first", Label: "First to bid", Value: strconv.Itoa(v.First),
			Options: agents,
			Help:    "It offers what suits it best."},
		{Kind: stage.Choice, Param: "selection.order", Label: "Then in turn", Value: orderOf(v.Order), Options: orders},
		step,
	}
}

// leastStep and mostStep are the ends of the slider of the step.
const leastStep, mostStep = 0.005, 0.2

// sections lists what everyone gets at the bid that is shown.
func sections(m *model, f *stage.Frame) []stage.Section {
	b := m.path[m.step]
	s := stage.Section{Title: fmt.Sprintf("Bid %d of %d", m.step+1, len(m.path))}
	s.Rows = append(s.Rows, stage.UtilityRow("You get", -1, b.User, "What the winning offer gives you."))
	for i, a := range f.Scenario.Agents {
		o := m.offer(i)
		row := stage.UtilityRow(a.Name, stage.Hue(&f.Scenario, i), o[1], "")
		switch {
		case i == b.Agent:
			row.Label += ", winning"
			row.Help = fmt.Sprintf("Gives you %s and gets this.", words.Value(o[0]))
		case m.bid[i]:
			row.Help = fmt.Sprintf("Would get this with its last offer, which gives you %s.", words.Value(o[0]))
		default:
			row.Help = fmt.Sprintf("Has not bid. It would get this with its own optimum, which gives you %s.",
				words.Value(o[0]))
		}
		s.Rows = append(s.Rows, row)
	}
	return []stage.Section{s}
}

// winners is the table of all equilibria.
func winners(f *stage.Frame) stage.Table {
	t := stage.Table{Title: "All equilibria", Head: []string{"Winner", "You get from", "to"}}
	for _, e := range f.Result.Selection.Equilibria {
		t.Rows = append(t.Rows, []string{f.Scenario.Letter(e.Agent) + "  " + f.Scenario.Agents[e.Agent].Name,
			words.Value(e.User[0]), words.Value(e.User[1])})
	}
	return t
}

// notes says everything that a reader could otherwise take wrongly from the picture.
func notes(m *model, f *stage.Frame) []string {
	if !m.solved {
		return []string{noPicture(f)}
	}
	list := []string{"A line is a frontier: the most its agent can get by any way of speaking that gives " +
		"you at least " +
		"so much. It ends where everything is disclosed. Squares below it are the equilibria, by who wins."}
	if words := lossWords(f); words != "" {
		list = append(list, "The loss is "+words+"; Reset brings the first seed back.")
	}
	if m.end == "cycles" {
		list = append(list, fmt.Sprintf("The bids from number %d on repeat for ever.", min(m.cycle+1, len(m.path))))
	}
	if f.Scenario.ResponseOrDefault().Kind == engine.Quantal {
		list = append(list, "This scenario has you respond by chance (quantal). This game is played with a user who "+
			"always takes a best action.")
	}
	return list
}
