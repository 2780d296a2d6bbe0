//go:build js

package main

import (
	"strconv"
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Calls between Go and JavaScript cost about a microsecond each, and more for each object or text that
// crosses, which the collector must be told of. So every element keeps what was last written to it and
// is written to only when that changes; new ones are copies of one that is here already, and what is
// called says nothing back where it can ("append", not "appendChild").

var document = js.Global().Get("document")

// element is a DOM element with what was last written to it.
type element struct {
	js.Value
	css    js.Value // its style, once it is needed
	text   string
	hidden bool
	attrs  map[string]string
}

func byID(id string) *element { return &element{Value: document.Call("getElementById", id)} }

// create makes an element with a class ("" for none) at the end of its parent.
func create(parent js.Value, tag, class string) *element {
	kind := tag + "." + class
	first, ok := patterns[kind]
	if !ok {
		first = document.Call("createElement", tag)
		if class != "" {
			first.Set("className", class)
		}
		patterns[kind] = first
	}
	v := first.Call("cloneNode")
	parent.Call("append", v)
	return &element{Value: v}
}

// patterns are empty elements to be copied, by tag and class, and words the texts that are written again and again.
var patterns, texts = map[string]js.Value{}, map[string]js.Value{}

// word is a text that is one of few: the name of an attribute.
func word(text string) js.Value {
	v, ok := texts[text]
	if !ok {
		v = js.ValueOf(text)
		texts[text] = v
	}
	return v
}

func (e *element) style() js.Value {
	if e.css.IsUndefined() {
		e.css = e.Get("style")
	}
	return e.css
}

// setText replaces the content by a text: never parsed as HTML.
func (e *element) setText(s string) {
	if e.text != s {
		e.text = s
		e.Set("textContent", s)
	}
}

func (e *element) setHidden(hidden bool) {
	if e.hidden != hidden {
		e.hidden = hidden
		e.Set("hidden", hidden)
	}
}

func (e *element) setAttr(name, value string) {
	if old, ok := e.attrs[name]; ok && old == value {
		return
	}
	if e.attrs == nil {
		e.attrs = map[string]string{}
	}
	e.attrs[name] = value
	e.Call("setAttribute", word(name), value)
}

// removeAttr takes an attribute away that setAttr has set.
func (e *element) removeAttr(name string) {
	if _, ok := e.attrs[name]; ok {
		delete(e.attrs, name)
		e.Call("removeAttribute", word(name))
	}
}

// px writes a length with two decimals, which is finer than any screen.
func px(b []byte, x float64) []byte {
	b, ok := words.Fixed(b, x, 2, "-")
	if !ok {
		b = strconv.AppendFloat(b, x, 'f', 2, 64)
	}
	return append(b, "px"...)
}

// css writes a colour.
func css(c pen.Color) string {
	b := []byte("rgba(")
	for _, channel := range [3]float64{c.R, c.G, c.B} {
		b = strconv.AppendInt(b, int64(channel*255+0.5), 10)
		b = append(b, ',')
	}
	b = strconv.AppendFloat(b, c.A, 'f', 3, 64)
	return string(append(b, ')'))
}

// on listens to an event for the life of the page.
func on(target js.Value, event string, f func(e js.Value)) {
	target.Call("addEventListener", event, js.FuncOf(func(_ js.Value, args []js.Value) any {
		f(args[0])
		return nil
	}))
}
