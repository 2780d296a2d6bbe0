package lab

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// This file is E2, as far as a table of one's own shares it.

var diversityKind = kind{
	name: experiment.KindDiversity, label: "Many models, one mix",
	asks: "Is the best single model better than a mixture of many worse ones? Press Run; the table is synthetic.",
	fields: append([]field{
		runs("Draws", "How often the agents are drawn in another order."),
		whole("lab.roster", "Agents in the table", "", 2, 100,
			func(s *experiment.Spec) *int { return &s.Synthetic.Agents }),
		whole("lab.items", "Items", "Questions on which you and each agent have a score.",
			experiment.MinItems, 2000, func(s *experiment.Spec) *int { return &s.Synthetic.Items }),
		share("lab.bias", "Bias of an agent", "How far what an agent cares about is from what you care about.",
			0, 1, 0.05, func(s *experiment.Spec) *float64 { return s.Synthetic.Bias }),
		choice("lab.aims", "Its direction", "In which way agents differ from you.", []stage.Option{
			{Value: experiment.MisalignedGoals, Label: "goals of its own"},
			{Value: experiment.MisalignedBias, Label: "a bias that all share"},
			{Value: experiment.MisalignedNoise, Label: "errors, no goals"},
		}, func(s *experiment.Spec) *string { return &s.Synthetic.Misalignment }),
		share("lab.noise", "Noise of a score", "In units of the scores.",
			0, 1, 0.05, func(s *experiment.Spec) *float64 { return s.Synthetic.Noise }),
	}, append([]field{heldOut}, scored...)...),
	invites: func(asked *experiment.Spec, _ string) string {
		return fmt.Sprintf("Press Run: from a synthetic table of %s agents and %s items so many agents are drawn at "+
			"random, and the best single one is set beside their average and their best mixture.",
			words.Thousands(asked.Synthetic.Agents), words.Thousands(asked.Synthetic.Items))
	},
	draw:     (*model).diversity,
	verdict:  diversityWords,
	good:     func(*experiment.Report) bool { return true },
	sections: func(r *experiment.Report) []stage.Section { return heldOutSections(r.Diversity.Holdout) },
	tables:   diversityTables,
	series:   diversitySeries,
	notes:    func(r *experiment.Report) []string { return []string{originWords(r), triedWords(r)} },
}

// heldOut is the share of what is held out.
var heldOut = field{
	Control: stage.Control{Kind: stage.Range, Param: "lab.share", Label: "Held out", Min: 0, Max: 0.9, Step: 0.05,
		Help: "The share of the items on which nothing is fitted: there the errors count. 0: all is in sample."},
	get: func(s *experiment.Spec) string {
		return strconv.FormatFloat(*cmp.Or(s.Holdout.Share, new(experiment.DefaultShare)), 'f', -1, 64)
	},
	set: func(s *experiment.Spec, value string) { s.Holdout.Share = new(parse(value)) },
}

// scored are the settings of what is measured on a table.
var scored = []field{
	choice("lab.error", "Error", "Over the items of the table.",
		[]stage.Option{{Value: experiment.RMS, Label: "root mean square"},
			{Value: experiment.MSE, Label: "mean square"}, {Value: experiment.Max, Label: "largest"}},
		func(s *experiment.Spec) *string { return &s.Diversity.Error }),
	choice("lab.combination", "Weights", "Of the hull test and the worst items; the chart has both.",
		[]stage.Option{{Value: engine.Convex, Label: "sum to 1 (convex)"},
			{Value: engine.Conic, Label: "scaled and added (conic)"}},
		func(s *experiment.Spec) *string { return &s.Alignment.Combination }),
	choice("lab.offset", "Offset", "A number that is added to all items.",
		[]stage.Option{{Value: engine.Constant, Label: "one number"}, {Value: engine.NoOffset, Label: "none"}},
		func(s *experiment.Spec) *string { return &s.Alignment.Offset }),
	seedField,
}

// fewAgents is the number of agents up to which the axis has them at even distances.
const fewAgents = 12

// diversity is E2: three errors by the number of agents.
func (m *model) diversity(r *experiment.Report) {
	d := r.Diversity
	if r.Runs == 0 {
		return
	}
	title := "What many can do that one cannot"
	if r.Table != nil {
		title = "How many agents it takes"
	}
	items := words.Plural(d.Items, "item", "items")
	if r.Spec.Synthetic != nil {
		items = words.Plural(d.Items, "synthetic item", "synthetic items")
	}
	tried := len(d.Points) > 0 && len(d.Points[0].Tried) > 0
	where := " over " + items + ", in sample"
	if tried {
		where = fmt.Sprintf(", %s of %s held out", percent(*r.Spec.Holdout.Share), items)
	}
	g := m.graph(graph{title: title, xName: "number of agents, drawn at random",
		yName: measure(d.Error) + where, log: d.Agents > fewAgents, place: withAgents})
	for _, p := range d.Points {
		g.x = append(g.x, float64(p.Agents))
	}
	if tried {
		m.tried(g, d)
		return
	}
	high := 0.
	for _, s := range wholeTable {
		m.line(g, series{name: s.name, label: s.label, note: "nine draws of ten", look: s.look, wide: true},
			func(i int) [pointNumbers]float64 {
				p := summed(inSample(&d.Points[i])[s.which], 1)
				high = max(high, p[atQ95], p[atHigh])
				return p
			})
	}
	m.numbers[g.first+graphHigh] = max(1.06*high, 1e-6)
}

// way is one way to answer for the user, as the chart and the panel show it.
type way struct {
	which       int // of a report's choices, or of those in sample
	name, label string
	look        int
}

// ways lists them in the order of the key.
var ways = []way{
	{experiment.Constant, "one number", "one number", lookConstant},
	{experiment.BestAgent, "best single agent", "best single", lookSingle},
	{experiment.Average, "uniform average", "average", lookAverage},
	{experiment.Convex, "best combination, weights sum to 1", "best combination", lookMixture},
	{experiment.Conic, "best combination, any weights", "any weights", lookConic},
}

// wholeTable lists those in sample, where nothing is held out.
var wholeTable = []way{
	{0, "best single agent", "best single agent", lookSingle},
	{1, "uniform average", "average", lookAverage},
	{2, "best combination", "best combination", lookMixture},
}

// inSample are their errors.
func inSample(p *experiment.DiversityPoint) [3]*experiment.Summary {
	return [...]*experiment.Summary{&p.Best, &p.Average, &p.Combination}
}

// tried draws each choice on the items held out, and where it was fitted.
func (m *model) tried(g *graph, d *experiment.DiversityReport) {
	high := 0.
	for _, c := range ways {
		m.line(g, series{name: c.name + ", fitted", look: c.look, style: fitted}, func(i int) [pointNumbers]float64 {
			return summed(&d.Points[i].Tried[c.which].Fitted, 1)
		})
		m.line(g, series{name: c.name + ", held out", label: c.label, note: "nine draws of ten", look: c.look,
			wide: c.which >= experiment.Convex}, func(i int) [pointNumbers]float64 {
			p := summed(&d.Points[i].Tried[c.which].HeldOut, 1)
			high = max(high, p[atMean], p[atHigh])
			return p
		})
	}
	// Single draws may be far off; what the chart shows are the means.
	m.numbers[g.first+graphHigh] = max(1.12*high, 1e-6)
}

func diversityWords(r *experiment.Report) string {
	d := r.Diversity
	if len(d.Points) == 0 {
		return "There are no points to show."
	}
	if d.Holdout != nil {
		return fmt.Sprintf("With %s, ", words.Plural(d.Agents, "agent", "agents")) + lowered(gapWords(d.Holdout))
	}
	p := d.Points[len(d.Points)-1]
	return fmt.Sprintf("With %s the best combination errs by %s, their average by %s, the best single one by %s.",
		words.Plural(p.Agents, "agent", "agents"), errorWord(p.Combination.Mean), errorWord(p.Average.Mean),
		errorWord(p.Best.Mean))
}

func diversityTables(r *experiment.Report) []stage.Table {
	if len(r.Diversity.Points) == 0 {
		return nil
	}
	if len(r.Diversity.Points[0].Tried) > 0 {
		return triedTables(r.Diversity)
	}
	t := stage.Table{Title: "Mean error in sample, by the number of agents",
		Head: []string{"Agents", "Best single", "Average", "Best combination"}}
	for _, p := range r.Diversity.Points {
		t.Rows = append(t.Rows, cells(errorWord, p.Agents, p.Best.Mean, p.Average.Mean, p.Combination.Mean))
	}
	return []stage.Table{t}
}

// originWords says where the scores come from.
func originWords(r *experiment.Report) string {
	if v := r.Spec.Synthetic; v != nil {
		return fmt.Sprintf("The table is synthetic: %s and %s, drawn by a random generator. It says nothing about "+
			"real models.",
			words.Plural(v.Agents, "agent", "agents"), words.Plural(v.Items, "item", "items"))
	}
	return fmt.Sprintf("The scores are those of %s. They stay on this machine.", r.Diversity.Table)
}

func diversitySeries(report *experiment.Report) []stage.Table {
	r := report.Diversity
	if report.Runs == 0 {
		return nil
	}
	if len(r.Points) > 0 && len(r.Points[0].Tried) > 0 {
		return []stage.Table{triedSeries(r)}
	}
	t := stage.Table{Title: "Errors, by the number of agents", Head: headed("agents", "choice")}
	for i := range r.Points {
		for which, s := range inSample(&r.Points[i]) {
			t.Rows = append(t.Rows, cells(words.Exact, r.Points[i].Agents, wholeTable[which].label, s))
		}
	}
	return []stage.Table{t}
}
