package conversation

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// picture is a model on its way to the screen: its numbers as they are shown now, and the
// pixels they come to. It keeps its memory between frames.
type picture struct {
	beliefs.Picture
	m     model
	words wording

	// On the screen, by Project.
	rows   rows         // of a line
	path   []view.Pixel // public, by round
	own    []view.Pixel // and the user's
	nodes  []view.Pixel // of the tree
	now    view.Pixel   // where the talk is
	mine   view.Pixel   // and what the user makes of it
	marker view.Pixel   // the mark of now, clear of the prior's grip
}

// Project puts what is shown on the screen of frame f.
func (c *picture) Project(f *stage.Frame) {
	c.Fit(&c.m.Space, f.Figure)
	c.path, c.own, c.nodes = c.path[:0], c.own[:0], c.nodes[:0]
	switch c.Kind {
	case beliefs.None:
		return
	case beliefs.Line:
		c.rows = rowsOf(c.m.last, f.Figure)
		c.Prior = view.Pixel{X: c.rows.X(c.X[1]), Y: c.rows.Chart.Y}
	case beliefs.Projection:
		c.Cam = cameraOf(&c.m.Space, f.Figure, c.Scale)
		c.Prior = c.Place(c.X)
	}
	if !c.m.solved {
		return
	}
	for k := range c.m.last + 1 {
		c.path = append(c.path, c.at(c.m.public, k, float64(k)))
		c.own = append(c.own, c.at(c.m.own, k, float64(k)))
	}
	for i, b := range c.m.tree {
		c.nodes = append(c.nodes, c.at(c.m.nodes, i, float64(b.round)))
	}
	c.now, c.mine = c.along(c.path), c.along(c.own)
	c.marker = c.clearOfGrip(c.now)
}

// at is where item i of a list of beliefs is on the screen, at a round.
func (c *picture) at(first, i int, round float64) view.Pixel {
	n := c.m.Space.Corners()
	b := c.X[first+i*n:][:n]
	if c.m.Kind == beliefs.Line {
		return view.Pixel{X: c.rows.X(b[1]), Y: c.rows.y(round)}
	}
	return c.Place(b)
}

// along is the point of a path at the round that is shown.
func (c *picture) along(path []view.Pixel) view.Pixel {
	whole, part := math.Modf(min(max(c.X[c.m.round], 0), float64(c.m.last)))
	k := int(whole)
	a := path[k]
	if k == c.m.last {
		return a
	}
	b := path[k+1]
	return a.Lerp(b, part)
}

// clearOfGrip moves the mark of now out of the prior's grip.
func (c *picture) clearOfGrip(at view.Pixel) view.Pixel {
	if c.m.Kind == beliefs.Line {
		return at
	}
	reach := c.GripRadius() + c.markRadius() + 3
	dx, dy := at.X-c.Prior.X, at.Y-c.Prior.Y
	d := math.Hypot(dx, dy)
	switch {
	case d >= reach:
		return at
	case d < 1:
		dx, dy, d = 0.8, 0.6, 1
	}
	return c.Prior.Add(dx/d*reach, dy/d*reach)
}

// markRadius is that of the mark of now.
func (c *picture) markRadius() float64 { return 10 * c.Scale }

// cameraOf shows a projection in a figure.
func cameraOf(space *beliefs.Space, figure view.Rect, scale float64) view.Camera {
	const side, top, bottom = 84., 34., 56. // the names of the corners, and what it is
	cam := view.Fit(space.Simplex.Box(), view.Rect{
		X: figure.X + side*scale, Y: figure.Y + top*scale,
		W: max(1, figure.W-2*side*scale), H: max(1, figure.H-(top+bottom)*scale),
	})
	if space.Simplex.Solid() {
		cam.Turn = view.NewTurn(solidYaw, solidPitch)
	}
	return cam
}

// A tetrahedron as the hull figure first shows one: all four corners lie apart.
const solidYaw, solidPitch = -0.31, 0.32
