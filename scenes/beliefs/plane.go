package beliefs

import (
	"math"

	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Plane is where the beliefs of a space are on the screen. The zero value is ready for Set.
type Plane struct {
	Kind   Kind
	Figure view.Rect
	Scale  float64      // of marks
	Cam    view.Camera  // of a triangle
	Corner []view.Pixel // of a triangle, on the screen
	Prior  view.Pixel   // its grip

	simplex view.Simplex
}

// Set shows a space in a figure. In a triangle the prior stands at its belief; on a line the
// figure says where that is.
func (v *Plane) Set(space *Space, figure view.Rect, prior []float64) {
	v.Kind, v.Figure, v.Scale, v.simplex = space.Kind(), figure, crossfade.ScaleOf(figure), space.Simplex
	v.Corner = v.Corner[:0]
	if v.Kind != Triangle {
		return
	}
	v.Cam = space.Camera(figure, v.Scale)
	for j := range 3 {
		v.Corner = append(v.Corner, v.Cam.At(v.simplex.Corner(j)))
	}
	v.Prior = v.Place(prior)
}

// Place is where a belief stands in the triangle.
func (v *Plane) Place(belief []float64) view.Pixel { return v.Cam.At(v.simplex.Place(belief)) }

// GripRadius is that of the prior, PinRadius that of a pin.
func (v *Plane) GripRadius() float64 { return 9 * v.Scale }

// PinRadius is that of a pin of a probability.
func (v *Plane) PinRadius(probability float64) float64 {
	return v.Scale * mark.PinRadius(probability)
}

// centroid returns the centre of gravity of a polygon and its area.
func centroid(points []view.Pixel) (at view.Pixel, area float64) {
	o := points[0]
	for i := 1; i+1 < len(points); i++ {
		a := view.Side(o, points[i], points[i+1]) / 2
		area += a
		at.X += a * (points[i].X + points[i+1].X + o.X) / 3
		at.Y += a * (points[i].Y + points[i+1].Y + o.Y) / 3
	}
	if math.Abs(area) < 1 {
		return o, 0
	}
	return view.Pixel{X: at.X / area, Y: at.Y / area}, math.Abs(area)
}
