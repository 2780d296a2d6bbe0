package scenes

import (
	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/editor"
)

// Sheet is the scenario as tables for editing by hand.
func (a *App) Sheet() editor.Sheet { return editor.Of(a.Scenario()) }

// CheckCell says why what was typed into a cell cannot be taken; nil: it can.
func (a *App) CheckCell(field, typed string) error {
	_, err := editor.Set(a.Scenario(), field, typed)
	return err
}

// SetCell takes what was typed into a cell of the sheet, and PressSheet presses one of its
// buttons: each is one step of undo, or an error and nothing is changed.
func (a *App) SetCell(field, typed string) error {
	return a.editSheet(func(s engine.Scenario) ([]engine.Edit, error) { return editor.Set(s, field, typed) })
}

// PasteSheet writes a block that was copied from a spreadsheet, from the cell of a field on: one
// step of undo.
func (a *App) PasteSheet(field, block string) error {
	return a.editSheet(func(s engine.Scenario) ([]engine.Edit, error) { return editor.Fill(s, field, block) })
}

// PressSheet does what a button of the editor says.
func (a *App) PressSheet(id string) error {
	return a.editSheet(func(s engine.Scenario) ([]engine.Edit, error) { return editor.Do(s, id) })
}

func (a *App) editSheet(edits func(engine.Scenario) ([]engine.Edit, error)) (err error) {
	a.edit(func() (e effect) {
		a.follow(a.history.drop())
		var list []engine.Edit
		if list, err = edits(a.history.store.Now()); err == nil {
			e, err = a.history.edit(list, "", 0)
		}
		return e
	})
	return err
}
