package scenes

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"

	"github.com/hajimehoshi/ebiten/v2"
)

// Draw puts the page to sleep once nothing moves, and every change wakes it.
func TestSleepAndWake(t *testing.T) {
	r := newRig(t, nil)
	screen := ebiten.NewImage(64, 64)
	r.settle()
	r.Draw(screen)
	if r.sleeps != 1 {
		t.Fatalf("at rest Draw sleeps %d times, want 1", r.sleeps)
	}
	for name, change := range map[string]func(){
		"undo":   func() { r.drag("user", 9, 9); r.Undo() },
		"theme":  func() { r.SetTheme("dark") },
		"resize": func() { r.Resize(view.Rect{W: 500, H: 400}, view.Rect{}, 1) },
		"hover":  func() { r.send(stage.Event{Kind: stage.Hover, Handle: "agent:1"}) },
		"view":   func() { _ = r.SetView(stage.View{Yaw: 1}) },
	} {
		wakes := r.wakes
		change()
		if r.wakes == wakes {
			t.Errorf("%s wakes nobody", name)
		}
		r.settle()
		r.Draw(screen)
	}
	r.Undo()
	r.Redo()
	r.drag("user", 20, -20)
	r.settle()
	r.Undo() // sets a tween going
	sleeps := r.sleeps
	r.Draw(screen)
	if r.sleeps != sleeps {
		t.Error("it sleeps while a tween runs")
	}
	r.settle()
	r.Draw(screen)
	if r.sleeps != sleeps+1 {
		t.Error("it does not sleep after the tween")
	}
	if s := r.Stats(); s.Frames == 0 {
		t.Errorf("stats %+v", s)
	}
}

// A change that comes between the last frame and the call of Sleep wakes the page again.
func TestAChangeBeforeSleepIsNotLost(t *testing.T) {
	var order []string
	var a *App
	a = New(Options{
		Wake: func() { order = append(order, "wake") },
		Sleep: func() {
			a.SetTheme("dark") // from another goroutine, in life
			order = append(order, "sleep")
		},
	})
	a.Resize(view.Rect{W: 300, H: 300}, view.Rect{}, 1)
	order = nil
	a.Draw(ebiten.NewImage(8, 8))
	if len(order) == 0 || order[len(order)-1] != "wake" {
		t.Errorf("%v: the page sleeps over a change", order)
	}
}

func TestLayoutHasTheResolutionOfTheDevice(t *testing.T) {
	r := newRig(t, nil)
	if w, h := r.LayoutF(300.5, 200); w != 601 || h != 400 {
		t.Errorf("LayoutF %v %v", w, h)
	}
	if w, h := r.Layout(300, 200); w != 600 || h != 400 {
		t.Errorf("Layout %v %v", w, h)
	}
	if w, h := r.LayoutF(0, 0); w < 1 || h < 1 {
		t.Errorf("LayoutF of nothing %v %v", w, h)
	}
}

// A frame at rest and a frame of a tween allocate nothing.
func TestUpdateAllocatesNothing(t *testing.T) {
	r := newRig(t, nil)
	r.settle()
	if n := testing.AllocsPerRun(50, func() { _ = r.Update() }); n != 0 {
		t.Errorf("%v allocations at rest", n)
	}
	r.drag("user", 60, 20)
	r.Undo()
	_ = r.Update()
	if n := testing.AllocsPerRun(50, func() {
		r.time += view.Duration / 100
		_ = r.Update()
	}); n != 0 {
		t.Errorf("%v allocations in a tween", n)
	}
}

func TestRing(t *testing.T) {
	var r ring
	if r.median() != 0 {
		t.Error("the median of nothing")
	}
	for i := range 5 {
		r.add(float64(i * i))
	}
	if r.median() != 4 {
		t.Errorf("median %v, want 4", r.median())
	}
	for range 200 {
		r.add(7)
	}
	if r.median() != 7 {
		t.Errorf("median %v, want 7: old numbers stay", r.median())
	}
}

// Everything may be called from several goroutines (run with -race).
func TestConcurrentCalls(t *testing.T) {
	a := New(Options{Wake: func() {}, Sleep: func() {}})
	a.Resize(view.Rect{W: 400, H: 300}, view.Rect{}, 1)
	screen := ebiten.NewImage(8, 8)
	var wait sync.WaitGroup
	for _, f := range []func(i int){
		func(i int) { _ = a.Update(); a.Draw(screen) },
		func(i int) { _ = a.Dispatch(stage.Event{Kind: stage.Nudge, Handle: "user", DX: 1, Step: 0.01}) },
		func(i int) { a.Undo(); a.Redo() },
		func(i int) { a.Result(func(engine.Result, error) { a.View() }) },
		func(i int) { o := a.Overlay(); _ = len(o.Labels) + len(o.Handles) },
	} {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := range 30 {
				f(i)
			}
		}()
	}
	wait.Wait()
}

// BenchmarkDrag is one pointer event of a drag, from Dispatch to the new overlay, with 3
// criteria, 8 agents and 4 x 4 utilities: the case that has 2 ms in the browser.
func BenchmarkDrag(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	s := engine.Scenario{Version: 1, States: []string{"s", "t", "u", "v"}, Actions: []string{"a", "b", "c", "d"},
		Prior: []float64{0.25, 0.25, 0.25, 0.25}}
	for j := range 3 {
		u := make([][]float64, 4)
		for k := range u {
			u[k] = []float64{rng.Float64(), rng.Float64(), rng.Float64(), rng.Float64()}
		}
		s.Criteria = append(s.Criteria, engine.Criterion{Name: fmt.Sprint("criterion ", j), Utility: u})
	}
	party := func(name string) engine.Party {
		w := []float64{rng.Float64(), rng.Float64(), rng.Float64()}
		view.Project(w)
		return engine.Party{Name: name, Weights: w}
	}
	s.User = party("user")
	for i := range 8 {
		s.Agents = append(s.Agents, party(fmt.Sprint("agent ", i)))
	}
	a := New(Options{})
	a.Resize(view.Rect{W: 640, H: 480}, view.Rect{}, 1)
	if err := a.Replace(s); err != nil {
		b.Fatal(err)
	}
	at := a.Overlay().Handles[0].At
	_ = a.Dispatch(stage.Event{Kind: stage.Grab, Handle: "user", At: at})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		to := view.Pixel{X: at.X + float64(i%50), Y: at.Y + float64(i%37)}
		if err := a.Dispatch(stage.Event{Kind: stage.Move, Handle: "user", At: to}); err != nil {
			b.Fatal(err)
		}
		a.Overlay()
	}
}
