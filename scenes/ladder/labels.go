package ladder

import (
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// label draws the words of a group with their leader and tick.
func (l *Ladder) label(p pen.Pen, k *mark.Painter, g int, hover, focus string) {
	t := k.Theme
	lab := &l.labels[g]
	l.tick(p, k, g)
	style := pen.TextStyle{Size: l.size, Bold: true, Color: t.Ink, Halo: t.Paper}
	if lab.hidden {
		return
	}
	if l.flat {
		k.Upright(p, lab.tick.X, lab.tick.Y-6, lab.at.Y+l.line/2-2, 1, t.Line, nil)
		l.lyingWords(p, k, g, style, hover, focus)
		return
	}
	start := lab.tick.Add(7, 0)
	end := lab.at.Add(-4, 0)
	k.Line(p, start, end, 1, t.Line, nil)
	if l.empty(g) {
		style.Bold, style.Color = false, t.Muted
	}
	p.Text(lab.at, l.groups[g].value, style)
	for i, r := range l.groups[g].rungs {
		at := view.Pixel{X: l.names(g), Y: lab.at.Y + l.line*float64(i)}
		st := style
		st.Bold = active(l.rungs[r], hover, focus)
		if !st.Bold {
			st.Color = t.Muted
		}
		name := l.name(r)
		if st.MaxW = l.area.X + l.area.W - at.X; l.rungs[r].Kind == Empty && st.Width(l.rungs[r].empty) < st.MaxW {
			name = l.rungs[r].empty
		}
		if st.Width(name) >= st.MaxW {
			name = l.rungs[r].brief()
		}
		if i > 0 {
			eq := st
			eq.H = pen.End
			p.Text(at.Add(-4, 0), "=", eq)
		}
		p.Text(at, name, st)
	}
}

// names is where the names of a standing label begin, after its value.
func (l *Ladder) names(g int) float64 {
	style := pen.TextStyle{Size: l.size, Bold: true}
	return l.labels[g].at.X + max(valueWidth*l.grow, style.Width(l.groups[g].value)+8)
}

// lyingWords writes a label in one line that ends at its place.
func (l *Ladder) lyingWords(p pen.Pen, k *mark.Painter, g int, style pen.TextStyle, hover, focus string) {
	lab := &l.labels[g]
	style.H = pen.End
	if l.empty(g) {
		style.Bold, style.Color = false, k.Theme.Muted
	}
	p.Text(lab.at, l.groups[g].value, style)
	at := view.Pixel{X: lab.at.X - style.Width(l.groups[g].value) - 6, Y: lab.at.Y}
	style.Bold, style.Color = false, k.Theme.Muted
	for _, r := range l.groups[g].rungs {
		if active(l.rungs[r], hover, focus) {
			style.Color = k.Theme.Ink
		}
	}
	p.Text(at, l.groups[g].line, style)
}

// tick marks a value on the axis, equilibria as their pins are marked.
func (l *Ladder) tick(p pen.Pen, k *mark.Painter, g int) {
	t := k.Theme
	at := l.labels[g].tick
	d := view.Pixel{X: 7}
	if l.flat {
		d = view.Pixel{Y: 7}
	}
	worst, best, opt := false, false, false
	for _, i := range l.groups[g].rungs {
		worst = worst || l.rungs[i].Kind == Worst
		best = best || l.rungs[i].Kind == Best
		opt = opt || l.rungs[i].Kind == Opt
	}
	switch {
	case worst || best:
	case l.empty(g):
		k.Line(p, at.Add(-d.X, -d.Y), at.Add(d.X, d.Y), 1.5, t.Line, emptyDash)
	default:
		k.Line(p, at.Add(-d.X, -d.Y), at.Add(d.X, d.Y), 2, t.Ink, nil)
	}
	if worst {
		color := t.Bad
		if opt {
			color = t.Good
		}
		k.Pin(p, at, 5, color, false)
	}
	if best {
		k.Pin(p, at, 5, t.Good, true)
	}
	if l.labels[g].out {
		l.beyond(p, k, at)
	}
}

// empty reports whether a group holds promises alone that promise nothing.
func (l *Ladder) empty(g int) bool {
	for _, i := range l.groups[g].rungs {
		if l.rungs[i].Kind != Empty {
			return false
		}
	}
	return true
}

// noPromise stands after the name of one, and emptyDash is its tick.
const noPromise = ", no promise"

var emptyDash = []float64{2, 2}

// beyond marks a value that lies below the axis: an arrow off its end.
func (l *Ladder) beyond(p pen.Pen, k *mark.Painter, at view.Pixel) {
	const reach, half = 11., 4.
	out, side := view.Pixel{Y: reach}, view.Pixel{X: half}
	if l.flat {
		out, side = view.Pixel{X: -reach}, view.Pixel{Y: half}
	}
	tip := [...]view.Pixel{{X: at.X + out.X, Y: at.Y + out.Y}, {X: at.X + out.X/2 + side.X, Y: at.Y + out.Y/2 + side.Y},
		{X: at.X + out.X/2 - side.X, Y: at.Y + out.Y/2 - side.Y}}
	k.Line(p, at, tip[0], 1.5, k.Theme.Ink, nil)
	k.Line(p, tip[1], tip[0], 1.5, k.Theme.Ink, nil)
	k.Line(p, tip[2], tip[0], 1.5, k.Theme.Ink, nil)
}

func (l *Ladder) appendHandles(dst []stage.Handle) []stage.Handle {
	style := pen.TextStyle{Size: l.size}
	for g := range l.groups {
		lab := &l.labels[g]
		x := lab.at.X - style.Width(l.groups[g].value) - 6
		for n := range l.groups[g].rungs {
			i := l.groups[g].rungs[n]
			at := view.Pixel{X: l.names(g) + min(30, style.Width(l.name(i))/2), Y: lab.at.Y + l.line*float64(n)}
			if l.flat {
				i = l.groups[g].rungs[len(l.groups[g].rungs)-1-n]
				w := style.Width(l.name(i))
				at = view.Pixel{X: x - w/2, Y: lab.at.Y}
				x -= w + style.Width(equals)
				if lab.hidden {
					at = lab.tick
				}
			}
			dst = append(dst, l.handle(i, l.groups[g].value, at, l.line/2))
		}
	}
	n := 0
	for i, r := range l.rungs {
		if r.Agent >= 0 {
			dst = append(dst, l.handle(i, r.Text, l.marks[n].at, l.small))
			n++
		}
	}
	return dst
}

func (l *Ladder) handle(i int, text string, at view.Pixel, radius float64) stage.Handle {
	r := &l.rungs[i]
	h := stage.Handle{ID: r.handle, At: at, Radius: radius, Name: r.Name, Text: text, Tip: r.Tip, Fixed: true}
	if l.stale {
		h.Text = "updating"
	}
	return h
}
