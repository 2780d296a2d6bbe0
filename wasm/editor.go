//go:build js

package main

import (
	"syscall/js"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/editor"
)

// editor offers the scenario as tables to web/static/stage/editor.js: what there is to edit,
// whether something typed can be taken, and the two ways to change something.
func (p *page) editor(method func(string, func([]js.Value) (any, error)), do func(string, func([]js.Value) error)) {
	method("sheet", func([]js.Value) (any, error) { return toJS(editor.Of(p.app.Scenario())), nil })
	method("checkCell", func(args []js.Value) (any, error) {
		if _, err := editor.Set(p.app.Scenario(), args[0].String(), args[1].String()); err != nil {
			return err.Error(), nil
		}
		return "", nil
	})
	edits := func(name string, to func(s engine.Scenario, args []js.Value) ([]engine.Edit, error)) {
		do(name, func(args []js.Value) error {
			return p.app.Edit(func(s engine.Scenario) ([]engine.Edit, error) { return to(s, args) })
		})
	}
	edits("setCell", func(s engine.Scenario, args []js.Value) ([]engine.Edit, error) {
		return editor.Set(s, args[0].String(), args[1].String())
	})
	edits("pasteSheet", func(s engine.Scenario, args []js.Value) ([]engine.Edit, error) {
		return editor.Fill(s, args[0].String(), args[1].String())
	})
	edits("pressSheet", func(s engine.Scenario, args []js.Value) ([]engine.Edit, error) {
		return editor.Do(s, args[0].String())
	})
}
