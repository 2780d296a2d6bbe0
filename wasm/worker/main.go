//go:build js

// Command worker is the engine alone as a second program, which the stage starts when a
// scenario takes too long for a frame. It answers the jobs of scenes/worker, one text for
// another; web/static/stage/worker.js loads it and passes the texts on. It knows no ebiten,
// no DOM and no scene, and it stays small.
package main

import (
	"encoding/json"
	"syscall/js"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/worker"
)

func main() {
	performance := js.Global().Get("performance")
	server := worker.Server{Clock: func() float64 { return performance.Call("now").Float() }}
	answer := js.FuncOf(func(_ js.Value, args []js.Value) any { return server.Answer(args[0].String()) })
	keep := js.FuncOf(func(_ js.Value, args []js.Value) any {
		data := make([]byte, args[0].Length())
		js.CopyBytesToGo(data, args[0])
		server.SetFile(data, args[1].String())
		return nil
	})
	solve := js.FuncOf(func(_ js.Value, args []js.Value) any { return solved(args[0].String()) })
	play := js.FuncOf(func(_ js.Value, args []js.Value) any { return worker.Play(args[0].String()) })
	js.Global().Call("workerStarted", answer, keep, solve, play)
	js.Global().Call("workerSays", worker.Reply{Ready: true}.Text())
	select {} // answers from here on
}

// solved is the whole result for a scenario's text, for those who use the engine without its page
// (web/npm), or an error in one sentence.
func solved(text string) string {
	s, err := engine.Parse([]byte(text))
	if err != nil {
		return sentence(err)
	}
	data, err := json.Marshal(map[string]any{"result": engine.Solve(s)})
	if err != nil {
		return sentence(err)
	}
	return string(data)
}

func sentence(err error) string {
	data, _ := json.Marshal(map[string]string{"error": err.Error()}) // a text can be written
	return string(data)
}
