//go:build js

package main

import (
	"errors"
	"syscall/js"

	"github.com/hajimehoshi/ebiten/v2"

	"github.com/emergent-alignment/emergent/scenes"
	"github.com/emergent-alignment/emergent/scenes/pen"
	"github.com/emergent-alignment/emergent/scenes/theme"
	"github.com/emergent-alignment/emergent/scenes/view"
	"github.com/emergent-alignment/emergent/wasm/link"
)

// port is what the page's own scripts call, beside window.emergent. A method that fails
// throws an Error with one sentence.
func (p *page) port() js.Value {
	port := js.Global().Get("Object").New()
	method := func(name string, f func(args []js.Value) (any, error)) {
		port.Set(name, p.host.Call("throwing", js.FuncOf(func(_ js.Value, args []js.Value) any {
			v, err := f(args)
			if err != nil {
				return jsError.New(err.Error())
			}
			return v
		})))
	}
	do := func(name string, f func(args []js.Value) error) {
		method(name, func(args []js.Value) (any, error) { return nil, p.after(f(args)) })
	}
	do("setTheme", func(args []js.Value) error { p.app.SetTheme(args[0].String()); return nil })
	do("setColours", p.setColors)
	do("textScale", func(args []js.Value) error { p.app.SetTextScale(args[0].Float()); return nil })
	do("pin", func([]js.Value) error { p.app.Pin(); return nil })
	do("unpin", func([]js.Value) error { p.app.Unpin(); return nil })
	method("guide", func([]js.Value) (any, error) { return toJS(p.app.Guide()), nil })
	do("reducedMotion", func(args []js.Value) error { p.app.SetReducedMotion(args[0].Bool()); return nil })
	do("place", p.place)
	p.hearPanel(method)
	do("reset", func([]js.Value) error { p.app.Reset(); return nil })
	do("load", func(args []js.Value) error { return p.load(args[0].String()) })
	do("replace", func(args []js.Value) error { return p.replace(args[0].String()) })
	do("open", func(args []js.Value) error { return p.open(args[0].String(), args[1].Bool()) })
	do("openTable", func(args []js.Value) error { return p.app.OpenTable(args[1].String(), &args[0]) })
	do("openSpec", func(args []js.Value) error { return p.app.OpenSpec(args[0].String()) })
	method("report", func([]js.Value) (any, error) { return p.app.Report(), nil })
	method("link", func([]js.Value) (any, error) { return p.encoder.Encode(p.state()) })
	do("begun", func([]js.Value) error { p.begun = true; return nil })
	do("keepFirst", func([]js.Value) error { p.first = p.state(); return nil })
	method("firstLink", func([]js.Value) (any, error) { return p.encoder.Encode(p.first) })
	method("title", func([]js.Value) (any, error) { return p.app.Scenario().Title, nil })
	method("standing", func([]js.Value) (any, error) { return p.standing(), nil })
	method("claims", func([]js.Value) (any, error) { return p.claims(), nil })
	p.editor(method, do)
	method("scenes", func([]js.Value) (any, error) { return sceneNames(), nil })
	return port
}

// state is what a link to the present state holds.
func (p *page) state() link.State {
	s := link.State{Scenario: p.app.Scenario(), View: p.app.View()}
	if pinned, on := p.app.Pinned(); on {
		s.Pinned = &pinned
	}
	return s
}

// setColors takes the system's colours: red, green and blue of each, from 0 to 255.
func (p *page) setColors(args []js.Value) error {
	var c theme.System
	for i, to := range [...]*pen.Color{&c.Canvas, &c.Text, &c.Link, &c.Highlight, &c.Gray} {
		at := func(k int) float64 { return args[0].Index(3*i+k).Float() / 255 }
		*to = pen.Color{R: at(0), G: at(1), B: at(2), A: 1}
	}
	p.app.SetColors(c)
	return nil
}

// margin keeps what is drawn from the edges of its box, in CSS pixels.
const margin = 8

// place takes the boxes of figure and aside, as x, y, width, height each.
func (p *page) place(args []js.Value) error {
	if len(args) != 8 {
		return errors.New("place: eight numbers are needed")
	}
	box := func(i int) view.Rect {
		return view.Rect{X: args[i].Float(), Y: args[i+1].Float(), W: args[i+2].Float(), H: args[i+3].Float()}
	}
	p.rect = box(0).Inset(margin)
	p.app.Resize(p.rect, box(4).Inset(margin), ebiten.Monitor().DeviceScaleFactor())
	return nil
}

// load takes a file's scenario as one step that can be undone.
func (p *page) load(text string) error { return p.take(text, false) }

// replace starts over with a preset's scenario.
func (p *page) replace(text string) error { return p.take(text, true) }

// open takes the state from the hash of an address: as the start, or (back, forward, an
// edited address) as a step that can be undone. What is pinned stays so unless the link brings
// another.
func (p *page) open(hash string, start bool) error {
	s, note, err := link.DecodeNoted(hash)
	if err != nil {
		return err
	}
	if err := p.app.SetView(s.View); err != nil {
		return err
	}
	if s.Pinned != nil {
		p.app.PinScenario(*s.Pinned)
	}
	p.app.Accept(s.Scenario, start)
	p.note(note)
	return nil
}

// sceneNames lists the figures that exist, in the order of the tabs.
func sceneNames() (names []any) {
	for _, name := range scenes.Scenes() {
		names = append(names, name)
	}
	return names
}
