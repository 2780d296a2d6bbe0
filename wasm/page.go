//go:build js

package main

import (
	"slices"
	"syscall/js"
	"time"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/scenes/worker"
	"github.com/emergent-alignment/emergent/wasm/link"
)

// page joins the app with the DOM. Everything runs on the page's event loop, one callback
// at a time, so nothing is locked.
type page struct {
	app             *scenes.App
	host            js.Value // what the page's scripts offer (web/static/stage/main.js)
	figure          *element
	labels          *labels
	handles         *handles
	panel           *panel
	textAlternative *textAlternative
	live            *announcer
	pointer         *pointer
	rect            view.Rect // of the figure
	times           times
	asleep          bool // the gate was told that nothing moves
	burst           bool // the event at hand is one of many that come fast: a key held down, a slider
	encoder         link.Encoder
	due             bool       // the panel is about to be brought up to date
	begun           bool       // the page has set what it starts with: until then nothing is written to the DOM
	first           link.State // that an address without a state stands for
}

func newPage() *page {
	host := js.Global().Get("stageHost")
	gate := host.Get("gate")
	p := &page{
		host:    host,
		figure:  byID("figure"),
		labels:  &labels{layer: byID("labels").Value},
		handles: newHandles(byID("handles").Value),
		live:    newAnnouncer(byID("live")),
	}
	pool := worker.Port(mainThreadWorkers{})
	if w, ok := newWorkers(); ok {
		pool = w
	}
	p.app = scenes.New(scenes.Options{
		Heavy:      newSolver(),
		Workers:    pool,
		MainThread: mainThreadWorkers{},
		Cores:      cores(),
		Choose:     func() { host.Call("chooseFile") },
		Say:        func(text string) { host.Call("say", text) },

		Clock: func() float64 { return now() / 1000 },
		Wake: func() {
			if p.asleep {
				p.asleep = false
				gate.Call("wake")
			}
		},
		Sleep: func() { p.asleep = true; gate.Call("sleep") },
	})
	p.panel = newPanel(host)
	p.textAlternative = newTextAlternative(host, p.app.TextAlternative)
	p.pointer = newPointer(p)
	p.app.OnLive(func() { p.changed(true) })
	p.app.OnCommit(func() { p.changed(false) })
	return p
}

// publish hands the page's scripts their port and fills window.emergent.
func (p *page) publish() {
	p.quietCanvas()
	p.fillAPI(p.host.Get("api"))
	p.host.Call("started", p.port())
}

var began = time.Now()

// now is the page's clock in milliseconds, which the runtime reads in one step.
func now() float64 { return float64(time.Since(began)) / 1e6 }

// dispatch hands an event to the app and brings the DOM up to date, and keeps the time.
func (p *page) dispatch(ev stage.Event) {
	start := now()
	p.burst = ev.Kind == stage.Nudge || ev.Kind == stage.Param
	err := p.app.Dispatch(ev)
	if ev.Kind == stage.Move {
		_, _, _, stale := p.app.OverlayFlags()
		p.panel.stale.setHidden(!stale) // the rest follows with the frame that the event woke
	} else {
		p.sync()
	}
	p.burst = false
	if ev.Kind == stage.Move || ev.Kind == stage.Nudge {
		p.times.add(now() - start)
	}
	if err != nil {
		p.host.Call("say", err.Error())
	}
}

// follow brings up to date what stands on the canvas that a frame is about to paint, and has the rest follow:
// after the frame, so that the page is not kept by both at once, or during a drag, where little changes, with it.
func (p *page) follow() {
	if !p.begun {
		return
	}
	o := p.app.Overlay()
	p.overlay(o)
	switch {
	case p.pointer.drags():
		p.sync()
		tidy()
	case o.PanelAt != p.panel.at || o.AnnounceAt != p.live.at || p.panel.partly ||
		p.panel.stale.hidden == o.Stale || p.textAlternative.behind(o):
		p.later()
	}
}

// later has the rest brought up to date in a task of its own.
func (p *page) later() {
	if !p.due {
		p.due = true
		workers{}.After(0, p.sync)
	}
}

// overlay brings labels and handles up to date.
func (p *page) overlay(o *scenes.Overlay) {
	if o.LabelsAt != p.labels.at {
		p.labels.at = o.LabelsAt
		p.labels.show(o.Labels)
	}
	if o.HandlesAt != p.handles.at {
		p.handles.at = o.HandlesAt
		p.handles.show(o.Handles, p.rect)
	}
}

// sync brings the DOM up to date with the app's overlay, part by part as they change.
func (p *page) sync() {
	p.due = false
	if !p.begun {
		return
	}
	o := p.app.Overlay()
	p.overlay(o)
	dragging := p.pointer.drags()
	if o.PanelAt != p.panel.at || p.panel.partly && !dragging {
		p.panel.at = o.PanelAt
		p.panel.show(&o.Panel, dragging, dragging || p.burst)
	}
	if p.panel.partly && !dragging {
		p.later()
	}
	p.panel.stale.setHidden(!o.Stale)
	p.textAlternative.show(o.PanelAt, o.HandlesAt)
	if o.AnnounceAt != p.live.at {
		p.live.at = o.AnnounceAt
		p.live.say(o.Announce)
	}
}

// changed tells the page's scripts about a new state: while dragging, or for good.
func (p *page) changed(live bool) {
	canUndo, canRedo, pinned, _ := p.app.OverlayFlags()
	p.host.Call("changed", live, p.burst, canUndo, canRedo, pinned, p.app.Scene())
}

// after runs an action of the API or the port and brings the DOM up to date.
func (p *page) after(err error) error {
	p.sync()
	return err
}

// quietCanvas takes Ebitengine's canvas out of the way of pointer and keyboard: the page's
// own elements handle both. The canvas is there before main runs, and must be quiet before
// the page is ready: it would swallow every key, Tab too.
func (p *page) quietCanvas() {
	canvas := document.Call("querySelector", "body > canvas")
	if canvas.IsNull() {
		return
	}
	canvas.Set("tabIndex", -1)
	canvas.Call("setAttribute", "aria-hidden", "true")
	canvas.Call("blur")
}

// times keeps how long the last events took, for the median.
type times struct {
	ring [101]float64
	n    int
}

func (t *times) add(ms float64) {
	t.ring[t.n%len(t.ring)] = ms
	t.n++
}

func (t *times) last() float64 {
	if t.n == 0 {
		return 0
	}
	return t.ring[(t.n-1)%len(t.ring)]
}

func (t *times) median() float64 {
	if t.n == 0 {
		return 0
	}
	sorted := slices.Clone(t.ring[:min(t.n, len(t.ring))])
	slices.Sort(sorted)
	return sorted[len(sorted)/2]
}

// announcer is the polite live region. A screen reader that is told something new before
// it has finished says half of each, so what comes within settle replaces what waits.
type announcer struct {
	*element
	at      uint64
	waiting string
	timer   js.Value
	fire    js.Func
}

const settle = 400 // ms without news before the region speaks

func newAnnouncer(e *element) *announcer {
	a := &announcer{element: e}
	a.fire = js.FuncOf(func(js.Value, []js.Value) any {
		a.setText(a.waiting)
		return nil
	})
	return a
}

func (a *announcer) say(text string) {
	js.Global().Call("clearTimeout", a.timer)
	a.waiting = text
	a.timer = js.Global().Call("setTimeout", a.fire, settle)
}

// take reads a scenario that a script, a file or a preset brought and gives it to the figure: as one step
// that can be undone, or as the start. Numbers that were read otherwise than written are said.
func (p *page) take(text string, start bool) error {
	s, note, err := engine.ParseNoted([]byte(text))
	if err != nil {
		return err
	}
	p.app.Accept(s, start)
	p.note(note)
	return nil
}

// note says something that is no fault, if there is anything.
func (p *page) note(text string) {
	if text != "" {
		p.host.Call("note", text)
	}
}
