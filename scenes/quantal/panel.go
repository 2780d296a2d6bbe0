package quantal

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// panelOf describes what stands beside the figure. While a newer answer is under way the
// figures of the last one stay as they are, under a verdict that says so.
func panelOf(m *model, f *stage.Frame, last *stage.Panel) stage.Panel {
	p := stage.Panel{Verdict: verdict(m, f), Controls: controls(m, f)}
	if f.Stale {
		p.Sections, p.Tables, p.Claims, p.Notes = last.Sections, last.Tables, last.Claims, last.Notes
		return p
	}
	p.Notes = notes(m, f)
	q := f.Result.Quantal
	switch b, e := f.Result.Benchmarks, f.Result.Equilibria; {
	case m.quantal:
		p.Inside = q != nil && q.Worst != nil && q.Full-*q.Worst <= words.SameWorth
		if q != nil && q.Worst != nil {
			p.Gauge(*q.Worst, q.None, max(q.Full, q.None))
		}
	case b != nil && e != nil:
		p.Inside = b.Opt-e.Worst.User <= words.SameWorth
		p.Gauge(e.Worst.User, b.None, b.Opt)
	}
	if m.quantal && q != nil {
		p.Sections = sections(m, f)
		if m.solved {
			p.Tables = tables(m, f)
		}
	}
	p.Claims = claim.Quantal(f.Scenario, f.Result)
	return p
}

// controls lists the settings.
func controls(m *model, f *stage.Frame) []stage.Control {
	list := []stage.Control{stage.Choose(&f.Scenario, "response.kind", "You answer",
		"By chance is the logit response: an action's odds grow with λ times what it is worth to you.",
		"with a best action", "by chance, better actions more often")}
	if m.quantal {
		list = append(list, stage.Slider(&f.Scenario, "response.lambda", "λ, how sharply", 0.1,
			"At 0 you act at random; the larger it is, the more surely you take a best action. On the curve it can be "+
				"dragged on a scale of ratios."))
	}
	if m.Agents > 1 && m.Kind != beliefs.None {
		list = append(list, beliefs.AgentControl(f,
			"All agents: bold are the beliefs that nobody would change. One agent: those that it would not change."))
	}
	if m.Kind != beliefs.None && m.solved && !m.even {
		list = append(list, beliefs.ShownControl(f))
	}
	return list
}

// sections lists what the user gets, and the agents under full disclosure.
func sections(m *model, f *stage.Frame) []stage.Section {
	q := f.Result.Quantal
	you := stage.Section{Title: "What you get at λ = " + lambdaWord(q.Lambda)}
	add := func(label string, x float64, help string) {
		you.Rows = append(you.Rows, stage.UtilityRow(label, -1, x, help))
	}
	if b := f.Result.Benchmarks; b != nil {
		add("OPT, no mistakes", b.Opt, "What a user gets who knows all that the agents know and takes a best action.")
	}
	add("All disclosed (F)", q.Full, "What you get when everything is disclosed and you still choose by chance. It is "+
		"no ceiling: less information can be worth more to you.")
	if q.Worst != nil && q.Best != nil {
		best, worst := "Best equilibrium", "Worst equilibrium"
		if m.Agents == 1 {
			best, worst = "Your only agent, at best", "Your only agent, at worst"
		}
		add(best, *q.Best, "The most that any outcome gives you which no agent would change.")
		add(worst, *q.Worst, "The least of these.")
	}
	if r := rangeAt(f); r != nil {
		you.Rows = append(you.Rows, stage.WordsRow("Worst, for certain", ends(r.Worst), "The figure's worst is that "+
			"of a grid of beliefs. Over all beliefs the worst lies between these two; the bracket beside the grip "+
			"shows them."))
	}
	add("No conversation", q.None, "What you get if nobody says a word. It is no floor: information can hurt you.")
	them := stage.Section{Title: "What agents get if all is disclosed"}
	for i, x := range q.Agents {
		them.Rows = append(them.Rows, stage.UtilityRow(f.Scenario.Agents[i].Name, stage.Hue(&f.Scenario, i), x,
			"In every equilibrium it gets at least this, since it could disclose everything itself."))
	}
	return []stage.Section{you, them}
}

// tables lists where the equilibria lead.
func tables(m *model, f *stage.Frame) []stage.Table {
	q := f.Result.Quantal
	if m.even {
		return []stage.Table{posteriors("Where an equilibrium leads you", m, f, q.WorstPosteriors)}
	}
	return []stage.Table{
		posteriors("Where the worst leads you", m, f, q.WorstPosteriors),
		posteriors("Where the best leads you", m, f, q.BestPosteriors),
	}
}

// posteriors is a table of beliefs, what the user then does most often, and how likely it is.
func posteriors(title string, m *model, f *stage.Frame, list []engine.QuantalPosterior) stage.Table {
	s := &f.Scenario
	t := stage.Table{Title: title, Head: beliefs.Head(s)}
	if m.mapped {
		t.Head = append(t.Head, "Most often you then")
	}
	t.Head = append(t.Head, "Probability")
	shares := make([]float64, m.actions)
	for _, q := range list {
		row := beliefs.Row(s, q.Belief)
		if m.mapped {
			m.shade.Shares(m.corner(q.Belief), shares)
			a := largest(shares)
			row = append(row, fmt.Sprintf("%s (%s)", s.Actions[a], words.Percent(shares[a], 0)))
		}
		t.Rows = append(t.Rows, append(row, words.Likelihood(q.Probability)))
	}
	return t
}

// notes says everything that a reader could otherwise take wrongly from the picture.
func notes(m *model, f *stage.Frame) []string {
	var list []string
	if m.Kind == beliefs.None {
		list = append(list, m.Space.Why("the curve shows what you get, at every λ."))
	}
	if m.quantal && m.grid > 0 {
		list = append(list, fmt.Sprintf("Equilibria are those of the game on a grid of beliefs: multiples of 1/%d, "+
			"and more where your response changes. On it the bounds hold exactly.", m.grid))
	}
	if m.quantal && !m.solved {
		list = append(list, f.Result.Notes...)
	}
	if m.Kind != beliefs.None && !m.mapped && m.Space.Possible < m.Space.Corners() {
		list = append(list, "The prior rules a corner out, and nothing anyone says can bring it back, so nothing is "+
			"drawn there. Drag the prior off its border.")
	}
	if f.Scenario.UserSignal != nil && m.Kind != beliefs.None {
		list = append(list, "You see a signal of your own. How often you take an action at a belief is the mean over "+
			"your signals.")
	}
	if f.Scenario.AgentSignal != nil && m.Kind != beliefs.None {
		list = append(list, "The agents see signals, not the state, so beliefs are over their signals. The prior over "+
			"these follows from the scenario and cannot be dragged.")
	}
	return list
}
