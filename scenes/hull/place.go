package hull

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

func norm(v []float64) float64 {
	sum := 0.
	for _, x := range v {
		sum += x * x
	}
	return math.Sqrt(sum)
}

// The tetrahedron as it is first seen: turned so that an edge faces the reader, a little to
// one side, and all four corners lie apart; tilted so that its base shows.
const (
	firstYaw   = -0.31
	firstPitch = 0.32
)

// Margins around the picture in CSS pixels, for the names of corners.
const (
	nameLine    = 38. // a line of names above or below
	captionLine = 24. // the line that says what a projection is
)

// scaleOf is by how much marks and names grow or shrink with the figure.
func scaleOf(figure view.Rect) float64 {
	return min(max(math.Sqrt(min(figure.W/640, figure.H/480)), 0.85), 1.35)
}

// area is where the picture proper goes inside the figure.
func area(k kind, figure view.Rect) view.Rect {
	scale := scaleOf(figure)
	r := mark.StarRadius * scale
	side, top, bottom := 1.6*r, nameLine*scale, nameLine*scale
	switch k {
	case segment:
		side = 3 * r
	case solid:
		side = min(80*scale, 0.14*figure.W)
	case projection:
		side, bottom = min(120*scale, 0.21*figure.W), (nameLine+captionLine)*scale
	case plane:
		side, top, bottom = 3*r, 2*r, 2*r+captionLine
	}
	return view.Rect{X: figure.X + side, Y: figure.Y + top, W: max(1, figure.W-2*side), H: max(1, figure.H-top-bottom)}
}

// camera shows the box of a picture in the figure.
func camera(k kind, box view.Box, f *stage.Frame) view.Camera {
	if k == solid {
		pitch := firstPitch + f.View.Pitch
		cam := view.Fit(solidBox(pitch), area(k, f.Figure))
		cam.Turn = view.NewTurn(firstYaw+f.View.Yaw, pitch)
		return cam
	}
	cam := view.Fit(box, area(k, f.Figure))
	if k == plane && box.Max.Sub(box.Min).Norm() < together {
		cam.Scale = 1 // everyone at one place: any scale shows it
	}
	return cam
}

// solidBox is the extent of the tetrahedron at that pitch over all yaws, so that turning
// leaves its size as it is: its apex is at height 1, its base a circle at height -1/3.
func solidBox(pitch float64) view.Box {
	const base, radius = -1. / 3, 2 * math.Sqrt2 / 3
	sin, cos := math.Sincos(pitch)
	sin = math.Abs(sin)
	return view.Box{
		Min: view.Point{X: -radius, Y: base*cos - radius*sin},
		Max: view.Point{X: radius, Y: max(cos, base*cos+radius*sin)},
	}
}
