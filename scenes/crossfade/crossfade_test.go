package crossfade

import (
	"math"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// sheet is a picture that counts what is done with it.
type sheet struct{ steps, projections int }

func (s *sheet) Step(float64) bool      { s.steps++; return false }
func (s *sheet) Project(f *stage.Frame) { s.projections++ }

func (s *sheet) Handles(dst []stage.Handle) []stage.Handle {
	return append(dst, stage.Handle{ID: "sheet"})
}

// frame is one of a revision at a time.
func frame(revision uint64, now float64) *stage.Frame {
	return &stage.Frame{Theme: theme.Named("light"), Revision: revision, Now: now}
}

// alphas are those with which the old picture and the new one are painted, 0: not at all.
func alphas(e *Crossfade) (old, now float64) {
	alpha := func(p pen.Pen) float64 {
		if f, ok := p.(*pen.Fade); ok {
			return f.Alpha
		}
		return 1
	}
	var r pen.Recorder
	if q, seen := e.Old(&r); seen {
		old = alpha(q)
	}
	return old, alpha(e.New(&r))
}

// A picture of other parts fades in within the time of a tween, one of the same does not.
func TestFades(t *testing.T) {
	var e Crossfade
	var now, old sheet
	f := frame(1, 1)
	if !e.Changed(f) || e.Start(f, false) || e.Show(f, &now, &old) {
		t.Fatal("a first picture is not there at once")
	}
	if e.Changed(f) || !e.Changed(frame(0, 2)) || !e.Changed(frame(2, 2)) {
		t.Error("what is fresh is not what is new or unknown")
	}
	if e.Start(frame(2, 2), true) {
		t.Error("a picture of the same parts fades")
	}
	f = frame(3, 3)
	if !e.Start(f, false) || !e.Show(f, &now, &old) || old.steps == 0 || old.projections == 0 {
		t.Error("a picture of other parts does not fade, or the old one stands still")
	}
	if was, is := alphas(&e); was != 1 || is != 0 {
		t.Errorf("a fade begins with the old picture at %v and the new at %v", was, is)
	}
	f.Now += view.Duration / 2
	if !e.Show(f, &now, &old) {
		t.Error("a fade is over half-way")
	}
	if was, is := alphas(&e); math.Abs(was-0.5) > 1e-9 || math.Abs(is-0.5) > 1e-9 {
		t.Errorf("half-way the old picture is at %v and the new at %v", was, is)
	}
	f.Now += view.Duration
	if e.Show(f, &now, &old) {
		t.Error("a fade never ends")
	}
	if was, is := alphas(&e); was != 0 || is != 1 {
		t.Errorf("a fade ends with the old picture at %v and the new at %v", was, is)
	}
}

// While dragging and with reduced motion nothing fades, and a fade under way ends.
func TestSnaps(t *testing.T) {
	for name, set := range map[string]func(*stage.Frame){
		"dragging": func(f *stage.Frame) { f.Dragging = true },
		"reduced":  func(f *stage.Frame) { f.Reduced = true },
	} {
		var e Crossfade
		var now, old sheet
		e.Start(frame(1, 1), true)
		e.Start(frame(2, 2), false)
		f := frame(3, 2)
		set(f)
		if e.Start(f, false) || e.Show(f, &now, &old) {
			t.Errorf("%s: it fades", name)
		}
		if was, is := alphas(&e); was != 0 || is != 1 {
			t.Errorf("%s: the old picture at %v and the new at %v", name, was, is)
		}
	}
}

// What a newer answer will replace is pale and says so; what is current is neither.
func TestUpdating(t *testing.T) {
	var e Crossfade
	var r pen.Recorder
	for _, stale := range []bool{false, true} {
		f := frame(1, 1)
		f.Stale = stale
		e.Show(f, new(sheet), new(sheet))
		e.Updating(&r, view.Rect{W: 100, H: 100}, 1)
		if strings.Contains(r.String(), "updating") != stale {
			t.Errorf("stale is %v: %s", stale, r.String())
		}
		if pale := e.Dim(&r, stale) != pen.Pen(&r); pale != stale {
			t.Errorf("stale is %v, pale %v", stale, pale)
		}
	}
}

// The lines of a sentence that stands for a picture lie above what is left below them.
func TestWhy(t *testing.T) {
	var e Crossfade
	e.Show(frame(1, 1), new(sheet), new(sheet))
	for _, figure := range []view.Rect{{X: 5, Y: 7, W: 300, H: 200}, {W: 900, H: 500}} {
		lines := Wrap("There is no picture of so many beliefs, and this sentence says so at a length that needs lines.",
			figure.W)
		var r pen.Recorder
		e.Why(&r, figure, ScaleOf(figure), lines)
		rest := Below(figure, len(lines))
		for _, l := range r.Labels {
			if b := l.Style.Bounds(l.At, l.Text); b.Y+b.H > rest.Y || b.X < figure.X || b.X+b.W > figure.X+figure.W {
				t.Errorf("%q at %+v, the rest is %+v", l.Text, b, rest)
			}
		}
		if len(r.Labels) != len(lines) || rest.Y+rest.H > figure.Y+figure.H || rest.H <= 0 {
			t.Errorf("%d of %d lines, then %+v of %+v", len(r.Labels), len(lines), rest, figure)
		}
	}
	if (Below(view.Rect{W: 300, H: 40}, 3) != view.Rect{}) || (Below(view.Rect{}, 0) != view.Rect{}) {
		t.Error("there is room where there is none")
	}
}

// aside is a chart that says its name in what it is asked for.
type aside struct {
	name  string
	steps int
}

func (a *aside) Step(float64) bool         { a.steps++; return a.name == "moving" }
func (a *aside) Draw(p pen.Pen, _ *Figure) { p.Text(view.Pixel{}, a.name, pen.TextStyle{}) }
func (a *aside) Handles(dst []stage.Handle) []stage.Handle {
	return append(dst, stage.Handle{ID: a.name})
}

// A figure draws its picture, then its charts so that the first in tab order lies on top, and moves while one does.
func TestFigure(t *testing.T) {
	var g Figure
	var r pen.Recorder
	g.Draw(&r)
	if g.Handles(nil) != nil || len(r.Labels) > 0 {
		t.Fatal("a figure draws before its first frame")
	}
	first, second, last := new(sheet), new(sheet), &aside{name: "c"}
	g.Now, g.Old, g.Charts = first, second, []Chart{&aside{name: "a"}, &aside{name: "moving"}, last}
	g.Paint = func(p pen.Pen, c Picture) { p.Text(view.Pixel{}, "sheet", pen.TextStyle{}) }
	if still := g.Turn(frame(1, 1), false); !still || g.Now != first {
		t.Error("a first picture is not there at once")
	}
	if !g.Show(frame(1, 1)) || last.steps != 1 {
		t.Error("a chart moves, the figure does not, or those after it stand still")
	}
	g.Draw(&r)
	var drawn, handles string
	for _, l := range r.Labels {
		drawn += " " + l.Text
	}
	for _, h := range g.Handles(nil) {
		handles += " " + h.ID
	}
	if drawn != " sheet c moving a" || handles != " sheet a moving c" {
		t.Errorf("drawn%s, handles%s", drawn, handles)
	}
	if still := g.Turn(frame(2, 2), true); still || g.Now != first {
		t.Error("a picture of the same parts is another one, or does not move")
	}
	if still := g.Turn(frame(3, 3), false); !still || g.Now != second || g.Old != first {
		t.Error("a picture of other parts does not take the place of the one shown")
	}
}
