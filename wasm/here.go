//go:build js

package main

import (
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/job"
	"github.com/emergent-alignment/emergent/scenes/stage"
)

// here is a stage.Port for where no worker can be started: its workers do their jobs in this
// program, a slice at a time, and let the page go on in between.
type here struct{ workers }

// slice is how many milliseconds of work the page does without a look at anything else. A
// frame has 16.
const slice = 8.

// inline is a worker that is none. Its jobs and files wait in a queue that one goroutine
// works off; it sleeps between slices, and while it sleeps the page runs.
type inline struct {
	hear   func(text string)
	server job.Server
	queue  chan any // of texts and Files
	ended  bool
	since  float64 // when the slice began
}

// mostWaiting is how many jobs and files can wait: a pool posts one of each at a time.
const mostWaiting = 16

func (here) Start(hear func(string), _ func(string)) (stage.Worker, error) {
	w := &inline{hear: hear, queue: make(chan any, mostWaiting)}
	w.server.Clock, w.server.Pause = now, w.breathe
	go w.work()
	return w, nil
}

func (w *inline) Post(text string)  { w.queue <- text }
func (w *inline) SendFile(file any) { w.queue <- file }

func (w *inline) Terminate() {
	w.ended = true
	close(w.queue)
}

func (w *inline) work() {
	defer func() {
		if gone := recover(); gone != nil && gone != errEnded {
			panic(gone)
		}
	}()
	for item := range w.queue {
		w.rest()
		switch item := item.(type) {
		case *js.Value:
			w.server.SetFile(contents(*item))
		case string:
			if reply := w.server.Answer(item); !w.ended {
				w.hear(reply)
			}
		}
	}
}

// errEnded leaves a job of which nobody wants the end.
const errEnded = "this worker was ended"

// breathe lets the page go on when a slice is over.
func (w *inline) breathe() {
	if now()-w.since > slice {
		w.rest()
	}
}

// rest lets the page go on.
func (w *inline) rest() {
	rested := make(chan struct{})
	workers{}.After(0, func() { close(rested) })
	<-rested
	w.since = now()
	if w.ended {
		panic(errEnded)
	}
}

// contents reads a File, or says why that cannot be done.
func contents(file js.Value) (data []byte, trouble string) {
	read := make(chan struct{})
	done := js.FuncOf(func(_ js.Value, args []js.Value) any {
		bytes := js.Global().Get("Uint8Array").New(args[0])
		data = make([]byte, bytes.Length())
		js.CopyBytesToGo(data, bytes)
		close(read)
		return nil
	})
	failed := js.FuncOf(func(_ js.Value, args []js.Value) any {
		trouble = "the browser could not read the file (" + args[0].Get("message").String() + ")"
		close(read)
		return nil
	})
	defer done.Release()
	defer failed.Release()
	file.Call("arrayBuffer").Call("then", done, failed)
	<-read
	return data, trouble
}
