package scenes

import (
	"fmt"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/words"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

// rig is an app in a 640 x 480 figure with a clock that the test turns.
type rig struct {
	*App
	t                   *testing.T
	time                float64
	wakes, sleeps       int
	commits, liveChange int
}

func newRig(t *testing.T, heavy worker.Solver) *rig {
	r := &rig{t: t}
	r.App = New(Options{
		Heavy: heavy, Patience: -1, // everything is the heavy solver's
		Clock: func() float64 { return r.time },
		Wake:  func() { r.wakes++ },
		Sleep: func() { r.sleeps++ },
	})
	r.OnCommit(func() { r.commits++ })
	r.OnLive(func() { r.liveChange++ })
	r.Resize(view.Rect{X: 20, Y: 10, W: 640, H: 480}, view.Rect{}, 2)
	return r
}

// SetScenario is Accept as a step, of a copy; it refuses what is invalid.
func (a *App) SetScenario(s engine.Scenario) error { return a.set(s, false) }

// Replace is SetScenario as a start.
func (a *App) Replace(s engine.Scenario) error { return a.set(s, true) }

func (a *App) set(s engine.Scenario, start bool) error {
	s, err := engine.Parse(engine.Format(s))
	if err == nil {
		a.Accept(s, start)
	}
	return err
}

// send dispatches an event that must succeed.
func (r *rig) send(ev stage.Event) {
	r.t.Helper()
	if err := r.Dispatch(ev); err != nil {
		r.t.Fatalf("%+v: %v", ev, err)
	}
}

func (r *rig) handle(id string) stage.Handle {
	r.t.Helper()
	for _, h := range r.Overlay().Handles {
		if h.ID == id {
			return h
		}
	}
	r.t.Fatalf("no handle %q", id)
	return stage.Handle{}
}

// drag moves a handle by dx, dy in a few steps, grabbed off its centre.
func (r *rig) drag(id string, dx, dy float64) {
	r.t.Helper()
	at := r.handle(id).At
	grip := view.Pixel{X: at.X + 5, Y: at.Y - 3}
	r.send(stage.Event{Kind: stage.Grab, Handle: id, At: grip})
	for i := range 5 {
		share := float64(i) / 4
		r.send(stage.Event{Kind: stage.Move, Handle: id, At: view.Pixel{X: grip.X + share*dx, Y: grip.Y + share*dy}})
	}
	r.send(stage.Event{Kind: stage.Drop, Handle: id})
}

// settle lets every tween end.
func (r *rig) settle() {
	r.t.Helper()
	for range 3 {
		r.time += view.Duration
		if err := r.Update(); err != nil {
			r.t.Fatal(err)
		}
	}
}

func TestDragThroughTheApp(t *testing.T) {
	r := newRig(t, nil)
	start := r.Scenario()
	from := r.handle("agent:1").At
	r.drag("agent:1", 40, -20)
	to := r.handle("agent:1").At
	if math.Hypot(to.X-from.X-40, to.Y-from.Y+20) > 1 {
		t.Errorf("dragged by %v %v, want 40 -20", to.X-from.X, to.Y-from.Y)
	}
	if r.commits != 1 || r.liveChange != 5 {
		t.Errorf("%d commits and %d live changes, want 1 and 5", r.commits, r.liveChange)
	}
	dragged := r.Scenario()
	if got := engine.Solve(dragged).Alignment.Epsilon; r.figure.frame.Result.Alignment.Epsilon != got {
		t.Errorf("epsilon %v after the drag, want %v", r.figure.frame.Result.Alignment.Epsilon, got)
	}
	if !r.Undo() || !reflect.DeepEqual(r.Scenario(), start) {
		t.Error("one undo does not restore the start")
	}
	if !r.Redo() || !reflect.DeepEqual(r.Scenario(), dragged) {
		t.Error("redo does not restore the drag")
	}
	r.Reset()
	if !reflect.DeepEqual(r.Scenario(), start) || !r.Undo() || !reflect.DeepEqual(r.Scenario(), dragged) {
		t.Error("reset is not one step")
	}
}

// Where the pointer has been on its way leaves no trace, though the border clipped it there.
func TestADragDependsOnItsEndOnly(t *testing.T) {
	a, b := newRig(t, nil), newRig(t, nil)
	a.drag("user", 30, 20)
	at := b.handle("user").At
	b.send(stage.Event{Kind: stage.Grab, Handle: "user", At: at})
	for _, p := range []view.Pixel{{X: 5000, Y: 5000}, {X: -900, Y: 40}, {X: at.X + 30, Y: at.Y + 20}} {
		b.send(stage.Event{Kind: stage.Move, Handle: "user", At: p})
	}
	b.send(stage.Event{Kind: stage.Drop, Handle: "user"})
	if !reflect.DeepEqual(a.Scenario(), b.Scenario()) {
		t.Errorf("%v and %v", a.Scenario().User.Weights, b.Scenario().User.Weights)
	}
}

func TestCancelRestores(t *testing.T) {
	r := newRig(t, nil)
	start := r.Scenario()
	at := r.handle("user").At
	r.send(stage.Event{Kind: stage.Grab, Handle: "user", At: at})
	if !r.handle("user").Pressed {
		t.Error("a dragged handle is not pressed")
	}
	r.send(stage.Event{Kind: stage.Move, Handle: "user", At: view.Pixel{X: at.X + 99, Y: at.Y}})
	moved := r.Scenario()
	r.send(stage.Event{Kind: stage.Move, Handle: "agent:0", At: at})
	if !reflect.DeepEqual(r.Scenario(), moved) {
		t.Error("another handle takes part in a drag")
	}
	r.send(stage.Event{Kind: stage.Focus, Handle: "user"}) // a press focuses the handle: the drag goes on
	r.send(stage.Event{Kind: stage.Cancel, Handle: "user"})
	if !reflect.DeepEqual(r.Scenario(), start) || r.Overlay().CanUndo || r.handle("user").Pressed {
		t.Error("a cancelled drag leaves a trace")
	}
	r.send(stage.Event{Kind: stage.Grab, Handle: "user", At: at})
	r.send(stage.Event{Kind: stage.Drop, Handle: "user"})
	if r.Overlay().CanUndo || r.commits != 0 {
		t.Error("a press without a move is a step")
	}
}

// Another figure ends a drag as a step.
func TestFigureDuringADrag(t *testing.T) {
	r := newRig(t, nil)
	at := r.handle("user").At
	r.send(stage.Event{Kind: stage.Grab, Handle: "user", At: at})
	r.send(stage.Event{Kind: stage.Move, Handle: "user", At: view.Pixel{X: at.X + 20, Y: at.Y}})
	if err := r.SetView(stage.View{Scene: "equilibrium"}); err != nil {
		t.Fatal(err)
	}
	if !r.Overlay().CanUndo || r.figure.frame.Dragging {
		t.Error("the drag goes on in another figure")
	}
}

// A figure looks at several users where there are several, and in a drag there at what they share alone.
func TestLooksAt(t *testing.T) {
	one, many := engine.Scenario{}, engine.Scenario{Population: &engine.Population{}}
	const bits = engine.PopulationSection | engine.HeardOnly
	for _, c := range []struct {
		s        *engine.Scenario
		dragging bool
		want     engine.Sections
	}{{&one, false, 0}, {&one, true, 0}, {&many, false, engine.PopulationSection}, {&many, true, bits}} {
		if got := scenes[1].looksAt(c.s, c.dragging) & bits; got != c.want {
			t.Errorf("dragging %v: %b, want %b", c.dragging, got, c.want)
		}
	}
}

// What was put off runs once, in order, and may come back.
func TestQueue(t *testing.T) {
	var q queue
	got := ""
	put := func(s string) func() { return func() { got += s } }
	q.do(func() {
		q.later(func() {
			got += "a"
			q.do(func() {
				q.later(put("b"))
				q.later(put("c"))
			})
		})
		q.later(put("d"))
		q.later(nil)
	})
	if got != "abcd" {
		t.Errorf("ran %q", got)
	}
}

func TestKeyboardAlone(t *testing.T) {
	r := newRig(t, nil)
	start := r.Scenario()
	press := func(kind stage.EventKind, handle string, dx float64) {
		t.Helper()
		r.time += 0.2
		r.send(stage.Event{Kind: kind, Handle: handle, DX: dx, Step: 0.01})
	}
	r.send(stage.Event{Kind: stage.Focus, Handle: "user"})
	for range 4 {
		press(stage.Nudge, "user", 1)
	}
	if w := r.Scenario().User.Weights; math.Abs(w[2]-0.29) > 1e-9 {
		t.Errorf("four presses right: %v", w)
	}
	r.time += 2
	press(stage.Nudge, "user", -1)
	if !r.Undo() || !r.Undo() || r.Undo() || !reflect.DeepEqual(r.Scenario(), start) {
		t.Error("a burst of presses and a later one are not two steps")
	}
	press(stage.Home, "agent:0", 0)
	if w := r.Scenario().Agents[0].Weights; w[0] != 1 {
		t.Errorf("Home: %v", w)
	}
	press(stage.Delete, "agent:0", 0)
	if n := len(r.Scenario().Agents); n != 2 {
		t.Errorf("%d agents after Delete", n)
	}
	press(stage.Add, "", 0)
	// B and C keep their letters
	if s := r.Scenario(); len(s.Agents) != 3 || !strings.Contains(r.Overlay().Announce, "Agent D added. ") {
		t.Errorf("added %v, said %q", s.Agents, r.Overlay().Announce)
	}
}

func TestErrorsLeaveEverythingAsItWas(t *testing.T) {
	r := newRig(t, nil)
	before := fmt.Sprintf("%+v %+v", r.Scenario(), *r.Overlay())
	for _, ev := range []stage.Event{
		{Kind: stage.Delete, Handle: "user"},
		{Kind: stage.Nudge, Handle: "agent:99", DX: 1, Step: 0.01},
		{Kind: stage.Nudge, Handle: "user", DX: math.NaN(), Step: 0.01},
		{Kind: stage.Param, Param: "no.such", Value: "1"},
		{Kind: stage.Param, Param: "alignment.offset", Value: "sideways"},
		{Kind: stage.Param, Param: "view.names", Value: "perhaps"},
		{Kind: stage.Param, Param: "criteria.fromAgents"}, // no such control in this picture
	} {
		if r.Dispatch(ev) == nil {
			t.Errorf("%+v: no error", ev)
		}
	}
	for _, v := range []stage.View{
		{Scene: "nowhere"}, {Yaw: math.NaN()}, {Pitch: math.Inf(1)},
		{Values: map[string]string{"x": strings.Repeat("y", 65)}},
	} {
		if r.SetView(v) == nil {
			t.Errorf("view %+v is accepted", v)
		}
	}
	if after := fmt.Sprintf("%+v %+v", r.Scenario(), *r.Overlay()); after != before {
		t.Errorf("before %s\nafter %s", before, after)
	}
	for range 24 {
		_ = r.Dispatch(stage.Event{Kind: stage.Add})
	}
	if n := len(r.Scenario().Agents); n != engine.MaxAgents {
		t.Errorf("%d agents, want the limit %d", n, engine.MaxAgents)
	}
}

func TestParams(t *testing.T) {
	r := newRig(t, nil)
	r.send(stage.Event{Kind: stage.Param, Param: "alignment.combination", Value: "conic"})
	r.send(stage.Event{Kind: stage.Param, Param: "alignment.offset", Value: "none"})
	if a := r.Scenario().AlignmentOrDefault(); a.Combination != "conic" || a.Offset != "none" || r.commits != 2 {
		t.Errorf("alignment %+v, %d commits", a, r.commits)
	}
	if a := r.figure.frame.Result.Alignment; a.Combination != "conic" || a.OffsetKind != "none" {
		t.Errorf("the result is of %s, %s", a.Combination, a.OffsetKind)
	}
	r.send(stage.Event{Kind: stage.Param, Param: "view.names", Value: "false"})
	if r.View().Values["names"] != "false" || r.commits != 2 {
		t.Error("a change of view is a step, or none")
	}
	for _, l := range r.Overlay().Labels {
		if l.Text == "Surgeon" {
			t.Error("names are still written")
		}
	}
}

// A setting that comes during a drag ends it, as a step before its own.
func TestSettingDuringADrag(t *testing.T) {
	r := newRig(t, nil)
	before, at := r.Scenario().User.Weights[1], r.handle("user").At
	r.send(stage.Event{Kind: stage.Grab, Handle: "user", At: at})
	r.send(stage.Event{Kind: stage.Move, Handle: "user", At: view.Pixel{X: at.X + 20, Y: at.Y}})
	r.send(stage.Event{Kind: stage.Param, Param: "alignment.combination", Value: "conic"})
	if r.handle("user").Pressed || r.commits != 2 {
		t.Errorf("the drag goes on: %d steps are told", r.commits)
	}
	r.Undo()
	if s := r.Scenario(); s.AlignmentOrDefault().Combination != engine.Convex || s.User.Weights[1] == before {
		t.Errorf("after one undo %+v, user %v", s.Alignment, s.User.Weights)
	}
	r.Undo()
	if got := r.Scenario().User.Weights[1]; got != before {
		t.Errorf("after another the user is at %v, began at %v", got, before)
	}
}

func TestSetScenarioAndReplace(t *testing.T) {
	r := newRig(t, nil)
	s := r.Scenario()
	s.Title = "another"
	if err := r.SetScenario(s); err != nil || !r.Overlay().CanUndo || r.Scenario().Title != "another" {
		t.Error("SetScenario is not a step")
	}
	s = builtIn()
	s.Title = "start"
	if err := r.Replace(s); err != nil || r.Overlay().CanUndo || r.Scenario().Title != "start" {
		t.Error("Replace keeps history")
	}
}

func TestViewIsACopy(t *testing.T) {
	r := newRig(t, nil)
	v := stage.View{Yaw: 0.5, Values: map[string]string{"names": "false"}}
	if err := r.SetView(v); err != nil {
		t.Fatal(err)
	}
	v.Values["names"] = "true"
	got := r.View()
	got.Values["other"] = "x"
	if w := r.View(); w.Yaw != 0.5 || w.Scene != "hull" || w.Values["names"] != "false" || len(w.Values) != 1 {
		t.Errorf("view %+v", w)
	}
}

// Counters grow when their part has changed and only then.
func TestOverlayCounters(t *testing.T) {
	r := newRig(t, nil)
	r.settle()
	o := *r.Overlay()
	r.settle()
	r.send(stage.Event{Kind: stage.Hover, Handle: ""})
	if p := *r.Overlay(); p.HandlesAt != o.HandlesAt || p.LabelsAt != o.LabelsAt || p.PanelAt != o.PanelAt ||
		p.AnnounceAt != o.AnnounceAt {
		t.Error("counters grow without a change")
	}
	r.drag("user", 10, 5)
	if p := *r.Overlay(); p.HandlesAt == o.HandlesAt || p.LabelsAt == o.LabelsAt || p.PanelAt == o.PanelAt ||
		p.AnnounceAt == o.AnnounceAt {
		t.Error("a drag leaves a counter as it was")
	}
	o = *r.Overlay()
	r.send(stage.Event{Kind: stage.Focus, Handle: "agent:0"})
	if p := *r.Overlay(); p.PanelAt != o.PanelAt || p.AnnounceAt != o.AnnounceAt {
		t.Error("focus changes panel or announcement")
	}
}

// The live region speaks when the verdict changes: at the end of a drag and, during it, only
// when the user crosses the border of the hull.
func TestAnnouncesNotAtEachPixel(t *testing.T) {
	r := newRig(t, nil)
	at := r.handle("user").At
	r.send(stage.Event{Kind: stage.Grab, Handle: "user", At: at})
	before := r.Overlay().AnnounceAt
	for i := range 10 {
		r.send(stage.Event{Kind: stage.Move, Handle: "user", At: view.Pixel{X: at.X + float64(i), Y: at.Y}})
	}
	if r.Overlay().AnnounceAt != before {
		t.Error("it speaks at each pixel")
	}
	r.send(stage.Event{Kind: stage.Move, Handle: "user", At: view.Pixel{X: at.X, Y: 480}})
	if o := r.Overlay(); o.AnnounceAt != before+1 || !strings.HasPrefix(o.Announce, "Outside") {
		t.Errorf("crossing the border says %q", o.Announce)
	}
	r.send(stage.Event{Kind: stage.Drop, Handle: "user"})
	if o := r.Overlay(); o.Announce != o.Panel.Verdict {
		t.Errorf("after the drop it said %q, the verdict is %q", o.Announce, o.Panel.Verdict)
	}
	r.send(stage.Event{Kind: stage.Grab, Handle: "user", At: r.handle("user").At})
	r.send(stage.Event{Kind: stage.Move, Handle: "user", At: at})
	if o := r.Overlay(); !strings.HasPrefix(o.Announce, "Inside") {
		t.Errorf("back inside it says %q", o.Announce)
	}
	r.send(stage.Event{Kind: stage.Cancel, Handle: "user"})
	if o := r.Overlay(); o.Announce != o.Panel.Verdict || !strings.HasPrefix(o.Announce, "Outside") {
		t.Errorf("given up it says %q", o.Announce)
	}
}

func TestWriteSVG(t *testing.T) {
	r := newRig(t, nil)
	s := r.Scenario()
	s.Title, s.Agents[0].Name = `<script>"&`, `</svg>`
	if err := r.SetScenario(s); err != nil {
		t.Fatal(err)
	}
	r.settle()
	var b strings.Builder
	if err := r.WriteSVG(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`viewBox="20 10 640 480"`, "<title id=\"title\">&lt;script&gt;",
		"<desc id=\"desc\">Inside: you = ", ">&lt;/svg&gt;</text>"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
}

// In every figure and beside it an agent has the letter and colour that it had before another left.
func TestAgentsKeepTheirColors(t *testing.T) {
	text, err := os.ReadFile("../web/static/presets/specialists.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := engine.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	a := New(Options{})
	if err := a.SetScenario(s); err != nil {
		t.Fatal(err)
	}
	before := a.figure.frame.Theme.Agent(2)
	if err := a.Dispatch(stage.Event{Kind: stage.Delete, Handle: stage.AgentHandle(1)}); err != nil {
		t.Fatal(err)
	}
	if a.figure.frame.Theme.Agent(1) != before || a.figure.frame.Theme.Agent(0) != theme.Named("light").Agent(0) {
		t.Error("the colours have changed owner")
	}
	if last := a.figure.frame.Theme; func() *theme.Theme {
		a.Resize(view.Rect{W: 500, H: 400}, view.Rect{}, 1)
		return a.figure.frame.Theme
	}() != last {
		t.Error("the theme is another at every change")
	}
	for _, scene := range Scenes()[:5] {
		if err := a.SetView(stage.View{Scene: scene}); err != nil {
			t.Fatal(err)
		}
		o := a.Overlay()
		for _, label := range o.Labels {
			if label.Text == "B" {
				t.Errorf("%s: somebody has the letter of the one who left", scene)
			}
		}
		for _, section := range o.Panel.Sections {
			for _, row := range section.Rows {
				if strings.HasPrefix(row.Label, "Engineer") && words.Letter(row.Swatch) != "C" {
					t.Errorf("%s: the panel calls the Engineer %s", scene, words.Letter(row.Swatch))
				}
			}
		}
		for _, c := range o.Panel.Claims {
			for _, line := range c.Proof() {
				if strings.Contains(line.Text, "Engineer") && !strings.HasPrefix(line.Text, "C (Engineer)") {
					t.Errorf("%s: a proof says %q", scene, line.Text)
				}
			}
		}
	}
}
