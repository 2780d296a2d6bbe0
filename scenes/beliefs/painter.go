package beliefs

import (
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Painter is what a scene draws with.
type Painter struct {
	Marks  *mark.Painter
	Placer *mark.Placer
	Fade   *crossfade.Crossfade
}

// Grip draws the prior where it can be dragged, or where it stands.
func (b Painter) Grip(p pen.Pen, v *Plane, prior *stage.Handle) {
	p.Begin("prior", prior.Name)
	b.Marks.Grip(p, v.Prior, v.GripRadius(), mark.Look{Hollow: prior.Fixed, Active: b.Fade.Active(prior.ID)})
	p.End()
}

// PriorName writes what the prior is called beside it in a triangle.
func (b Painter) PriorName(p pen.Pen, v *Plane, name string) {
	style := b.Fade.Text(v.Scale, 13, b.Marks.Theme.Ink)
	style.Bold = true
	b.Placer.Beside(p, v.Prior, v.GripRadius()+5, name, style, mark.Sides[:])
}

// CornerNames writes the names of a triangle's corners.
func (b Painter) CornerNames(p pen.Pen, v *Plane, names []string) {
	style := b.Fade.Text(v.Scale, 14, b.Marks.Theme.Ink)
	style.H = pen.Center
	gap := 17 * v.Scale
	for j, at := range v.Corner {
		style.V, style.MaxW = pen.Bottom, 0.48*v.Figure.W // the other two, above
		place := view.Pixel{X: at.X, Y: at.Y - gap}
		if j == 0 {
			style.V, style.MaxW = pen.Top, 0.9*v.Figure.W
			place.Y = at.Y + gap
		}
		b.Placer.Inside(p, place, names[j], style)
	}
}
