package quantal

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

var (
	_ stage.Guided  = (*Scene)(nil)
	_ stage.Charted = (*Scene)(nil)
)

// Guide implements stage.Guided.
func (s *Scene) Guide() stage.Guide {
	g := stage.Guide{
		About: "The same beliefs when you choose by chance: an action's odds grow with λ times what it is worth to " +
			"you. Colours blend as your choice does, and sharpen into regions as λ grows.",
		Marks: []stage.Sign{
			{Mark: "Blended colours", Means: "how often you take each action at a belief; an action is " +
				"named where it is preferred."},
			{Mark: "Ring with a dot in the beliefs", Means: "the prior. Drag it, or move it with the arrow keys."},
			{Mark: "Bars or bold areas",
				Means: "the beliefs that no agent would change, on the grid that the notes name."},
			{Mark: "Pins", Means: "where you end: discs in the worst equilibrium for you, hollow diamonds in the " +
				"best. The larger, the likelier."},
			{Mark: "Curve", Means: "what you get at every λ, with the bounds. λ is the grip on it: drag it, or use " +
				"the arrow keys; Home is 0, chance alone."},
			{Mark: "Brackets beside the grip", Means: "between what the worst equilibrium, at its right, and the " +
				"best, at its left, lie for certain, over all beliefs and not those of the grid alone."},
		},
	}
	if s.Fade.Ready && s.now.m.Kind == beliefs.Line {
		g.Marks = append(g.Marks, beliefs.LaneSign)
	}
	return g
}

// Series implements stage.Charted: the posteriors and the curve over lambda.
func (s *Scene) Series(f *stage.Frame) []stage.Table {
	var list []stage.Table
	if q := f.Result.Quantal; q != nil && q.Worst != nil {
		list = append(list, exactly("Worst equilibrium", f, q.WorstPosteriors),
			exactly("Best equilibrium", f, q.BestPosteriors))
	}
	if c := f.Result.QuantalCurve; c != nil && !f.Late {
		list = append(list, curveTable(c))
	}
	if r := rangeAt(f); r != nil {
		list = append(list, stage.Table{Title: "Between what worst and best lie for certain",
			Head: []string{"Equilibrium", "At least", "At most"}, Rows: [][]string{
				{"Worst", words.Exact(r.Worst[0]), words.Exact(r.Worst[1])},
				{"Best", words.Exact(r.Best[0]), words.Exact(r.Best[1])},
			}})
	}
	return list
}

func exactly(title string, f *stage.Frame, posteriors []engine.QuantalPosterior) stage.Table {
	t := stage.Table{Title: title, Head: append(beliefs.Head(&f.Scenario), "Probability")}
	for _, q := range posteriors {
		t.Rows = append(t.Rows, append(beliefs.Exact(&f.Scenario, q.Belief), words.Exact(q.Probability)))
	}
	return t
}

func curveTable(c *engine.QuantalCurveResult) stage.Table {
	t := stage.Table{Title: "What you get by λ", Head: []string{"λ", "Best equilibrium", "Worst equilibrium",
		"All disclosed", "No conversation", "Bound by λ", "Bound by full disclosure", "Floor"}}
	perhaps := func(x *float64) string {
		if x == nil {
			return ""
		}
		return words.Exact(*x)
	}
	for _, p := range c.Points {
		t.Rows = append(t.Rows, []string{words.Exact(p.Lambda), perhaps(p.Best), perhaps(p.Worst), words.Exact(p.Full),
			words.Exact(p.None),
			perhaps(p.BoundLambda), words.Exact(p.BoundFull), words.Exact(p.Floor)})
	}
	return t
}
