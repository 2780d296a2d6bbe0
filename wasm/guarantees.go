//go:build js

package main

import (
	"syscall/js"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/markup"
	"github.com/emergent-alignment/emergent/scenes/theme"
)

// claims returns a promise of every claim as it stands for the current scenario, as the trees of badges for a page
// that frames the figure.
func (p *page) claims() js.Value {
	return p.answered(func(r engine.Result) any {
		var badges markup.Tree
		for _, c := range claim.All(p.app.Scenario(), r) {
			badges.Badge(&c)
		}
		return jsonObject.Call("parse", badges.List())
	})
}

// standing returns a promise of what everybody has in three outcomes of the current scenario, as a tree and as data,
// and in those in which one thing is hidden, and of which mixture of the agents the user is.
func (p *page) standing() js.Value {
	return p.answered(func(r engine.Result) any {
		now := p.app.Scenario()
		outcomes := claim.Outcomes(now, r)
		var bars markup.Tree
		bars.Outcomes(outcomes)
		return map[string]any{
			"shown":    jsonObject.Call("parse", bars.List()).Index(0),
			"outcomes": plainOutcomes(outcomes),
			"hidden":   plainOutcomes(claim.Hidden(now, r)),
			"mixture":  claim.Mixture(now, r),
		}
	})
}

func plainOutcomes(outcomes []claim.Outcome) []any {
	list := []any{}
	for _, o := range outcomes {
		var bars []any
		for _, b := range o.Bars {
			bars = append(bars, map[string]any{
				"colour": b.Hue() % len(theme.Named("light").Agents), "letter": b.Letter, "name": b.Name,
				"has": b.Has, "full": b.Full, "gains": b.Gains(),
			})
		}
		list = append(list, map[string]any{"title": o.Title, "bars": bars})
	}
	return list
}

// answered returns a promise of what is made of the full result of the scenario that is current when it arrives.
func (p *page) answered(of func(r engine.Result) any) js.Value {
	return promised(func(resolve func(any), reject func(error)) {
		p.app.Result(func(r engine.Result, err error) {
			if err != nil {
				reject(err)
				return
			}
			resolve(of(r))
		})
	})
}

// promised returns a promise that start settles, at once or later.
func promised(start func(resolve func(any), reject func(error))) js.Value {
	executor := js.FuncOf(func(_ js.Value, args []js.Value) any {
		resolve, reject := args[0], args[1]
		start(func(v any) { resolve.Invoke(v) }, func(err error) { reject.Invoke(jsError.New(err.Error())) })
		return nil
	})
	defer executor.Release() // Promise calls it before it returns
	return promise.New(executor)
}
