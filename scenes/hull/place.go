package hull

import (
	"math"

	"emergent/scenes/mark"
	"emergent/scenes/stage"
	"emergent/scenes/view"
)

func norm(v []float64) float64 {
	sum := 0.
	for _, x := range v {
		sum += x * x
	}
	return math.Sqrt(sum)
}

// The tetrahedron as it is first seen: turned so that no edge hides another one and tilted
// so that its base shows.
const (
	firstYaw   = 0.42
	firstPitch = 0.24
)

// Margins around the picture in CSS pixels, for the names of corners.
const (
	nameLine    = 37. // a line of names above or below
	captionLine = 24. // the line that says what a projection is
	narrow      = 460 // a figure narrower than this has smaller marks and names
)

// scaleOf is by how much marks shrink in a small figure.
func scaleOf(figure view.Rect) float64 {
	if figure.W < narrow || figure.H < narrow*0.65 {
		return 0.85
	}
	return 1
}

// area is where the picture proper goes inside the figure.
func area(k kind, figure view.Rect) view.Rect {
	r := mark.StarRadius * scaleOf(figure)
	left, top, bottom := 1.6*r, nameLine, nameLine
	switch k {
	case solid:
		top, bottom, left = nameLine, nameLine+4, nameLine
	case projection:
		left, bottom = min(120, 0.21*figure.W), nameLine+captionLine
	case plane:
		left, top, bottom = 3*r, 2*r, 2*r+captionLine
	}
	return view.Rect{X: figure.X + left, Y: figure.Y + top, W: max(1, figure.W-2*left), H: max(1, figure.H-top-bottom)}
}

// camera shows the box of a picture in the figure.
func camera(k kind, box view.Box, f *stage.Frame) view.Camera {
	cam := view.Fit(box, area(k, f.Figure))
	switch k {
	case solid:
		cam.Turn = view.NewTurn(firstYaw+f.View.Yaw, firstPitch+f.View.Pitch)
		cam.Scale *= solidZoom
		cam.Origin.Y += cam.Scale * solidDrop
	case plane:
		if box.Max.Sub(box.Min).Norm() < together {
			cam.Scale = 1 // everyone at one place: any scale shows it
		}
	}
	return cam
}

const (
	// solidZoom enlarges the tetrahedron beyond its sphere, which no view of it fills.
	solidZoom = 1.08
	// solidDrop moves it down by this share of its radius: its apex is far, its base near.
	solidDrop = 0.12
)
