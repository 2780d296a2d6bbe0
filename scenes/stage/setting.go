package stage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
)

// Setting turns a Param event for a control that every figure shares into edits: those of
// the scenario rather than of one figure. known is false for all others.
func Setting(ev Event, s engine.Scenario) (edits []engine.Edit, known bool, err error) {
	switch ev.Param {
	case "alignment.combination":
		a := alignment(s)
		a.Combination = ev.Value
		return []engine.Edit{engine.SetAlignment{Alignment: a}}, true, nil
	case "alignment.offset":
		a := alignment(s)
		a.Offset = ev.Value
		return []engine.Edit{engine.SetAlignment{Alignment: a}}, true, nil
	case "response.kind":
		r := s.ResponseOrDefault()
		r.Kind = ev.Value
		switch {
		case r.Kind != engine.Quantal:
			r.Lambda = 0
		case s.ResponseOrDefault().Kind != engine.Quantal:
			r.Lambda = firstLambda
		}
		return []engine.Edit{engine.SetResponse{Response: r}}, true, nil
	case "response.lambda":
		x, err := strconv.ParseFloat(ev.Value, 64)
		if err != nil {
			return nil, true, fmt.Errorf("%s: %q is not a number", ev.Param, ev.Value)
		}
		return []engine.Edit{engine.SetResponse{Response: engine.Response{Kind: engine.Quantal, Lambda: x}}}, true, nil
	case "indifference":
		x, err := strconv.ParseFloat(ev.Value, 64)
		if err != nil {
			return nil, true, fmt.Errorf("%s: %q is not a number", ev.Param, ev.Value)
		}
		return []engine.Edit{engine.SetIndifference{Indifference: x}}, true, nil
	case "criteria.fromAgents":
		return []engine.Edit{engine.CriteriaFromAgents{}}, true, nil
	}
	return populationSetting(ev, s)
}

// firstLambda is the lambda of a user who begins to respond by chance: her mistakes are seen
// and do not rule.
const firstLambda = 12

// alignment returns the settings as they were given, so that what was left to its default
// stays so.
func alignment(s engine.Scenario) engine.Alignment {
	if s.Alignment == nil {
		return engine.Alignment{}
	}
	return *s.Alignment
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
