//go:build js

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"runtime"
	"strings"
	"syscall/js"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/tables"
)

// window.emergent as docs/format.md describes it. What only reads returns its value; what
// may be refused returns a promise that rejects with a sentence, the state kept.

var (
	promise    = js.Global().Get("Promise")
	jsError    = js.Global().Get("Error")
	jsonObject = js.Global().Get("JSON")
)

func (p *page) fillAPI(api js.Value) {
	method := func(name string, f func(args []js.Value) any) {
		api.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return f(args) }))
	}
	method("getScenario", func([]js.Value) any { return toJS(p.app.Scenario()) })
	method("setScenario", func(args []js.Value) any {
		return settled(p.after(p.setScenario(arg(args, 0))))
	})
	method("getResult", func([]js.Value) any {
		return p.answered(func(r engine.Result) any { return toJS(r) })
	})
	method("getReport", func([]js.Value) any { return p.report() })
	method("getView", func([]js.Value) any { return toJS(p.app.View()) })
	method("setView", func(args []js.Value) any { return settled(p.after(p.setView(arg(args, 0)))) })
	method("press", func(args []js.Value) any { return settled(p.after(p.press(text(args, 0), text(args, 1)))) })
	method("removeAgent", func(args []js.Value) any {
		return settled(p.after(p.app.Dispatch(stage.Event{Kind: stage.Delete, Handle: "agent:" + text(args, 0)})))
	})
	method("undo", func([]js.Value) any { done := p.app.Undo(); p.sync(); return done })
	method("redo", func([]js.Value) any { done := p.app.Redo(); p.sync(); return done })
	method("exportSVG", func([]js.Value) any { return p.svg() })
	method("exportCSV", func([]js.Value) any { return tables.CSV(p.app.Data()) })
	method("exportPNG", func(args []js.Value) any {
		scale := arg(args, 0)
		if scale.IsUndefined() {
			scale = js.ValueOf(1)
		}
		return p.host.Call("rasterise", p.svg(), scale)
	})
	method("stats", func(args []js.Value) any {
		return p.stats(typeOf(arg(args, 0)) == js.TypeBoolean && arg(args, 0).Bool())
	})
}

func arg(args []js.Value, i int) js.Value {
	if i < len(args) {
		return args[i]
	}
	return js.Undefined()
}

// text is an argument as text: empty where there is none.
func text(args []js.Value, i int) string {
	if v := arg(args, i); !v.IsUndefined() {
		return js.Global().Call("String", v).String()
	}
	return ""
}

// press sets a control of the figure as if by hand. A name that ends with a dot is the first
// control whose name begins so.
func (p *page) press(name, value string) error {
	if strings.HasSuffix(name, ".") {
		name = p.app.Overlay().Panel.First(name)
	}
	return p.app.Dispatch(stage.Event{Kind: stage.Param, Param: name, Value: value})
}

// typeOf is the type of a value; that of undefined for a BigInt, which syscall/js does not know: it panics.
func typeOf(v js.Value) (t js.Type) {
	defer func() {
		if recover() != nil {
			t = js.TypeUndefined
		}
	}()
	return v.Type()
}

// settled returns a promise that an error has refused or that is fulfilled.
func settled(err error) js.Value {
	if err != nil {
		return promise.Call("reject", jsError.New(err.Error()))
	}
	return promise.Call("resolve")
}

// toJS turns a value into plain JavaScript data.
func toJS(v any) js.Value {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // scenarios and results hold finite numbers only
	}
	return jsonObject.Call("parse", string(data))
}

// fromJS writes plain JavaScript data as JSON. A number that JSON cannot hold is named:
// JSON.stringify would make it null in silence.
func (p *page) fromJS(v js.Value) (string, error) {
	if t := typeOf(v); t != js.TypeObject {
		return "", errors.New("scenario: is " + t.String() + ", must be an object")
	}
	out := p.host.Call("stringify", v)
	if field := out.Get("error"); !field.IsUndefined() {
		return "", errors.New(field.String())
	}
	return out.Get("text").String(), nil
}

func (p *page) setScenario(v js.Value) error {
	text, err := p.fromJS(v)
	if err != nil {
		return err
	}
	return p.take(text, false)
}

func (p *page) setView(v js.Value) error {
	text, err := p.fromJS(v)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.DisallowUnknownFields()
	var w stage.View
	if err := d.Decode(&w); err != nil {
		return errors.New("view: " + err.Error())
	}
	return p.app.SetView(w)
}

// report returns a promise of the report of the experiment that the figure shows, when
// nothing is under way; null: there is none.
func (p *page) report() js.Value {
	return promised(func(resolve func(any), reject func(error)) {
		p.app.Settled(func(err error) {
			switch text := p.app.Report(); {
			case err != nil:
				reject(err)
			case text == "":
				resolve(js.Null())
			default:
				resolve(jsonObject.Call("parse", text))
			}
		})
	})
}

func (p *page) svg() string {
	var b bytes.Buffer
	if err := p.app.WriteSVG(&b); err != nil {
		panic(err) // a bytes.Buffer takes everything
	}
	return b.String()
}

// stats says how often the figure was drawn, how long things take, in milliseconds, and what
// the heap holds, in bytes: if wanted after a collection.
func (p *page) stats(collect bool) js.Value {
	if collect { // what JavaScript lends is given back by finalizers, so the second takes what the first freed
		runtime.GC()
		runtime.Gosched()
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	s := p.app.Stats()
	return js.ValueOf(map[string]any{
		"frames":      float64(s.Frames),
		"solve":       s.LastSolve,
		"frame":       s.LastUpdate + s.LastDraw,
		"event":       p.times.last(),
		"eventMedian": p.times.median(),
		"answer":      s.MedianEvent, // the part of it before the DOM, median
		"events":      p.times.n,
		"heap":        float64(m.HeapAlloc),
		"allocated":   float64(m.TotalAlloc),
		"collections": float64(m.NumGC),
		"collecting":  float64(m.PauseTotalNs) / 1e6,
	})
}
