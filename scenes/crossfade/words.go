package crossfade

import (
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// narrow and low are the width and height in CSS pixels below which a figure has smaller
// marks and names, small is by how much.
const (
	narrow = 460
	low    = narrow * 0.65
	small  = 0.85
)

// ScaleOf is by how much marks shrink in a small figure.
func ScaleOf(figure view.Rect) float64 {
	if figure.W < narrow || figure.H < low {
		return small
	}
	return 1
}

// Text is the style of names in a figure of a scale; its halo keeps them readable over lines.
func (c *Crossfade) Text(scale, size float64, color pen.Color) pen.TextStyle {
	if scale < 1 {
		size--
	}
	return pen.TextStyle{Size: size, Color: color, Halo: c.Frame.Theme.Paper}
}

// Updating says that a newer answer is under way.
func (c *Crossfade) Updating(p pen.Pen, figure view.Rect, scale float64) {
	if !c.Frame.Stale {
		return
	}
	style := c.Text(scale, 13, c.Frame.Theme.Muted)
	style.Italic, style.H, style.V = true, pen.End, pen.Top
	p.Text(view.Pixel{X: figure.X + figure.W - 4, Y: figure.Y + 2}, "updating …", style)
}

// UpdatingBelow says so in the lower corner, where names stand above.
func (c *Crossfade) UpdatingBelow(p pen.Pen, figure view.Rect, scale float64) {
	style := c.Text(scale, 13, c.Frame.Theme.Muted)
	figure.Y += figure.H - style.Size*pen.LineHeight - 4
	c.Updating(p, figure, scale)
}

// A sentence stands for a picture that there cannot be: its size, margin and height of lines.
const (
	whySize   = 14.
	whyMargin = 12.
	whyLine   = 21.
)

// Wrap breaks such a sentence into lines for a figure of that width.
func Wrap(sentence string, width float64) []string {
	return mark.Wrap(pen.TextStyle{Size: whySize}, sentence, width-2*whyMargin)
}

// Why writes its lines in place of the picture.
func (c *Crossfade) Why(p pen.Pen, figure view.Rect, scale float64, lines []string) {
	style := c.Text(scale, whySize, c.Frame.Theme.Muted)
	style.V = pen.Top
	for i, line := range lines {
		p.Text(view.Pixel{X: figure.X + whyMargin, Y: figure.Y + whyMargin + whyLine*float64(i)}, line, style)
	}
}

// Below is what such lines leave of a figure, nothing where there is no room.
func Below(figure view.Rect, lines int) view.Rect {
	r := figure.Inset(whyMargin)
	head := whyLine*float64(lines) + whyMargin
	if figure.W <= 0 || figure.H <= head {
		return view.Rect{}
	}
	r.Y += head
	r.H -= head
	return r
}
