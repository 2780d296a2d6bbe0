//go:build js

package main

import (
	"strconv"
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/stage"
)

// controls renders the settings of a figure, one element a parameter. The element with
// data-param is the form control itself.
type controls struct {
	parent  js.Value
	send    func(stage.Event)
	byParam map[string]*control
	spare   map[string]*control // off the page, by parameter: their listeners live on
	order   []string
}

type control struct {
	*element
	kind    stage.ControlKind
	label   *element
	input   *element
	output  *element
	options []stage.Option
	value   string // as shown last
}

func newControls(parent js.Value, send func(stage.Event)) *controls {
	return &controls{parent: parent, send: send, byParam: map[string]*control{}, spare: map[string]*control{}}
}

func (c *controls) show(wanted []stage.Control) {
	if !c.same(wanted) {
		c.match(wanted)
	}
	for i := range wanted {
		c.byParam[wanted[i].Param].show(&wanted[i])
	}
}

func (c *controls) same(wanted []stage.Control) bool {
	if len(c.order) != len(wanted) {
		return false
	}
	for i, w := range wanted {
		if c.order[i] != w.Param || c.byParam[w.Param].kind != w.Kind {
			return false
		}
	}
	return true
}

// match makes the elements be those wanted, in their order.
func (c *controls) match(wanted []stage.Control) {
	keep := make(map[string]*control, len(wanted))
	c.order = c.order[:0]
	for _, w := range wanted {
		item := c.byParam[w.Param]
		delete(c.byParam, w.Param)
		if item == nil {
			item = c.spare[w.Param]
		}
		if item == nil || item.kind != w.Kind {
			item = c.newControl(w)
		}
		delete(c.spare, w.Param)
		keep[w.Param] = item
		c.order = append(c.order, w.Param)
	}
	for param, gone := range c.byParam {
		gone.Call("remove")
		c.spare[param] = gone
	}
	c.byParam = keep
	for _, param := range c.order {
		c.parent.Call("append", keep[param].Value)
	}
}

func (c *controls) newControl(w stage.Control) *control {
	item := &control{kind: w.Kind}
	emit := func(value string) { c.send(stage.Event{Kind: stage.Param, Param: w.Param, Value: value}) }
	if w.Kind == stage.Button {
		item.element = create(c.parent, "div", "control action")
		item.input = create(item.Value, "button", "")
		item.input.Set("type", "button")
		item.label = create(item.input.Value, "span", "")
		on(item.input.Value, "click", func(js.Value) { emit("") })
	} else {
		item.element = create(c.parent, "label", "control")
		item.label = create(item.Value, "span", "label")
		item.field(w.Kind, emit)
	}
	item.input.setAttr("data-param", w.Param)
	return item
}

// typed takes a typed number, or brings back the one before if it cannot be.
func (item *control) typed(emit func(string)) {
	value := item.input.Get("value").String()
	if value == "" {
		item.input.setValue(item.value)
		return
	}
	emit(value)
	item.input.setValue(item.value)
}

// typing reports whether somebody may be typing into it, which nothing interrupts.
func (item *control) typing() bool {
	return document.Get("activeElement").Equal(item.input.Value)
}

// field makes the form control of a choice, a number, a range or a toggle.
func (item *control) field(kind stage.ControlKind, emit func(string)) {
	if kind == stage.Choice {
		item.input = create(item.Value, "select", "")
		on(item.input.Value, "change", func(js.Value) { emit(item.input.Get("value").String()) })
		return
	}
	item.input = create(item.Value, "input", "")
	if kind == stage.Number {
		item.input.Set("type", "number")
		on(item.input.Value, "change", func(js.Value) { item.typed(emit) })
		return
	}
	if kind == stage.Toggle {
		item.input.Set("type", "checkbox")
		item.setAttr("class", "control toggle")
		on(item.input.Value, "change", func(js.Value) { emit(yesNo(item.input.Get("checked").Bool())) })
		return
	}
	item.input.Set("type", "range")
	item.output = create(item.Value, "output", "")
	on(item.input.Value, "input", func(js.Value) { emit(item.input.Get("value").String()) })
}

func (item *control) show(w *stage.Control) {
	item.label.setText(w.Label)
	if w.Help != "" {
		item.input.setAttr("data-help", w.Help)
	} else {
		item.input.removeAttr("data-help")
	}
	item.input.setProp("disabled", w.Disabled)
	item.value = w.Value
	switch w.Kind {
	case stage.Choice:
		item.showOptions(w.Options)
		item.input.setValue(w.Value)
	case stage.Range, stage.Number:
		item.input.setAttr("min", number(w.Min))
		item.input.setAttr("max", number(w.Max))
		item.input.setAttr("step", stepOf(w.Step))
		if item.kind == stage.Number && item.typing() {
			return
		}
		item.input.setValue(w.Value)
		if item.output != nil {
			item.output.setText(w.Value)
		}
	case stage.Toggle:
		item.input.setProp("checked", w.Value == "true")
	}
}

func (item *control) showOptions(wanted []stage.Option) {
	same := len(wanted) == len(item.options)
	for i := 0; same && i < len(wanted); i++ {
		same = wanted[i] == item.options[i]
	}
	if same {
		return
	}
	item.options = append(item.options[:0], wanted...)
	item.input.Call("replaceChildren")
	for _, o := range wanted {
		e := create(item.input.Value, "option", "")
		e.Set("value", o.Value)
		e.setText(o.Label)
	}
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func stepOf(x float64) string {
	if x <= 0 {
		return "any"
	}
	return number(x)
}
