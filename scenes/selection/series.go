package selection

import (
	"strconv"

	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

var (
	_ stage.Guided  = (*Scene)(nil)
	_ stage.Charted = (*Scene)(nil)
)

// Guide implements stage.Guided.
func (s *Scene) Guide() stage.Guide {
	return stage.Guide{
		About: "You try the agents and keep one. Each offers you something; the agents outbid each other in turn as " +
			"long as it pays.",
		Marks: []stage.Sign{
			{Mark: "Falling lines", Means: "what an agent can still get if it has to give you at least so much."},
			{Mark: "Lettered discs", Means: "the offers. The agents make them, so they cannot be dragged; " +
				"Tab goes to each and says what it gives."},
			{Mark: "Star", Means: "what the winning offer gives you. Dragging it goes from bid to bid; Home is the " +
				"first one, End the last."},
			{Mark: "Band under the axis",
				Means: "what you may get in equilibrium: there no other agent would care to offer more."},
			{Mark: "Curve", Means: "what choosing by trial costs you, by the number of trials: the mean, " +
				"the range of nine times out of ten, and the bound. The grip is the number of trials."},
		},
	}
}

// Series implements stage.Charted: frontiers, bids, equilibria, and the losses by trials.
func (s *Scene) Series(f *stage.Frame) []stage.Table {
	var list []stage.Table
	name := func(i int) string { return f.Scenario.Agents[i].Name }
	if r := f.Result.Selection; r != nil {
		frontiers := stage.Table{Title: "Frontiers", Head: []string{"Agent", "You get", "It gets"}}
		for i, points := range r.Frontiers {
			for _, p := range points {
				frontiers.Rows = append(frontiers.Rows, []string{name(i), words.Exact(p.User), words.Exact(p.Value)})
			}
		}
		bids := stage.Table{Title: "Bids", Head: []string{"Bid", "Agent", "You get", "It gets"}}
		for k, b := range r.Path {
			bids.Rows = append(bids.Rows,
				[]string{strconv.Itoa(k + 1), name(b.Agent), words.Exact(b.User), words.Exact(b.Value)})
		}
		winners := stage.Table{Title: "Equilibria", Head: []string{"Agent", "You get from", "To"}}
		for _, e := range r.Equilibria {
			winners.Rows = append(winners.Rows, []string{name(e.Agent), words.Exact(e.User[0]), words.Exact(e.User[1])})
		}
		list = append(list, frontiers, bids, winners)
	}
	if c := f.Result.LossCurve; c != nil && !f.Late {
		losses := stage.Table{Title: "What choosing by trial costs",
			Head: []string{"Trials", "Mean loss", "From", "To", "Bound"}}
		for _, p := range c.Points {
			losses.Rows = append(losses.Rows, []string{strconv.Itoa(p.Samples), words.Exact(p.Loss), words.Exact(p.Low),
				words.Exact(p.High), words.Exact(p.Bound)})
		}
		list = append(list, losses)
	}
	return list
}
