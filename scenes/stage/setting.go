package stage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
)

// Setting turns a Param event for a control that changes a setting of the scenario, whichever figure shows it, into
// edits. known is false for all others.
func Setting(ev Event, s engine.Scenario) (edits []engine.Edit, known bool, err error) {
	set := engine.SetField{Field: ev.Param, Value: ev.Value}
	switch ev.Param {
	case "response.kind":
		r := s.ResponseOrDefault()
		switch {
		case ev.Value != engine.Quantal:
			r.Lambda = 0
		case r.Kind != engine.Quantal:
			r.Lambda = firstLambda
		}
		r.Kind = ev.Value
		return []engine.Edit{engine.SetResponse{Response: r}}, true, nil
	case "response.lambda":
		return []engine.Edit{engine.SetField{Field: "response.kind", Value: engine.Quantal}, set}, true, nil
	case "conversation.seed", "selection.seed":
		v, _ := engine.SettingOf(&s, ev.Param)
		seed, _ := strconv.ParseUint(v.Value, 10, 64)
		set.Value = strconv.FormatUint(Rolled(seed), 10)
	case "criteria.fromAgents":
		return []engine.Edit{engine.CriteriaFromAgents{}}, true, nil
	default:
		if _, known := engine.SettingOf(&s, ev.Param); !known {
			return shareSetting(ev, s)
		}
	}
	return []engine.Edit{set}, true, nil
}

// firstLambda is the lambda of a user who begins to respond by chance: her mistakes are seen
// and do not rule.
const firstLambda = 12

// seeds is how many seeds the dice has.
const seeds = 9973

// Rolled is another seed, the same one after the same: multiplication by 5 modulo a prime runs through all of them.
func Rolled(seed uint64) uint64 { return (seed%seeds+1)*5%seeds + 1 }

// Slider is the control of a setting that is a number, in its limits.
func Slider(s *engine.Scenario, field, label string, step float64, help string) Control {
	v, _ := engine.SettingOf(s, field)
	return Control{Kind: Range, Param: field, Label: label, Value: v.Value, Min: v.Least, Max: v.Most, Step: step,
		Help: help}
}

// Choose is the control of a setting that is one of some words, with a label for each of its choices in turn.
func Choose(s *engine.Scenario, field, label, help string, labels ...string) Control {
	v, _ := engine.SettingOf(s, field)
	c := Control{Kind: Choice, Param: field, Label: label, Value: v.Value, Help: help}
	for i, choice := range v.Choices {
		c.Options = append(c.Options, Option{Value: choice, Label: labels[i]})
	}
	return c
}

// Accepts reports whether the control may be set to value: nil, or why not.
func (c *Control) Accepts(value string) error {
	if c.Disabled {
		return fmt.Errorf("%s cannot be set now", c.Param)
	}
	switch c.Kind {
	case Choice:
		if !slices.ContainsFunc(c.Options, func(o Option) bool { return o.Value == value }) {
			return fmt.Errorf("%s: %q is none of its options", c.Param, value)
		}
	case Toggle:
		if value != "true" && value != "false" {
			return fmt.Errorf("%s: %q is neither true nor false", c.Param, value)
		}
	case Range, Number:
		x, err := strconv.ParseFloat(value, 64)
		if err != nil || !(x >= c.Min && x <= c.Max) {
			return fmt.Errorf("%s: %q is not a number from %g to %g", c.Param, value, c.Min, c.Max)
		}
	}
	return nil
}

// First is the parameter of the panel's first control whose name begins so, "" if there is none.
func (p *Panel) First(prefix string) string {
	for _, list := range [...][]Control{p.Player, p.Controls} {
		for _, c := range list {
			if strings.HasPrefix(c.Param, prefix) {
				return c.Param
			}
		}
	}
	return ""
}

// Control finds the control of that name in the panel, nil if there is none.
func (p *Panel) Control(param string) *Control {
	for _, list := range [...][]Control{p.Player, p.Controls} {
		for i := range list {
			if list[i].Param == param {
				return &list[i]
			}
		}
	}
	return nil
}
