package equilibrium

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/easel"
	"github.com/emergent-alignment/emergent/scenes/posterior"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// plan is where the parts of an axis picture go, from top to bottom.
type plan struct {
	chart  view.Rect // payoffs over beliefs
	band   view.Rect // actions under the axis
	rows   float64   // top of the bars of unimprovable beliefs
	row    float64   // height of one
	all    float64   // of the bar for all agents
	lanes  float64   // top of the equilibria
	lane   float64   // height of one
	names  float64   // middle of the line with the names of the ends
	listed int       // bars of single agents
}

// x and y put a belief and a payoff on the screen.
func (p *plan) x(belief float64) float64 { return p.chart.X + belief*p.chart.W }
func (p *plan) y(payoff float64) float64 { return p.chart.Y + (1-payoff)*p.chart.H }

// line is where the beliefs are.
func (p *plan) line() posterior.Line { return posterior.Line{Chart: p.chart, Margin: leftMargin} }

// Heights and margins of an axis picture in CSS pixels, before a small figure shrinks them.
const (
	leftMargin  = 76. // "outcome" and the numbers of the payoff axis
	rightMargin = 30. // the letters of the curves
	topMargin   = 24. // the name of the prior
	bandHeight  = 22.
	allHeight   = 15.
	rowHeight   = 15.
	leastRow    = 4.
	rowsShare   = 0.24 // of the figure at most, for the bars of single agents
	laneHeight  = 46.
	rowsCaption = 17. // the line over the bars
	namesHeight = 22.
	tallFigure  = 480. // a figure higher than this has higher bars and lanes ..
	tallest     = 1.5  // .. by no more than this
	gapHeight   = 7.
	leastChart  = 24.
)

// planOf divides a figure.
func planOf(m *model, figure view.Rect) plan {
	k := easel.ScaleOf(figure)
	tall := k * min(max(1, figure.H/tallFigure), tallest)
	p := plan{listed: m.agents, all: allHeight * tall, lane: laneHeight * tall}
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
	if len(m.held) > 0 {
		lanes++
	}
	if p.listed > 0 {
		p.row = max(leastRow, min(rowHeight*tall, rowsShare*figure.H/float64(p.listed)))
	}
	room := figure.H - (topMargin+leastChart+bandHeight+2*gapHeight+rowsCaption+namesHeight)*k - p.all - p.lane*lanes
	if room < p.row*float64(p.listed) { // single agents have no room in a low figure
		p.listed, p.row = 0, 0
		p.lane += min(0, room) / max(1, lanes)
	}
	rows := p.row*float64(p.listed) + p.all + rowsCaption*k
	below := bandHeight*k + gapHeight*k + rows + gapHeight*k + p.lane*lanes + namesHeight*k
	p.chart = view.Rect{X: figure.X + leftMargin*k, Y: figure.Y + topMargin*k,
		W: max(1, figure.W-(leftMargin+rightMargin)*k)}
	p.chart.H = max(leastChart*k, figure.H-topMargin*k-below)
	bottom := p.chart.Y + p.chart.H
	p.band = view.Rect{X: p.chart.X, Y: bottom, W: p.chart.W, H: bandHeight * k}
	p.rows = bottom + p.band.H + (gapHeight+rowsCaption)*k
	p.lanes = p.rows + rows + (gapHeight-rowsCaption)*k
	p.names = p.lanes + p.lane*lanes + namesHeight*k/2
	return p
}

// ladderArea is where the ladder goes: beside the picture, or, without one, below the lines
// that say why there is none.
func ladderArea(k kind, f *stage.Frame, lines int) view.Rect {
	const margin = 6.
	if k != tableOnly {
		return f.Aside.Inset(margin)
	}
	return easel.Below(f.Figure, lines)
}

// divided shares out what is beside the picture: the ladder above the charts of every
// equilibrium where it is high enough for both, else the one that "view.beside" chooses. Where
// agents ignore small gains the chart of that may take the place of either.
func divided(area view.Rect, f *stage.Frame) (rungs, charts, careless view.Rect) {
	const gap, share, least = 10., 0.52, 430.
	switch beside := f.View.Values["beside"]; {
	case beside == besideIgnored && indifferent(f) != nil:
		return rungs, charts, area
	case setsOf(f) == nil:
		return area, charts, careless
	case beside == besideEvery:
		return rungs, area, careless
	case area.H < least || area.W < leastEvery:
		return area, charts, careless
	}
	rungs, charts = area, area
	rungs.H = share*area.H - gap
	charts.Y, charts.H = area.Y+share*area.H, (1-share)*area.H
	return rungs, charts, careless
}
