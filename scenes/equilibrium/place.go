package equilibrium

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Heights and margins of an axis picture in CSS pixels, before a small figure shrinks them.
const (
	leftMargin  = 76. // "outcome" and the numbers of the payoff axis
	bandHeight  = 22.
	allHeight   = 15.
	rowHeight   = 15.
	rowsShare   = 0.24 // of the figure at most, for the bars of single agents
	laneHeight  = 46.
	rowsCaption = 17.  // the line over the bars
	tallFigure  = 480. // a figure higher than this has higher bars and lanes ..
	tallest     = 1.5  // .. by no more than this
	gapHeight   = 7.
)

// planOf divides a figure.
func planOf(m *model, figure view.Rect) beliefs.Plan {
	k := crossfade.ScaleOf(figure)
	tall := k * min(max(1, figure.H/tallFigure), tallest)
	return beliefs.PlanOf(figure, m.Agent, m.Agents, beliefs.Sizes{Left: leftMargin, Band: bandHeight * k,
		All: allHeight * tall, Row: rowHeight * tall, RowsShare: rowsShare, Caption: rowsCaption * k,
		Lane: laneHeight * tall, Gap: gapHeight * k}, m.Worst, m.Best, m.held)
}

// ladderArea is where the ladder goes: beside the picture, or, without one, below the lines
// that say why there is none.
func ladderArea(k beliefs.Kind, f *stage.Frame, lines int) view.Rect {
	const margin = 6.
	if k != beliefs.None {
		return f.Aside.Inset(margin)
	}
	return crossfade.Below(f.Figure, lines)
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
