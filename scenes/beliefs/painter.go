package beliefs

import (
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
)

// Painter draws beliefs with what a figure has to draw with.
type Painter crossfade.Figure

// Begin opens the drawing of a picture, which End closes; it reports whether there is one. Where there can be none
// it writes why.
func (b *Painter) Begin(p pen.Pen, group string, c *Picture) bool {
	if c.Figure.W <= 0 || c.Figure.H <= 0 {
		return false
	}
	b.Placer.Reset(c.Figure)
	p.Begin(group, c.Words.Title)
	if c.Kind == None {
		b.Fade.Why(p, c.Figure, c.Scale, c.Words.Why)
		b.End(p, c)
	}
	return c.Kind != None
}

// End closes the drawing of a picture; what a newer answer will replace says so.
func (b *Painter) End(p pen.Pen, c *Picture) {
	if c.Kind == Triangle {
		b.Fade.UpdatingBelow(p, c.Figure, c.Scale)
	} else {
		b.Fade.Updating(p, c.Figure, c.Scale)
	}
	p.End()
}

// Grip draws the prior where it can be dragged, or where it stands.
func (b *Painter) Grip(p pen.Pen, c *Picture) {
	p.Begin("prior", c.Words.Prior.Name)
	b.Marks.Grip(p, c.Prior, c.GripRadius(), mark.Look{Hollow: c.Words.Prior.Fixed, Active: b.Fade.Active(Handle)})
	p.End()
}

// PriorName writes what the prior is called beside it in a triangle.
func (b *Painter) PriorName(p pen.Pen, c *Picture) {
	style := b.Fade.Text(c.Scale, 13, b.Marks.Theme.Ink)
	style.Bold = true
	b.Placer.Beside(p, c.Prior, c.GripRadius()+5, c.Words.PriorShort, style, mark.Sides[:])
}

// CornerNames writes the names of a triangle's corners.
func (b *Painter) CornerNames(p pen.Pen, c *Picture, names []string) {
	style := b.Fade.Text(c.Scale, 14, b.Marks.Theme.Ink)
	style.H = pen.Center
	gap := 17 * c.Scale
	for j, at := range c.Corner {
		style.V, style.MaxW = pen.Bottom, 0.48*c.Figure.W // the other two, above
		place := at.Add(0, -gap)
		if j == 0 {
			style.V, style.MaxW = pen.Top, 0.9*c.Figure.W
			place = at.Add(0, gap)
		}
		b.Placer.Inside(p, place, names[j], style)
	}
}

// Names writes corners and prior of a triangle, and keeps what is named after them off the splits and, where there
// is room, off their lines.
func (b *Painter) Names(p pen.Pen, c *Picture, names []string, splits []Split) {
	b.Keep(c, splits)
	b.CornerNames(p, c, names)
	b.PriorName(p, c)
	b.keepLines(c, splits)
}
