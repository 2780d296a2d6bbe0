//go:build js

package main

import (
	"syscall/js"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/claim"
)

// claims returns a promise of every claim as it stands for the current scenario, as plain
// data for the badges of a page that frames the figure.
func (p *page) claims() js.Value {
	return promised(func(resolve func(any), reject func(error)) {
		p.app.Result(func(r engine.Result, err error) {
			if err != nil {
				reject(err)
				return
			}
			var list []any
			for _, c := range claim.All(p.app.Scenario(), r) {
				list = append(list, plainClaim(c))
			}
			resolve(list)
		})
	})
}

// standing returns a promise of what everybody has in three outcomes of the current scenario, and in
// those in which one thing is hidden, and of which mixture of the agents the user is.
func (p *page) standing() js.Value {
	return promised(func(resolve func(any), reject func(error)) {
		p.app.Result(func(r engine.Result, err error) {
			if err != nil {
				reject(err)
				return
			}
			now := p.app.Scenario()
			resolve(map[string]any{
				"outcomes": plainOutcomes(claim.Outcomes(now, r)),
				"hidden":   plainOutcomes(claim.Hidden(now, r)),
				"mixture":  claim.Mixture(now, r),
			})
		})
	})
}

func plainOutcomes(outcomes []claim.Outcome) []any {
	list := []any{}
	for _, o := range outcomes {
		var bars []any
		for _, b := range o.Bars {
			bars = append(bars, map[string]any{
				"colour": b.Hue() % agentColors, "letter": b.Letter, "name": b.Name,
				"has": b.Has, "full": b.Full, "gains": b.Gains(),
			})
		}
		list = append(list, map[string]any{"title": o.Title, "bars": bars})
	}
	return list
}

func plainClaim(c claim.Claim) map[string]any {
	m := map[string]any{
		"id": c.ID, "title": c.Title, "statement": c.Statement, "formula": c.Formula, "applies": c.Applies(),
	}
	var hypotheses, proof []any
	for _, h := range c.Hypotheses {
		hypotheses = append(hypotheses, map[string]any{"text": h.Text, "holds": h.Holds, "why": h.Why})
	}
	for _, l := range c.Proof() {
		proof = append(proof, map[string]any{"text": l.Text, "numbers": l.Numbers})
	}
	m["hypotheses"], m["proof"] = hypotheses, proof
	m["state"], m["words"] = string(c.State()), c.State().Words()
	m["figures"], m["verified"] = c.Figures(), c.Numbers == nil || c.Numbers.Verified()
	return m
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
