package beliefs

import (
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Bands tints the regions of a line: faintly in its chart, and in full in the band below.
func (b *Painter) Bands(p pen.Pen, c *Picture, l *Axis, band view.Rect, regions []Region, faint float64) {
	for i := range regions {
		left, right := c.Interval(l, &regions[i])
		color := Mixed(b.Marks.Theme, regions[i].Tint)
		b.Marks.Bar(p, view.Rect{X: left, Y: l.Chart.Y, W: right - left, H: l.Chart.H}, color.WithAlpha(color.A*faint))
		b.Marks.Bar(p, view.Rect{X: left, Y: band.Y, W: right - left, H: band.H}, color)
		if left > l.Chart.X+0.5 {
			b.Marks.Upright(p, left, l.Chart.Y, band.Y+band.H, 1, b.Marks.Theme.Line.WithAlpha(0.5), nil)
		}
	}
}

// BandNames writes what is done into the band of a line, where there is room; where the prior's grip covers the
// band, beside that.
func (b *Painter) BandNames(p pen.Pen, c *Picture, l *Axis, band view.Rect, regions []Region, covered bool) {
	style := b.Fade.Text(c.Scale, 13, b.Marks.Theme.Ink)
	style.Halo, style.H = pen.Color{}, pen.Center
	for i := range regions {
		left, right := c.Interval(l, &regions[i])
		if g := c.GripRadius() + 3; covered && c.Prior.X > left-g && c.Prior.X < right+g {
			if c.Prior.X-left > right-c.Prior.X { // in the wider part
				right = min(right, c.Prior.X-g)
			} else {
				left = max(left, c.Prior.X+g)
			}
		}
		style.MaxW = right - left - 4
		if style.MaxW >= LeastName || style.MaxW >= style.Width(regions[i].Name) {
			p.Text(view.Pixel{X: (left + right) / 2, Y: band.Y + band.H/2}, regions[i].Name, style)
		}
	}
}

// LeastName is the width in pixels below which a shortened name says nothing.
const LeastName = 34.

// Regions tints the regions of a triangle, a share of the way, and draws their borders.
func (b *Painter) Regions(p pen.Pen, c *Picture, regions []Region, share float64) {
	for i := range regions {
		color := Mixed(b.Marks.Theme, regions[i].Tint)
		color.A *= share
		if points := c.Polygon(&regions[i], regions[i].Outline); len(points) == 2 {
			b.Marks.Line(p, points[0], points[1], edgeBand*c.Scale, color.WithAlpha(2*color.A), nil)
		} else {
			b.Marks.Area(p, points, color, b.Marks.Theme.Line.WithAlpha(0.55), 1)
		}
	}
}

// edgeBand is the width in pixels of a region on an edge of the triangle.
const edgeBand = 12.

// RegionNames writes what is done in each region of a triangle at a place of it with room: its center or
// half-way from there to a vertex. Of the lines to keep off the first are tried first; edges asks for the
// names of regions on an edge, too.
func (b *Painter) RegionNames(p pen.Pen, c *Picture, regions []Region, off []mark.Lines, edges bool) {
	style := b.Fade.Text(c.Scale, 13, b.Marks.Theme.Ink)
	style.H, style.Halo = pen.Center, b.Marks.Theme.Frame.WithAlpha(0.8)
	for i := range regions {
		name, points := regions[i].Name, c.Polygon(&regions[i], regions[i].Outline)
		if len(points) < 3 {
			if edges && len(points) == 2 {
				b.Placer.Beside(p, points[0].Lerp(points[1], 0.5), 12, name, style, mark.Sides[:])
			}
			continue
		}
		center, area := centroid(points)
		for k := 0; k < len(off) && area >= leastArea; k++ {
			if at, room := b.spot(style, name, center, points, off[k]); room {
				p.Text(at, name, style)
				break
			}
		}
	}
}

// spot takes a place for the name of a region, off some lines; it reports whether there is room.
func (b *Painter) spot(style pen.TextStyle, name string, center view.Pixel, points []view.Pixel, off mark.Lines) (
	at view.Pixel, room bool) {
	if b.Placer.Settle(style.Bounds(center, name), off) {
		return center, true
	}
	for _, q := range points {
		if at = center.Lerp(q, 0.5); b.Placer.Settle(style.Bounds(at, name), off) {
			return at, true
		}
	}
	return at, false
}

// leastArea is the area in square pixels below which a region has no room for a name.
const leastArea = 500.
