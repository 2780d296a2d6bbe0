package equilibrium

import (
	"fmt"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// panelOf describes what stands beside the figure. While a newer answer is under way the
// figures of the last one stay as they are, under a verdict that says so.
func panelOf(m *model, f *stage.Frame, last *stage.Panel) stage.Panel {
	p := stage.Panel{
		Verdict:  verdict(m, f),
		Controls: append(usersControls(m, f), controls(m, f)...),
		Tall:     f.View.Values["beside"] == besideEvery || f.View.Values["beside"] == besideIgnored,
	}
	if f.Stale {
		p.Sections, p.Tables, p.Claims, p.Notes = last.Sections, last.Tables, last.Claims, last.Notes
		return p
	}
	p.Notes = notes(m, f)
	if e, b := f.Result.Equilibria, f.Result.Benchmarks; m.solved && b != nil {
		p.Inside = b.Opt-e.Worst.User <= words.SameWorth
		p.Gauge(e.Worst.User, b.None, b.Opt)
		p.Sections = sections(m, f)
		p.Tables = tablesOf(m, f)
		if r := indifferent(f); r != nil {
			p.Sections = append(p.Sections, ignoredSection(r))
			p.Tables = append(p.Tables, ignoredTable(f, r))
		}
	}
	if m.holds {
		p.Claims = append(p.Claims, claim.Held(f.Scenario, m.outcome, func(x int) string {
			return beliefs.SignalName(&f.Scenario, x)
		}))
	}
	if !m.crowd {
		p.Claims = append(p.Claims, claim.Competition(f.Scenario, f.Result)...)
	}
	return p
}

// controls lists the settings.
func controls(m *model, f *stage.Frame) []stage.Control {
	var list []stage.Control
	if m.Agents > 1 && m.Kind != beliefs.None {
		list = append(list, beliefs.AgentControl(f, "All agents: bold are the beliefs that nobody would change. One "+
			"agent: what it gets, and hatched what it would change."))
	}
	if m.Kind != beliefs.None && m.solved && (!m.even || m.holds) {
		list = append(list, shownControl(m, f))
	}
	if m.Agents > 1 {
		list = append(list, ignoredControl(f))
	}
	if setsOf(f) != nil || indifferent(f) != nil {
		list = append(list, besideControl(f))
	}
	if m.Kind == beliefs.Line {
		list = append(list, stage.Control{Kind: stage.Toggle, Param: "view.user", Label: "Your own payoff",
			Value: strconv.FormatBool(m.curve),
			Help:  "What you expect at each belief, by your best action there."})
	}
	return list
}

// besideEvery is the value of "view.beside" that asks for the charts of every equilibrium.
const besideEvery = "every"

// heldShown is the value of "view.shown" that keeps the equilibrium that is held.
const heldShown = "held"

// shownControl is that of worst and best, and of the held one where there is one.
func shownControl(m *model, f *stage.Frame) stage.Control {
	c := beliefs.ShownControl(f)
	if m.crowd {
		c.Options[1].Label, c.Options[2].Label = "worst for all", "best for all"
		c.Help = "Which equilibrium's beliefs are shown as pins. Discs are the worst for all by their shares, " +
			"diamonds the best."
	}
	if m.holds {
		c.Value = heldShown
		c.Options = append(c.Options, stage.Option{Value: heldShown, Label: "the one you hold"})
	}
	return c
}

// besideControl chooses what stands beside the picture where both have no room.
func besideControl(f *stage.Frame) stage.Control {
	c := stage.Control{Kind: stage.Choice, Param: "view.beside", Label: "Beside it", Value: "ladder",
		Options: []stage.Option{{Value: "ladder", Label: "the ladder"}}}
	add := func(value, label, help string) {
		c.Options = append(c.Options, stage.Option{Value: value, Label: label})
		if c.Help += " " + help; f.View.Values["beside"] == value {
			c.Value = value
		}
	}
	if setsOf(f) != nil {
		add(besideEvery, "every equilibrium", "Every equilibrium: across what you get, up what an agent gets. "+
			"Each point of the shaded area is one way it can end; drag the dot over them.")
	}
	if indifferent(f) != nil {
		add(besideIgnored, "what agents ignore",
			"What agents ignore: the least that you get if they do not move for small gains.")
	}
	c.Help = c.Help[1:]
	return c
}

// sections lists what everyone gets.
func sections(m *model, f *stage.Frame) []stage.Section {
	e := f.Result.Equilibria
	if m.holds {
		held := payoffs("In the equilibrium you hold", f, &m.outcome)
		held.Rows = append(held.Rows, stage.ErrorRow("Most that an agent could gain", m.outcome.Gap,
			"Verified: no agent gains more than this by saying anything else or more."))
		return []stage.Section{held, payoffs("In the worst equilibrium for you", f, &e.Worst)}
	}
	if m.even {
		title := "In this equilibrium"
		if m.Agents == 1 {
			title = "With your only agent"
		}
		return []stage.Section{payoffs(title, f, &e.Worst)}
	}
	worst, best := "In the worst equilibrium for you", "In the best equilibrium for you"
	switch {
	case m.crowd:
		worst, best = "In the equilibrium worst for all by share", "In the equilibrium best for all by share"
	case m.Agents == 1:
		worst, best = "The monopoly at its worst for you", "The monopoly at its best for you"
	}
	return []stage.Section{payoffs(worst, f, &e.Worst), payoffs(best, f, &e.Best)}
}

func payoffs(title string, f *stage.Frame, e *engine.EquilibriumResult) stage.Section {
	s := stage.Section{Title: title, Rows: make([]stage.Row, 0, 1+len(e.Agents))}
	own := stage.UtilityRow("You", -1, e.User, "What you expect to get.")
	if isHeard(f) {
		own.Label, own.Help = "All users, by share", "What all users expect to get, by their shares."
	}
	s.Rows = append(s.Rows, own)
	b := f.Result.Benchmarks
	for i, x := range e.Agents {
		row := stage.UtilityRow(f.Scenario.Agents[i].Name, stage.Hue(&f.Scenario, i), x, "")
		if i < len(b.Full) {
			row.Help = fmt.Sprintf("If everything were disclosed it would get %s.", words.Value(b.Full[i]))
		}
		if i < len(b.Monopoly) {
			row.Help += fmt.Sprintf(" Alone it would get %s.", words.Value(b.Monopoly[i].Value))
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// tables lists where the equilibria lead.
func tablesOf(m *model, f *stage.Frame) []stage.Table {
	e := f.Result.Equilibria
	if m.holds {
		return []stage.Table{posteriors("Where the one you hold leads you", f, &m.outcome)}
	}
	if m.even {
		title := "Where an equilibrium leads you"
		if m.Agents == 1 {
			title = "Where the agent leads you"
		}
		return []stage.Table{posteriors(title, f, &e.Worst)}
	}
	return []stage.Table{
		posteriors("Where the worst leads you", f, &e.Worst),
		posteriors("Where the best leads you", f, &e.Best),
	}
}

// posteriors is a table of beliefs: the belief, what the user then does, how likely it is.
func posteriors(title string, f *stage.Frame, e *engine.EquilibriumResult) stage.Table {
	s := &f.Scenario
	t := stage.Table{Title: title, Head: beliefs.Head(s)}
	then := "You then"
	if s.UserSignal != nil {
		then = "You then, by your signal"
	}
	t.Head = append(t.Head, then, "Probability")
	for _, q := range e.Posteriors {
		t.Rows = append(t.Rows, append(beliefs.Row(s, q.Belief), beliefs.StrategyName(s, q.Strategy),
			words.Likelihood(q.Probability)))
	}
	return t
}

// notes says everything that a reader could otherwise take wrongly from the picture.
func notes(m *model, f *stage.Frame) []string {
	var list []string
	s := &f.Scenario
	if f.Result.Equilibria == nil {
		list = append(list, f.Result.Notes...)
	}
	if m.Kind == beliefs.None {
		list = append(list, m.Space.Why(instead(m)))
	} else if m.Space.Possible < len(m.Space.Signals) {
		list = append(list, zeros(m, s))
	}
	if s.ResponseOrDefault().Kind == engine.Quantal {
		list = append(list, "This scenario has you respond by chance (quantal). The figure shows the benchmark: the "+
			"equilibria if you always take a best action.")
	}
	if s.UserSignal != nil {
		list = append(list, "You see a signal of your own. What you do at a belief is therefore a plan, an action for "+
			"each of your signals in turn: \"rest / hospital\" is rest on the first and hospital on the second.")
	}
	if s.AgentSignal != nil && m.Kind != beliefs.None {
		list = append(list, "The agents see signals, not the state, so beliefs are over their signals. The prior over "+
			"these follows from the scenario and cannot be dragged.")
	}
	if m.solved && m.Agents > 1 {
		list = append(list, "An equilibrium is one way it can end: no agent would gain by saying anything else or "+
			"more. Worst, best and all between are those of agents who share a random draw. Where each draws by "+
			"itself there may be more, and worse ones; OPT, the floors and OPT − 2ε hold there, too.")
	}
	if m.solved && m.even && m.Agents > 1 {
		list = append(list, "All equilibria are worth the same to you. There may be several; one of them is shown.")
	}
	return list
}

// zeros says which corners cannot happen, and what that does to the picture.
func zeros(m *model, s *engine.Scenario) string {
	var names []string
	for j, x := range m.Space.Signals {
		if m.Numbers[j] <= beliefs.Impossible {
			names = append(names, beliefs.SignalName(s, x))
		}
	}
	verb := "has"
	if len(names) > 1 {
		verb = "have"
	}
	if m.Space.Possible == 1 {
		return fmt.Sprintf("%s %s prior 0, so nothing is uncertain and there is nothing to tell. Drag the prior off "+
			"its corner.", words.List(names), verb)
	}
	return fmt.Sprintf("%s %s prior 0, and nothing anyone says can change that: beliefs stay on the opposite edge. "+
		"Drag the prior off it.", words.List(names), verb)
}
