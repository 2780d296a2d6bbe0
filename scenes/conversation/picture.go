package conversation

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// picture is a model on its way to the screen: its numbers as they are shown now, and the
// pixels they come to. It keeps its memory between frames.
type picture struct {
	crossfade.Numbers
	m     model
	words wording

	// On the screen, by Project.
	plane  beliefs.Plane
	rows   rows // of a line
	poly   []view.Pixel
	path   []view.Pixel // public, by round
	own    []view.Pixel // and the user's
	nodes  []view.Pixel // of the tree
	now    view.Pixel   // where the talk is
	mine   view.Pixel   // and what the user makes of it
	marker view.Pixel   // the mark of now, clear of the prior's grip
}

// Project puts what is shown on the screen of frame f.
func (c *picture) Project(f *stage.Frame) {
	c.plane.Set(&c.m.space, f.Figure, c.X)
	c.path, c.own, c.nodes = c.path[:0], c.own[:0], c.nodes[:0]
	switch c.m.kind {
	case beliefs.None:
		return
	case beliefs.Line:
		c.rows = rowsOf(c.m.last, f.Figure)
		c.plane.Prior = view.Pixel{X: c.rows.X(c.X[1]), Y: c.rows.Chart.Y}
	case beliefs.Projection:
		c.plane.Cam = cameraOf(&c.m.space, f.Figure, c.plane.Scale)
		c.plane.Prior = c.plane.Place(c.X)
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
	n := c.m.space.Corners()
	b := c.X[first+i*n:][:n]
	if c.m.kind == beliefs.Line {
		return view.Pixel{X: c.rows.X(b[1]), Y: c.rows.y(round)}
	}
	return c.plane.Place(b)
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
	return view.Pixel{X: a.X + part*(b.X-a.X), Y: a.Y + part*(b.Y-a.Y)}
}

// clearOfGrip moves the mark of now out of the prior's grip.
func (c *picture) clearOfGrip(at view.Pixel) view.Pixel {
	if c.m.kind == beliefs.Line {
		return at
	}
	reach := c.plane.GripRadius() + c.markRadius() + 3
	dx, dy := at.X-c.plane.Prior.X, at.Y-c.plane.Prior.Y
	d := math.Hypot(dx, dy)
	switch {
	case d >= reach:
		return at
	case d < 1:
		dx, dy, d = 0.8, 0.6, 1
	}
	return view.Pixel{X: c.plane.Prior.X + dx/d*reach, Y: c.plane.Prior.Y + dy/d*reach}
}

// markRadius is that of the mark of now.
func (c *picture) markRadius() float64 { return 10 * c.plane.Scale }

// region lists the corners of a region on the screen, valid until the next.
func (c *picture) region(r *region) []view.Pixel {
	c.poly = c.poly[:0]
	for _, v := range r.outline {
		c.poly = append(c.poly, c.plane.Place(c.X[r.first+v*3:][:3]))
	}
	return c.poly
}

// interval is where a region of a line lies, from left to right.
func (c *picture) interval(r *region) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for v := range r.count {
		x := c.rows.X(c.X[r.first+2*v+1])
		low, high = min(low, x), max(high, x)
	}
	return low, high
}

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
