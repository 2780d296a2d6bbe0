//go:build js

package main

import (
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/worker"
)

// mainThreadWorkers is a worker.Port for where no worker can be started: its workers do their jobs in this
// program, a slice at a time, and let the page go on in between.
type mainThreadWorkers struct{ workers }

// slice is how many milliseconds of work the page does without a look at anything else. A
// frame has 16.
const slice = 8.

// mainThreadWorker is a worker that is none. Its jobs and files wait in a queue that one goroutine
// works off; it sleeps between slices, and while it sleeps the page runs.
type mainThreadWorker struct {
	hear   func(text string)
	server worker.Server
	queue  chan any // of texts and Files
	ended  bool
	since  float64 // when the slice began
}

// mostWaiting is how many jobs and files can wait: a pool posts one of each at a time.
const mostWaiting = 16

func (mainThreadWorkers) Start(hear func(string), _ func(string)) (worker.Worker, error) {
	w := &mainThreadWorker{hear: hear, queue: make(chan any, mostWaiting)}
	w.server.Clock, w.server.Pause = now, w.yieldIfDue
	go w.work()
	return w, nil
}

func (w *mainThreadWorker) Post(text string)  { w.queue <- text }
func (w *mainThreadWorker) SendFile(file any) { w.queue <- file }

func (w *mainThreadWorker) Terminate() {
	w.ended = true
	close(w.queue)
}

func (w *mainThreadWorker) work() {
	defer func() {
		if gone := recover(); gone != nil && gone != workerEnded {
			panic(gone)
		}
	}()
	for item := range w.queue {
		w.yieldToPage()
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

// workerEnded leaves a job of which nobody wants the end.
const workerEnded = "this worker was ended"

// yieldIfDue lets the page go on when a slice is over.
func (w *mainThreadWorker) yieldIfDue() {
	if now()-w.since > slice {
		w.yieldToPage()
	}
}

// yieldToPage lets the page go on.
func (w *mainThreadWorker) yieldToPage() {
	rested := make(chan struct{})
	workers{}.After(0, func() { close(rested) })
	<-rested
	w.since = now()
	if w.ended {
		panic(workerEnded)
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
