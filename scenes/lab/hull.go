package lab

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// This file is E3.

var hullKind = kind{
	name: experiment.KindHull, label: "Surrounded by chance", law: true,
	asks: "Scatter agents around you at random: how often are you among them? The lines are the law; press " +
		"Run to try it.",
	fields: []field{
		runs("Tries", "How often the agents are scattered anew, for each number of agents and each dimension."),
		upTo("lab.dimensions", "Criteria to scatter in, up to",
			"In how many independent directions interests may differ.", 1, 8,
			func(s *experiment.Spec) *[]int { return &s.Hull.Dimensions }, 1),
		upTo("lab.points", "Agents, up to", "", 3, 24, func(s *experiment.Spec) *[]int { return &s.Hull.Agents }, 2),
		crowd("lab.crowd", "Users",
			"With several, what an agent wants of each errs on its own, and all are to be among them.",
			func(s *experiment.Spec) *int { return &s.Hull.Users }),
		choice("lab.cloud", "Scattered", "The law is the same for all of them: it needs only that a point and its "+
			"mirror image are equally likely.", []stage.Option{
			{Value: experiment.NoiseBell, Label: "like a bell"},
			{Value: experiment.NoiseCube, Label: "evenly in a cube"},
			{Value: experiment.NoiseHeavy, Label: "with far outliers"},
		}, func(s *experiment.Spec) *string { return &s.Hull.Noise }),
		share("lab.shared", "In common", "How much of its error each agent shares with all others: 0 nothing, 1 "+
			"everything. The law is for 0.", 0, 1, 0.05,
			func(s *experiment.Spec) *float64 { return &s.Hull.Shared }),
		seedField,
	},
	invites: func(*experiment.Spec, string) string { return "Press Run." },
	draw:    (*model).hull,
	verdict: hullWords,
	good: func(r *experiment.Report) bool {
		return r.Runs > 0 && r.Hull.Within == len(r.Hull.Cells) && r.Spec.Hull.Shared == 0
	},
	sections: func(*experiment.Report) []stage.Section { return nil },
	tables:   hullTables,
	series:   hullSeries,
	notes:    hullNotes,
}

// hull is E3: for each dimension the law, and the frequencies simulated.
func (m *model) hull(r *experiment.Report) {
	spec := r.Spec.Hull
	n := len(spec.Agents)
	title, shares := "How often are you among them?", "share of the tries with you in their hull"
	if spec.Users > 1 {
		title, shares = "How often are all of you among them?",
			fmt.Sprintf("share of the tries with all %d users in their hulls", spec.Users)
	}
	g := m.graph(graph{title: title, xName: "number of agents", yName: shares, place: withAgents, start: 6})
	for _, k := range spec.Agents {
		g.x = append(g.x, float64(k))
	}
	for row, d := range spec.Dimensions {
		cells := r.Hull.Cells[row*n:][:n]
		name := words.Plural(d, "criterion to differ in", "criteria to differ in")
		m.line(g, series{name: name + ", law", label: words.Plural(d, "criterion", "criteria"), look: row, style: law},
			func(i int) [pointNumbers]float64 { return flat(cells[i].Wendel) })
		if r.Runs > 0 {
			m.line(g, series{name: name, note: "band", look: row, style: dots}, func(i int) [pointNumbers]float64 {
				p := flat(cells[i].Frequency)
				p[atLow], p[atHigh] = cells[i].Low, cells[i].High
				return p
			})
		}
	}
	m.numbers[g.first+graphHigh] = 1
}

func hullWords(r *experiment.Report) string {
	if r.Spec.Hull != nil && r.Spec.Hull.Shared > 0 {
		return sharedWords(r)
	}
	all := strconv.Itoa(len(r.Hull.Cells))
	text := "All " + all
	if r.Hull.Within < len(r.Hull.Cells) {
		text = strconv.Itoa(r.Hull.Within) + " of " + all
	}
	return fmt.Sprintf("%s simulated shares hold the law within their bands (%s for all at once, %s each).",
		text, percent(r.Spec.Confidence), words.Plural(r.Runs, "try", "tries"))
}

// sharedWords says what a common error costs those who ask the most agents, in two dimensions
// where there are as many.
func sharedWords(r *experiment.Report) string {
	row, n := max(0, slices.Index(r.Spec.Hull.Dimensions, 2)), len(r.Spec.Hull.Agents)
	c := r.Hull.Cells[row*n+n-1]
	return fmt.Sprintf("With %s of every error in common, %s surround you in %s of %s, not in %s as they would with "+
		"errors of their own.",
		percent(r.Spec.Hull.Shared), words.Plural(c.Agents, "agent", "agents"), percent(c.Frequency),
		words.Plural(r.Runs, "try", "tries"), percent(c.Wendel))
}

func hullTables(r *experiment.Report) []stage.Table {
	t := stage.Table{Title: "In the hull of so many agents", Head: []string{"Criteria", "Agents", "Law"}}
	if r.Runs > 0 {
		t.Head = append(t.Head, "Simulated", "from", "to")
	}
	for _, c := range r.Hull.Cells {
		line := cells(func(x float64) string { return words.Decimals(x, 4) },
			c.Dimension, c.Agents, c.Wendel, c.Frequency, c.Low, c.High)
		t.Rows = append(t.Rows, line[:len(t.Head)])
	}
	return []stage.Table{t}
}

func hullSeries(r *experiment.Report) []stage.Table {
	t := stage.Table{Title: "Shares", Head: []string{"criteria", "agents", "runs", "inside", "share", "low", "high",
		"law"}}
	for _, c := range r.Hull.Cells {
		t.Rows = append(t.Rows, cells(words.Exact, c.Dimension, c.Agents, c.Runs, c.Inside, c.Frequency, c.Low, c.High,
			c.Wendel))
	}
	return []stage.Table{t}
}

func hullNotes(r *experiment.Report) []string {
	v := r.Spec.Hull
	list := []string{"Agents stand at random around you, each as likely as its mirror image. The law is " +
		"Wendel's (1962): with k agents and D criteria you are in their hull with probability 1 − 2^−(k−1) Σ " +
		"C(k−1, j) over j < D."}
	if v.Users > 1 {
		list = append(list, fmt.Sprintf("There are %s users, and what an agent wants of each errs on its own. "+
			"Counted are the tries in which all are in their hulls; the law is the power %d of that of one.",
			words.Count(v.Users), v.Users))
	}
	if v.Shared > 0 {
		list = append(list, fmt.Sprintf("Here %s of each agent's error is one that all have in common, drawn anew "+
			"for each try. The lines are the law for errors of their own, which they fall short of.",
			percent(v.Shared)))
	}
	if r.Runs > 0 {
		list = append(list, "Bands: "+r.Hull.Band+".")
	}
	return list
}
