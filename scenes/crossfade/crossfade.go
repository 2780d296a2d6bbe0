// Package crossfade is what figures do alike around their pictures: a picture moves into a new
// one of the same parts or fades into one of others, what a newer answer will replace looks
// pale and says so, a small figure has smaller marks and names, and charts stand beside it. It
// stands between stage and the figures and never looks at a scenario or a result.
package crossfade

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
	// Handles appends its handles where it was projected.
	Handles(dst []stage.Handle) []stage.Handle
}

// Crossfade shows the pictures of a scene, the new one and the one it replaces. The zero value is
// ready. At every frame: Start where it is Changed, then Show; to draw, Old and New.
type Crossfade struct {
	Frame  stage.Frame // of the last Show
	Ready  bool        // something was taken
	fading view.Tween  // 0: the old picture, 1: the new one
	fade   pen.Fade    // of the two while they change
	dim    pen.Fade
}

// Changed reports whether a frame may have another picture than the last.
func (c *Crossfade) Changed(f *stage.Frame) bool {
	return !c.Ready || f.Revision == 0 || f.Revision != c.Frame.Revision
}

// Immediate reports whether what a frame brings is there at once.
func (c *Crossfade) Immediate(f *stage.Frame) bool { return f.Dragging || f.Reduced || !c.Ready }

// Start makes room for the picture of a frame, which has the same parts as the one shown or
// not. If not, unless it is there at once, it fades: the one shown becomes the old one, and
// the new one stands where it belongs from the start.
func (c *Crossfade) Start(f *stage.Frame, alike bool) (fades bool) {
	snap := c.Immediate(f)
	c.Ready = true
	if !snap && !alike {
		c.fading.Retarget(unseen[:], f.Now, true)
		c.fading.Retarget(seen[:], f.Now, false)
		return true
	}
	if snap {
		c.fading.Retarget(seen[:], f.Now, true)
	}
	return false
}

var unseen, seen = [1]float64{0}, [1]float64{1}

// Show brings the pictures to a frame and reports whether they move.
func (c *Crossfade) Show(f *stage.Frame, now, old Picture) bool {
	c.Frame = *f
	moving := now.Step(f.Now)
	now.Project(f)
	if c.fading.Step(f.Now) {
		moving = true
		old.Step(f.Now)
		old.Project(f)
	}
	return moving
}

// Old is the pen for the old picture, without its names, while that is seen.
func (c *Crossfade) Old(p pen.Pen) (q pen.Pen, seen bool) {
	share := c.fading.Shown()[0]
	c.fade.To, c.fade.Alpha, c.fade.Silent = p, 1-share, true
	return &c.fade, share < 1
}

// New is the pen for the new picture, to be drawn after the old one.
func (c *Crossfade) New(p pen.Pen) pen.Pen {
	share := c.fading.Shown()[0]
	if share == 1 {
		return p
	}
	c.fade.To, c.fade.Alpha, c.fade.Silent = p, share, false
	return &c.fade
}

// Dim is the pen for what a newer answer will replace: paler while that is under way.
func (c *Crossfade) Dim(p pen.Pen, old bool) pen.Pen {
	if !old {
		return p
	}
	c.dim.To, c.dim.Alpha, c.dim.Silent = p, staleAlpha, false
	return &c.dim
}

// staleAlpha is how much of an old answer is seen while a new one is computed.
const staleAlpha = 0.4

// Active reports whether a handle is hovered or focused.
func (c *Crossfade) Active(id string) bool { return id == c.Frame.Hover || id == c.Frame.Focus }
