package hull

import (
	"fmt"
	"math"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// panelOf describes what stands beside the figure.
func panelOf(m *model, f *stage.Frame) stage.Panel {
	p := stage.Panel{
		Verdict:  verdict(m, f),
		Inside:   m.inside,
		Controls: controls(m, f),
		Notes:    notes(m, f),
	}
	p.Sections = append(p.Sections, weightSection(m, f))
	if a := f.Result.Alignment; a != nil {
		p.Sections = append(p.Sections, closeness(m, a))
	}
	if a, b := f.Result.Alignment, f.Result.Benchmarks; a != nil && b != nil && m.known {
		p.Gauge(b.Opt-2*a.Epsilon, b.None, b.Opt)
		if m.inside {
			p.Share = 1
		}
	}
	if b := f.Result.Benchmarks; b != nil {
		p.Sections = append(p.Sections, worth(f.Result.Alignment, b))
	}
	if m.facing == 0 {
		p.Sections = append(p.Sections, dissent(m, f))
	}
	return p
}

// mostRows is the number of agents up to which each has a row of its own.
const mostRows = 8

// dissent lists what the user would be sure of without each agent: who matters most. While that
// is not known of the scenario as it stands, the rows are there without their numbers.
func dissent(m *model, f *stage.Frame) stage.Section {
	s := stage.Section{Title: "If one of them were not there"}
	d := f.Result.Dissent
	if d == nil && !f.Late && f.Result.Alignment != nil {
		s.Rows = append(s.Rows, stage.WordsRow("Too much work in a game of this size", "",
			"The game would be solved once more without each agent. It would fit with fewer agents."))
		return s
	}
	known := d != nil && !f.Late && len(d.Without) == m.agents()
	add := func(label string, swatch int, worst func() float64, help string) {
		row := stage.WordsRow(label, "", help)
		row.Swatch = swatch
		if known {
			row = stage.UtilityRow(label, swatch, worst(), help)
		}
		s.Rows = append(s.Rows, row)
	}
	add("All of them there", -1, func() float64 { return d.Worst }, "Your worst equilibrium: what you are sure of now.")
	for i, p := range m.parties[1 : 1+m.agents()] {
		if m.agents() > mostRows && !(known && d.Worst-d.Without[i] > full) {
			continue // of a crowd only those who matter
		}
		help := "Your worst equilibrium without this agent."
		switch {
		case m.agents() == 1:
			help = "Without the only agent there is no conversation."
		case known && d.Worst-d.Without[i] > full:
			help += fmt.Sprintf(" Its being there is worth %s to you.", words.Small(d.Worst-d.Without[i]))
		case known:
			help += " You would lose nothing."
		}
		add("Without "+p.name, i, func() float64 { return d.Without[i] }, help)
	}
	return s
}

// controls lists the settings.
func controls(m *model, f *stage.Frame) []stage.Control {
	list := []stage.Control{
		stage.Choose(&f.Scenario, "alignment.combination", "Agents may be", "Averaged: the weights of a mix add up to "+
			"1 (convex). Scaled and added: any weights from 0 up, since the scale of a utility changes nothing an "+
			"agent does (conic).", "averaged", "scaled and added"),
		stage.Choose(&f.Scenario, "alignment.offset", "Overlook", "What may be added to a mix of agents before it is "+
			"compared with you. Neither a constant nor a part that no action can change alters anyone's choices.",
			"nothing", "a constant", "anything the state alone decides"),
	}
	if m.kind == plane {
		list = append(list, stage.Control{
			Kind: stage.Button, Param: "criteria.fromAgents", Label: "Make each agent's utility a criterion",
			Disabled: m.agents() > engine.MaxCriteria,
			Help: fmt.Sprintf("Turns the agents into the corners of a simplex in which everyone can be dragged. "+
				"Possible with at most %s agents.", words.Count(engine.MaxCriteria)),
		})
	} else {
		list = append(list, stage.Control{
			Kind: stage.Button, Param: "agents.add", Label: "Add an agent", Disabled: m.agents() >= engine.MaxAgents,
			Help: "Adds one where there is room. A double click in the figure adds one there.",
		})
	}
	if m.kind == solid {
		list = append(list, angle("view.yaw", "Turn", f.View.Yaw, 180),
			angle("view.pitch", "Tilt", f.View.Pitch, math.Floor(maxPitch*180/math.Pi)))
	}
	list = append(list, sliders(m, f)...)
	list = append(list, mapControls(f)...)
	names := "true"
	if f.View.Values["names"] == "false" {
		names = "false"
	}
	return append(list, stage.Control{Kind: stage.Toggle, Param: "view.names", Label: "Names in the figure",
		Value: names,
		Help:  "Names are left out where there is no room for them."})
}

func angle(param, label string, radians, limit float64) stage.Control {
	degrees := math.Round(radians * 180 / math.Pi)
	return stage.Control{Kind: stage.Range, Param: param, Label: label,
		Value: words.Typed(degrees + 0),
		Min:   -limit, Max: limit, Step: 5, Help: "In degrees. Dragging the background of the figure turns it too."}
}

// weightSection lists the agents with their weights in the best mix.
func weightSection(m *model, f *stage.Frame) stage.Section {
	s := stage.Section{Title: "The mix that matches you", Rows: make([]stage.Row, 0, m.agents())}
	if !m.inside {
		s.Title = "The mix that comes closest to you"
	}
	if m.facing > 0 {
		s.Title = "The mix that matches " + m.parties[0].name
	}
	weights := m.weights
	if m.known && f.Scenario.AlignmentOrDefault().Combination != engine.Conic {
		weights = words.RoundedShares(weights)
	}
	for i, p := range m.parties[1 : 1+m.agents()] {
		row := stage.WordsRow(p.name, "", "Stands at "+place(m, p)+".")
		row.Swatch = stage.Hue(&f.Scenario, i)
		if m.known && (m.facing == 0 || total(m.weights) != 0) {
			row.Number, row.Format, row.Bar = weights[i], stage.AsUtility, min(m.weights[i], 1)
		}
		if p.hollow {
			row.Help = "Has " + place(m, p) + "."
		}
		if m.kind == plane {
			row.Help = "Has utilities of its own, given as a table."
		}
		if m.agents() > engine.MinAgents {
			row.Removable = stage.AgentHandle(i)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// closeness compares four ways to stand in for the user.
func closeness(m *model, a *engine.AlignmentResult) stage.Section {
	s := stage.Section{Title: "How close they come"}
	add := func(label string, value, rms float64, help string) {
		if rms >= 0 {
			help += fmt.Sprintf(" Typical error (root mean square) %s.", words.Small(rms))
		}
		s.Rows = append(s.Rows, stage.ErrorRow(label, value, help))
	}
	add("Best mix, epsilon", a.Epsilon, -1,
		"The largest difference from your utility, over all actions and states, of the mix that makes it smallest.")
	if i := a.BestAgent.Index; i != nil && *i < m.agents() {
		add("Best single agent, "+m.parties[*i+1].letter, a.BestAgent.Max, a.BestAgent.RMS,
			"The largest difference for the one agent that comes closest by itself.")
	}
	add("Plain average", a.Average.Max, a.Average.RMS, "The largest difference when all agents count the same.")
	add("Least squares", a.LeastSquares.Max, a.LeastSquares.RMS,
		"The largest difference of the mix with the smallest typical error, which is what a fit to data finds.")
	return s
}

// worth compares what the user gets.
func worth(a *engine.AlignmentResult, b *engine.BenchmarkResult) stage.Section {
	s := stage.Section{Title: "What it is worth to you"}
	add := func(label string, value float64, help string) {
		s.Rows = append(s.Rows, stage.UtilityRow(label, -1, value, help))
	}
	add("Knowing all that the agents know",
		b.Opt, "OPT: your expected utility if every signal were laid open to you. No equilibrium gives more.")
	if a != nil {
		s.Rows = append(s.Rows, guaranteed(a, b))
	}
	add("No conversation", b.None, "Your expected utility if you act on what you know by yourself.")
	return s
}

// guaranteed is the row of the theorem's bound, which is no guarantee where the user has as much
// without any conversation.
func guaranteed(a *engine.AlignmentResult, b *engine.BenchmarkResult) stage.Row {
	const guarantee = "Guaranteed by competition"
	bound := b.Opt - 2*a.Epsilon
	sum := fmt.Sprintf("OPT − 2 epsilon = %s − 2 × %s", words.Value(b.Opt), words.Small(a.Epsilon))
	if bound <= b.None {
		return stage.WordsRow(guarantee, "nothing", sum+fmt.Sprintf(" is no more than the %s that you have without "+
			"any conversation: too far away for a promise.", words.Value(b.None)))
	}
	return stage.UtilityRow(guarantee, -1, bound, sum+": no equilibrium among the agents gives you less.")
}
