package chart

import (
	"github.com/emergent-alignment/emergent/scenes/crossfade"
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Chart is a small chart beside a picture: a plot, a grip on it, and a key. Its numbers move to where they belong.
// A figure embeds it and draws it; the zero value is ready. Aim it when results change, and Divide its room and Set
// its plot at each frame.
type Chart struct {
	Plot
	Goal    []float64 // the numbers, where they belong
	Handle  stage.Handle
	Grip    view.Pixel
	Room    view.Rect // W = 0: the chart is not shown
	Entries []Entry
	KeyRoom view.Rect // H = 0: there is no room for the key

	tween view.Tween
}

// Aim sends the numbers on their way to Goal; with snap, or where there were more or fewer, they are there at once.
func (c *Chart) Aim(now float64, snap bool) { c.tween.Retarget(c.Goal, now, snap) }

// Step brings the numbers to time now and reports whether they still move.
func (c *Chart) Step(now float64) bool { return c.tween.Step(now) }

// Shown are the numbers as they are shown.
func (c *Chart) Shown() []float64 { return c.tween.Shown() }

// Handles appends the grip.
func (c *Chart) Handles(dst []stage.Handle) []stage.Handle {
	if c.Room.W <= 0 || c.Handle.ID == "" {
		return dst
	}
	h := c.Handle
	h.At = c.Grip
	return append(dst, h)
}

// Margins are those of a plot in CSS pixels, and what it leaves for its key.
type Margins struct {
	Left, Right, Top, Bottom float64
	Raised, Share            float64 // beside the key: by how much it begins higher, and its share of the width
	Gap, KeyShare, Tallest   float64 // above it: what lies between, the key's share of the height, height over width
}

const (
	lying     = 1.6 // width over height from which the key stands beside the plot
	leastPlot = 20. // height of a plot above its key
	besideGap = 24. // between a plot and the key beside it
)

// Divide divides a room into the plot and the key, which stands below it, or in a lying room beside it.
func (c *Chart) Divide(room view.Rect, m Margins) (plot view.Rect, lies bool) {
	c.Room = room
	height := KeyLine * float64(len(c.Entries))
	r := view.Rect{X: room.X + m.Left, Y: room.Y + m.Top, W: room.W - m.Left - m.Right}
	if room.W > lying*room.H {
		r.Y -= m.Raised
		r.W = min(r.W, m.Share*room.W-m.Left)
		r.H = room.Y + room.H - m.Bottom - r.Y
		x := r.X + r.W + besideGap
		c.KeyRoom = view.Rect{X: x, Y: r.Y, W: room.X + room.W - x, H: height}
		return r, true
	}
	height = min(height, m.KeyShare*room.H)
	r.H = max(leastPlot, min(room.H-m.Top-m.Bottom-m.Gap-height, m.Tallest*r.W))
	c.KeyRoom = view.Rect{X: room.X + 4, Y: r.Y + r.H + m.Bottom + m.Gap, W: room.W - 4, H: height}
	return r, false
}

// OnCurve puts the grip at a share of the width of the plot and at a value, inside its borders.
func (c *Chart) OnCurve(share, value float64) {
	r := c.Area
	c.Grip = view.Pixel{X: r.X + share*r.W, Y: min(max(c.Y.At(value), r.Y), r.Y+r.H)}
}

// GripLine draws a line through the grip from border to border.
func (c *Chart) GripLine(p pen.Pen, k *mark.Painter, dash []float64) {
	r := c.Area
	k.Upright(p, c.Grip.X, r.Y, r.Y+r.H, 1, k.Theme.Ink.WithAlpha(0.65), dash)
}

// DrawGrip draws the grip.
func (c *Chart) DrawGrip(p pen.Pen, g *crossfade.Figure, group string) {
	p.Begin(group, c.Handle.Name)
	g.Marks.Grip(p, c.Grip, c.Handle.Radius, mark.Look{Active: g.Fade.Active(c.Handle.ID)})
	p.End()
}

// Title writes what a chart is about, in bold.
func Title(p pen.Pen, t *theme.Theme, at view.Pixel, v pen.VAlign, size, room float64, text string) {
	p.Text(at, text, pen.TextStyle{Size: size, Bold: true, Color: t.Ink, Halo: t.Paper, V: v, MaxW: room})
}

// AxisName writes what the x axis is, so far off the lower right corner, in a room of its own (0: of any width).
func (c *Plot) AxisName(p pen.Pen, t *theme.Theme, off view.Pixel, size, room float64, text string) {
	p.Text(c.corner().Add(off.X, off.Y), text, pen.TextStyle{Size: size, Italic: true, Color: t.Muted, Halo: t.Paper,
		H: pen.End, V: pen.Top, MaxW: room})
}

// Updating says inside the lower right corner that a newer answer is under way.
func (c *Plot) Updating(p pen.Pen, t *theme.Theme, size float64) {
	p.Text(c.corner().Add(0, -4), "updating …", pen.TextStyle{Size: size, Italic: true, Color: t.Muted, Halo: t.Paper,
		H: pen.End, V: pen.Bottom})
}

func (c *Plot) corner() view.Pixel { return c.Area.At(c.Area.W, c.Area.H) }

// same is how near two numbers are that count as one.
const same = 1e-12

// Between interpolates from (x0,y0) to (x1,y1).
func Between(x, x0, x1, y0, y1 float64) float64 {
	if x1-x0 < same {
		return y0
	}
	return y0 + (y1-y0)*(x-x0)/(x1-x0)
}

// Read reads a line through n points off at x: straight between two points, and level beyond the ends.
func Read(x float64, n int, at func(i int) (x, y float64)) (y float64) {
	before, last := 0., 0.
	for i := range n {
		here, y := at(i)
		if i == 0 || x >= here {
			before, last = here, y
		} else {
			return Between(max(x, before), before, here, last, y)
		}
	}
	return last
}
