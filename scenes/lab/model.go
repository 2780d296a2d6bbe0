package lab

import (
	"math"
	"slices"
	"strconv"

	"github.com/emergent-alignment/emergent/engine/experiment"
	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/words"
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
	level  string                 // the name of the line at 0, "": there is none
	place  func(x float64) string // in words
	start  float64                // where one reads first; 0: at the end
	left   float64                // the width of what stands left of the chart
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

// build makes the model of a report, nil: there is none; chart says which of its charts is wanted.
func build(r *experiment.Report, k *kind, chart string) model {
	m := model{kind: k.name, chart: chart}
	if r != nil {
		k.draw(&m, r)
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
		if x = m.graphs[0].start; x == 0 {
			x = math.Inf(1)
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

// withAgents says where a chart by the number of agents is read.
func withAgents(x float64) string { return "with " + words.Plural(int(x), "agent", "agents") }

// percent writes a share.
func percent(x float64) string { return words.Percent(x, 1) }
