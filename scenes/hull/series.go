package hull

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/guarantees"
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
	return stage.Guide{
		About: "Each corner is something one may care about. Everybody stands where their interests put them: the " +
			"nearer to a corner, the more it counts. The question is whether some mixture of the agents " +
			"wants exactly what you want.",
		Marks: []stage.Sign{
			{Mark: "Star", Means: "you. Drag it, or move it with the arrow keys."},
			{Mark: "Star with a letter", Means: "a further user, where there are several. The agents stand as one " +
				"user faces them; a control says whom."},
			{Mark: "Lettered disc", Means: "an AI agent. A hollow one has a utility of its own; the ring is the " +
				"nearest mixture of the criteria."},
			{Mark: "Shaded area", Means: "every mixture of the agents: their convex hull, or a cone where " +
				"they may be scaled as well as added. Hatched: flattened from more dimensions, so that the eye " +
				"cannot tell who is in it."},
			{Mark: "Lines from the star",
				Means: "the mixture that is you, as thick as the weights; there when you are inside."},
			{Mark: "Dashed line", Means: "the gap to the nearest mixture, and across it a line with you on one side " +
				"and all agents on the other; there when you are outside. ε is how large the gap is in units " +
				"of utility."},
			{Mark: "Double-click", Means: "adds an agent there; beside the points a drag turns a tetrahedron."},
		},
	}
}

// Series implements stage.Charted: the mix, and the map where there is one.
func (s *Scene) Series(f *stage.Frame) []stage.Table {
	var list []stage.Table
	if a := f.Result.Alignment; a != nil && len(a.Weights) == len(f.Scenario.Agents) {
		t := stage.Table{Title: "The mix of agents closest to you", Head: []string{"Agent", "Weight"}}
		for i, w := range a.Weights {
			t.Rows = append(t.Rows, []string{f.Scenario.Agents[i].Name, words.Exact(w)})
		}
		list = append(list, t)
	}
	if p := f.Result.Population; p != nil {
		list = append(list, tables.Users(p, words.Exact, words.Exact))
	}
	if v := f.Map; v != nil && v.Done > 0 {
		list = append(list, places(v, f.Scenario.Criteria))
	}
	return list
}

// places lists the places of a map that are known.
func places(v *guarantees.Map, criteria []engine.Criterion) stage.Table {
	t := stage.Table{Title: "What you would have " + stands[v.Who] + ": " + wordings[v.Guarantee].option}
	for _, c := range criteria {
		t.Head = append(t.Head, c.Name)
	}
	t.Head = append(t.Head, "Value", "Short of the best by")
	var weights []float64
	v.EachPoint(func(p guarantees.GridPoint, at *engine.PlaceValue) {
		if !at.Known {
			return
		}
		weights = v.Weights(weights[:0], p)
		var row []string
		for _, w := range weights {
			row = append(row, words.Exact(w))
		}
		t.Rows = append(t.Rows, append(row, words.Exact(at.Value), words.Exact(at.Loss)))
	})
	return t
}
