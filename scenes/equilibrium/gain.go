package equilibrium

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// toGain shades what the shown agent would gain at each belief of a region: exact at the
// vertices, blended between.
func (s *Scene) toGain(p pen.Pen, c *picture, region int) {
	r, faces, agent := &c.m.Regions[region], c.m.faces[region], c.m.Agent
	if r.Count < 3 || stays(&faces[len(faces)-1], agent) {
		return
	}
	color, ground := s.Colors().Agent(agent), beliefs.Mixed(s.Colors(), r.Tint)
	ground = over(ground.WithAlpha(underGain*ground.A), s.Colors().Frame)
	s.mesh = s.mesh[:0]
	for v := 1; v+1 < r.Count; v++ {
		var corners [3]gainAt
		for n, u := range [...]int{0, v, v + 1} {
			corners[n] = gainAt{c.Place(c.Vertex(r, u)[:3]),
				max(0, c.envelope(r, u, agent)-c.payoff(r, u, agent))}
		}
		s.blend(&corners, color, ground)
	}
	p.Mesh(s.mesh)
	s.Marks.Hatch(p, c.Polygon(r, r.Outline), hatchGap, false, 0.9, color.WithAlpha(0.45))
}

// gainAt is a gain somewhere on the screen.
type gainAt struct {
	at   view.Pixel
	gain float64
}

// over is what a colour makes of the opaque ground beneath it. Pieces of a mesh are opaque,
// so that no seam shows where two of them meet.
func over(c, ground pen.Color) pen.Color {
	mix := func(x, y float64) float64 { return c.A*x + (1-c.A)*y }
	return pen.Color{R: mix(c.R, ground.R), G: mix(c.G, ground.G), B: mix(c.B, ground.B), A: 1}
}

// blend adds a triangle to the mesh in pieces so small that each has about one shade, as
// pictures without blended triangles need.
func (s *Scene) blend(c *[3]gainAt, color, ground pen.Color) {
	vertex := func(i, j int) pen.Vertex {
		u, v := float64(i)/pieces, float64(j)/pieces
		w := 1 - u - v
		gain := w*c[0].gain + u*c[1].gain + v*c[2].gain
		return pen.Vertex{
			At:    view.Pixel{X: w*c[0].at.X + u*c[1].at.X + v*c[2].at.X, Y: w*c[0].at.Y + u*c[1].at.Y + v*c[2].at.Y},
			Color: over(color.WithAlpha(gainAlpha*min(1, math.Sqrt(gain))), ground),
		}
	}
	for i := range pieces {
		for j := range pieces - i {
			s.mesh = append(s.mesh, vertex(i, j), vertex(i+1, j), vertex(i, j+1))
			if i+j+1 < pieces {
				s.mesh = append(s.mesh, vertex(i+1, j), vertex(i+1, j+1), vertex(i, j+1))
			}
		}
	}
}

const (
	// gainAlpha is how dark a gain of 1 is.
	gainAlpha = 0.34
	// pieces is into how many an edge is cut to be shaded.
	pieces = 8
	// underGain is how much of their tint regions keep where gains are shaded.
	underGain = 0.55
)
