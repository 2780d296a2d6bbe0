package scenes

import (
	"reflect"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
)

// touchy is a figure with faults: it cannot lay out one title, nor one setting.
type touchy struct{ stage.Scene }

func (s touchy) Layout(f *stage.Frame) bool {
	if f.Scenario.Title == "layout" || f.View.Values["map"] == "worst" {
		panic("cannot lay that out")
	}
	return s.Scene.Layout(f)
}

// faulty is an app with that figure, and what it has said.
func faulty(t *testing.T) (*App, *string) {
	t.Helper()
	said := new(string)
	a := New(Options{Say: func(text string) { *said = text }})
	sound := a.figure.make
	a.figure.make = func() stage.Scene { return touchy{sound()} }
	a.figure.scene = a.figure.make()
	return a, said
}

// TestFaultIsTakenBack: a figure that fails leaves scenario, history and page as they were, and the
// reader is told.
func TestFaultIsTakenBack(t *testing.T) {
	a, said := faulty(t)
	step := a.Scenario()
	step.Title = "kept"
	if err := a.SetScenario(step); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		*said = ""
		bad := a.Scenario()
		bad.Title = "layout"
		if err := a.SetScenario(bad); err != nil {
			t.Fatal(err)
		}
		if got := a.Scenario().Title; got != "kept" {
			t.Errorf("the scenario is %q", got)
		}
		if !strings.Contains(*said, "fault of ours") || !strings.Contains(*said, "cannot lay that out") ||
			!strings.HasSuffix(*said, engine.ReportAt) || len(*said) >= 200 {
			t.Errorf("the page says %q", *said)
		}
	}
	if !a.Undo() || a.Scenario().Title == "kept" || !a.Redo() || a.Scenario().Title != "kept" {
		t.Error("undo and redo do not go on as before")
	}
}

// TestFaultOfTheView: a setting that the figure cannot show goes, the scenario stays.
func TestFaultOfTheView(t *testing.T) {
	a, said := faulty(t)
	view := a.View()
	view.Values = map[string]string{"map": "worst"}
	if err := a.SetView(view); err != nil {
		t.Fatal(err)
	}
	if a.View().Values["map"] != "" || *said == "" {
		t.Errorf("the view is %v, the page says %q", a.View(), *said)
	}
}

// moody is a figure that cannot word itself while it is dragged.
type moody struct {
	stage.Scene
	dragged bool
}

func (s *moody) Layout(f *stage.Frame) bool {
	s.dragged = f.Dragging
	return s.Scene.Layout(f)
}

func (s *moody) Panel() stage.Panel {
	if s.dragged {
		panic("cannot word that")
	}
	return s.Scene.Panel()
}

// TestFaultOfADrag: what fails only when the words of a drag follow its picture is taken back to where the drag began.
func TestFaultOfADrag(t *testing.T) {
	said := ""
	a := New(Options{Say: func(text string) { said = text }})
	a.Resize(view.Rect{W: 400, H: 400}, view.Rect{X: 400, W: 200, H: 400}, 1)
	before := a.Scenario()
	before.Title = "not the first"
	if err := a.SetScenario(before); err != nil {
		t.Fatal(err)
	}
	h := a.Overlay().Handles[0]
	if err := a.Dispatch(stage.Event{Kind: stage.Grab, Handle: h.ID, At: h.At}); err != nil {
		t.Fatal(err)
	}
	a.figure.scene = &moody{Scene: a.figure.scene}
	for i := range 3 {
		to := view.Pixel{X: h.At.X + float64(10+i), Y: h.At.Y - 20}
		if err := a.Dispatch(stage.Event{Kind: stage.Move, Handle: h.ID, At: to}); err != nil {
			t.Fatal(err)
		}
	}
	if reflect.DeepEqual(a.history.store.Now(), before) || said != "" {
		t.Fatal("nothing moved, or the words did not wait")
	}
	if err := a.Update(); err != nil {
		t.Fatal(err)
	}
	if got := a.Scenario(); !reflect.DeepEqual(got, before) {
		t.Errorf("the scenario is %v, not %v", got.User, before.User)
	}
	to := view.Pixel{X: h.At.X + 40, Y: h.At.Y - 20}
	if _ = a.Dispatch(stage.Event{Kind: stage.Move, Handle: h.ID, At: to}); !reflect.DeepEqual(a.Scenario(), before) {
		t.Error("the drag goes on")
	}
	if !strings.Contains(said, "cannot word that") {
		t.Errorf("the page says %q", said)
	}
}

// TestFaultsShowInTests: where nobody can be told a panic goes on, so that tests fail.
func TestFaultsShowInTests(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a panic was swallowed")
		}
	}()
	a := New(Options{})
	a.figure.scene = touchy{a.figure.scene}
	bad := a.Scenario()
	bad.Title = "layout"
	a.SetScenario(bad)
}
