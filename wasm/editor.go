//go:build js

package main

import "syscall/js"

// editor offers the scenario as tables to web/static/stage/editor.js: what there is to edit,
// whether something typed can be taken, and the two ways to change something.
func (p *page) editor(method func(string, func([]js.Value) (any, error)), do func(string, func([]js.Value) error)) {
	method("sheet", func([]js.Value) (any, error) { return toJS(p.app.Sheet()), nil })
	method("checkCell", func(args []js.Value) (any, error) {
		if err := p.app.CheckCell(args[0].String(), args[1].String()); err != nil {
			return err.Error(), nil
		}
		return "", nil
	})
	do("setCell", func(args []js.Value) error { return p.app.SetCell(args[0].String(), args[1].String()) })
	do("pasteSheet", func(args []js.Value) error { return p.app.PasteSheet(args[0].String(), args[1].String()) })
	do("pressSheet", func(args []js.Value) error { return p.app.PressSheet(args[0].String()) })
}
