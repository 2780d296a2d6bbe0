package hull

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// picture is a model on its way to the screen: its numbers as they are shown now, tweened,
// and the pixels they come to. It keeps its memory between frames.
type picture struct {
	m     model
	words wording
	tween view.Tween
	goal  []float64

	// As shown, by Step.
	inside  float64 // 0: outside, 1: inside, between while one fades into the other
	fanned  float64 // how far those who stand at one place are moved apart: 0 not, 1 all the way
	points  []view.Point
	weights []float64
	nearest view.Point
	matched []view.Point    // around what is shaded
	rays    [][2]view.Point // along which agents are scaled

	// On the screen, by Project.
	cam     view.Camera
	figure  view.Rect
	scale   float64 // of marks
	at      []view.Pixel
	spread  mark.Fan // of those at one place
	depth   []float64
	corners []view.Pixel
	hull    []view.Pixel
	edges   []view.Edge // between points of around
	around  []view.Pixel
	order   []int // in which parties are drawn
	finder  view.Hull
}

// aim sets what the picture moves to.
func (c *picture) aim(f *stage.Frame, snap bool) {
	g := append(c.goal[:0], 0, 1)
	if c.m.inside {
		g[0] = 1
	}
	if f.Dragging {
		g[1] = 0 // what is dragged over others does not push them away
	}
	for _, p := range c.m.parties {
		g = append(g, p.at.X, p.at.Y, p.at.Z)
	}
	g = append(g, c.m.nearest.X, c.m.nearest.Y, c.m.nearest.Z)
	for _, p := range c.m.region {
		g = append(g, p.X, p.Y, p.Z)
	}
	for _, r := range c.m.rays {
		g = append(g, r[0].X, r[0].Y, r[0].Z, r[1].X, r[1].Y, r[1].Z)
	}
	g = append(g, c.m.weights...)
	c.goal = g
	c.tween.Retarget(g, f.Now, snap)
	c.edges = c.edges[:0]
	if c.m.kind == solid {
		c.edges = view.Edges(c.edges, c.m.matched())
	}
}

// Step brings what is shown to time now and reports whether it still moves.
func (c *picture) Step(now float64) bool {
	moving := c.tween.Step(now)
	x := c.tween.Shown()
	take := func() view.Point {
		p := view.Point{X: x[0], Y: x[1], Z: x[2]}
		x = x[3:]
		return p
	}
	c.inside, c.fanned, x = x[0], x[1], x[2:]
	c.points = c.points[:0]
	for range c.m.parties {
		c.points = append(c.points, take())
	}
	c.nearest = take()
	c.matched, c.rays = c.matched[:0], c.rays[:0]
	for range c.m.region {
		c.matched = append(c.matched, take())
	}
	for range c.m.rays {
		c.rays = append(c.rays, [2]view.Point{take(), take()})
	}
	if c.m.region == nil {
		c.matched = append(c.matched, c.points[1:1+c.m.agents()]...)
	}
	c.weights = append(c.weights[:0], x...)
	return moving
}

// Project puts what is shown on the screen of frame f.
func (c *picture) Project(f *stage.Frame) {
	c.figure, c.scale = f.Figure, scaleOf(f.Figure)
	c.cam = camera(c.m.kind, c.m.box, f)
	c.at, c.depth = c.at[:0], c.depth[:0]
	for _, p := range c.points {
		at, depth := c.cam.Screen(p)
		c.at, c.depth = append(c.at, at), append(c.depth, depth)
	}
	if c.m.kind == onePoint {
		c.fan()
	}
	middle := f.Figure.At(f.Figure.W/2, f.Figure.H/2)
	r := mark.DiscRadius
	if len(c.m.others) > 0 {
		r = mark.StarRadius // stars are moved apart too
		if c.m.kind == segment {
			middle.Y += farBelow // off the line, on which others stand
		}
	}
	c.spread.Spread(c.at, 0, r*c.scale, mark.StarRadius*c.scale, c.fanned, middle)
	c.hull, c.around = c.hull[:0], c.around[:0]
	for _, p := range c.matched {
		c.around = append(c.around, c.cam.At(p))
	}
	for _, i := range c.finder.Of(c.around) {
		c.hull = append(c.hull, c.around[i])
	}
	c.sort(f)
}

// farBelow is so far below a figure in pixels that it is straight down from everywhere in it.
const farBelow = 1e6

// fan spreads parties that all stand at one point around it, the user at its right.
func (c *picture) fan() {
	n := len(c.at)
	room := min(c.figure.W, c.figure.H)
	r := min(max(0.2*room, 1.4*mark.StarRadius*float64(n)/math.Pi), 0.38*room)
	for i := range c.at {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		c.at[i].X += r * cos
		c.at[i].Y -= r * sin
	}
}

// sort orders parties from back to front: by depth in space, the user above the agents, and
// what is hovered or focused above all.
func (c *picture) sort(f *stage.Frame) {
	c.order = c.order[:0]
	for i := range c.at {
		c.order = append(c.order, i)
		for k := i; k > 0 && c.above(f, c.order[k-1], c.order[k]); k-- {
			c.order[k-1], c.order[k] = c.order[k], c.order[k-1]
		}
	}
}

// above reports whether party i is drawn over party j.
func (c *picture) above(f *stage.Frame, i, j int) bool {
	if a, b := c.rank(f, i), c.rank(f, j); a != b {
		return a > b
	}
	return c.m.kind == solid && c.depth[i] > c.depth[j]
}

func (c *picture) rank(f *stage.Frame, i int) int {
	switch h := c.words.handles[i].ID; {
	case h == f.Hover:
		return 3
	case h == f.Focus:
		return 2
	case c.m.kind == solid:
		return 0
	}
	if _, user := c.m.userOf(i); user {
		return 1
	}
	return 0
}

// radius is how large party i is drawn: near ones larger in space.
func (c *picture) radius(i int) float64 {
	r := mark.DiscRadius
	if _, user := c.m.userOf(i); user {
		r = mark.StarRadius
	}
	if c.m.kind == solid {
		r *= 1 + depthCue*c.depth[i]
	}
	return r * c.scale
}

// depthCue is how much larger a mark at the front of the tetrahedron is than one at its middle.
const depthCue = 0.16
