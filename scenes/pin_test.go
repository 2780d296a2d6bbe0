package scenes

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// svg is the picture as it stands; it must be well-formed.
func (r *rig) svg(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(bytes.NewReader(b.Bytes()))
	for {
		if _, err := d.Token(); err != nil {
			if !errors.Is(err, io.EOF) {
				t.Fatalf("the SVG is no XML: %v", err)
			}
			return b.String()
		}
	}
}

// ghost is what the picture draws of the pinned state.
func (r *rig) ghost(t *testing.T) string {
	t.Helper()
	_, after, found := strings.Cut(r.svg(t), `id="pinned-`)
	if !found {
		return ""
	}
	inside, _, _ := strings.Cut(after, "</g>")
	return inside
}

// court is a scenario whose parties stand in a triangle, and other the same after everybody
// has moved.
const court = `{"version": 1, "states": ["innocent", "guilty"], "actions": ["acquit", "convict"], "prior": [0.7, 0.3],
 "criteria": [{"name": "justice", "utility": [[1, 0], [0, 1]]}, {"name": "conviction", "utility": [[0, 0], [1, 1]]}, {"name": "acquittal", "utility": [[1, 1], [0, 0]]}],
 "user": {"name": "Judge", "weights": [1, 0, 0]},
 "agents": [{"name": "Prosecutor", "weights": [0.2, 0.8, 0]}, {"name": "Defender", "weights": [0.3, 0, 0.7]}],
 "response": {"kind": "quantal", "lambda": 10}}`

func other(t *testing.T) engine.Scenario {
	t.Helper()
	s, err := engine.Parse([]byte(strings.NewReplacer("[0.7, 0.3]", "[0.4, 0.6]", "[1, 0, 0]}", "[0.8, 0.2, 0]}",
		"[0.2, 0.8, 0]", "[0.4, 0.5, 0.1]", "[0.3, 0, 0.7]", "[0.6, 0.1, 0.3]").Replace(court)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What is pinned stays in every figure as an outline where it was, with its figures beside
// the present ones; nothing is drawn twice where nothing has moved.
func TestPinInEveryFigure(t *testing.T) {
	eachFigure(t, func(t *testing.T, scene string) {
		r := beside(t, scene, court)
		verdict := r.Overlay().Panel.Verdict
		r.Pin()
		if !r.Overlay().Pinned || !strings.Contains(r.Overlay().Announce, "Pinned") {
			t.Errorf("%s: pinning is not said: %q", scene, r.Overlay().Announce)
		}
		if g := r.ghost(t); strings.Contains(g, "<path") {
			t.Errorf("%s: nothing has moved, and the ghost is %s", scene, g)
		}
		drawing := r.drawn()
		for _, row := range r.Overlay().Panel.Pinned.Rows {
			if row[1] != row[2] {
				t.Errorf("%s: nothing has changed, and the table says %q", scene, row)
			}
		}
		if err := r.SetScenario(other(t)); err != nil {
			t.Fatal(err)
		}
		r.settle()
		if r.drawn() == drawing {
			return // a figure that does not look at these
		}
		g := r.ghost(t)
		if !strings.Contains(g, "stroke-dasharray") || strings.Count(g, "<path") != strings.Count(g, `fill="none"`) {
			t.Errorf("%s: the ghost is %s", scene, g)
		}
		o := r.Overlay()
		if o.Panel.Verdict == verdict {
			t.Errorf("%s: the verdict is still %q", scene, verdict)
		}
		table, differ := o.Panel.Pinned, false
		for _, row := range table.Rows {
			differ = differ || row[1] != row[2] && row[3] != ""
		}
		if table.Title != "Pinned and now" || !differ {
			t.Errorf("%s: the comparison is %q", scene, table)
		}
		if err := r.SetScenario(r.pin.scenario); err != nil {
			t.Fatal(err)
		}
		r.settle()
		if g := r.ghost(t); strings.Contains(g, "<path") {
			t.Errorf("%s: back where it was pinned there is %s", scene, g)
		}
		r.Unpin()
		if o := r.Overlay(); o.Pinned || strings.Contains(r.svg(t), "pinned-") || len(o.Panel.Pinned.Rows) > 0 {
			t.Errorf("%s: unpinned, and still there", scene)
		}
	})
}

// The pin goes along to another figure, at another size, and is a ghost at its own place.
func TestPinFollowsTheFigure(t *testing.T) {
	r := beside(t, "hull", court)
	r.Pin()
	if err := r.SetScenario(other(t)); err != nil {
		t.Fatal(err)
	}
	for _, scene := range []string{"hull", "equilibrium", "conversation", "quantal", "selection"} {
		if err := r.SetView(stage.View{Scene: scene}); err != nil {
			t.Fatal(err)
		}
		r.settle()
		before := r.ghost(t)
		if !strings.Contains(before, "<path") || r.pin.frame.Late {
			t.Errorf("%s: there is no ghost, or not all of it: %v", scene, r.pin.frame.Late)
		}
		r.Resize(view.Rect{X: 20, Y: 10, W: 500, H: 500}, view.Rect{X: 520, Y: 10, W: 250, H: 500}, 1)
		r.settle()
		if r.ghost(t) == before {
			t.Errorf("%s: the ghost stays where it was when the figure gets another size", scene)
		}
		r.Resize(view.Rect{X: 20, Y: 10, W: 640, H: 480}, view.Rect{X: 660, Y: 10, W: 250, H: 480}, 1)
	}
	if s, on := r.Pinned(); !on || s.Prior[0] != 0.7 {
		t.Errorf("pinned is %v %v", s.Prior, on)
	}
}

// Where the pinned answer takes long the heavy solver gives it, when it has nothing else to
// do; one that was dropped is asked for again.
func TestPinWaitsForTheHeavySolver(t *testing.T) {
	heavy := &recorded{}
	r := newRig(t, heavy)
	answer := func() {
		jobs := heavy.jobs
		heavy.jobs = nil
		for _, job := range jobs {
			job()
		}
	}
	if err := r.SetView(stage.View{Scene: "equilibrium"}); err != nil {
		t.Fatal(err)
	}
	answer()
	n := len(heavy.wants)
	if r.Pin(); r.pin.scene == nil || len(heavy.wants) != n {
		t.Fatal("what is known of the state is not pinned with it")
	}
	r.send(stage.Event{Kind: stage.Nudge, Handle: "prior", DX: 1, Step: 0.01})
	n = len(heavy.wants)
	r.PinScenario(other(t))
	if r.pin.scene != nil || len(heavy.wants) != n {
		t.Fatal("there is a ghost without an answer, or it is asked for before the present one's")
	}
	answer()
	if len(heavy.wants) != n+1 {
		t.Fatalf("%d more jobs, want 1", len(heavy.wants)-n)
	}
	if r.SetTheme("dark"); len(heavy.wants) != n+1 {
		t.Errorf("it is asked for again while it is under way")
	}
	heavy.jobs = nil // dropped: something newer came
	r.send(stage.Event{Kind: stage.Nudge, Handle: "prior", DX: 1, Step: 0.01})
	answer()
	if r.pin.scene != nil {
		t.Fatal("a ghost without an answer")
	}
	answer()
	if r.pin.scene == nil || !r.pin.holds(r.pin.revision, r.pin.wants) || r.pin.result.Equilibria == nil {
		t.Error("the answer has come, and there is no ghost")
	}
	r.PinScenario(other(t))
	late := heavy.jobs[len(heavy.jobs)-1]
	if r.PinScenario(other(t)); r.pin.scene != nil {
		t.Fatal("a ghost without an answer")
	}
	if late(); r.pin.scene != nil {
		t.Error("the answer of what was pinned before is taken for that of what is pinned")
	}
}

// A drag is never kept waiting by what is pinned.
func TestPinWaitsForTheEndOfADrag(t *testing.T) {
	heavy := &scripted{}
	a := chooser(t, heavy)
	a.PinScenario(large(24))
	h := a.Overlay().Handles[0]
	for _, ev := range []stage.Event{{Kind: stage.Grab, Handle: h.ID, At: h.At},
		{Kind: stage.Move, Handle: h.ID, At: view.Pixel{X: h.At.X + 30, Y: h.At.Y}}} {
		if err := a.Dispatch(ev); err != nil || len(heavy.jobs) != 1 {
			t.Fatalf("%v: %d jobs", err, len(heavy.jobs))
		}
	}
	if _ = a.Dispatch(stage.Event{Kind: stage.Drop, Handle: h.ID}); len(heavy.jobs) != 2 {
		t.Errorf("after the drag %d jobs, want 2", len(heavy.jobs))
	}
}

// A pinned state is drawn on the axes of the present one; where the two have other corners
// there is no ghost, and the figures are compared all the same.
func TestPinOnTheSameAxes(t *testing.T) {
	r := beside(t, "selection", court)
	r.Pin()
	if err := r.SetScenario(other(t)); err != nil {
		t.Fatal(err)
	}
	r.settle()
	x := func(f *stage.Frame) [2]float64 {
		low, high := f.Range("offer", 0, 0)
		return [2]float64{low, high}
	}
	if r.figure.axes.Use(&r.figure.axes); x(&r.figure.frame) != x(&r.pin.frame) || x(&r.figure.frame) == [2]float64{} {
		t.Errorf("the present figure goes over %v, the pinned one over %v", x(&r.figure.frame), x(&r.pin.frame))
	}
	own := r.pin.ownAxes
	if mine, all := x(&stage.Frame{Axes: &own}), x(&r.figure.frame); mine[0] < all[0] || mine[1] > all[1] ||
		mine[0] == mine[1] {
		t.Errorf("the pinned state goes over %v and the figure has room for %v", mine, all)
	}
	s := other(t)
	s.Prior, s.Agents[0].Weights = []float64{0.9, 0.1}, []float64{1, 0, 0}
	if r.PinScenario(s); x(&r.figure.frame) != x(&r.pin.frame) {
		t.Errorf("at once the figure goes over %v, what has been pinned over %v", x(&r.figure.frame), x(&r.pin.frame))
	}
	s = other(t)
	s.States = []string{"one", "two"}
	if err := r.SetScenario(s); err != nil {
		t.Fatal(err)
	}
	r.settle()
	if g := r.ghost(t); strings.Contains(g, "<path") || len(r.Overlay().Panel.Pinned.Rows) == 0 {
		t.Errorf("of another case the ghost is %s, and the comparison %v", g, r.Overlay().Panel.Pinned)
	}
}

// Larger text makes a larger figure: handles and words farther apart and larger, and events
// on the page still hit what they are meant for.
func TestTextScale(t *testing.T) {
	eachFigure(t, func(t *testing.T, scene string) {
		r := beside(t, scene, trial)
		r.Resize(view.Rect{X: 20, Y: 10, W: 640, H: 480}, view.Rect{X: 660, Y: 10, W: 400, H: 480}, 1)
		small := r.Overlay().Labels[0].Style
		r.SetTextScale(2)
		o := r.Overlay()
		if l := o.Labels[0].Style; l.Scaled(1).Size < 1.5*small.Scaled(1).Size {
			t.Errorf("%s: words of %v px, they were %v", scene, l.Size, small.Size)
		}
		area := view.Rect{X: 20, Y: 10, W: 1040, H: 480}
		for _, h := range o.Handles {
			if h.At.X < area.X || h.At.X > area.X+area.W || h.At.Y < area.Y || h.At.Y > area.Y+area.H {
				t.Errorf("%s: the handle %s is at %v, outside of %v", scene, h.ID, h.At, area)
			}
		}
		if !strings.Contains(r.svg(t), `<svg xmlns="http://www.w3.org/2000/svg" width="1040" height="480"`) {
			t.Errorf("%s: the SVG has another size: %.120s", scene, r.svg(t))
		}
	})
	r := beside(t, "quantal", trial)
	r.SetTextScale(1.5)
	before := r.handle("lambda").At
	r.drag("lambda", 30, 0)
	if after := r.handle("lambda").At; after.X < before.X+25 || after.X > before.X+35 {
		t.Errorf("lambda is at %v, dragged by 30 pixels from %v", after, before)
	}
}
