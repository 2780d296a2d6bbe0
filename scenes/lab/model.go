package lab

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// The numbers of a point of a series.
const (
	atMean = iota
	atLow  // of the band of the mean
	atHigh
	atQ05
	atQ25
	atQ75
	atQ95
	pointNumbers
)

// The numbers of a graph: its range of heights.
const (
	graphLow = iota
	graphHigh
	graphNumbers
)

// style is how a series is drawn.
type style int8

const (
	curve  style = iota // a line with its bands
	dots                // what was measured, with whiskers
	law                 // a thin line: what is known beforehand
	fitted              // a thin line: what a curve is where it was fitted
)

// series is one line of a graph. Its numbers lie in the model's, from first on.
type series struct {
	name  string // in the key and in words
	label string // beside the line, "": none
	note  string // of its band, "": it has none
	look  int    // which colour (colourOf)
	style style
	first int
	count int
	wide  bool // has quantiles
}

// graph is one chart. All its series have the same places along the axis.
type graph struct {
	title  string
	xName  string
	yName  string
	log    bool
	shares bool      // places along the axis need not be whole
	x      []float64 // places along the axis
	first  int       // of its own numbers
	series []series
	level  string  // the name of the line at 0, "": there is none
	left   float64 // the width of what stands left of the chart
}

// model is everything the picture shows, before it is put on the screen. What can move lies
// in one list of numbers, for a tween.
type model struct {
	kind    string
	chart   string // which of its charts
	graphs  []graph
	numbers []float64
	old     bool // it is of other settings than the form's
	at      int  // where one reads
}

// build makes the model of a report; chart says which of its charts is wanted.
func build(r *experiment.Report, kind, chart string) model {
	m := model{kind: kind, chart: chart}
	switch {
	case r == nil:
	case r.Hull != nil:
		m.hull(r)
	case chart == nearChart && r.Selection != nil:
		m.near(r.Selection)
	case chart == usersChart && r.Table != nil && r.Table.Users != nil:
		m.users(r.Table.Users, r.Diversity.Error)
	case r.Selection != nil && len(r.Selection.Arms) == 2:
		m.selection(r)
	case r.Diversity != nil && r.Runs > 0:
		m.diversity(r)
	}
	for i := range m.graphs {
		m.margin(&m.graphs[i])
	}
	return m
}

// margin finds how much room the numbers of the upright axis need, at any height.
func (m *model) margin(g *graph) {
	g.left = 0
	for _, height := range [...]float64{80, 250, 700} {
		axis := chart.Scale{From: height, To: 0, Low: m.numbers[g.first+graphLow], High: m.numbers[g.first+graphHigh]}
		for _, t := range axis.Ticks(nil, 36) {
			g.left = max(g.left, tickGap+2+pen.TextStyle{Size: 12}.Width(t.Label))
		}
	}
}

// graph begins a graph.
func (m *model) graph(g graph) *graph {
	g.first = len(m.numbers)
	m.numbers = append(m.numbers, make([]float64, graphNumbers)...)
	m.graphs = append(m.graphs, g)
	return &m.graphs[len(m.graphs)-1]
}

// line appends a series to a graph.
func (m *model) line(g *graph, s series, point func(i int) [pointNumbers]float64) {
	s.first, s.count = len(m.numbers), len(g.x)
	for i := range g.x {
		p := point(i)
		m.numbers = append(m.numbers, p[:]...)
	}
	g.series = append(g.series, s)
}

// value is a number of a point.
func (s *series) value(numbers []float64, i, which int) float64 {
	return numbers[s.first+i*pointNumbers+which]
}

// summed are the numbers of a summary, times a sign.
func summed(s *experiment.Summary, sign float64) [pointNumbers]float64 {
	q := s.Quantiles
	p := [pointNumbers]float64{s.Mean, s.Low, s.High, q[0], q[1], q[3], q[4]}
	if sign < 0 {
		p = [pointNumbers]float64{-s.Mean, -s.High, -s.Low, -q[4], -q[3], -q[1], -q[0]}
	}
	return p
}

// flat are those of a number without a band.
func flat(x float64) (p [pointNumbers]float64) {
	for i := range p {
		p[i] = x
	}
	return p
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
	g := m.graph(graph{title: title, xName: "number of agents", yName: shares})
	for _, k := range spec.Agents {
		g.x = append(g.x, float64(k))
	}
	for row, d := range spec.Dimensions {
		cells := r.Hull.Cells[row*n:][:n]
		name := plural(d, "criterion to differ in", "criteria to differ in")
		m.line(g, series{name: name + ", law", label: plural(d, "criterion", "criteria"), look: row, style: law},
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

// selection is E1: what the user gets less OPT, bid by bid, with the hull condition and
// without.
func (m *model) selection(r *experiment.Report) {
	low := 0.
	for i, title := range []string{"You are in the hull", "You are outside the hull"} {
		arm := &r.Selection.Arms[i]
		g := m.graph(graph{title: title, xName: "bids after the first offer", yName: "what you get, less OPT",
			level: "OPT"})
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

// fewAgents is the number of agents up to which the axis has them at even distances.
const fewAgents = 12

// diversity is E2: three errors by the number of agents.
func (m *model) diversity(r *experiment.Report) {
	d := r.Diversity
	title, what := "What many can do that one cannot", "root mean square error"
	if r.Table != nil {
		title = "How many agents it takes"
	}
	switch d.Error {
	case experiment.Max:
		what = "largest error"
	case experiment.MSE:
		what = "mean square error"
	}
	items := plural(d.Items, "item", "items")
	if r.Spec.Synthetic != nil {
		items = plural(d.Items, "synthetic item", "synthetic items")
	}
	tried := len(d.Points) > 0 && len(d.Points[0].Tried) > 0
	where := " over " + items + ", in sample"
	if tried {
		where = fmt.Sprintf(", %s of %s held out", percent(*r.Spec.Holdout.Share), items)
	}
	g := m.graph(graph{title: title, xName: "number of agents, drawn at random",
		yName: what + where, log: d.Agents > fewAgents})
	for _, p := range d.Points {
		g.x = append(g.x, float64(p.Agents))
	}
	if tried {
		m.tried(g, d)
		return
	}
	high := 0.
	for _, s := range []struct {
		name, label string
		look        int
		of          func(p *experiment.DiversityPoint) *experiment.Summary
	}{
		{"best single agent", "best single agent", lookSingle,
			func(p *experiment.DiversityPoint) *experiment.Summary { return &p.Best }},
		{"uniform average", "average", lookAverage,
			func(p *experiment.DiversityPoint) *experiment.Summary { return &p.Average }},
		{"best combination", "best combination", lookMixture,
			func(p *experiment.DiversityPoint) *experiment.Summary { return &p.Combination }},
	} {
		m.line(g, series{name: s.name, label: s.label, note: "nine draws of ten", look: s.look, wide: true},
			func(i int) [pointNumbers]float64 {
				p := summed(s.of(&d.Points[i]), 1)
				high = max(high, p[atQ95], p[atHigh])
				return p
			})
	}
	m.numbers[g.first+graphHigh] = max(1.06*high, 1e-6)
}

// way is one way to answer for the user, as the chart and the panel show it.
type way struct {
	which       int // of a report's choices
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

// Looks beyond the colours of the agents.
const (
	lookHolds = 100 + iota
	lookFails
	lookSingle
	lookAverage
	lookMixture
	lookConstant
	lookConic
)

// read sets where one reads: at the place nearest to a value of the view, or at a telling one.
func (m *model) read(value string) {
	if len(m.graphs) == 0 {
		return
	}
	x, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(x) {
		x = math.Inf(1)
		if m.kind == experiment.KindHull {
			x = 6
		}
	}
	m.at = m.nearest(x)
}

// nearest is the place along the axis that is nearest to a value.
func (m *model) nearest(x float64) int {
	best := 0
	for i, at := range m.graphs[0].x {
		if math.Abs(at-x) < math.Abs(m.graphs[0].x[best]-x) || math.IsInf(x, 1) {
			best = i
		}
	}
	return best
}

// alike reports whether two models have the same parts, so that one can move into the other.
func (m *model) alike(o *model) bool {
	return m.kind == o.kind && m.chart == o.chart && m.old == o.old &&
		slices.EqualFunc(m.graphs, o.graphs, func(a, b graph) bool {
			return a.title == b.title && a.yName == b.yName && slices.Equal(a.x, b.x) &&
				slices.Equal(a.series, b.series)
		})
}

// plural counts things.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

// thousands writes a whole number with a thin space after each group of three digits.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u2009" + s[i:]
	}
	return s
}

// percent writes a share.
func percent(x float64) string {
	s := stage.Decimals(100*x, 1)
	if s[len(s)-2:] == ".0" {
		s = s[:len(s)-2]
	}
	return s + " %"
}
