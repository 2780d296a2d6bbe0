package crossfade

import (
	"github.com/emergent-alignment/emergent/scenes/mark"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
)

// Figure is a scene as far as all are alike: two pictures that fade into each other, charts beside them, and
// what these draw with. Embedded in a scene it draws, lists the handles and describes the panel. The zero value
// is ready.
type Figure struct {
	Fade     Crossfade
	Marks    mark.Painter
	Placer   mark.Placer
	Now, Old Picture
	Paint    func(p pen.Pen, c Picture) // from back to front
	Charts   []Chart                    // beside them, in tab order; the last is drawn first
	Text     stage.Panel
}

// Colors is the theme while something is drawn.
func (g *Figure) Colors() *theme.Theme { return g.Marks.Theme }

// Panel describes the text beside the figure.
func (g *Figure) Panel() stage.Panel { return g.Text }

// Chart is what stands beside a picture. It is aimed when results change and placed at each frame.
type Chart interface {
	// Step brings what is shown to time now and reports whether it still moves.
	Step(now float64) bool
	// Draw paints the chart where it was placed, if it was.
	Draw(p pen.Pen, g *Figure)
	// Handles appends its handles.
	Handles(dst []stage.Handle) []stage.Handle
}

// Turn starts on the way to another picture, which has the same parts as the one shown or not, to be put into
// Now. It reports whether that is there at once.
func (g *Figure) Turn(f *stage.Frame, alike bool) (still bool) {
	still = g.Fade.Immediate(f)
	if g.Fade.Start(f, alike) {
		g.Now, g.Old = g.Old, g.Now
		still = true
	}
	return still
}

// Show brings pictures and charts to a frame and reports whether they move.
func (g *Figure) Show(f *stage.Frame) bool {
	moving := g.Fade.Show(f, g.Now, g.Old)
	for _, c := range g.Charts {
		moving = c.Step(f.Now) || moving
	}
	return moving
}

// Draw paints the state of the last Show.
func (g *Figure) Draw(p pen.Pen) {
	if !g.Fade.Ready {
		return
	}
	g.Marks.Theme = g.Fade.Frame.Theme
	if q, seen := g.Fade.Old(p); seen {
		g.Paint(q, g.Old)
	}
	g.Paint(g.Fade.New(p), g.Now)
	for i := len(g.Charts) - 1; i >= 0; i-- {
		g.Charts[i].Draw(p, g)
	}
}

// Handles appends the handles in tab order: those of the picture, then of the charts.
func (g *Figure) Handles(dst []stage.Handle) []stage.Handle {
	if !g.Fade.Ready {
		return dst
	}
	dst = g.Now.Handles(dst)
	for _, c := range g.Charts {
		dst = c.Handles(dst)
	}
	return dst
}
