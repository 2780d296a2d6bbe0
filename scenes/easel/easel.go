// Package easel is what figures do alike around their pictures: a picture moves into a new
// one of the same parts or fades into one of others, what a newer answer will replace looks
// pale and says so, and a small figure has smaller marks and names. It stands between stage
// and the figures and never looks at a scenario or a result.
package easel

import (
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// Picture is something on its way to the screen.
type Picture interface {
	// Step brings what is shown to time now and reports whether it still moves.
	Step(now float64) bool
	// Project puts what is shown on the screen of frame f.
	Project(f *stage.Frame)
}

// Easel shows the pictures of a scene, the new one and the one it replaces. The zero value is
// ready. At every frame: Take, or Turn, where it is Fresh, then Show; to draw, Leaving and Coming. It is
// a field of a scene rather than embedded, so that its methods are not the scene's.
type Easel struct {
	Frame  stage.Frame // of the last Show
	Ready  bool        // something was taken
	fading view.Tween  // 0: the old picture, 1: the new one
	fade   pen.Fade    // of the two while they change
	dim    pen.Fade
}

// Fresh reports whether a frame may have another picture than the last.
func (e *Easel) Fresh(f *stage.Frame) bool {
	return !e.Ready || f.Revision == 0 || f.Revision != e.Frame.Revision
}

// Snap reports whether what a frame brings is there at once.
func (e *Easel) Snap(f *stage.Frame) bool { return f.Dragging || f.Reduced || !e.Ready }

// Take makes room for the picture of a frame, which has the same parts as the one shown or
// not. If not, unless it is there at once, it fades: the one shown becomes the old one, and
// the new one stands where it belongs from the start.
func (e *Easel) Take(f *stage.Frame, alike bool) (fades bool) {
	snap := e.Snap(f)
	e.Ready = true
	if !snap && !alike {
		e.fading.Retarget(unseen[:], f.Now, true)
		e.fading.Retarget(seen[:], f.Now, false)
		return true
	}
	if snap {
		e.fading.Retarget(seen[:], f.Now, true)
	}
	return false
}

// Turn is Take for the two pictures of a scene, which change places where the new one fades
// in. It reports whether what the new one shows is there at once.
func Turn[P any](e *Easel, f *stage.Frame, alike bool, now, old *P) (still bool) {
	still = e.Snap(f)
	if e.Take(f, alike) {
		*now, *old = *old, *now
		still = true
	}
	return still
}

var unseen, seen = [1]float64{0}, [1]float64{1}

// Show brings the pictures to a frame and reports whether they move.
func (e *Easel) Show(f *stage.Frame, now, old Picture) bool {
	e.Frame = *f
	moving := now.Step(f.Now)
	now.Project(f)
	if e.fading.Step(f.Now) {
		moving = true
		old.Step(f.Now)
		old.Project(f)
	}
	return moving
}

// Leaving is the pen for the old picture, without its names, while that is seen.
func (e *Easel) Leaving(p pen.Pen) (q pen.Pen, seen bool) {
	share := e.fading.Shown()[0]
	e.fade.To, e.fade.Alpha, e.fade.Silent = p, 1-share, true
	return &e.fade, share < 1
}

// Coming is the pen for the new picture, to be drawn after the old one.
func (e *Easel) Coming(p pen.Pen) pen.Pen {
	share := e.fading.Shown()[0]
	if share == 1 {
		return p
	}
	e.fade.To, e.fade.Alpha, e.fade.Silent = p, share, false
	return &e.fade
}

// Dim is the pen for what a newer answer will replace: paler while that is under way.
func (e *Easel) Dim(p pen.Pen, old bool) pen.Pen {
	if !old {
		return p
	}
	e.dim.To, e.dim.Alpha, e.dim.Silent = p, staleAlpha, false
	return &e.dim
}

// staleAlpha is how much of an old answer is seen while a new one is computed.
const staleAlpha = 0.4

// Active reports whether a handle is hovered or focused.
func (e *Easel) Active(id string) bool { return id == e.Frame.Hover || id == e.Frame.Focus }
