package lab

import (
	"slices"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// Some experiments have a second chart. Which one is shown is a value of the view: the report is
// the same.
const (
	chartParam = "lab.chart"
	firstChart = "first"
	nearChart  = "near"  // of E1: the loss by the distance from the hull
	usersChart = "users" // of a table: each party as the user
)

// chartControl asks which chart is shown, where there are two.
func chartControl(v *stage.View, asked *experiment.Spec) []stage.Control {
	c := stage.Control{Kind: stage.Choice, Param: chartParam, Label: "Chart", Value: firstChart}
	switch {
	case asked.Kind == experiment.KindSelection:
		c.Options = []stage.Option{{Value: firstChart, Label: "bid by bid"},
			{Value: nearChart, Label: "by the distance from the hull"}}
	case asked.Users == experiment.EachUser:
		c.Options = []stage.Option{{Value: firstChart, Label: "by the number of agents"},
			{Value: usersChart, Label: "each as the user"}}
	default:
		return nil
	}
	if value := v.Values[chartParam]; slices.ContainsFunc(c.Options, func(o stage.Option) bool {
		return o.Value == value
	}) {
		c.Value = value
	}
	return []stage.Control{c}
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
		yName: "OPT less what you get at the end", shares: true})
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

// users is the distribution over users of each choice's error, smallest first.
func (m *model) users(u *experiment.UsersReport, kind string) {
	tried := u.Repetitions > 0
	where := ", in sample"
	if tried {
		where = ", held out"
	}
	g := m.graph(graph{title: "Each in turn as the user", xName: "users, by their error",
		yName: usersMeasure(u, kind) + where, log: false})
	for i := range u.Rows {
		g.x = append(g.x, float64(i+1))
	}
	high := 0.
	for _, w := range ways {
		list := userErrors(u, w.which)
		slices.Sort(list)
		high = max(high, list[len(list)-1])
		m.line(g, series{name: w.name, label: w.label, look: w.look}, func(i int) [pointNumbers]float64 {
			return flat(list[i])
		})
	}
	m.numbers[g.first+graphHigh] = max(1.06*high, 1e-6)
}

// userErrors lists the error of a choice for each user: held out, where that was tried.
func userErrors(u *experiment.UsersReport, which int) (list []float64) {
	for _, row := range u.Rows {
		x := row.Choices[which].HeldOut
		if u.Repetitions == 0 {
			x = row.Choices[which].RMS
		}
		list = append(list, x)
	}
	return list
}

// usersMeasure names the error that is shown of users: on all items it is the root mean square.
func usersMeasure(u *experiment.UsersReport, kind string) string {
	if u.Repetitions == 0 {
		kind = experiment.RMS
	}
	return measure(kind)
}
