//go:build js

package main

import (
	"fmt"
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/worker"
)

// workers starts browser workers for a worker.Pool. The address of the worker's program
// comes from stage.html, which the build fills in.
type workers struct{ program string }

// newSolver returns the solver for what takes too long here: a worker that the first job
// starts, so a visit without one never loads it.
func newSolver() worker.Solver {
	if p, ok := newWorkers(); ok {
		return &worker.Pool{Port: p}
	}
	return nil
}

// newWorkers is where workers come from, if the page says what they run.
func newWorkers() (w workers, ok bool) {
	program := document.Get("documentElement").Get("dataset").Get("worker")
	if program.IsUndefined() {
		return workers{}, false
	}
	return workers{program.String()}, true
}

// cores is how many workers the machine has room for; 1 where the browser does not say.
func cores() int {
	n := js.Global().Get("navigator").Get("hardwareConcurrency")
	if n.Type() != js.TypeNumber {
		return 1
	}
	return max(1, n.Int())
}

// Start starts a worker, or says why none can be had here: a page opened from a file, a
// framing page or a policy may forbid them.
func (w workers) Start(hear func(string), fail func(string)) (_ worker.Worker, err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			err = fmt.Errorf("no worker: %v", thrown)
		}
	}()
	v := &browserWorker{Value: js.Global().Get("stageHost").Call("hire", w.program)}
	v.listen("message", func(e js.Value) { hear(e.Get("data").String()) })
	v.listen("error", func(e js.Value) {
		e.Call("preventDefault") // said by the page, not on the console
		reason := "it could not be loaded"
		if m := e.Get("message"); m.Type() == js.TypeString && m.String() != "" {
			reason = m.String()
		}
		fail(reason)
	})
	return v, nil
}

// After is setTimeout.
func (workers) After(millis float64, f func()) (cancel func()) {
	var timer js.Value
	var fire js.Func
	done := false
	end := func() {
		if !done {
			done = true
			fire.Release()
		}
	}
	fire = js.FuncOf(func(js.Value, []js.Value) any {
		end()
		f()
		return nil
	})
	timer = js.Global().Call("setTimeout", fire, millis)
	return func() {
		if !done {
			js.Global().Call("clearTimeout", timer)
			end()
		}
	}
}

// browserWorker is a browser's Worker with its listeners, which end with it.
type browserWorker struct {
	js.Value
	listeners []listener
}

type listener struct {
	event string
	js.Func
}

func (w *browserWorker) listen(event string, f func(e js.Value)) {
	l := listener{event, js.FuncOf(func(_ js.Value, args []js.Value) any {
		f(args[0])
		return nil
	})}
	w.listeners = append(w.listeners, l)
	w.Call("addEventListener", event, l.Func)
}

// Post sends a text.
func (w *browserWorker) Post(text string) { w.Call("postMessage", text) }

// SendFile hands a File over: the browser passes a reference on, and the worker reads it.
func (w *browserWorker) SendFile(file any) {
	w.Call("postMessage", map[string]any{"file": *file.(*js.Value)})
}

// Terminate ends the worker at once. Its listeners go a moment later, since one of them may
// be what is running.
func (w *browserWorker) Terminate() {
	w.Call("terminate")
	for _, l := range w.listeners {
		w.Call("removeEventListener", l.event, l.Func)
	}
	var release js.Func
	release = js.FuncOf(func(js.Value, []js.Value) any {
		for _, l := range w.listeners {
			l.Release()
		}
		release.Release()
		return nil
	})
	js.Global().Call("setTimeout", release, 0)
}
