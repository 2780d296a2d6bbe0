package quantal

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/easel"
	"github.com/emergent-alignment/emergent/scenes/posterior"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// plan is where the parts of a line's picture go, from top to bottom.
type plan struct {
	chart  view.Rect // payoffs over beliefs
	band   view.Rect // how often each action is taken
	rows   float64   // top of the bars of unimprovable beliefs
	row    float64   // height of one
	all    float64   // of the bar for all agents
	lanes  float64   // top of the equilibria
	lane   float64   // height of one
	names  float64   // middle of the line with the names of the ends
	listed int       // bars of single agents
}

// x and y put a belief and a payoff on the screen, back undoes x.
func (p *plan) x(belief float64) float64   { return p.chart.X + belief*p.chart.W }
func (p *plan) y(payoff float64) float64   { return p.chart.Y + (1-payoff)*p.chart.H }
func (p *plan) back(at view.Pixel) float64 { return (at.X - p.chart.X) / p.chart.W }

// line is where the beliefs are.
func (p *plan) line() posterior.Line { return posterior.Line{Chart: p.chart, Margin: leftMargin} }

// Heights and margins of a line's picture in CSS pixels, before a small figure shrinks them.
const (
	leftMargin  = 62. // "worst" and the numbers of the payoff axis
	rightMargin = 30. // the letters of the curves
	topMargin   = 24. // the name of the prior
	bandShare   = 0.15
	leastBand   = 30.
	mostBand    = 70.
	allHeight   = 13.
	rowHeight   = 15.
	leastRow    = 4.
	rowsShare   = 0.2 // of the figure at most, for the bars of single agents
	laneHeight  = 40.
	namesHeight = 22.
	gapHeight   = 9.
	leastChart  = 24.
)

// planOf divides a figure.
func planOf(m *model, figure view.Rect) plan {
	k := easel.ScaleOf(figure)
	p := plan{listed: m.agents, all: allHeight * k, lane: laneHeight * k}
	if m.agent != beliefs.Everyone {
		p.listed = 0
		if m.agents > 1 {
			p.listed = 1
		}
	}
	lanes := 0.
	if len(m.worst) > 0 {
		lanes++
	}
	if len(m.best) > 0 {
		lanes++
	}
	if p.listed > 0 {
		p.row = max(leastRow, min(rowHeight*k, rowsShare*figure.H/float64(p.listed)))
	}
	band := min(max(bandShare*figure.H, leastBand), mostBand)
	room := figure.H - (topMargin+leastChart+2*gapHeight+namesHeight)*k - band - p.all - p.lane*lanes
	if room < p.row*float64(p.listed) { // single agents have no room in a low figure
		p.listed, p.row = 0, 0
		p.lane += min(0, room) / max(1, lanes)
	}
	rows := p.row*float64(p.listed) + p.all
	below := band + gapHeight*k + rows + gapHeight*k + p.lane*lanes + namesHeight*k
	p.chart = view.Rect{X: figure.X + leftMargin*k, Y: figure.Y + topMargin*k,
		W: max(1, figure.W-(leftMargin+rightMargin)*k)}
	p.chart.H = max(leastChart*k, figure.H-topMargin*k-below)
	bottom := p.chart.Y + p.chart.H
	p.band = view.Rect{X: p.chart.X, Y: bottom, W: p.chart.W, H: band}
	p.rows = bottom + p.band.H + gapHeight*k
	p.lanes = p.rows + rows + gapHeight*k
	p.names = p.lanes + p.lane*lanes + namesHeight*k/2
	return p
}

// curveArea is where the curve goes, and its key if that is apart: both beside the picture,
// or, without one, the curve in its place below the lines that say why there is none, and the
// key beside that.
func curveArea(k kind, f *stage.Frame, lines int) (plot, key view.Rect) {
	const margin = 6.
	if k != curveOnly {
		return f.Aside.Inset(margin), view.Rect{}
	}
	plot = easel.Below(f.Figure, lines)
	if plot == (view.Rect{}) {
		return plot, key
	}
	return plot, f.Aside.Inset(2 * margin)
}
