//go:build js

// Command worker is the engine alone as a second program, which the stage starts when a
// scenario takes too long for a frame. It answers the jobs of package job, one text for
// another; web/static/stage/worker.js loads it and passes the texts on. It knows no ebiten,
// no DOM and no scene, and it stays small.
package main

import (
	"syscall/js"

	"github.com/emergent-alignment/emergent/scenes/job"
)

func main() {
	performance := js.Global().Get("performance")
	desk := job.Desk{Clock: func() float64 { return performance.Call("now").Float() }}
	answer := js.FuncOf(func(_ js.Value, args []js.Value) any { return desk.Answer(args[0].String()) })
	keep := js.FuncOf(func(_ js.Value, args []js.Value) any {
		data := make([]byte, args[0].Length())
		js.CopyBytesToGo(data, args[0])
		desk.Lend(data, args[1].String())
		return nil
	})
	js.Global().Call("workerStarted", answer, keep)
	js.Global().Call("workerSays", job.Reply{Ready: true}.Text())
	select {} // answers from here on
}
