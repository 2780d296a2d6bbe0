package quantal

import (
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Heights and margins of a line's picture in CSS pixels, before a small figure shrinks them.
const (
	leftMargin = 62.  // "worst" and the numbers of the payoff axis
	bandShare  = 0.15 // of the figure, for how often each action is taken
	leastBand  = 30.
	mostBand   = 70.
	allHeight  = 13.
	rowHeight  = 15.
	rowsShare  = 0.2 // of the figure at most, for the bars of single agents
	laneHeight = 40.
	gapHeight  = 9.
)

// planOf divides a figure.
func planOf(m *model, figure view.Rect) beliefs.Plan {
	k := crossfade.ScaleOf(figure)
	return beliefs.PlanOf(figure, m.Agent, m.Agents, beliefs.Sizes{Left: leftMargin,
		Band: min(max(bandShare*figure.H, leastBand), mostBand), All: allHeight * k, Row: rowHeight * k,
		RowsShare: rowsShare, Lane: laneHeight * k, Gap: gapHeight * k}, m.Worst, m.Best)
}

// curveArea is where the curve goes, and its key if that is apart: both beside the picture,
// or, without one, the curve in its place below the lines that say why there is none, and the
// key beside that.
func curveArea(k beliefs.Kind, f *stage.Frame, lines int) (plot, key view.Rect) {
	const margin = 6.
	if k != beliefs.None {
		return f.Aside.Inset(margin), view.Rect{}
	}
	plot = crossfade.Below(f.Figure, lines)
	if plot == (view.Rect{}) {
		return plot, key
	}
	return plot, f.Aside.Inset(2 * margin)
}
