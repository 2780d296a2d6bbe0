package lab

import (
	"fmt"
	"slices"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// This file is E1.

// nearChart is its second chart: the loss by the distance from the hull.
const nearChart = "near"

var selectionKind = kind{
	name: experiment.KindSelection, label: "Bidding to be chosen",
	asks: "Agents bid to be the one you consult. Does that bring you to OPT? Press Run to play random games.",
	fields: []field{
		runs("Games", "How many random games are played, each with a user in the hull and with one outside."),
		whole("lab.agents", "Agents", "", 2, experiment.MaxAgents,
			func(s *experiment.Spec) *int { return &s.Selection.Agents }),
		whole("lab.states", "States of the world", "", 2, experiment.MaxStates,
			func(s *experiment.Spec) *int { return &s.Selection.States }),
		whole("lab.actions", "Actions", "", 2, experiment.MaxActions,
			func(s *experiment.Spec) *int { return &s.Selection.Actions }),
		share("lab.likeness", "Alike", "How much all agents have in common: 0 nothing, 1 everything.", 0, 1, 0.05,
			func(s *experiment.Spec) *float64 { return s.Selection.Likeness }),
		choice("lab.aims", "And beyond that", "What each agent wants besides what all have in common.", []stage.Option{
			{Value: experiment.MisalignedNoise, Label: "something at random"},
			{Value: experiment.MisalignedGoals, Label: "that its product be used"},
			{Value: experiment.MisalignedBias, Label: "the same as the others"},
		}, func(s *experiment.Spec) *string { return &s.Selection.Misalignment }),
		crowd("lab.crowd", "Users",
			"With several, three more games each time: what it does to them that all hear the same.",
			func(s *experiment.Spec) *int { return &s.Selection.Users }),
		share("lab.step", "Step of a bid", "By how much an agent outbids the other, in units of utility.",
			0.005, 0.1, 0.005, func(s *experiment.Spec) *float64 { return &s.Selection.Step }),
		seedField,
	},
	charts: func(*experiment.Spec) []stage.Option {
		return []stage.Option{{Value: firstChart, Label: "bid by bid"},
			{Value: nearChart, Label: "by the distance from the hull"}}
	},
	invites: func(asked *experiment.Spec, _ string) string {
		return fmt.Sprintf("Press Run: in each of %s random games %s bid to be the one you consult, once with you in "+
			"their hull and once outside it. The chart shows what you get, bid by bid, against the best there is.",
			words.Thousands(asked.Runs), words.Plural(asked.Selection.Agents, "agent", "agents"))
	},
	draw:     (*model).selection,
	verdict:  selectionWords,
	good:     func(r *experiment.Report) bool { return r.Selection.Arms[0].End.Reached == r.Runs },
	sections: selectionSections,
	tables:   selectionTables,
	series:   selectionSeries,
	notes: func(*experiment.Report) []string {
		return []string{"A bid is an offer that gives you a step more than the best offer so far. In the hull " +
			"means that your utility is a mixture of the agents'; outside, that a direction separates you from all " +
			"of them. Both games of a pair have the same agents."}
	},
}

// selection is E1: what the user gets less OPT, bid by bid, with the hull condition and
// without.
func (m *model) selection(r *experiment.Report) {
	if m.chart == nearChart {
		m.near(r.Selection)
		return
	}
	low := 0.
	for i, title := range []string{"You are in the hull", "You are outside the hull"} {
		arm := &r.Selection.Arms[i]
		g := m.graph(graph{title: title, xName: "bids after the first offer", yName: "what you get, less OPT",
			level: "OPT", place: func(x float64) string { return "after " + words.Plural(int(x), "bid", "bids") }})
		for _, b := range arm.Bids {
			g.x = append(g.x, float64(b.Bids))
		}
		m.line(g, series{name: "mean", note: "nine games of ten", look: lookHolds + i, wide: true},
			func(i int) [pointNumbers]float64 { return summed(&arm.Bids[i].Gap, -1) })
		for i := range g.x {
			low = min(low, m.numbers[g.series[0].first+i*pointNumbers+atQ05])
		}
	}
	for _, g := range m.graphs {
		m.numbers[g.first+graphLow], m.numbers[g.first+graphHigh] = min(-0.02, 1.05*low), max(0.01, -0.05*low)
	}
}

// near is E1 at chosen distances from the hull: how much the user loses at the end, and the bound.
func (m *model) near(r *experiment.SelectionReport) {
	points := slices.DeleteFunc(slices.Clone(r.Approximate), func(p experiment.ApproximatePoint) bool {
		return p.Games == 0
	})
	if len(points) == 0 {
		return
	}
	g := m.graph(graph{title: "Near the hull, and how near", xName: "distance ε from the hull",
		yName: "OPT less what you get at the end", shares: true,
		place: func(x float64) string { return "at ε = " + words.Decimals(x, 3) }})
	high := 0.
	for _, p := range points {
		g.x = append(g.x, p.Epsilon)
		high = max(high, p.Bound, p.Largest)
	}
	m.line(g, series{name: "bound 2ε", label: "2ε", look: lookGround, style: law},
		func(i int) [pointNumbers]float64 { return flat(points[i].Bound) })
	m.line(g, series{name: "largest loss of any game", label: "largest", look: lookFails},
		func(i int) [pointNumbers]float64 { return flat(points[i].Largest) })
	m.line(g, series{name: "mean loss", label: "mean", note: "nine games of ten", look: lookHolds, wide: true},
		func(i int) [pointNumbers]float64 { return summed(&points[i].Gap, 1) })
	m.numbers[g.first+graphHigh] = max(1.08*high, 1e-6)
}

func selectionWords(r *experiment.Report) string {
	in, out := &r.Selection.Arms[0], &r.Selection.Arms[1]
	which := words.Thousands(in.End.Reached) + " of"
	if in.End.Reached == r.Runs {
		which = "all"
	}
	return fmt.Sprintf("In the hull, bidding brought you to within a step of OPT in %s %s games; outside it in %s, "+
		"with a mean loss of %s.",
		which, words.Thousands(r.Runs), percent(out.End.Share), errorWord(out.End.Gap.Mean))
}

// selectionSections says how the bidding ended.
func selectionSections(r *experiment.Report) (list []stage.Section) {
	for i, title := range []string{"In the hull", "Outside the hull"} {
		a := &r.Selection.Arms[i]
		share := row("Games that end within a step of OPT", percent(a.End.Share),
			fmt.Sprintf("%s of %s; between %s and %s with confidence %s.",
				words.Thousands(a.End.Reached), words.Thousands(r.Runs), percent(a.End.Low), percent(a.End.High),
				percent(r.Spec.Confidence)))
		share.Bar = a.End.Share
		list = append(list, stage.Section{Title: title, Rows: []stage.Row{
			share,
			row("What you get at the end", errorWord(a.End.Value), "Mean over the games."),
			row("OPT", errorWord(a.Opt), "What you would get knowing all that the agents know, mean over the games."),
			row("Without any agent", errorWord(a.None), "Mean over the games."),
			row("Largest loss at the end",
				errorWord(a.End.Largest), "OPT less what you get, in the worst game for you."),
			row("Bids until it settles", fmt.Sprintf("%.0f", a.End.Bids), "Mean over the games."),
		}})
	}
	near := stage.Section{Title: "At a distance ε from the hull: largest loss, bound 2ε"}
	for _, p := range r.Selection.Approximate {
		if p.Games > 0 {
			near.Rows = append(near.Rows, row("ε = "+errorWord(p.Epsilon), errorWord(p.Largest)+", "+errorWord(p.Bound),
				fmt.Sprintf("Mean loss %s. In %s of %s games it is within the bound and a step.",
					errorWord(p.Gap.Mean), words.Thousands(p.Within), words.Thousands(p.Games))))
		}
	}
	if len(near.Rows) > 0 {
		list = append(list, near)
	}
	for i := range r.Selection.Crowd {
		list = append(list, crowdSection(&r.Selection.Crowd[i]))
	}
	return list
}

// crowdSection says what hearing the same does to several users.
func crowdSection(a *experiment.CrowdArm) stage.Section {
	title := map[string]string{
		experiment.RandomWishes: "If all users hear the same: random wishes",
		experiment.Champions:    "If all users hear the same: each has a champion",
		experiment.Leaning:      "If all users hear the same: champions lean a little",
	}[a.Wishes]
	return stage.Section{Title: title, Rows: []stage.Row{
		row("Worst welfare, against advice apart", words.Signed(a.Difference.Mean),
			fmt.Sprintf("Mean over %s games; from %s to %s.",
				words.Thousands(a.Games), words.Signed(a.Least), words.Signed(a.Most))),
		row("Users who are worse off", words.Thousands(a.Worse), fmt.Sprintf("Of %s: what they are sure of falls.",
			words.Thousands(a.Users))),
		row("Users who are better off", words.Thousands(a.Better), fmt.Sprintf("Of %s: what they are sure of rises.",
			words.Thousands(a.Users))),
		row("Games with all of them in their hulls", words.Thousands(a.Inside),
			fmt.Sprintf("Of %s.", words.Thousands(a.Games))),
	}}
}

// everyBid thins out the table of bids; the file has all of them.
const everyBid = 5

func selectionTables(r *experiment.Report) []stage.Table {
	t := stage.Table{Title: "Your loss against OPT, by bids: mean, and nine of ten",
		Head: []string{"Bids", "In the hull", "from", "to", "Outside", "from", "to"}}
	for b := 0; b < len(r.Selection.Arms[0].Bids); b += everyBid {
		line := []string{fmt.Sprint(b)}
		for _, a := range r.Selection.Arms {
			g := a.Bids[b].Gap
			line = append(line, cells(errorWord, g.Mean, g.Quantiles[0], g.Quantiles[len(g.Quantiles)-1])...)
		}
		t.Rows = append(t.Rows, line)
	}
	return []stage.Table{t}
}

// selectionSeries lists the loss by bids, and by the distance from the hull, and what hearing the same does to
// several users.
func selectionSeries(r *experiment.Report) []stage.Table {
	bids := stage.Table{Title: "Loss against OPT, by bids", Head: headed("hull", "bids", "value")}
	for _, arm := range r.Selection.Arms {
		for _, b := range arm.Bids {
			bids.Rows = append(bids.Rows, cells(words.Exact, arm.Hull, b.Bids, b.Value, &b.Gap))
		}
	}
	near := stage.Table{Title: "Loss against OPT at the end, by the distance from the hull",
		Head: headed("epsilon", "games", "bound", "largest", "within")}
	for _, p := range r.Selection.Approximate {
		near.Rows = append(near.Rows, cells(words.Exact, p.Epsilon, p.Games, p.Bound, p.Largest, p.Within, &p.Gap))
	}
	if len(r.Selection.Crowd) == 0 {
		return []stage.Table{bids, near}
	}
	crowd := stage.Table{Title: "Worst welfare where all hear the same, less that apart",
		Head: headed("wishes", "games", "inside", "users", "worse", "better", "least", "most")}
	for _, a := range r.Selection.Crowd {
		crowd.Rows = append(crowd.Rows, cells(words.Exact, a.Wishes, a.Games, a.Inside, a.Users, a.Worse, a.Better,
			a.Least, a.Most, &a.Difference))
	}
	return []stage.Table{bids, near, crowd}
}
