//go:build js

// Command worker is the engine alone as a second program, which the stage starts when a
// scenario takes too long for a frame. It answers the jobs of package job, one text for
// another; web/static/stage/worker.js loads it and passes the texts on. It knows no ebiten,
// no DOM and no scene, and it stays small.
package main

import (
	"syscall/js"

	"emergent/scenes/job"
)

func main() {
	performance := js.Global().Get("performance")
	desk := job.Desk{Clock: func() float64 { return performance.Call("now").Float() }}
	js.Global().Call("workerStarted", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return desk.Answer(args[0].String())
	}))
	js.Global().Call("workerSays", job.Text(job.Reply{Ready: true}))
	select {} // answers from here on
}
