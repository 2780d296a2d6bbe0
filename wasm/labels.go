//go:build js

package main

import (
	"strings"
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/pen"
)

// labels lays the figure's text over the canvas as real, selectable text. What is not needed is kept off the page
// for the next time that it is.
type labels struct {
	layer        js.Value
	items, spare []*label
	at           uint64
	buf          []byte
}

type label struct {
	*element
	shown pen.Label
	fresh bool
}

// resize makes the labels be n.
func (l *labels) resize(n int) []*label {
	for len(l.items) > n {
		last := len(l.items) - 1
		l.items[last].Call("remove")
		l.spare = append(l.spare, l.items[last])
		l.items = l.items[:last]
	}
	for len(l.items) < n {
		if last := len(l.spare) - 1; last >= 0 {
			l.layer.Call("append", l.spare[last].Value)
			l.items, l.spare = append(l.items, l.spare[last]), l.spare[:last]
		} else {
			l.items = append(l.items, &label{element: create(l.layer, "span", ""), fresh: true})
		}
	}
	return l.items
}

func (l *labels) show(wanted []pen.Label) {
	for i, item := range l.resize(len(wanted)) {
		w := wanted[i]
		if item.fresh || item.shown.Style != w.Style {
			item.style().Set("cssText", labelCSS(w.Style))
			item.fresh = true
		}
		if item.fresh || item.shown.At != w.At {
			l.buf = append(px(append(px(append(l.buf[:0], "translate("...), w.At.X), ','), w.At.Y), ") "...)
			l.buf = append(l.buf, alignment(w.Style)...)
			item.style().Set("transform", string(l.buf))
		}
		item.setText(w.Text)
		item.shown, item.fresh = w, false
	}
}

// alignment shifts a label from its point by parts of its own size.
func alignment(s pen.TextStyle) string {
	x := [...]string{pen.Start: "0", pen.Center: "-50%", pen.End: "-100%"}[s.H]
	y := [...]string{pen.Middle: "-50%", pen.Top: "0", pen.Bottom: "-100%"}[s.V]
	return "translate(" + x + "," + y + ")"
}

func labelCSS(s pen.TextStyle) string {
	var b strings.Builder
	size := s.Size
	if size == 0 {
		size = 14
	}
	b.WriteString("font-size:")
	b.Write(px(nil, size))
	if s.Bold {
		b.WriteString(";font-weight:600")
	}
	if s.Italic {
		b.WriteString(";font-style:italic")
	}
	b.WriteString(";color:" + css(s.Color))
	if s.Halo.A > 0 {
		b.WriteString(";--halo:" + css(s.Halo)) // painted by stage.css
	}
	if s.MaxW > 0 {
		b.WriteString(";overflow:hidden;text-overflow:ellipsis;max-width:")
		b.Write(px(nil, s.MaxW))
	}
	return b.String()
}
