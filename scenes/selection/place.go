package selection

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/chart"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Heights and margins of the picture in CSS pixels, before a small figure shrinks them.
const (
	leftMargin  = 46.
	rightMargin = 20.
	topMargin   = 50. // the title of the axis and two tiers of names of values
	numbersLine = 22.
	trackHeight = 30.
	rowHeight   = 15.
	leastRow    = 4.
	rowsShare   = 0.14 // of the figure at most
	titleHeight = 20.
	tier        = 15.
	leastPlot   = 20.
	plotShare   = 0.32 // of the figure at least
	leastScale  = 0.4  // of the margins
)

// plan is where the parts of the picture go, from top to bottom.
type plan struct {
	plot  view.Rect
	track float64 // middle of the line on which the user stands
	rows  float64 // top of the bands
	row   float64
	title float64 // middle of the last line
}

func planOf(agents int, figure view.Rect) plan {
	n := float64(max(agents, 1))
	k := crossfade.ScaleOf(figure)
	row := max(leastRow, min(rowHeight*k, rowsShare*figure.H/n))
	const around = topMargin + numbersLine + trackHeight + titleHeight
	room := figure.H - row*n - max(leastPlot, plotShare*figure.H)
	k = min(k, max(leastScale, room/around)) // in a low figure margins give way to the chart
	below := (numbersLine+trackHeight+titleHeight)*k + row*float64(agents)
	r := view.Rect{X: figure.X + leftMargin*k, Y: figure.Y + topMargin*k,
		W: max(1, figure.W-(leftMargin+rightMargin)*k)}
	r.H = max(leastPlot, figure.H-topMargin*k-below)
	p := plan{plot: r, row: row}
	p.track = r.Y + r.H + (numbersLine+trackHeight/2)*k
	p.rows = p.track + trackHeight*k/2
	p.title = p.rows + row*float64(agents) + titleHeight*k/2
	return p
}

// picture is a model on its way to the screen: its numbers as they are shown now, and the
// pixels they come to. It keeps its memory between frames.
type picture struct {
	crossfade.Numbers
	m     model
	words wording

	// On the screen, by Project.
	figure view.Rect
	scale  float64
	plan   plan
	plot   chart.Plot
	offers []view.Pixel // on the frontiers
	places []view.Pixel // where their marks are
	user   view.Pixel
}

// Project puts what is shown on the screen of frame f.
func (c *picture) Project(f *stage.Frame) {
	c.figure, c.scale = f.Figure, crossfade.ScaleOf(f.Figure)
	c.plan = planOf(c.m.agents, f.Figure)
	c.offers = c.offers[:0]
	if !c.m.solved {
		return
	}
	x, y := chart.Scale{}, chart.Scale{}
	x.Low, x.High = f.Range("offer", c.X[lowX], c.X[highX])
	y.Low, y.High = f.Range("agent", c.X[lowY], c.X[highY])
	c.plot.Set(c.plan.plot, x, y)
	for i := range c.m.agents {
		c.offers = append(c.offers, c.plot.At(c.X[c.m.offers+2*i], c.X[c.m.offers+2*i+1]))
	}
	c.spread()
	c.user = view.Pixel{X: c.plot.X.At(c.X[atUser]), Y: c.plan.track}
}

// spread moves offers that would hide each other apart, towards the middle of the chart; the
// winning one stays where it is.
func (c *picture) spread() {
	r := c.discRadius()
	c.places = append(c.places[:0], c.offers...)
	winner := c.m.winner()
	for i := range c.places {
		if i == winner {
			continue
		}
		step := 1.9 * r
		if c.places[i].X > c.plan.plot.X+c.plan.plot.W/2 {
			step = -step
		}
		for moved := true; moved; {
			moved = false
			for j, at := range c.places {
				if (j < i || j == winner) && j != i && math.Hypot(at.X-c.places[i].X, at.Y-c.places[i].Y) < 0.8*r {
					c.places[i].X += step
					moved = true
				}
			}
		}
	}
}

// discRadius is that of an offer, starRadius the user's.
func (c *picture) discRadius() float64 {
	r := 0.8 * mark.DiscRadius * c.scale
	if c.m.agents > crowded {
		r *= 0.75
	}
	return r
}
func (c *picture) starRadius() float64 { return 0.8 * mark.StarRadius * c.scale }

// crowded is the number of agents above which marks are smaller and lines thinner.
const crowded = 8
