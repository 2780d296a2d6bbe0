package scenes

import (
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/tables"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// TextAlternative is the figure as it stands in tables, for readers of its values instead of its picture.
func (a *App) TextAlternative() (list []stage.Table) {
	a.do(func() {
		list = tables.TextAlternative(&a.figure.frame.Scenario, a.overlay.handles, &a.overlay.Panel, words.Value)
	})
	return list
}

// Data is TextAlternative with everything that the panel and the figure hold, exactly, for spreadsheets (see
// tables.CSV).
func (a *App) Data() (list []stage.Table) {
	a.do(func() {
		a.answers.complete(&a.figure.frame)
		p := &a.overlay.Panel
		list = tables.TextAlternative(&a.figure.frame.Scenario, a.overlay.handles, p, words.Exact)
		if a.pin.scene != nil {
			list = append(list, p.Pinned)
		}
		list = append(list, p.Tables...)
		if said := tables.Dialogue(&p.Dialogue); len(said.Rows) > 0 {
			list = append(list, said)
		}
		if s, ok := a.figure.scene.(stage.Charted); ok && !a.figure.frame.Stale {
			list = append(list, s.Series(&a.figure.frame)...)
		}
	})
	return list
}

// Guide explains the figure shown: in its own words, or by its handles.
func (a *App) Guide() (g stage.Guide) {
	a.do(func() {
		if s, ok := a.figure.scene.(stage.Guided); ok {
			g = s.Guide()
			return
		}
		for _, h := range a.overlay.handles {
			g.Marks = append(g.Marks, stage.Sign{Mark: h.Name, Means: h.Text})
		}
	})
	return g
}
