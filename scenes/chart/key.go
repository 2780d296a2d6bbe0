package chart

import (
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Entry is a line of a key: how something is drawn, what it is, and its value now.
type Entry struct {
	Name, Value string
	Short       string // where there is little room; "": Name
	Color       pen.Color
	Width       float64
	Dash        []float64
	Band        bool // an area and not a line
	Strong      bool
}

// Sizes of a key in CSS pixels.
const (
	sample  = 20. // length of the sample of a line
	KeyLine = 17. // height of an entry
)

// Key draws entries below each other in columns that fill area from the top, values at the
// right end of each.
func Key(p pen.Pen, k *mark.Painter, area view.Rect, columns int, size float64, entries []Entry) {
	rows := (len(entries) + columns - 1) / max(columns, 1)
	if rows == 0 || area.W <= 0 {
		return
	}
	line := min(KeyLine, area.H/float64(rows))
	width := area.W / float64(columns)
	for i, e := range entries {
		x := area.X + width*float64(i/rows)
		y := area.Y + line*(float64(i%rows)+0.5)
		entry(p, k, view.Rect{X: x, Y: y, W: width - 8}, min(size, line-2), e)
	}
}

func entry(p pen.Pen, k *mark.Painter, at view.Rect, size float64, e Entry) {
	t := k.Theme
	if e.Band {
		k.Bar(p, view.Rect{X: at.X, Y: at.Y - 4, W: sample, H: 8}, e.Color)
	} else {
		k.Across(p, at.Y, at.X+1, at.X+sample-1, e.Width, e.Color, e.Dash)
	}
	style := pen.TextStyle{Size: size, Color: t.Ink, Bold: true, H: pen.End, Halo: t.Paper}
	value := style.Width(e.Value)
	p.Text(at.At(at.W, 0), e.Value, style)
	style.H, style.Bold, style.Color = pen.Start, e.Strong, t.Muted
	if e.Strong {
		style.Color = t.Ink
	}
	style.MaxW = max(1, at.W-sample-6-value-4)
	name := e.Name
	if free := (pen.TextStyle{Size: size, Bold: e.Strong}); e.Short != "" && free.Width(name) > style.MaxW {
		name = e.Short
	}
	p.Text(view.Pixel{X: at.X + sample + 6, Y: at.Y}, name, style)
}
