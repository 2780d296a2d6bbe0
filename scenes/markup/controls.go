package markup

import (
	"strconv"

	"github.com/emergent-alignment/emergent/scenes/stage"
)

// controls writes the settings of a figure, one element a parameter. The element with data-param is the form control
// itself; what is done to it web/static/stage/panel.js tells the program.
func (t *Tree) controls(id string, list []stage.Control) {
	t.part("div", id)
	for i := range list {
		t.control(&list[i])
	}
	t.Close()
}

// inputs are the types of the controls that are inputs.
var inputs = [...]string{stage.Range: "range", stage.Toggle: "checkbox", stage.Number: "number"}

func (t *Tree) control(c *stage.Control) {
	tag, class := "label", "control"
	switch c.Kind {
	case stage.Button:
		tag, class = "div", "control action"
	case stage.Toggle:
		class = "control toggle"
	}
	t.Open(tag, class)
	t.Attribute("key", c.Param+" "+strconv.Itoa(int(c.Kind)))
	if c.Kind != stage.Button {
		t.Leaf("span", "label", c.Label)
	}
	t.field(c)
	if c.Kind == stage.Range {
		t.Leaf("output", "", c.Value)
	}
	t.Close()
}

// field writes the form control itself.
func (t *Tree) field(c *stage.Control) {
	switch c.Kind {
	case stage.Button:
		t.Open("button", "")
		t.Attribute("type", "button")
	case stage.Choice:
		t.Open("select", "")
	default:
		t.Open("input", "")
		t.Attribute("type", inputs[c.Kind])
	}
	t.Attribute("data-param", c.Param)
	if c.Help != "" {
		t.Attribute("data-help", c.Help)
	}
	if c.Disabled {
		t.Attribute("disabled", "")
	}
	if c.Kind == stage.Range || c.Kind == stage.Number {
		t.Attribute("min", number(c.Min))
		t.Attribute("max", number(c.Max))
		t.Attribute("step", stepOf(c.Step))
	}
	if c.Kind == stage.Button {
		t.Leaf("span", "", c.Label)
	} else {
		t.Attribute("value", c.Value)
	}
	for _, o := range c.Options {
		t.Open("option", "")
		t.Attribute("value", o.Value)
		t.Text(o.Label)
		t.Close()
	}
	t.Close()
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func stepOf(x float64) string {
	if x <= 0 {
		return "any"
	}
	return number(x)
}
