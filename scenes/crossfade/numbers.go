package crossfade

import "github.com/emergent-alignment/emergent/scenes/view"

// Numbers are those of a picture on their way to where they belong.
type Numbers struct {
	X     []float64 // as shown, by Step
	tween view.Tween
}

// Aim sets where they belong; with snap they are there at once.
func (n *Numbers) Aim(to []float64, now float64, snap bool) { n.tween.Retarget(to, now, snap) }

// Step brings them to time now and reports whether they still move.
func (n *Numbers) Step(now float64) bool {
	moving := n.tween.Step(now)
	n.X = n.tween.Shown()
	return moving
}
